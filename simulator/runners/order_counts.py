"""What is counted of orders, all at once when an arm's trading is over."""

from typing import NamedTuple

import numpy as np

from simulator.calibration.columns import Wholes
from simulator.results.measures import Measure
from simulator.runners.candidates import Truths
from simulator.runners.counting import ArmCounts, sums
from simulator.runners.orders import AT_ONCE, Orders
from simulator.runners.span import Span

ACTIVE_DAYS = 90
NEVER = -(10**4)
_MADE, _BEFORE, _MEMBER = (np.arange(8) & bit > 0 for bit in (1, 2, 4))


class Made(NamedTuple):
    """What an arm made of possible purchases.

    Attributes:
        is_made: which are purchases.
        value_minor, margin_minor: of each.
        is_member: made by a member, the purchase with which one joins included.
        joined: day on which each customer joins; the day after the last for who never does.
    """

    is_made: Truths
    value_minor: Wholes
    margin_minor: Wholes
    is_member: Truths
    joined: Wholes


def count_orders(counts: ArmCounts, orders: Orders, made: Made, baseline: Made, span: Span) -> None:
    """Add all measures of orders to an arm's counts.

    Args:
        counts: to be added to.
        orders: all that are possible.
        made: what the arm made of them.
        baseline: what the arm made of them that this one is measured by.
        span: the simulated time.
    """
    shape = counts.months.shape[1:]
    number, value, margin, value_before = _sums(orders, made, baseline, span, *shape)
    for measure, (table, which) in {
        Measure.ORDERS: (number, _MADE),
        Measure.ORDERS_IN_BOTH: (number, _MADE & _BEFORE),
        Measure.ORDERS_GAINED: (number, _MADE & ~_BEFORE),
        Measure.ORDERS_LOST: (number, _BEFORE & ~_MADE),
        Measure.MEMBER_ORDERS: (number, _MADE & _MEMBER),
        Measure.MEMBER_ORDERS_WITHOUT: (number, _BEFORE & _MEMBER),
        Measure.SALES_MINOR: (value, _MADE),
        Measure.MARGIN_MINOR: (margin, _MADE),
        Measure.MEMBER_SALES_MINOR: (value, _MADE & _MEMBER),
        Measure.MEMBER_SALES_WITHOUT_MINOR: (value_before, _BEFORE & _MEMBER),
    }.items():
        counts.months[measure] += table[:, :, which].sum(axis=-1)
    _count_people(counts, orders, made, baseline, span)


def _sums(
    orders: Orders, made: Made, baseline: Made, span: Span, replications: int, months: int
) -> Wholes:
    """Number, value, margin and value before as `[which, replication, month, what holds]`."""
    # Every order is in one cell: its replication, its month, and which of three things hold of it.
    found = np.zeros((4, replications * months * 8), np.int64)
    at_once = max(AT_ONCE, found.shape[1])
    for start in range(0, len(orders), at_once):
        part = slice(start, start + at_once)
        cells = orders.place[part] * months + span.month_of[orders.day[part]]
        for holds in (made.is_member, baseline.is_made, made.is_made):
            cells = 2 * cells + holds[part]
        amounts = (None, made.value_minor, made.margin_minor, baseline.value_minor)
        for sums_so_far, each in zip(found, amounts, strict=True):
            sums_so_far += sums(cells, None if each is None else each[part], len(sums_so_far))
    return found.reshape(4, replications, months, 8)


def _count_people(
    counts: ArmCounts, orders: Orders, made: Made, baseline: Made, span: Span
) -> None:
    """Who ordered in each month, who is active at its end, who ordered for the second time."""
    count = len(orders.customers)
    # The customers of a replication stand together.
    edges = np.searchsorted(orders.places, np.arange(counts.months.shape[1] + 1))
    last = np.full(count, NEVER, np.int16)
    last_before = last.copy()
    so_far = np.zeros(count, np.int64)
    any_members = bool(made.is_member.any())
    bounds = np.searchsorted(orders.day, span.edges[: span.months + 1])
    for month in range(span.months):
        part = slice(bounds[month], bounds[month + 1])
        rows, day = orders.candidates.customer[part].astype(np.int64), orders.day[part]
        is_made = made.is_made[part]
        buyers = rows[is_made]
        ordering = np.bincount(buyers, minlength=count)
        last[buyers] = day[is_made]
        since = span.edges[month + 1] - ACTIVE_DAYS
        groups = {
            Measure.CUSTOMERS_ORDERING: ordering > 0,
            Measure.ACTIVE_CUSTOMERS: last >= since,
            Measure.FIRST_REPEATS: (so_far < 2) & (so_far + ordering >= 2),
        }
        if any_members:
            is_made_before = baseline.is_made[part]
            last_before[rows[is_made_before]] = day[is_made_before]
            members = made.joined < span.edges[month + 1]
            by_members = np.zeros(count, np.bool_)
            by_members[rows[is_made & made.is_member[part]]] = True
            groups |= {
                Measure.MEMBERS_ORDERING: by_members,
                Measure.ACTIVE_MEMBERS: (last >= since) & members,
                Measure.ACTIVE_MEMBERS_WITHOUT: (last_before >= since) & members,
            }
        for measure, group in groups.items():
            counts.months[measure, :, month] += np.diff(np.searchsorted(group.nonzero()[0], edges))
        so_far += ordering
