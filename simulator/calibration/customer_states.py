"""Known customers in groups, so that a scenario can stand without the orders it comes from.

Whether somebody will come again turns sharply on how long the last purchase is ago in pauses of
one's own: averaged with one who is long gone, a good customer is half gone, and so is nobody. So
customers are halved again and again by that in which they differ most: how often they bought, for
how many of their own pauses they have been silent, or how long they are known. Each half has as
many purchases, so good customers are in small groups and the many with one purchase in few large
ones. The totals over all groups are those of the shop.
"""

from dataclasses import dataclass

import numpy as np

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.repeats import Repeats

HALVINGS = 9
"""What the groups let expect is then 1 to 3% below what the customers themselves do."""

SHORT_WEEKS = 4
"""Differences of age below it tell little."""


@dataclass(frozen=True, slots=True, eq=False)
class CustomerStates:
    """Columns with a row for each group: how many customers, and their averages."""

    customers: Wholes
    repeats: Floats
    last: Floats
    age: Floats
    mean_spend_minor: Floats


def customer_states(seen: Repeats, mean_spend_minor: Floats) -> CustomerStates:
    """The groups of customers that are given one by one, those who bought least first."""
    bought, known = seen.x + 1, seen.age + SHORT_WEEKS
    silent = (seen.age - seen.last) * bought / known
    differ = np.log(np.stack((bought, 1 + silent, known)))
    parts = _halved(np.arange(len(bought)), differ, bought, HALVINGS)
    each = np.ones(len(bought))

    def averages(values: Floats, weights: Floats) -> Floats:
        return np.array([np.average(values[part], weights=weights[part]) for part in parts])

    repeats, last, age = (averages(values, each) for values in (seen.x, seen.last, seen.age))
    order = np.lexsort((age, last, repeats))
    return CustomerStates(
        np.array([len(part) for part in parts], np.int64)[order],
        repeats[order],
        last[order],
        age[order],
        averages(mean_spend_minor, bought)[order],
    )


def _halved(places: Wholes, differ: Floats, weights: Floats, times: int) -> list[Wholes]:
    """Groups of places, of about the same weight and as much alike as halving makes them."""
    if times == 0 or len(places) < 2:
        return [places]
    weight = weights[places]
    spread = [np.cov(column[places], aweights=weight, ddof=0) for column in differ]
    order = places[np.argsort(differ[np.argmax(spread)][places], kind="stable")]
    total = np.cumsum(weights[order])
    cut = int(np.clip(np.searchsorted(total, total[-1] / 2) + 1, 1, len(order) - 1))
    first, last = order[:cut], order[cut:]
    return [
        *_halved(first, differ, weights, times - 1),
        *_halved(last, differ, weights, times - 1),
    ]
