"""The estimator on trial: pilots that never were, on real orders.

Two trials. A *placebo* draws fake invitations to a program that does nothing, many times: the true
effect is 0, so intervals of 95% have to hold 0 in about 95 of 100 draws. A *recovery* takes real
customers at random, gives those who join a known uplift, and asks whether the intervals hold it.
"""

from dataclasses import dataclass

import numpy as np

from simulator.calibration.columns import DAYS_IN_WEEK, Floats, Wholes
from simulator.calibration.purchases import Chosen
from simulator.pilots.assignment import chances, chosen_by_chance, strata_of
from simulator.pilots.effect import Groups, difference, uplift
from simulator.pilots.power import capped
from simulator.pilots.spending import Spending

JOINS_IN_A_HUNDRED_ORDERS = 25
STRATA = 10


@dataclass(frozen=True, slots=True, eq=False)
class Customers:
    """Real customers over two stretches of time.

    Attributes:
        members: their ids.
        before_minor, during_minor: what each spent.
        orders: how often each ordered in the second stretch.
    """

    members: tuple[str, ...]
    before_minor: Wholes
    during_minor: Wholes
    orders: Wholes

    @classmethod
    def of(cls, spending: Spending, weeks: int) -> "Customers":
        """Whoever ordered in as many weeks before the last weeks of a history."""
        after = spending.last_day + 1
        start = after - weeks * DAYS_IN_WEEK
        before = spending.spent_minor(start - weeks * DAYS_IN_WEEK, start)
        everybody = cls(
            spending.members,
            before,
            spending.spent_minor(start, after),
            spending.orders(start, after),
        )
        return everybody.taken(np.flatnonzero(before > 0))

    def best(self, count: int) -> "Customers":
        """Those who spent most before."""
        order = np.lexsort((np.arange(len(self.members)), -self.before_minor))
        return self.taken(order[:count])

    def taken(self, places: Wholes) -> "Customers":
        """The customers at the places."""
        return Customers(
            tuple(self.members[place] for place in places),
            self.before_minor[places],
            self.during_minor[places],
            self.orders[places],
        )

    @property
    def strata(self) -> Wholes:
        """Tenths by what was spent before."""
        order = np.lexsort((np.arange(len(self.members)), -self.before_minor))
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return strata_of(ranks, len(order), STRATA)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of many pilots whose truth is known.

    Attributes:
        held: intervals of 95% that hold the truth.
        naive_gains: in each, by which share members spend more than everybody else.
        estimates: in each, the estimated effect, relative.
    """

    pilots: int
    held: int
    naive_gains: tuple[float, ...]
    estimates: tuple[float, ...]


def placebo(customers: Customers, salt: str, pilots: int) -> Trial:
    """Fake invitations to a program that does nothing; joining is chance at every order."""
    strata = customers.strata
    before, during = capped(customers.before_minor), capped(customers.during_minor)
    invitations = chances(salt, customers.members, pilots)
    joinings = _joined(chances(f"{salt}, joining", customers.members, pilots), customers.orders)
    held, gains, estimates = 0, [], []
    for drawn, willing in zip(invitations, joinings, strict=True):
        invited = chosen_by_chance(strata, drawn, 1, 2)
        found = difference(Groups.of(strata, invited, before), during)
        low, high = found.between.interval()
        held += low <= 0 <= high
        estimates.append(found.between.value / found.others)
        gains.append(naive_gain(customers.during_minor, invited & willing))
    return Trial(pilots, held, tuple(gains), tuple(estimates))


def _joined(drawn: Wholes, orders: Wholes) -> Chosen:
    """Who would join: with a chance of a quarter at each order."""
    staying_away = (1 - JOINS_IN_A_HUNDRED_ORDERS / 100) ** orders
    willing: Chosen = drawn / 2.0**63 >= staying_away
    return willing


def naive_gain(during_minor: Wholes, members: Chosen) -> float:
    """By which share members spend more than all others: the usual figure, and it is wrong.

    It compares people who buy a lot, and therefore join, with people who do not.
    """
    count = int(members.sum())
    others = len(members) - count
    if not count or not others:
        return 0.0
    theirs = int(during_minor[members].sum())
    rest = int(during_minor.sum()) - theirs
    return theirs * others / (count * rest) - 1 if rest else 0.0


def recovery(customers: Customers, salt: str, pilots: int, lift: float, size: int) -> Trial:
    """Pilots in which joining lifts spending by a known share on average, by chance for each.

    Every pilot takes customers at random, again and again from the same shop. Each member's own
    uplift is drawn from an exponential distribution around the known one.
    """
    held, gains, estimates = 0, [], []
    draws = chances(salt, [str(place) for place in range(size)], 4 * pilots)
    for number in range(pilots):
        picked, drawn, joining, lifting = draws[4 * number : 4 * number + 4]
        sample = customers.taken(picked % len(customers.members))
        strata = sample.strata
        invited = chosen_by_chance(strata, drawn, 1, 2)
        joined = invited & _joined(joining, sample.orders)
        lifts = -np.log1p(-(lifting / 2.0**63)) * lift
        during = sample.during_minor + (sample.during_minor * lifts * joined).astype(np.int64)
        groups = Groups.of(strata, invited, capped(sample.before_minor))
        found = uplift(groups, during.astype(np.float64), joined)
        if found is None:
            continue
        held += found.low <= lift <= found.high
        estimates.append(found.value)
        gains.append(naive_gain(during, joined))
    return Trial(pilots, held, tuple(gains), tuple(estimates))


def shares(values: tuple[float, ...]) -> Floats:
    """The 5th, 50th and 95th of a hundred values in their order."""
    found: Floats = np.percentile(values, [5, 50, 95])
    return found
