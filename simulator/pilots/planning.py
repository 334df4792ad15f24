"""Plans a pilot: who, how many, how long, and whether it can answer at all."""

import math
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import numpy as np

from dsl.program.words_of_amounts import counted_words
from simulator.calibration.columns import DAYS_IN_WEEK, Wholes
from simulator.limits import LEAST_CUSTOMERS_OF_A_PILOT
from simulator.pilots.assignment import Assigned, Group, chance, chosen_by_chance, strata_of
from simulator.pilots.assignment_list import list_sha256
from simulator.pilots.pilot_error import PilotError
from simulator.pilots.plan import Answer, Option, PilotPlan
from simulator.pilots.power import (
    PilotGroup,
    capped,
    correlation,
    customers_needed,
    detectable_effect,
    detectable_uplift,
    variation,
)
from simulator.pilots.research import USUAL_QUESTION, chance_above
from simulator.pilots.spending import Spending

STRATA = 10
LEAST_IN_STRATUM = 20
LEAST_WEEKS = 4
LEAST_DAYS_BEFORE = 8 * DAYS_IN_WEEK
MOST_DAYS_BEFORE = 26 * DAYS_IN_WEEK
_LENGTHS = (8, 13, 26, 39, 52)
_TENTHS = range(1, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What the orders do not say about the shop."""

    currency: str
    currency_decimals: int
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotChoices:
    """What the owner decides; what is left open is worked out.

    Attributes:
        salt: None makes one of the name and the orders.
        first_day: None is the day after the last order.
        weeks: None is long enough, but no longer than needed.
        customers: None is as few of the best customers as can answer.
        joining_percent: of the invited who will join.
        reward_days: until a typical member has used the first reward.
        break_even_percent: the uplift of members at which the program pays, of a forecast.
        against: name of the program until now that the forecast is held against; empty: none.
    """

    name: str = "pilot"
    salt: str | None = None
    first_day: date | None = None
    weeks: int | None = None
    customers: int | None = None
    invited_percent: int = 50
    holdout_percent: int = 5
    joining_percent: float = 40.0
    reward_days: int | None = None
    break_even_percent: float | None = None
    against: str = ""


@dataclass(frozen=True, slots=True)
class Pilot:
    """A plan and its list of customers."""

    plan: PilotPlan
    assigned: tuple[Assigned, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One length and group, measured on the history."""

    weeks: int
    before_days: int
    customers: int
    mean_minor: float
    variation: float
    correlation: float
    by_formula: float
    detectable: float
    needed: int

    @property
    def option(self) -> Option:
        return Option(
            weeks=self.weeks,
            customers=self.customers,
            detectable_percent=_percent(self.detectable),
        )


def plan_pilot(spending: Spending, choices: PilotChoices, shop: Shop) -> Pilot:
    """The plan of a pilot on the customers of a history.

    Raises:
        PilotError: the history is too short, has too few customers, or goes into the pilot.
    """
    first_day = (choices.first_day or date.fromordinal(spending.last_day + 1)).toordinal()
    if first_day <= spending.last_day:
        raise PilotError(
            f"The pilot would begin on {choices.first_day}, and the orders go on until "
            f"{date.fromordinal(spending.last_day)}: what is bought in a pilot cannot count as the "
            "time before it. Let it begin later, or take the orders until then alone."
        )
    cycle = spending.days_between_orders(spending.first_day, spending.last_day + 1)
    question = _question(choices)
    candidates = _candidates(spending, choices, cycle)
    chosen = _chosen(candidates, question)
    assigned = _assigned(spending, choices, chosen)
    groups = [row.group for row in assigned]
    invited = groups.count(Group.INVITED)
    plan = PilotPlan(
        name=choices.name,
        salt=_salt(spending, choices),
        orders_sha256=spending.sha256,
        currency=shop.currency,
        currency_decimals=shop.currency_decimals,
        time_zone=shop.time_zone,
        history_first_day=date.fromordinal(spending.first_day),
        history_last_day=date.fromordinal(spending.last_day),
        before_days=chosen.before_days,
        first_day=date.fromordinal(first_day),
        last_day=date.fromordinal(first_day + chosen.weeks * DAYS_IN_WEEK - 1),
        weeks=chosen.weeks,
        least_weeks=shortest_weeks(cycle, choices.reward_days),
        cycle_days=round(cycle, 1),
        reward_days=choices.reward_days,
        eligible=len(assigned),
        customers=chosen.customers,
        invited=invited,
        not_invited=chosen.customers - invited,
        holdout=groups.count(Group.HOLDOUT),
        strata=_strata_in(chosen.customers),
        invited_percent=choices.invited_percent,
        holdout_percent=choices.holdout_percent,
        joining_percent=choices.joining_percent,
        mean_spend_minor=round(chosen.mean_minor),
        variation=round(chosen.variation, 4),
        correlation=round(chosen.correlation, 4),
        detectable_percent=_percent(chosen.detectable),
        detectable_by_formula_percent=_percent(chosen.by_formula),
        detectable_invited_percent=_percent(chosen.detectable * choices.joining_percent / 100),
        answer=_answer(candidates, chosen, question, choices),
        assignment_sha256=list_sha256(assigned),
    )
    return Pilot(plan, assigned)


def shortest_weeks(cycle_days: float, reward_days: int | None) -> int:
    """Two cycles between orders, and the time until a reward has been used, in whole weeks."""
    days = max(2 * cycle_days, reward_days or 0, LEAST_WEEKS * DAYS_IN_WEEK)
    return math.ceil(days / DAYS_IN_WEEK)


def _candidates(
    spending: Spending, choices: PilotChoices, cycle_days: float
) -> list[list[_Candidate]]:
    """For each length that the history can measure, groups from small to large."""
    history = spending.last_day + 1 - spending.first_day
    shortest = shortest_weeks(cycle_days, choices.reward_days)
    wanted = [choices.weeks or shortest]
    lengths = wanted + [weeks for weeks in _LENGTHS if weeks > wanted[0]]
    measured = [
        _of_length(spending, choices, weeks, min(MOST_DAYS_BEFORE, before))
        for weeks in lengths
        if (before := history - weeks * DAYS_IN_WEEK) >= LEAST_DAYS_BEFORE
    ]
    if not measured:
        needed = LEAST_DAYS_BEFORE + wanted[0] * DAYS_IN_WEEK
        raise PilotError(
            f"The orders cover {counted_words(history, 'day')}. A pilot of {wanted[0]} weeks is "
            f"planned from {needed} days or more: as long as the pilot, and {LEAST_DAYS_BEFORE} "
            "days before."
        )
    return measured


def _of_length(
    spending: Spending, choices: PilotChoices, weeks: int, before_days: int
) -> list[_Candidate]:
    after = spending.last_day + 1
    start = after - weeks * DAYS_IN_WEEK
    before = spending.spent_minor(start - before_days, start)
    during = spending.spent_minor(start, after)
    ranked = _best_first(before)
    now = len(_best_first(spending.spent_minor(after - before_days, after)))
    if min(len(ranked), now) < LEAST_CUSTOMERS_OF_A_PILOT:
        raise PilotError(
            f"Only {min(len(ranked), now):,} customers ordered in the {before_days} days before. "
            f"A pilot needs {LEAST_CUSTOMERS_OF_A_PILOT} or more; with so few, decide without one."
        )
    sizes = [now * tenths // 10 for tenths in _TENTHS]
    sizes = [size for size in sizes if size >= LEAST_CUSTOMERS_OF_A_PILOT]
    if choices.customers is not None:
        sizes = [min(choices.customers, now)]
    groups = [ranked[: max(len(ranked) * size // now, 3)] for size in sizes]
    return [
        _measured(weeks, before_days, size, before[group], during[group], choices)
        for size, group in zip(sizes, groups, strict=True)
    ]


def _measured(
    weeks: int,
    before_days: int,
    customers: int,
    before_minor: Wholes,
    during_minor: Wholes,
    choices: PilotChoices,
) -> _Candidate:
    before, during = capped(before_minor), capped(during_minor)
    spread, correlated = variation(during), correlation(before, during)
    share, joining = choices.invited_percent / 100, choices.joining_percent / 100
    invited = customers * choices.invited_percent // 100
    by_formula = detectable_effect(
        spread=spread,
        correlated=correlated,
        invited=invited,
        not_invited=customers - invited,
        joining=joining,
    )
    group = PilotGroup.of(before_minor, during_minor, share, joining)
    return _Candidate(
        weeks=weeks,
        before_days=before_days,
        customers=customers,
        mean_minor=float(during.mean()),
        variation=spread,
        correlation=correlated,
        by_formula=by_formula,
        detectable=detectable_uplift(group, customers),
        needed=customers_needed(group, _question(choices)),
    )


def _question(choices: PilotChoices) -> float:
    return (choices.break_even_percent or USUAL_QUESTION) / 100


def _best_first(before_minor: Wholes) -> Wholes:
    """The places of customers who spent anything, those who spent most first."""
    order = np.lexsort((np.arange(len(before_minor)), -before_minor))
    return order[before_minor[order] > 0]


def _chosen(lengths: list[list[_Candidate]], question: float) -> _Candidate:
    """The shortest length and smallest group that can answer; else the best of the shortest."""
    if not any(one.detectable for one in lengths[0]):
        raise PilotError(
            f"None of the customers of before ordered in the last {lengths[0][0].weeks} weeks, so "
            f"a pilot of this length has nothing to compare."
        )
    able = [one for groups in lengths for one in groups if 0 < one.detectable <= question]
    return able[0] if able else min(lengths[0], key=lambda one: one.detectable or math.inf)


def _answer(
    lengths: list[list[_Candidate]], chosen: _Candidate, question: float, choices: PilotChoices
) -> Answer:
    options = [min(groups, key=lambda one: one.detectable or math.inf) for groups in lengths]
    able = [one for one in options if 0 < one.detectable <= question]
    joining = choices.joining_percent / 100
    joining_needed = joining * chosen.detectable / question
    return Answer(
        question_percent=_percent(question),
        is_break_even=choices.break_even_percent is not None,
        against=choices.against,
        can_answer=0 < chosen.detectable <= question,
        customers_needed=chosen.needed,
        joining_percent_needed=_percent(joining_needed) if joining_needed <= 1 else None,
        larger=able[0].option if able and able[0] != chosen else None,
        chance_percent=_percent(chance_above(question)),
        options=tuple(one.option for one in options),
    )


def _assigned(
    spending: Spending, choices: PilotChoices, chosen: _Candidate
) -> tuple[Assigned, ...]:
    """All customers of the days before, in the order of their ids."""
    after = spending.last_day + 1
    ranked = _best_first(spending.spent_minor(after - chosen.before_days, after))
    members = [spending.members[place] for place in ranked]
    strata = _strata(len(ranked), chosen.customers)
    drawn = chance(_salt(spending, choices), members)
    kept_out = chosen_by_chance(strata, drawn, choices.holdout_percent, 100)
    in_pilot = (np.arange(len(ranked)) < chosen.customers) & ~kept_out
    asked = np.zeros(len(ranked), np.bool_)
    asked[in_pilot] = chosen_by_chance(
        strata[in_pilot], drawn[in_pilot], choices.invited_percent, 100 - choices.holdout_percent
    )
    rows = (
        Assigned(member, int(stratum), _group(*flags))
        for member, stratum, *flags in zip(members, strata, kept_out, in_pilot, asked, strict=True)
    )
    return tuple(sorted(rows, key=lambda row: row.member))


def _group(kept_out: bool, in_pilot: bool, asked: bool) -> Group:
    if kept_out:
        return Group.HOLDOUT
    if not in_pilot:
        return Group.LATER
    return Group.INVITED if asked else Group.NOT_INVITED


def _strata(everybody: int, customers: int) -> Wholes:
    """Those of the group first; everybody else is divided in the same way behind them."""
    group = strata_of(np.arange(customers), customers, _strata_in(customers))
    rest = everybody - customers
    if not rest:
        return group
    behind = strata_of(np.arange(rest), rest, _strata_in(rest)) + _strata_in(customers)
    return np.concatenate([group, behind])


def _strata_in(customers: int) -> int:
    return max(1, min(STRATA, customers // LEAST_IN_STRATUM))


def _salt(spending: Spending, choices: PilotChoices) -> str:
    """A pilot of another name, or on other orders, draws anew."""
    own = sha256(f"{choices.name}\n{spending.sha256}".encode()).hexdigest()[:32]
    return choices.salt or own


def _percent(share: float) -> float:
    return round(100 * share, 2)
