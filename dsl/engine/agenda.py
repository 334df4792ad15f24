"""The agenda: which calendar work is due for whom, in the one order that all engines keep.

Work is ordered by (day, phase, member). A member's next day in each phase is worked out from the
member's state, so nothing of the agenda is saved, and members to whom nothing happens cost
nothing. Entries of the heap that no longer hold are passed over.
"""

from collections.abc import Callable
from enum import IntEnum
from heapq import heappop, heappush

from dsl.engine import memberships, posting, rewards, schedules, tier_review
from dsl.engine.books import Books
from dsl.engine.state import Member, Position


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
        for member in books.state.members.values():
            self.look_at(member)

    def look_at(self, member: Member) -> None:
        """Work out the member's next days anew."""
        key = member.id.encode()
        days = self._days.setdefault(member.id, {})
        for phase, next_day in _NEXT_DAY.items():
            day = 0 if member.left else next_day(self._books, member, self._first(phase, key))
            if day and days.get(phase) != day:
                heappush(self._heap, (day, phase, key, member.id))
            days[phase] = day

    def run_until(self, day: int, phase: Phase = Phase.FACTS) -> None:
        """Do all work up to a day, or up to a phase of it."""
        while self._heap and self._heap[0][:2] <= (day, phase):
            due_day, due_phase, _, name = heappop(self._heap)
            if self._days[name].get(due_phase) == due_day:
                self._days[name][due_phase] = 0
                self._do(due_day, due_phase, self._books.state.members[name])
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

    def _first(self, phase: Phase, key: bytes) -> int:
        """The first day whose work in a phase is still to come for a member."""
        position = self._books.state.position
        return position.day if (position.day, phase, key) > position.key() else position.day + 1


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
    days = [account.next_expiry() for account in member.accounts]
    return _earliest([*days, rewards.next_expiry(member)])


def _next_available(books: Books, member: Member, first: int) -> int:
    return _earliest([account.next_available() for account in member.accounts])


def _earliest(days: list[int]) -> int:
    return min((day for day in days if day), default=0)


_NEXT_DAY: dict[Phase, Callable[[Books, Member, int], int]] = {
    Phase.EXPIRE: _next_expiry,
    Phase.AVAILABLE: _next_available,
    Phase.MEMBERSHIPS: memberships.next_day,
    Phase.TIERS: tier_review.next_day,
    Phase.SCHEDULED: schedules.next_day,
}

_WORK: dict[Phase, Callable[[Books, Member, int], None]] = {
    Phase.EXPIRE: _expire,
    Phase.AVAILABLE: _make_available,
    Phase.MEMBERSHIPS: memberships.on_day,
    Phase.TIERS: tier_review.on_day,
    Phase.SCHEDULED: schedules.on_day,
}
