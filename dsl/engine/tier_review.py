"""Calendar work of tiers: what starts, ends, is kept, dropped or carried over on a day."""

from dsl.engine import aftermath
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.state import Member
from dsl.engine.ladder import tier_changes, tier_marks, tiers
from dsl.program.time import InPeriod


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
    """The next start of each period in which the member's tier counts."""
    clock = books.clock(member)
    return [clock.end(period, first - 1) + 1 for period in _periods(books, member)]


def _periods(books: Books, member: Member) -> list[str]:
    """The calendar periods whose surplus the member's tier carries over."""
    rank = member.standing.rank
    if rank < 0 or not books.program.tiers[rank].carry_over.surplus:
        return []
    return [window.period for _, window in books.windows_of(rank) if isinstance(window, InPeriod)]


def _carry_over(books: Books, member: Member, moment: Moment) -> None:
    """At the start of a period: the surplus over the mark counts on.

    For a window that rolls, the start is the day after the tier's time is over.
    """
    standing = member.standing
    rank = standing.rank
    if rank < 0 or not books.program.tiers[rank].carry_over.surplus:
        return
    clock = books.clock(member)
    is_over = standing.until_day == moment.today - 1
    starting = {
        counter
        for counter, window in books.windows_of(rank)
        if (
            clock.start(window.period, moment.today) == moment.today
            if isinstance(window, InPeriod)
            else is_over
        )
    }
    if not starting:
        return
    most = books.program.tiers[rank].carry_over.at_most
    eve = books.moment_of_day(moment.today - 1)
    for number, mark, counter, _ in tier_marks.reached(books, member, eve, rank):
        if counter in starting:
            surplus = max(number - mark, 0)
            surplus = surplus if most is None else min(surplus, most)
            if surplus or counter in standing.carried:
                standing.carried.setdefault(counter, {})[moment.today] = surplus
