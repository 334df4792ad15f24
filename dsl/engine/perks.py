"""Perks: how many members hold each one in each period, which is what perks cost by.

A member counts for a period once, from the first moment of it at which the perk is held.
"""

from dataclasses import dataclass

from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import ask
from dsl.engine.holdings.live_reads import LiveReads
from dsl.engine.holdings.state import Member
from dsl.values import calendar


@dataclass(frozen=True, slots=True)
class PerkCost:
    """What a perk cost in one period.

    Attributes:
        first_day: of the period.
        members: how many held it.
    """

    perk: str
    first_day: int
    members: int
    cost_minor: int


def next_day(books: Books, member: Member, first: int) -> int:
    """The next start of a period in which some perk costs something; 0 without one."""
    clock = books.clock(member)
    days = [clock.end(period, first - 1) + 1 for period in books.perk_periods]
    return min(days, default=0)


def count(books: Books, member: Member, moment: Moment) -> None:
    """Count the member for each perk held, once per period."""
    for index, perk in enumerate(books.program.perks):
        if perk.cost_period is None or not perk.cost_minor:
            continue
        start = books.clock(member).start(perk.cost_period, moment.day)
        if member.perks.get(index, 0) < start and holds(books, member, moment, index):
            member.perks[index] = start
            days = books.state.perks.setdefault(index, {})
            days[start] = days.get(start, 0) + 1


def holds(books: Books, member: Member, moment: Moment, index: int) -> bool:
    """Whether a member has a perk now."""
    place = books.occasions.perk.get(index)
    if place is None:
        return False
    outcome = ask(books, moment, place, LiveReads(books, member, moment))
    result = books.plan.procedures[place].result
    return result is not None and bool(outcome.registers[result])


def costs(books: Books) -> list[PerkCost]:
    """The table of perks' costs, by perk and period."""
    rows = []
    for index, days in sorted(books.state.perks.items()):
        perk = books.program.perks[index]
        rows += [
            PerkCost(perk.name, day, members, members * (perk.cost_minor or 0))
            for day, members in sorted(days.items())
            if day <= calendar.LAST_DAY
        ]
    return rows
