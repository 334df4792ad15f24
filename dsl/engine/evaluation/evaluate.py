"""Evaluates one procedure for one fact: no state is changed, the outcome says what to do."""

from dsl.engine.evaluation.context import Context
from dsl.engine.evaluation.frame import Frame
from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.reads import Reads


def evaluate(context: Context, procedure: int, reads: Reads) -> Outcome:
    """Runs a procedure of the plan.

    A procedure that settles member discounts does so on the context's basket, so procedures that
    are run later with the same context see its lines net of them.

    Args:
        context: the fact at its instant.
        procedure: index of the procedure in the plan.
        reads: answers about the member and the program before the fact.

    Raises:
        AmountTooLarge: a rule gives more than 64 bits hold.
    """
    runtime = context.runtime
    if runtime.settles[procedure] and context.basket is not None:
        context.basket.settle((0,) * len(context.basket.by_shop))
    outcome = Outcome([], [], [], [], [], [], {})
    registers = outcome.registers
    limits = runtime.limits[procedure]
    frame = Frame(context, reads, outcome, limits)
    if limits:
        outcome.left = frame.left.copy()
    keep = registers.append
    for step in runtime.steps[procedure]:
        keep(step(registers, frame))
    if frame.used:
        outcome.uses = frame.uses(limits)
    return outcome
