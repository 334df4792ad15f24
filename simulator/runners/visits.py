"""Visits of members: possible purchases on a day, and the facts that come of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from dsl.columns.batch import Facts
from dsl.values import calendar
from simulator.calibration.columns import Wholes
from simulator.cohorts import philox
from simulator.cohorts.purposes import Purpose
from simulator.runners.candidates import Truths
from simulator.runners.orders import Orders
from simulator.runners.span import Span

BORN = date(1985, 1, 1).toordinal()
"""The first birthday that members may have; their age matters to few programs."""

_BEFORE = {"birthday": 4, "join": 3, "pay": 2, "reward": 1, "order": 0}
"""Microseconds by which facts of one visit come before its purchase."""

_AFTER = 64
"""Microseconds for the activities that follow it, one for each."""


@dataclass(frozen=True, slots=True, eq=False)
class Due:
    """Possible purchases of members on one day.

    Attributes:
        at: places among the orders.
        rows: the members.
    """

    at: Wholes
    rows: Wholes

    @classmethod
    def together(cls, parts: Sequence[Self]) -> Self:
        """Those of several parts, one after the other; there may be none."""
        nothing = np.zeros(0, np.int64)
        return cls(
            np.concatenate([nothing, *(part.at for part in parts)]),
            np.concatenate([nothing, *(part.rows for part in parts)]),
        )

    def where(self, which: Truths | Wholes | slice) -> Self:
        """Some of them."""
        return type(self)(self.at[which], self.rows[which])


class Visits:
    """Gives visits their moments and their facts."""

    def __init__(self, orders: Orders, starts: Wholes, *, is_recorded: bool) -> None:
        """Prepare.

        Args:
            orders: all possible purchases.
            starts: the first instant of each day, and of the day after the last.
            is_recorded: facts need names, because entries are kept.
        """
        self._orders, self._starts, self._is_recorded = orders, starts, is_recorded

    def facts(self, word: str, due: Due, day: int) -> Facts:
        """Facts of a day at the moment of the possible purchases, or just before it."""
        return Facts(due.rows, self.moments(word, due, day), self._ids(word, due))

    def after(self, number: int, due: Due, day: int) -> Facts:
        """Facts of the activity of a number, after purchases of a day."""
        instants = self.moments("order", due, day) + number + 1
        return Facts(due.rows, instants, self._ids(f"activity {number}", due))

    def _ids(self, word: str, due: Due) -> list[str]:
        if not self._is_recorded:
            return []
        candidates, people = self._orders.candidates, self._orders.customers
        index = candidates.index[due.at].tolist()
        number = people.ids[candidates.customer[due.at]].tolist()
        return [f"{word} {one} {which}" for one, which in zip(number, index, strict=True)]

    def moments(self, word: str, due: Due, day: int) -> Wholes:
        """The instants of one kind of fact, on a day."""
        start, earliest = int(self._starts[day]), max(_BEFORE.values())
        room = int(self._starts[day + 1]) - start - earliest - _AFTER
        into = (self._orders.candidates.into[due.at] * room).astype(np.int64)
        into += start + earliest - _BEFORE[word]
        return into


def birthdays_of(orders: Orders, rows: Wholes) -> Wholes:
    """Of some customers, who are all of one age; the day of the year differs."""
    people = orders.customers
    uniform = philox.uniforms(
        (people.ids[rows], 0, Purpose.BIRTHDAY, 0),
        (orders.shop.seed, people.replications[rows]),
    )[0]
    return BORN + (uniform * 365).astype(np.int64)


def day_starts(time_zone: str, span: Span) -> Wholes:
    """The first instant of each day, and of the day after the last."""
    zone = calendar.zone(time_zone)
    days = range(span.first_day, span.first_day + span.days + 1)
    return np.array([zone.first_instant_of(day) for day in days])
