"""Which tiers a member has earned, as of a day."""

from dataclasses import dataclass

from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.holdings import counters
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import ask
from dsl.engine.holdings.live_reads import LiveReads, count_of
from dsl.engine.holdings.state import Member
from dsl.plan.plan import TierMark
from dsl.program.measures import Quantity
from dsl.program.tiers import ByInvitation, ForEveryone, Tier
from dsl.program.time import Window


@dataclass(frozen=True, slots=True)
class Found:
    """What the marks say.

    Attributes:
        earned: rank -> has reached the entry.
        kept: rank -> has reached the mark for keeping, or the entry.
    """

    earned: tuple[bool, ...]
    kept: tuple[bool, ...]


class TierReads(LiveReads):
    """The answers as of a day, with surpluses that were carried over."""

    def history(self, register: int, counter: int, window: Window) -> int:
        """A counter over a window that ends with the day.

        A surplus adds to what was counted since it was carried over, so that nothing counts
        twice where the window reaches back before that day.
        """
        books, member, day = self._books, self._member, self._moment.day
        plain = count_of(books, member, counter, window, day)
        carried = member.standing.carried.get(counter, {})
        first = max((each for each in carried if each <= day), default=0)
        surplus = carried.get(first, 0)
        if not surplus or first < counters.first_day(window, day, books.clock(member)):
            return plain
        sums = member.counters[counter]
        if books.plan.counters[counter].quantity is Quantity.VISITS:
            since = sum(1 for of, number in member.visits.items() if first <= of <= day and number)
        else:
            since = sum(number for of, number in sums.items() if first <= of <= day)
        return max(plain, surplus + since)


def forget_carried(member: Member, horizon: int) -> None:
    """Drop surpluses that no day from a horizon on, which a return may look back to, counts."""
    for surpluses in member.standing.carried.values():
        last = max((day for day in surpluses if day <= horizon), default=0)
        for day in [each for each in surpluses if each < last]:
            del surpluses[day]


def look(books: Books, member: Member, moment: Moment) -> Found:
    """What the marks say as of the moment's day."""
    outcome = _judged(books, member, moment)
    tiers = books.program.tiers
    earned, kept = [], []
    for mark in books.marks:
        is_in = _earned(member, mark, tiers[mark.tier], outcome)
        earned.append(is_in)
        kept.append(is_in or (mark.kept is not None and bool(outcome.registers[mark.kept])))
    return Found(tuple(earned), tuple(kept))


def is_met(member: Member, found: Found, rank: int, day: int) -> bool:
    """Whether the numbers of a day earn a tier, by its own mark or by the lower one to stay.

    The lower one counts on days that begin with the tier, or one above it, held: of a day only
    its numbers are known, and not which of them came before the tier.
    """
    first = member.standing.held_from.get(rank)
    return found.earned[rank] if first is None or day < first else found.kept[rank]


def reached(
    books: Books, member: Member, moment: Moment, rank: int
) -> list[tuple[int, int, int, int]]:
    """(number, mark, counter, alternative) for each counted mark of a tier's entry."""
    outcome = _judged(books, member, moment)
    return [
        (_number(outcome.registers[register]), mark, counter, alternative)
        for register, mark, counter, alternative in books.marks[rank].reached
    ]


def _judged(books: Books, member: Member, moment: Moment) -> Outcome:
    reads = TierReads(books, member, moment)
    return ask(books, moment, books.occasions.tier_marks, reads)


def _earned(member: Member, mark: TierMark, tier: Tier, outcome: Outcome) -> bool:
    match tier.entry:
        case ForEveryone():
            return True
        case ByInvitation():
            return mark.tier in member.standing.invited
    return mark.earned is not None and bool(outcome.registers[mark.earned])


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
