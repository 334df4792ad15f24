"""Known customers in groups, so that a scenario can stand without the orders it comes from.

Customers are put in order of their repeats, then of their last purchase and age, and cut into
groups with about as many purchases each. So good customers are in small groups, the many with one
purchase in few large ones, and the totals over all groups are those of the shop.
"""

from dataclasses import dataclass

import numpy as np

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.repeats import Repeats

GROUPS = 120


@dataclass(frozen=True, slots=True, eq=False)
class CustomerStates:
    """Columns with a row for each group: how many customers, and their averages."""

    customers: Wholes
    repeats: Floats
    last: Floats
    age: Floats
    mean_spend_minor: Floats


def customer_states(seen: Repeats, mean_spend_minor: Floats) -> CustomerStates:
    """The groups of customers that are given one by one."""
    order = np.lexsort((seen.age, seen.last, seen.repeats))
    purchases = np.cumsum(seen.repeats[order] + 1)
    groups = ((purchases - 1) * GROUPS) // purchases[-1]
    _, group = np.unique(groups, return_inverse=True)
    customers = np.bincount(group)

    def average(values: Floats, weights: Floats) -> Floats:
        total = np.bincount(group, values[order] * weights[order])
        return total / np.bincount(group, weights[order])

    each, bought = np.ones(len(order)), seen.x + 1
    return CustomerStates(
        customers.astype(np.int64),
        average(seen.x, each),
        average(seen.last, each),
        average(seen.age, each),
        average(mean_spend_minor, bought),
    )
