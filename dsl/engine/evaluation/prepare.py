"""Makes a program ready to run."""

from dsl.engine.evaluation.runtime import AskedLimit, Runtime
from dsl.engine.evaluation.steps import steps_of
from dsl.plan.asking import TimesLeft
from dsl.plan.effects import IssueBenefit, Post, SettleDiscounts, TakeOff
from dsl.plan.from_program import lower
from dsl.plan.operations import Operation
from dsl.plan.plan import Plan, Procedure
from dsl.program.program import Program
from dsl.program.rules import LimitScope


def prepare(program: Program, plan: Plan | None = None) -> Runtime:
    """A program with its plan (lowered here where it is not at hand)."""
    runtime = Runtime(program, plan if plan is not None else lower(program))
    for procedure in runtime.plan.procedures:
        runtime.steps.append(list(steps_of(procedure.operations, runtime)))
        runtime.limits.append(_limits(runtime, procedure))
        runtime.settles.append(
            any(isinstance(operation, SettleDiscounts) for operation in procedure.operations)
        )
    return runtime


def _limits(runtime: Runtime, procedure: Procedure) -> list[AskedLimit]:
    """The limits that a procedure's operations look at, each once."""
    rows = {row: None for operation in procedure.operations for row in _rows(operation)}
    return [_asked(runtime, row) for row in rows]


def _rows(operation: Operation) -> tuple[int, ...]:
    match operation:
        case TimesLeft() | TakeOff() | IssueBenefit():
            return operation.limits
        case SettleDiscounts():
            return tuple(row for rows in operation.limits for row in rows)
        case Post():
            return operation.limits + operation.times_limits
        case _:
            return ()


def _asked(runtime: Runtime, row: int) -> AskedLimit:
    limit = runtime.plan.limits[row]
    if limit.holds is not None:
        names = [wallet.name for wallet in runtime.program.wallets]
        return AskedLimit(row, limit.holds, False, "", names.index(limit.owner))
    most = limit.amount if limit.amount is not None else limit.times
    tells_apart = limit.scope in (LimitScope.STORE, LimitScope.VALUE)
    value = limit.value if limit.scope is LimitScope.VALUE else ""
    return AskedLimit(row, most or 0, tells_apart, value, -1)
