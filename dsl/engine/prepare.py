"""Makes a program ready to run."""

from dsl.engine.runtime import Runtime
from dsl.engine.steps import steps_of
from dsl.plan.effects import SettleDiscounts
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan
from dsl.program.program import Program


def prepare(program: Program, plan: Plan | None = None) -> Runtime:
    """A program with its plan (lowered here where it is not at hand)."""
    runtime = Runtime(program, plan if plan is not None else lower(program))
    for procedure in runtime.plan.procedures:
        runtime.steps.append(list(steps_of(procedure.operations, runtime)))
        runtime.settles.append(
            any(isinstance(operation, SettleDiscounts) for operation in procedure.operations)
        )
    return runtime
