"""How things stand now: members by tier, and what open rewards are worth."""

from dsl.engine.holdings.books import Books
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.holdings.promises import promise_of
from dsl.program.worth import face_value_minor


def tier_counts(books: Books) -> dict[str, int]:
    """How many members are in each tier, from low to high."""
    counts = dict.fromkeys((tier.name for tier in books.program.tiers), 0)
    names = list(counts)
    today = books.zone.day_of(books.state.instant)
    for member in books.state.members.values():
        rank = -1 if member.left else rank_of(member, today)
        if rank >= 0:
            counts[names[rank]] += 1
    return counts


def rewards_owed_minor(books: Books) -> int:
    """Face value of all issued, unused rewards; those without a fixed value count as 0."""
    owed = 0
    for member in books.state.members.values():
        for issued in member.issued.values():
            promise = promise_of(books, issued)
            owed += face_value_minor(promise.offer, promise.worth_minor) or 0
    return owed
