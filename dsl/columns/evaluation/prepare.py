"""Makes a program ready to run on columns, and runs a procedure on a block."""

from collections.abc import Callable, Sequence
from typing import Any

from dsl.columns.evaluation import (
    ranges,
    steps_amounts,
    steps_asking,
    steps_discounts,
    steps_effects,
    steps_judging,
)
from dsl.columns.evaluation.assortment import Assortment
from dsl.columns.evaluation.frame import Answers, AskedLimit, Facts, Found, Frame, Step
from dsl.columns.evaluation.runtime import Runtime
from dsl.plan import amounts, asking, effects, judging
from dsl.plan.operations import Operation
from dsl.plan.plan import Plan, PlanLimit, Procedure
from dsl.program.program import Program
from dsl.program.rules import LimitScope
from dsl.program.time import ThisPurchase

Maker = Callable[[Any, Runtime], Step]

MAKERS: dict[type, Maker] = {
    asking.Constant: steps_asking.constant,
    asking.ReadClock: steps_asking.read_clock,
    asking.ReadProperty: steps_asking.read_property,
    asking.ReadField: steps_asking.read_field,
    asking.ReadTimes: steps_asking.read_times,
    asking.ReadLines: steps_asking.read_lines,
    asking.SelectLines: steps_asking.select_lines,
    asking.ReadTier: steps_asking.read_tier,
    asking.HasMembership: steps_asking.has_membership,
    asking.ReadAttribute: steps_asking.read_attribute,
    asking.ReadBalance: steps_asking.read_balance,
    asking.ReadHistory: steps_asking.read_history,
    asking.ReadVisit: steps_asking.read_visit,
    asking.ReadDay: steps_asking.read_day,
    asking.ReadPeriods: steps_asking.read_periods,
    asking.ReadCarry: steps_asking.read_carry,
    asking.ChosenDay: steps_asking.chosen_day,
    asking.ReadPaid: steps_asking.read_paid,
    asking.TimesLeft: steps_asking.times_left,
    judging.Compare: steps_judging.compare,
    judging.OneOf: steps_judging.one_of,
    judging.InCalendar: steps_judging.in_calendar,
    judging.Ago: steps_judging.ago,
    judging.Nth: steps_judging.nth,
    judging.Not: steps_judging.negation,
    judging.AllOf: steps_judging.all_of,
    judging.AnyTrue: steps_judging.any_true,
    judging.Fires: steps_judging.fires,
    judging.Wins: steps_judging.wins,
    amounts.Total: steps_amounts.total,
    amounts.Plus: steps_amounts.add,
    amounts.FixedAmount: steps_amounts.fixed_amount,
    amounts.Scale: steps_amounts.scale,
    amounts.ScaleNumber: steps_amounts.scale_number,
    amounts.Steps: steps_amounts.steps,
    amounts.Bands: steps_amounts.bands,
    amounts.Claim: steps_amounts.claim,
    amounts.Covers: steps_amounts.covers,
    amounts.GiveWay: steps_amounts.give_way,
    amounts.Gather: steps_amounts.gather,
    amounts.Excess: steps_amounts.excess,
    amounts.KeepBest: steps_amounts.keep_best,
    amounts.Round: steps_amounts.round_numbers,
    effects.TakeOff: steps_discounts.take_off_lines,
    effects.SettleDiscounts: steps_discounts.settle_discounts,
    effects.Post: steps_effects.post,
    effects.Carry: steps_effects.carry,
    effects.IssueBenefit: steps_effects.issue,
}


def prepare(
    program: Program, plan: Plan, assortment: Assortment, stores: Sequence[str] = ()
) -> Runtime:
    """A program that can be run as a whole; of others, what is not vectorised has no steps."""
    runtime = Runtime(program, plan, assortment, stores)
    for procedure in plan.procedures:
        runtime.operations = procedure.operations
        makers = [MAKERS.get(type(each), _missing) for each in procedure.operations]
        steps = zip(makers, procedure.operations, strict=True)
        runtime.steps.append([make(each, runtime) for make, each in steps])
        runtime.limits.append(_limits(runtime, procedure))
        runtime.safe.append(ranges.safe_input(procedure.operations))
        runtime.signed.append(ranges.may_fall_below_zero(procedure.operations))
    return runtime


def evaluate(
    runtime: Runtime, procedure: int, facts: Facts, answers: Answers, *, exact: bool = False
) -> Found:
    """What a procedure finds for a block; no state is changed.

    Args:
        runtime: the program.
        procedure: its place in the plan.
        facts: of the block.
        answers: what the members had before.
        exact: the numbers of facts and answers may be large, and are Python's own.

    Raises:
        AmountTooLarge: a rule gives more than 64 bits hold.
    """
    limits = runtime.limits[procedure]
    frame = Frame(facts, answers, limits, exact=exact)
    frame.signed = runtime.signed[procedure]
    registers = frame.found.registers
    for step in runtime.steps[procedure]:
        registers.append(step(registers, frame))
    frame.found.uses = frame.uses(limits)
    return frame.found


def _missing(operation: Operation, runtime: Runtime) -> Step:
    """An operation that is not vectorised; the analysis keeps its procedure from being run."""
    return lambda registers, frame: None


def _limits(runtime: Runtime, procedure: Procedure) -> list[AskedLimit]:
    """The limits that a procedure's operations look at, each once."""
    return [_asked(runtime, row) for row in rows_of(procedure)]


def rows_of(procedure: Procedure) -> tuple[int, ...]:
    """The places of these limits in the plan."""
    found = {row: None for operation in procedure.operations for row in _rows(operation)}
    return tuple(found)


def _rows(operation: Operation) -> tuple[int, ...]:
    match operation:
        case asking.TimesLeft() | effects.TakeOff() | effects.IssueBenefit():
            return operation.limits
        case effects.SettleDiscounts():
            return tuple(row for rows in operation.limits for row in rows)
        case effects.Post():
            return operation.limits + operation.times_limits
        case _:
            return ()


def _asked(runtime: Runtime, row: int) -> AskedLimit:
    limit = runtime.plan.limits[row]
    if limit.holds is not None:
        names = [wallet.name for wallet in runtime.program.wallets]
        return AskedLimit(row, limit.holds, names.index(limit.owner), kept=False)
    most = limit.amount if limit.amount is not None else limit.times
    value = limit.value if limit.scope is LimitScope.VALUE else ""
    return AskedLimit(row, most or 0, -1, is_kept(limit), value)


def is_kept(limit: PlanLimit) -> bool:
    """Whether what is used of a limit outlasts the fact."""
    within = limit.scope is LimitScope.PURCHASE or isinstance(limit.window, ThisPurchase)
    return not within and limit.holds is None
