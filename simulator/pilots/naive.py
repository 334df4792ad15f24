"""The usual comparison of members with others, beside what the pilot shows for the same members."""

from collections.abc import Mapping

import numpy as np

from simulator.pilots.effect import Estimate
from simulator.pilots.placebo import naive_gain
from simulator.pilots.plan import PilotPlan
from simulator.pilots.result import Naive
from simulator.pilots.spending import Spending


def naive_comparison(
    plan: PilotPlan,
    spending: Spending,
    joined_days: Mapping[str, int] | None,
    per_member: Estimate | None,
) -> Naive | None:
    """Members against all other customers who ordered in the same weeks or in the days before.

    None where nobody said who joined, or everybody or nobody did.
    """
    first, after = plan.first_day.toordinal(), plan.last_day.toordinal() + 1
    if joined_days is None:
        return None
    seen = spending.orders(first - plan.before_days, after) > 0
    joined = np.array([joined_days.get(member, after) < after for member in spending.members])
    members = joined[seen]
    count, others = int(members.sum()), int((~members).sum())
    if not count or not others or per_member is None:
        return None
    spent = spending.spent_minor(first, after)[seen]
    theirs = int(spent[members].sum())
    rest = int(spent.sum()) - theirs
    low, high = per_member.interval()
    return Naive(
        members=count,
        others=others,
        gain_percent=round(100 * naive_gain(spent, members), 1),
        claimed_minor=theirs - (2 * rest * count + others) // (2 * others),
        shown_minor=round(per_member.value * count),
        shown_low_minor=round(low * count),
        shown_high_minor=round(high * count),
    )
