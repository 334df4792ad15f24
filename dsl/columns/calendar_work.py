"""Calendar work of one day for all members, in the phases in which the reference engine does it."""

from calendar import isleap
from datetime import date

import numpy as np

from dsl.columns import aftermath, memberships, perks, posting, rewards
from dsl.columns.books import Books
from dsl.columns.carrying_out import carry_out
from dsl.columns.evaluation.slots import Array
from dsl.columns.ladder import Ladder
from dsl.columns.reference import Phase
from dsl.program.rules import Occasion
from dsl.program.time import Duration, PeriodStart, Schedule
from dsl.values import calendar

_LEAP = (2, 29)
_EVE_OF_MARCH = (2, 28)


def work(books: Books, ladder: Ladder, day: int) -> None:
    """Do all that is due on a day before its facts."""
    if ladder.carries_over:
        ladder.look_back(day, memberships.due(books, day))
    for wallet, lots in enumerate(books.members.wallets):
        lots.tidy()
        posting.expire_due(books, day, Phase.EXPIRE, wallet)
    books.members.hand.tidy()
    rewards.expire_due(books, day, Phase.EXPIRE)
    released = [
        posting.make_available(books, day, Phase.AVAILABLE, wallet)
        for wallet, lots in enumerate(books.members.wallets)
        if lots.coming.has(day)
    ]
    memberships.work(books, ladder, day)
    if books.program.tiers:
        _hold(books, ladder, day, _review(books, ladder, day))
    _scheduled(books, ladder, day, released)


def _review(books: Books, ladder: Ladder, day: int) -> Array:
    """Tiers that are looked at on a day; gives whose."""
    rows = ladder.due(day)
    if len(rows):
        moment = books.moment_of_day(day, Phase.TIERS, rows)
        ladder.review(moment)
        aftermath.settle(books, ladder, moment)
    return rows


def _hold(books: Books, ladder: Ladder, day: int, reviewed: Array) -> None:
    """Tiers of the others that hold only while something does."""
    rows = np.setdiff1d(ladder.changing(), reviewed, assume_unique=True)
    if not len(rows):
        return
    changed = ladder.hold(books.moment_of_day(day, Phase.TIERS, rows))
    if len(changed):
        aftermath.settle(books, ladder, books.moment_of_day(day, Phase.TIERS, changed))


def _scheduled(books: Books, ladder: Ladder, day: int, released: list[Array]) -> None:
    """Birthdays, anniversaries, dates that come again, absence; rewards that pay themselves."""
    due = [(place, rows) for place, rows in _due(books, day) if len(rows)]
    parts = [rows for _, rows in due]
    if released and any(reward.by_itself for reward in books.program.rewards):
        parts += released
    if books.members.perks:
        parts.append(perks.due(books, day))
    if not any(len(rows) for rows in parts):
        return
    moment = books.moment_of_day(day, Phase.SCHEDULED, np.unique(np.concatenate(parts)))
    for place, rows in sorted(due, key=lambda each: each[0]):
        rows = rows[books.members.may_earn(rows)]
        at = np.searchsorted(moment.rows, rows)
        carry_out(books, moment, at, books.judge(moment, at, place))
    aftermath.settle(books, ladder, moment)


def _due(books: Books, day: int) -> list[tuple[int, Array]]:
    """(procedure, members) of what is due."""
    occasions, members = books.occasions, books.members
    birthdays = occasions.occasion.get(Occasion.BIRTHDAY, [])
    anniversaries = occasions.occasion.get(Occasion.ANNIVERSARY, [])
    dates = [(place, "birthday") for place in birthdays]
    dates += [(place, name) for name, place in occasions.member_date]

    def may_fire(place: int) -> bool:
        return day in books.lives[place]

    return [
        *((p, _yearly(books, members.attribute(name), day)) for p, name in dates if may_fire(p)),
        *((p, _yearly(books, members.joined_day, day)) for p in anniversaries if may_fire(p)),
        *((p, _on_schedule(books, each, day)) for each, p in occasions.schedule if may_fire(p)),
        *((p, _absent(books, length, day)) for length, p in occasions.absence if may_fire(p)),
    ]


def _yearly(books: Books, dates: Array, day: int) -> Array:
    """Members for whom a day is a date's day of a later year."""
    today = date.fromordinal(day)
    wanted = [(today.month, today.day)]
    if wanted == [_EVE_OF_MARCH] and calendar.month_day(today.year, *_LEAP) == day:
        wanted.append(_LEAP)
    rows = ((books.members.joined_day > 0) & (dates > 0) & (dates < day)).nonzero()[0]
    own = dates[rows]
    if not len(own):
        return rows
    # The few days of earlier years are found at once; the month of each date would take longer.
    first, last = (date.fromordinal(int(each)).year for each in (own.min(), own.max()))
    days = {_day_of(year, *each) for year in range(first, last + 1) for each in wanted}
    if len(days) == 1:
        return rows[own == days.pop()]
    return rows[np.isin(own, list(days))]


def _day_of(year: int, month: int, day_of_month: int) -> int:
    """A date's ordinal; 0 for 29 February of a year that has none."""
    if (month, day_of_month) == _LEAP and not isleap(year):
        return 0
    return date(year, month, day_of_month).toordinal()


def _on_schedule(books: Books, schedule: Schedule, day: int) -> Array:
    dates, rows = books.members.dates, (books.members.joined_day > 0).nonzero()[0]
    own = isinstance(schedule, PeriodStart) and dates.is_own(schedule.period)
    following = dates.for_each(
        lambda eve, clock: clock.next_on(schedule, eve), day - 1, rows, own=own
    )
    return rows[np.broadcast_to(following == day, len(rows))]


def _absent(books: Books, length: Duration, day: int) -> Array:
    """Members whose last purchase was so long ago on this very day."""
    longest = length.count * (31 if length.unit == "month" else 1)
    shortest = length.count * (28 if length.unit == "month" else 1)
    last_days = [
        then
        for then in range(day - longest - 3, day - shortest + 4)
        if then > 0 and calendar.add(then, length.count, length.unit) == day
    ]
    return np.isin(books.members.last_purchase, last_days).nonzero()[0]
