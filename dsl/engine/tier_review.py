"""Calendar work of tiers: what starts, ends, is kept, dropped or carried over on a day."""

from dsl.engine import aftermath
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.state import Member
from dsl.engine.ladder import tier_changes, tier_marks, tiers
from dsl.program.time import InPeriod, Window


def next_day(books: Books, member: Member, first: int) -> int:
    """The next day, from `first` on, on which the member's tier has to be looked at; 0: none."""
    if not books.program.tiers:
        return 0
    days = _due_days(books, member, first)
    if _depends_on_time(books, member):
        days.append(tier_changes.next_change(books, member, first))
    return min((day for day in days if day), default=0)


def depends_on(books: Books, member: Member) -> object:
    """What the next day depends on; never the same where time alone can change the tier."""
    if not books.program.tiers:
        return None
    if _depends_on_time(books, member):
        return object()
    standing = member.standing
    return (
        standing.rank,
        standing.until_day,
        tuple(standing.starting.values()),
        tuple(standing.upgrades),
        books.anchor_day(member),
    )


def on_day(books: Books, member: Member, day: int) -> None:
    """Do what is due.

    A day on which time might have changed the tier, and has not, leaves everything as it was: what
    else the day brings waits for its own phase.
    """
    moment, before = books.moment_of_day(day), member.standing.rank
    is_due = any(0 < each <= day for each in _due_days(books, member, day))
    tiers.end_upgrades(books, member, moment)
    tiers.start_due(books, member, moment)
    _carry_over(books, member, moment)
    if day in _keeping_days(books, member, day):
        tiers.keep_or_drop(books, member, moment)
    if _depends_on_time(books, member):
        tiers.hold(books, member, moment)
    if is_due or member.standing.rank != before:
        aftermath.settle(books, member, moment)


def _due_days(books: Books, member: Member, first: int) -> list[int]:
    """The days, from `first` on, on which something ends, starts, is kept or carried over."""
    standing = member.standing
    days = [last + 1 for _, last in standing.upgrades]
    days += standing.starting.values()
    days += _keeping_days(books, member, first)
    return days + _carrying_days(books, member, first)


def _keeping_days(books: Books, member: Member, first: int) -> list[int]:
    standing = member.standing
    if standing.rank < 0 or not standing.until_day:
        return []
    grace = books.program.tiers[standing.rank].grace_days
    ends = (standing.until_day, standing.until_day + grace)
    days = [tiers.review_day(books, member, standing.rank, end) for end in ends]
    coming = [day for day in days if day >= first]
    return coming or [first]


def _depends_on_time(books: Books, member: Member) -> bool:
    return books.has_condition_tiers or (
        member.standing.rank >= 0 and books.holds_while[member.standing.rank]
    )


def _carrying_days(books: Books, member: Member, first: int) -> list[int]:
    """The next days on which a surplus of the member's tier is carried over."""
    return [_next_start(books, member, window, first) for _, window in _carrying(books, member)]


def _carrying(books: Books, member: Member) -> list[tuple[int, Window]]:
    """The counters whose surplus the member's tier carries over, each with its window."""
    rank = member.standing.rank
    if rank < 0 or not books.program.tiers[rank].carry_over.surplus:
        return []
    return books.windows_of(rank)


def _next_start(books: Books, member: Member, window: Window, first: int) -> int:
    """The next day, from `first` on, with which a window starts anew; 0: none.

    For one that rolls, it is the day after the tier's time is over, whenever it is looked at.
    """
    if isinstance(window, InPeriod):
        return books.clock(member).end(window.period, first - 1) + 1
    start = member.standing.until_day + 1
    return start if start >= first else 0


def _carry_over(books: Books, member: Member, moment: Moment) -> None:
    """Where a window starts anew: the surplus over the mark counts on."""
    standing, rank, today = member.standing, member.standing.rank, moment.today
    starting = {
        counter
        for counter, window in _carrying(books, member)
        if _next_start(books, member, window, today) == today
    }
    if not starting:
        return
    most = books.program.tiers[rank].carry_over.at_most
    eve = books.moment_of_day(today - 1)
    for number, mark, counter, _ in tier_marks.reached(books, member, eve, rank):
        if counter in starting:
            surplus = max(number - mark, 0)
            surplus = surplus if most is None else min(surplus, most)
            if surplus or counter in standing.carried:
                standing.carried.setdefault(counter, {})[today] = surplus
