"""The agenda: which calendar work is due for whom, in the one order that all engines keep.

Work is ordered by (day, phase, member). A member's next day in each phase is worked out from the
member's state, so nothing of the agenda is saved, and members to whom nothing happens cost
nothing. Entries of the heap that no longer hold are passed over.

A next day that was worked out holds until it is over, unless what it depends on has changed.
"""

from collections.abc import Callable
from enum import IntEnum
from heapq import heappop, heappush
from typing import NamedTuple

from dsl.engine import memberships, schedules, tier_review
from dsl.engine.holdings import posting, rewards
from dsl.engine.holdings.books import Books
from dsl.engine.holdings.state import Member, Position
from dsl.values import calendar


class Phase(IntEnum):
    """The order of calendar work within a day; facts come after all of it."""

    EXPIRE = 1
    AVAILABLE = 2
    MEMBERSHIPS = 3
    TIERS = 4
    SCHEDULED = 5
    FACTS = 9


class Agenda:
    """The heap of days to come."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._heap: list[tuple[int, Phase, bytes, str]] = []
        self._days: dict[str, dict[Phase, int]] = {}
        self._known: dict[str, list[_Known]] = {}
        for member in books.state.members.values():
            self.look_at(member)

    def look_at(self, member: Member) -> None:
        """Work out the member's next days anew."""
        before = self._days.get(member.id, {})
        days = self._days[member.id] = {} if member.left else self._next_days(member)
        for phase, day in days.items():
            if before.get(phase) != day:
                heappush(self._heap, (day, phase, member.id.encode(), member.id))

    def _next_days(self, member: Member) -> dict[Phase, int]:
        """The member's next day in each phase that has one."""
        position, key = self._books.state.position, member.id.encode()
        days: dict[Phase, int] = {}
        done = (position.phase, position.member.encode())
        known = self._known.setdefault(member.id, [_NOTHING_KNOWN] * len(_SOURCES))
        for place, source in enumerate(_SOURCES):
            first = position.day + ((source.phase, key) <= done)
            if source.depends_on is None:
                day = source.next_day(self._books, member, first)
            else:
                cause = source.depends_on(self._books, member)
                if known[place].cause != cause or 0 < known[place].day < first:
                    known[place] = _Known(cause, source.next_day(self._books, member, first))
                day = known[place].day
            if day:
                days[source.phase] = min(day, days.get(source.phase, day))
        return days

    @property
    def next_day(self) -> int:
        """A day before which nothing is due."""
        return self._heap[0][0] if self._heap else calendar.LAST_DAY

    def run_until(self, day: int, phase: Phase = Phase.FACTS) -> None:
        """Do all work up to a day, or up to a phase of it."""
        while self._heap and self._heap[0][:2] <= (day, phase):
            due_day, due_phase, _, name = heappop(self._heap)
            if self._days[name].get(due_phase) == due_day:
                del self._days[name][due_phase]
                self._do(due_day, due_phase, self._books.state.members[name])
        position = self._books.state.position
        if (position.day, position.phase) != (day, phase):
            self._move_to(Position(day, phase, ""))

    def _do(self, day: int, phase: Phase, member: Member) -> None:
        position = self._books.state.position
        today = max(day, position.day)
        self._move_to(Position(today, phase, member.id))
        _WORK[phase](self._books, member, today)
        self.look_at(member)

    def _move_to(self, position: Position) -> None:
        state = self._books.state
        if position.key() > state.position.key():
            state.position = position
            state.instant = max(state.instant, self._books.zone.first_instant_of(position.day))


class _Known(NamedTuple):
    """A next day with what it depended on."""

    cause: object
    day: int


class _Source(NamedTuple):
    """Where the days of a phase come from.

    Attributes:
        next_day: the next day, from a first one on; 0 without one. Asked for a later first day
            that is not past the answer, it gives the same.
        depends_on: what that depends on besides the first day; None where it is as quick to look.
    """

    phase: Phase
    next_day: Callable[[Books, Member, int], int]
    depends_on: Callable[[Books, Member], object] | None = None


_NOTHING_KNOWN = _Known(object(), 0)


def _expire(books: Books, member: Member, day: int) -> None:
    moment = books.moment_of_day(day)
    for wallet in range(len(member.accounts)):
        posting.expire(books, member, moment, wallet)
    rewards.expire(books, member, moment)


def _make_available(books: Books, member: Member, day: int) -> None:
    moment = books.moment_of_day(day)
    for wallet in range(len(member.accounts)):
        posting.make_available(books, member, moment, wallet)


def _next_expiry(books: Books, member: Member, first: int) -> int:
    earliest = rewards.next_expiry(member)
    for account in member.accounts:
        day = account.next_expiry()
        if day and (day < earliest or not earliest):
            earliest = day
    return earliest


def _next_available(books: Books, member: Member, first: int) -> int:
    earliest = 0
    for account in member.accounts:
        day = account.next_available()
        if day and (day < earliest or not earliest):
            earliest = day
    return earliest


_SOURCES = (
    _Source(Phase.EXPIRE, _next_expiry),
    _Source(Phase.AVAILABLE, _next_available),
    _Source(Phase.MEMBERSHIPS, memberships.next_day),
    _Source(Phase.TIERS, tier_review.next_day, tier_review.depends_on),
    _Source(Phase.SCHEDULED, schedules.next_on_calendar, schedules.calendar_depends_on),
    _Source(Phase.SCHEDULED, schedules.next_after_facts),
)

_WORK: dict[Phase, Callable[[Books, Member, int], None]] = {
    Phase.EXPIRE: _expire,
    Phase.AVAILABLE: _make_available,
    Phase.MEMBERSHIPS: memberships.on_day,
    Phase.TIERS: tier_review.on_day,
    Phase.SCHEDULED: schedules.on_day,
}
