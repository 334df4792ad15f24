"""Perks: how many members hold each one in each period, which is what perks cost by.

As in `dsl.engine.perks`, and only where entries are kept: who wants effects alone counts perks as
it likes.
"""

import numpy as np

from dsl.columns.books import Books
from dsl.columns.evaluation.slots import Array, truths
from dsl.columns.sheet import Moment
from dsl.values import calendar


def due(books: Books, day: int) -> Array:
    """Members for whom a period starts on a day, in which some perk costs something."""
    rows = (books.members.joined_day > 0).nonzero()[0]
    starting = np.zeros(len(rows), bool)
    for period in {books.program.perks[index].cost_period for index in books.members.perks}:
        assert period is not None, "what is counted has a period"
        starting |= books.members.dates.period_start(period, day, rows) == day
    return rows[starting]


def count(books: Books, moment: Moment) -> None:
    """Count members for each perk held, once per period."""
    for index, counted in books.members.perks.items():
        perk, place = books.program.perks[index], books.occasions.perk.get(index)
        if place is None or perk.cost_period is None:
            continue
        start = np.broadcast_to(
            books.members.dates.period_start(perk.cost_period, moment.day, moment.rows),
            len(moment),
        )
        is_new = counted[moment.rows] < start
        at = (is_new & (books.members.joined_day[moment.rows] > 0)).nonzero()[0]
        if not len(at):
            continue
        at = at[truths(books.asks(moment, at, place), len(at))]
        counted[moment.rows[at]] = start[at]
        days, times = np.unique(start[at], return_counts=True)
        for day, holders in zip(days.tolist(), times.tolist(), strict=True):
            books.perk_holders[index, day] += holders


def cost_minor(books: Books) -> int:
    """What perks have cost so far."""
    return sum(
        holders * (books.program.perks[index].cost_minor or 0)
        for (index, day), holders in books.perk_holders.items()
        if day <= calendar.LAST_DAY
    )
