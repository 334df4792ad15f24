"""Dropping what no fact to come can need, so that the state does not grow with the history."""

from collections.abc import Iterator

from dsl.engine import progress
from dsl.engine.holdings import counters, limits, posting
from dsl.engine.holdings.books import Books
from dsl.engine.holdings.state import Days, Effects, Member
from dsl.engine.ladder import earned_days, tier_marks, tiers
from dsl.program.measures import Quantity
from dsl.program.time import Ever
from dsl.values import calendar


def prune(books: Books) -> None:
    """Drop it for all members and for the program."""
    today = books.state.position.day
    for member in books.state.members.values():
        prune_member(books, member)
    limits.prune(books, None, today)
    _forget_ids(books, today)
    _forget_programs(books)


def prune_member(books: Books, member: Member) -> None:
    """Drop what nothing needs of one member.

    In this order what is left does not depend on when something was dropped before.
    """
    today = books.state.position.day
    _forget_purchases(books, member, today)
    _fold_counters(books, member, today)
    limits.prune(books, member, today)
    posting.forget_alive(books, member, today)
    month = calendar.period_start("month", today)
    for carry, months in list(member.carries.items()):
        counters.fold(months, month, keep_sum=False)
        if not months:
            del member.carries[carry]


def _fold_counters(books: Books, member: Member, today: int) -> None:
    """Drop days that no window reaches, as far back as a return may ask for one.

    Tiers and progress rules look back to the day of a purchase that comes back, so without a
    return window nothing of their counters is dropped.
    """
    window = books.state.return_days
    for index, counter in enumerate(books.plan.counters):
        base = today
        if index in books.looked_back_at:
            if window is None:
                continue
            base = today - window
        bounded = [each for each in counter.windows if not isinstance(each, Ever)]
        clocks = books.clocks_to_come(member, base)
        days = (counters.first_day(each, base, clock) for each in bounded for clock in clocks)
        horizon = min(days, default=base)
        for_ever = len(bounded) < len(counter.windows)
        if counter.quantity is not Quantity.VISITS:
            counters.fold(member.counters[index], horizon, keep_sum=for_ever)
        elif not for_ever:
            counters.fold(member.visits, horizon, keep_sum=False)


def _forget_purchases(books: Books, member: Member, today: int) -> None:
    """Purchases that cannot come back any more, and what only they could undo."""
    window = books.state.return_days
    if window is not None:
        horizon = today - window
        for name in [each for each, record in member.records.items() if record.day < horizon]:
            del member.records[name]
        _forget_days(member.purchase_days, horizon)
        progress.forget(books, member, horizon)
        tiers.forget_steps(member, horizon)
        earned_days.forget(member.standing, horizon)
        tier_marks.forget_carried(member, horizon)
    _forget_unreferenced(member)


def _forget_days(days: Days, horizon: int) -> None:
    """Days before a horizon, but for the last of them: a return may leave it the last of all."""
    last = max((day for day in days if day < horizon), default=0)
    for day in [each for each in days if each < last]:
        del days[day]


def _forget_unreferenced(member: Member) -> None:
    """Accruals and closed rewards that nothing could undo."""
    effects = list(effects_of(member))
    numbers = {number for each in effects for number in each.issued}
    for record in member.records.values():
        numbers |= {used.number for used in record.used} | set(record.automatic)
    for number in member.closed.keys() - numbers:
        del member.closed[number]
    rewards = (*member.issued.values(), *member.closed.values())
    awards = {number for each in effects for number in each.awards}
    awards |= {issued.award for issued in rewards}
    for number in member.awards.keys() - awards:
        del member.awards[number]


def effects_of(member: Member) -> Iterator[Effects]:
    """Everything that something still to come could undo."""
    for record in member.records.values():
        yield record.effects
        yield from record.more
    for paid in member.progress.values():
        yield from (entry.effects for entry in paid)
    for step in member.standing.before:
        for done in step.effects.values():
            yield from done
    for held in member.memberships.values():
        yield from held.effects


def _forget_ids(books: Books, today: int) -> None:
    window = books.state.return_days
    if window is None:
        return
    horizon = books.zone.first_instant_of(today - window)
    seen = books.state.seen
    for name in [each for each, (instant, _) in seen.items() if instant < horizon]:
        del seen[name]


def _forget_programs(books: Books) -> None:
    """Programs of before by which nothing will be judged again."""
    state = books.state
    if state.earlier:
        needed = {program for member in state.members.values() for program in _programs(member)}
        state.earlier = {key: saved for key, saved in state.earlier.items() if key in needed}


def _programs(member: Member) -> Iterator[str]:
    for record in member.records.values():
        yield record.effects.program
    for paid in member.progress.values():
        yield from (entry.effects.program for entry in paid)
