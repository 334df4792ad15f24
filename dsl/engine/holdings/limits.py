"""Limits: what has been used of them, by the period in which it counts.

What a member uses stands with the member, what stores and the whole program use stands with the
state.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from dsl.engine.evaluation.outcome import LimitUse
from dsl.engine.holdings import counters
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.state import Days, Member, Usage, Use
from dsl.plan.plan import PlanLimit
from dsl.program.rules import LimitScope
from dsl.program.time import ThisPurchase

SHARED = (LimitScope.STORE, LimitScope.PROGRAM)
"""Limits of which a member uses what others then lack."""


def used(books: Books, member: Member, day: int, limit: int, key: str) -> int:
    """What is used of a limit in the window that holds a day."""
    row = books.plan.limits[limit]
    if _is_within_purchase(row):
        return 0
    days = _usage(books, member, limit).get(limit, {}).get(key)
    if not days:
        return 0
    clock = books.clock(member)
    if counters.is_rolling(row.window):
        return counters.total(days, row.window, day, clock)
    return days.get(counters.bucket(row.window, day, clock), 0)


def use(books: Books, member: Member, moment: Moment, uses: list[LimitUse]) -> list[Use]:
    """Count uses; gives what a return needs to credit them to the same period."""
    done = []
    for found in uses:
        row = books.plan.limits[found.limit]
        if _is_within_purchase(row) or not found.amount:
            continue
        bucket = counters.bucket(row.window, moment.day, books.clock(member))
        kept = Use(found.limit, found.key, bucket, found.amount)
        _count(books, member, kept, found.amount)
        done.append(kept)
    return done


@contextmanager
def all_there(books: Books) -> Iterator[None]:
    """As if nothing were used yet of what members share."""
    usage, books.state.usage = books.state.usage, {}
    try:
        yield
    finally:
        books.state.usage = usage


def credit(books: Books, member: Member, kept: Use, amount: int) -> None:
    """Give back a part of a use, to the period in which it was counted."""
    amount = min(amount, kept.amount)
    kept.amount -= amount
    _count(books, member, kept, -amount)


def prune(books: Books, member: Member | None, today: int) -> None:
    """Drop what no window that ends today or later can see (the state's own without a member)."""
    usage = member.usage if member is not None else books.state.usage
    for limit, by_key in list(usage.items()):
        window = books.plan.limits[limit].window
        clocks = books.clocks_to_come(member, today)
        horizon = min(counters.first_day(window, today, clock) for clock in clocks)
        for key, days in list(by_key.items()):
            counters.fold(days, horizon, keep_sum=False)
            if not days:
                del by_key[key]
        if not by_key:
            del usage[limit]


def _is_within_purchase(row: PlanLimit) -> bool:
    """A limit per purchase ends with the evaluation; nothing of it is kept."""
    return row.scope is LimitScope.PURCHASE or isinstance(row.window, ThisPurchase)


def _count(books: Books, member: Member, kept: Use, amount: int) -> None:
    usage = _usage(books, member, kept.limit)
    days: Days = usage.setdefault(kept.limit, {}).setdefault(kept.key, {})
    if amount < 0 and kept.bucket not in days:
        return
    left = days.get(kept.bucket, 0) + amount
    if left:
        days[kept.bucket] = left
    else:
        days.pop(kept.bucket, None)


def _usage(books: Books, member: Member, limit: int) -> Usage:
    shared = books.plan.limits[limit].scope in SHARED
    return books.state.usage if shared else member.usage
