"""Reads a pilot: invited against not invited, and what may be learned from that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtr

from simulator.behaviour.assumptions import Assumption, Table
from simulator.calibration.columns import DAYS_IN_WEEK, Floats, Wholes
from simulator.calibration.purchases import Chosen
from simulator.calibration.scenario import StratumPart
from simulator.pilots.assignment import Assigned, Group
from simulator.pilots.effect import (
    Difference,
    Estimate,
    Groups,
    Uplift,
    difference,
    effect_of_joining,
    uplift,
)
from simulator.pilots.guards import cautions_of
from simulator.pilots.looks import AT_EACH_END, boundaries
from simulator.pilots.naive import naive_comparison
from simulator.pilots.pilot_error import PilotError
from simulator.pilots.plan import PilotPlan
from simulator.pilots.power import capped
from simulator.pilots.research import chance_above, updated
from simulator.pilots.result import (
    Assumed,
    GroupFigures,
    Interval,
    Learned,
    PilotResult,
    SampleRatio,
)
from simulator.pilots.sample_ratio import sample_ratio
from simulator.pilots.spending import Spending


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The customers of the group in columns, in the order of the list.

    Attributes:
        joined: none where nobody said who joined.
    """

    strata: Wholes
    invited: Chosen
    found: Chosen
    before_minor: Wholes
    during_minor: Wholes
    orders: Wholes
    joined: Chosen | None

    def figures(self, chosen: Chosen) -> GroupFigures:
        """What is counted of some of them."""
        joined = 0 if self.joined is None else int(self.joined[chosen].sum())
        return GroupFigures(
            customers=int(chosen.sum()),
            joined=joined,
            ordering=int((self.orders[chosen] > 0).sum()),
            orders=int(self.orders[chosen].sum()),
            spent_before_minor=int(self.before_minor[chosen].sum()),
            spent_minor=int(self.during_minor[chosen].sum()),
        )


@dataclass(frozen=True, slots=True)
class Held:
    """A pilot that was held: its files.

    Attributes:
        plan_sha256, list_sha256: of the files as they are now.
    """

    plan: PilotPlan
    plan_sha256: str
    assigned: Sequence[Assigned]
    list_sha256: str


def read_pilot(
    held: Held,
    spending: Spending,
    joined_days: Mapping[str, int] | None,
    table: Table | None = None,
    looks: Sequence[date] = (),
) -> PilotResult:
    """What the pilot shows.

    Args:
        held: its plan and its list.
        spending: of orders before and during the pilot.
        joined_days: the day on which each member joined; None where nobody said.
        table: what was assumed before the pilot; None is what research says.
        looks: the days up to which it was read before; each makes intervals wider.

    Raises:
        PilotError: the orders do not reach into the pilot, or a group is empty.
    """
    plan, read_up_to = held.plan, _read_up_to(held.plan, spending)
    earlier = tuple(day for day in sorted(set(looks)) if plan.first_day <= day < read_up_to)
    bound = boundaries([plan.share_until(day) for day in (*earlier, read_up_to)])[-1]
    outside, boundary = float(ndtr(-bound)), round(bound, 3)
    evidence = _evidence(plan, held.assigned, spending, joined_days)
    groups, spent = _groups(evidence), evidence.during_minor.astype(np.float64)
    found = difference(groups, capped(spent))
    between = found.between.leaving_out(outside)
    members = _of_members(plan, groups, spent, evidence, outside)
    invited = evidence.figures(evidence.invited)
    others = evidence.figures(~evidence.invited)
    ratios = _ratios(plan, evidence)
    joined_share = None if joined_days is None else members.share
    return PilotResult(
        pilot=plan.name,
        currency=plan.currency,
        plan_sha256=held.plan_sha256,
        orders_sha256=spending.sha256,
        first_day=plan.first_day,
        last_day=plan.last_day,
        read_up_to=read_up_to,
        looks=earlier,
        boundary=boundary,
        invited=invited,
        not_invited=others,
        mean_effect_minor=_interval(between),
        total_minor=_total(between, invited.customers),
        uplift_percent=_percent(uplift(groups, spent, evidence.invited, outside)),
        joined_share=round(members.share, 4),
        mean_member_effect_minor=_interval(members.effect) if members.effect else None,
        member_uplift_percent=_percent(members.uplift),
        error_cut_percent=_error_cut(evidence, found),
        ratios=ratios,
        cautions=cautions_of(
            plan, held.list_sha256, (*earlier, read_up_to), ratios, invited, others, joined_share
        ),
        naive=naive_comparison(plan, spending, joined_days, members.effect),
        learned=_learned(plan, members.known, read_up_to, table),
    )


def _read_up_to(plan: PilotPlan, spending: Spending) -> date:
    """The last day of the pilot that the orders reach."""
    if spending.last_day < plan.first_day.toordinal():
        raise PilotError(
            f"The orders end on {date.fromordinal(spending.last_day)}, and the pilot starts on "
            f"{plan.first_day}. Read it with orders that go on through the pilot."
        )
    return min(date.fromordinal(spending.last_day), plan.last_day)


def _ratios(plan: PilotPlan, evidence: Evidence) -> tuple[SampleRatio, ...]:
    invited, found = evidence.invited, evidence.found
    inside = int(invited.sum())
    return (
        sample_ratio(
            "customers on the list", inside, len(invited) - inside, plan.invited / plan.customers
        ),
        sample_ratio(
            "of these, customers with orders before",
            int(found[invited].sum()),
            int(found[~invited].sum()),
            inside / len(invited),
        ),
    )


def _evidence(
    plan: PilotPlan,
    assigned: Sequence[Assigned],
    spending: Spending,
    joined_days: Mapping[str, int] | None,
) -> Evidence:
    listed = [row for row in assigned if row.stratum <= plan.strata]
    invited = np.array([row.group is Group.INVITED for row in listed], np.bool_)
    if min(int(invited.sum()), int((~invited).sum())) < 2:
        raise PilotError(
            "The list has fewer than two customers in a group, so nothing can be compared."
        )
    first, after = plan.first_day.toordinal(), plan.last_day.toordinal() + 1
    places = {member: place for place, member in enumerate(spending.members)}
    known = np.array([places.get(row.member, -1) for row in listed], np.int64)

    def of_listed(values: Wholes) -> Wholes:
        return np.where(known >= 0, values[known], 0)

    before = of_listed(spending.spent_minor(first - plan.before_days, first))
    return Evidence(
        strata=np.array([row.stratum for row in listed], np.int64),
        invited=invited,
        found=of_listed(spending.orders(spending.first_day, first)) > 0,
        before_minor=before,
        during_minor=of_listed(spending.spent_minor(first, after)),
        orders=of_listed(spending.orders(first, after)),
        joined=_joined(listed, joined_days, after),
    )


def _joined(
    listed: Sequence[Assigned], joined_days: Mapping[str, int] | None, after: int
) -> Chosen | None:
    if joined_days is None:
        return None
    return np.array([joined_days.get(row.member, after) < after for row in listed], np.bool_)


def _groups(evidence: Evidence) -> Groups:
    return Groups.of(evidence.strata, evidence.invited, capped(evidence.before_minor))


@dataclass(frozen=True, slots=True)
class _Members:
    """The share that joined because of the invitation, and the effect on those who did.

    Attributes:
        known: the uplift with an interval of 95% as if this were the only look, for what is learned
            from it: how often somebody looked makes nothing more or less likely.
    """

    share: float
    effect: Estimate | None
    uplift: Uplift | None
    known: Uplift | None


def _of_members(
    plan: PilotPlan, groups: Groups, spent: Floats, evidence: Evidence, outside: float
) -> _Members:
    share = plan.joining_percent / 100
    lifted, factor = evidence.joined, 1.0
    if lifted is None:
        lifted, factor = evidence.invited, 1 / share
        effect: Estimate | None = difference(groups, capped(spent)).between.times(factor)
    else:
        share = difference(groups, lifted.astype(np.float64)).between.value
        effect = effect_of_joining(groups, capped(spent), lifted)
    wide, known = (uplift(groups, spent, lifted, out) for out in (outside, AT_EACH_END))
    return _Members(
        share,
        effect and effect.leaving_out(outside),
        wide and wide.times(factor),
        known and known.times(factor),
    )


def _error_cut(evidence: Evidence, found: Difference) -> float:
    """Against the plain difference of the two averages."""
    spent = capped(evidence.during_minor)
    plain = sum(
        float(spent[chosen].var(ddof=1)) / int(chosen.sum())
        for chosen in (evidence.invited, ~evidence.invited)
    )
    return round(100 * (1 - found.between.error**2 / plain), 1) if plain else 0.0


def _total(between: Estimate, customers: int) -> tuple[int, int, int]:
    low, high = between.interval()
    return round(between.value * customers), round(low * customers), round(high * customers)


def _interval(found: Estimate) -> Interval:
    low, high = found.interval()
    return Interval(value=round(found.value, 2), low=round(low, 2), high=round(high, 2))


def _percent(found: Uplift | None) -> Interval | None:
    if found is None:
        return None
    # Nobody can spend less than nothing, whatever an assumed share of members makes of it.
    ends = (max(each, -1.0) for each in (found.value, found.low, found.high))
    value, low, high = (round(100 * each, 2) for each in ends)
    return Interval(value=value, low=low, high=high)


def _learned(
    plan: PilotPlan, found: Uplift | None, read_up_to: date, table: Table | None
) -> Learned | None:
    if found is None or found.error == 0:
        return None
    question = plan.answer.question_percent
    customers = (
        f"the {plan.customers:,} customers who spent most in the {plan.before_days} days up to "
        f"{plan.history_last_day}"
    )
    lasted = f"{plan.weeks} weeks"
    if read_up_to < plan.last_day:
        lasted += f" until {read_up_to}, before its end"
    source = f'pilot "{plan.name}" of {lasted}, on {customers}'
    days = (read_up_to - plan.first_day).days + 1
    now = updated(found, days / DAYS_IN_WEEK, question / 100, source, table)
    return Learned(
        customers=customers,
        stratum=StratumPart(name=plan.name, customers=plan.customers, within_days=plan.before_days),
        scale=round(now.scale, 4),
        question_percent=question,
        chance_before_percent=round(100 * chance_above(question / 100, table), 2),
        chance_after_percent=round(100 * now.chance_above_question, 2),
        before=_assumed(now.before),
        after=_assumed(now.after),
    )


def _assumed(row: Assumption) -> Assumed:
    low, high = row.interval
    return Assumed(name=row.name, median=row.median, low=low, high=high, source=row.source)
