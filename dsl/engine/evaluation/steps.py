"""The table of operations: how each is made ready to run."""

from collections.abc import Callable, Iterable
from typing import Any

from dsl.engine.evaluation import (
    steps_amounts,
    steps_asking,
    steps_discounts,
    steps_effects,
    steps_judging,
)
from dsl.engine.evaluation.frame import Step
from dsl.engine.evaluation.runtime import Runtime
from dsl.plan import amounts, asking, effects, judging
from dsl.plan.operations import Operation

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
    amounts.Plus: steps_amounts.plus,
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


def steps_of(operations: Iterable[Operation], runtime: Runtime) -> list[Step]:
    """Operations made ready to run, one after the other."""
    return [MAKERS[type(operation)](operation, runtime) for operation in operations]
