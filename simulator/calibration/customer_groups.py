"""Which groups of customers are large enough to tell by themselves how they behave.

A group is where its customers bought first: the channel, or else the store. That is known of each
customer before anything that a model explains, and of each new customer from the first day on.
Groups by how often, how much or where people buy later would be made of what is to be explained:
those who happened to buy much would all be in one, and its forecast too high.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulator.calibration.columns import Wholes
from simulator.calibration.purchases import PurchaseCollector, Purchases
from simulator.calibration.scenario import MOST_GROUPS

SMALLEST_GROUP = 5_000
"""Every group has more customers; so their parameters are about as sure as those of all."""

FEWEST_REPEATS = 20
Where = Literal["channel", "store"]
WHERE: tuple[Where, ...] = ("channel", "store")
OTHERS = "others"


@dataclass(frozen=True, slots=True, eq=False)
class CustomerGroups:
    """Customers in groups.

    Attributes:
        by: what they differ by.
        names: of the groups, the largest first, then the rest, if there is one.
        group: the number of each customer's group.
    """

    by: Where
    names: tuple[str, ...]
    group: Wholes


def groups_found(
    purchases: Purchases,
    collected: PurchaseCollector,
    *,
    by: tuple[Where, ...] = WHERE,
    above: int = SMALLEST_GROUP,
) -> CustomerGroups | None:
    """The groups of a shop's customers; None where there are no two that are large enough.

    Args:
        purchases: of all customers.
        collected: where they bought first.
        by: what they may differ by; the first that makes groups is taken.
        above: every group has more customers.
    """
    labels = {"channel": collected.channels, "store": collected.stores}
    named = purchases.named[purchases.is_first].tolist()
    repeats = purchases.counts() - 1
    for where in by:
        names, group = _cut([labels[where][number] for number in named], above)
        if len(names) > 1 and np.bincount(group, repeats).min() >= FEWEST_REPEATS:
            return CustomerGroups(where, names, group)
    return None


def _cut(labels: Sequence[str], above: int) -> tuple[tuple[str, ...], Wholes]:
    """Names of groups, and the group of each customer: as many as leave no small rest.

    Where the rest would be too small, the smallest of the large ones is in it and named with it.
    """
    found, label, customers = np.unique(labels, return_inverse=True, return_counts=True)
    order = np.argsort(-customers, kind="stable")
    order = order[(found[order] != "") & (found[order] != OTHERS) & (customers[order] > above)]
    rest = len(labels) - np.cumsum(customers[order[: MOST_GROUPS - 1]])
    ends = np.flatnonzero((rest == 0) | (rest > above))
    if not len(ends):
        return (), np.zeros(len(labels), np.int64)
    kept = ends[-1] + 1
    names, dropped = found[order[:kept]].tolist(), found[order[kept:]].tolist()
    if rest[ends[-1]]:
        names.append(" and ".join([*dropped, OTHERS]))
    group = np.full(len(found), kept)
    group[order[:kept]] = np.arange(kept)
    return tuple(names), group[label]
