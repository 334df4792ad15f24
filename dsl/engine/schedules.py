"""Scheduled benefits: birthdays, anniversaries, dates that come again, absence, fixed days."""

from collections.abc import Iterator

from dsl.engine import aftermath, memberships, perks, redeeming
from dsl.engine.holdings import effects
from dsl.engine.holdings.books import Books
from dsl.engine.holdings.judging import judge
from dsl.engine.holdings.state import Member
from dsl.program.rules import Occasion
from dsl.values import calendar


def next_on_calendar(books: Books, member: Member, first: int) -> int:
    """The next day, from `first` on, of what the calendar and the member's dates schedule."""
    days = [day for day, _ in _of_calendar(books, member, first)]
    days += [day for day, _ in _fixed_rewards(books, member, first)]
    days.append(perks.next_day(books, member, first))
    return min((day for day in days if day >= first), default=0)


def calendar_depends_on(books: Books, member: Member) -> object:
    """What that day depends on: joining, the membership, and the member's dates."""
    dates = [member.attributes.get(name) for name, _ in books.occasions.member_date]
    birthday = member.attributes.get("birthday")
    return (member.joined_day, books.anchor_day(member), birthday, dates)


def next_after_facts(books: Books, member: Member, first: int) -> int:
    """The next day, from `first` on, of what facts have set going; 0 without one."""
    if not (books.occasions.absence or books.has_automatic):
        return 0
    days = [day for day, _ in _of_absence(books, member)]
    days += _days_of_automatic(books, member, first)
    return min((day for day in days if day >= first), default=0)


def on_day(books: Books, member: Member, day: int) -> None:
    """Run what is scheduled for the day, in the plan's order."""
    moment = books.moment_of_day(day)
    scheduled = (*_of_calendar(books, member, day), *_of_absence(books, member))
    due = sorted(place for on, place in scheduled if on == day)
    fixed = [index for on, index in _fixed_rewards(books, member, day) if on == day]
    if memberships.may_earn(books, member):
        for place in due:
            outcome, reads = judge(books, member, moment, place)
            effects.carry_out(books, member, moment, outcome, reads)
        for index in fixed:
            redeeming.issue_on_its_day(books, member, moment, index)
    aftermath.settle(books, member, moment)


def _of_calendar(books: Books, member: Member, first: int) -> Iterator[tuple[int, int]]:
    """(next day from `first` on, procedure) of what comes by itself."""
    occasions, eve = books.occasions, first - 1
    for place in occasions.occasion.get(Occasion.BIRTHDAY, []):
        yield _yearly(member.attributes.get("birthday"), eve), place
    for place in occasions.occasion.get(Occasion.ANNIVERSARY, []):
        yield _yearly(member.joined_day, max(eve, member.joined_day)), place
    for name, place in occasions.member_date:
        yield _yearly(member.attributes.get(name), eve), place
    clock = books.clock(member)
    for schedule, place in occasions.schedule:
        yield clock.next_on(schedule, eve), place


def _of_absence(books: Books, member: Member) -> Iterator[tuple[int, int]]:
    """(day, procedure) of what waits so long after the last purchase."""
    last = max(member.purchase_days, default=0) if books.occasions.absence else 0
    if last:
        for length, place in books.occasions.absence:
            yield calendar.add(last, length.count, length.unit), place


def _yearly(date: object, eve: int) -> int:
    """The next day of the year of a date, after a day; never the date itself or one before."""
    if not isinstance(date, int) or isinstance(date, bool):
        return 0
    after = max(eve, date)
    years = max(calendar.whole_years(date, after), 0)
    found = calendar.add_months(date, 12 * years)
    return found if found > after else calendar.add_months(date, 12 * (years + 1))


def _fixed_rewards(books: Books, member: Member, first: int) -> list[tuple[int, int]]:
    clock = books.clock(member)
    return [
        (clock.next_on(reward.issued_on, first - 1), index)
        for index, reward in enumerate(books.program.rewards)
        if reward.issued_on is not None
    ]


def _days_of_automatic(books: Books, member: Member, first: int) -> list[int]:
    """Days on which units become available that may reach the price of a reward."""
    if not books.has_automatic:
        return []
    return [
        lot.available_day
        for account in member.accounts
        for lot in account.lots
        if lot.available_day >= first
    ]
