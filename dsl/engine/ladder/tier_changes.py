"""When time alone may change what the tier marks say."""

from dsl.engine.holdings.books import Books
from dsl.engine.holdings.live_reads import last_purchase_day
from dsl.engine.holdings.state import Member
from dsl.plan.asking import ReadAttribute, ReadBalance, ReadClock, ReadDay, ReadHistory
from dsl.plan.judging import Ago, InCalendar
from dsl.plan.operations import Operation
from dsl.program.conditions import Since
from dsl.program.measures import Quantity
from dsl.program.time import Duration, InPeriod, Rolling
from dsl.values import calendar


def next_change(books: Books, member: Member, first: int) -> int:
    """The first day, from `first` on, on which a mark may read differently; 0 without one."""
    operations = books.plan.procedures[books.occasions.tier_marks].operations
    days = [
        day
        for operation in operations
        for day in _days(books, member, operation, operations, first)
        if day >= first
    ]
    return min(days, default=0)


def _days(
    books: Books,
    member: Member,
    operation: Operation,
    operations: tuple[Operation, ...],
    first: int,
) -> list[int]:
    match operation:
        case ReadClock() | InCalendar():
            return [first]
        case ReadAttribute(attribute="age"):
            return _birthdays(member, first)
        case ReadBalance():
            days = [account.next_expiry() for account in member.accounts]
            return days + [account.next_available() for account in member.accounts]
        case ReadHistory():
            return _history_days(books, member, operation, first)
        case Ago():
            return _ago_days(member, operation, operations[operation.day], first)
    return []


def _birthdays(member: Member, first: int) -> list[int]:
    birthday = member.attributes.get("birthday")
    if not isinstance(birthday, int):
        return []
    years = calendar.whole_years(birthday, first - 1) + 1
    return [calendar.add_months(birthday, 12 * years)]


def _history_days(books: Books, member: Member, operation: ReadHistory, first: int) -> list[int]:
    """When the window moves on, or something leaves it, be it a surplus carried over."""
    match operation.window:
        case InPeriod(period=period):
            return [books.clock(member).end(period, first - 1) + 1]
        case Rolling(length=length):
            of_visits = books.plan.counters[operation.counter].quantity is Quantity.VISITS
            sums = member.visits if of_visits else member.counters[operation.counter]
            carried = member.standing.carried.get(operation.counter, {})
            days = (*sums, *carried)
            return [each for day in days if day for each in _around(day, length)]
    return []


def _ago_days(member: Member, operation: Ago, asked: Operation, first: int) -> list[int]:
    if not isinstance(asked, ReadDay):
        return []
    if asked.since is Since.LAST_PURCHASE:
        day = last_purchase_day(member, first)
    elif asked.since is Since.JOINING:
        day = member.joined_day
    else:
        day = member.standing.reached_day.get(asked.tier, 0)
    lengths = [operation.length] + ([operation.other] if operation.other else [])
    return [each for length in lengths for each in _around(day, length)] if day else []


def _around(day: int, length: Duration) -> list[int]:
    """The days on which something so long ago starts and ends to be so."""
    then = calendar.add(day, length.count, length.unit)
    return [then, then + 1]
