"""Memberships: joined, charged, renewed, unpaid, lapsed, ended, refunded.

A fee that is due is collected by itself unless a fact says that it was refused; then the member
keeps the membership until it lapses or the fee is paid.
"""

from dsl.engine import aftermath
from dsl.engine.holdings import effects, rewards
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import judge
from dsl.engine.holdings.state import Held, Member
from dsl.ledger import ignored
from dsl.ledger.entry import Kind
from dsl.ledger.facts import FeePaid
from dsl.program.rules import Occasion
from dsl.program.time import Period
from dsl.values import calendar

_MONTHS = {
    Period.MONTH: 1,
    Period.MEMBERSHIP_MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF: 6,
    Period.YEAR: 12,
    Period.MEMBERSHIP_YEAR: 12,
}
_DAYS = {Period.DAY: 1, Period.WEEK: 7}


def may_earn(books: Books, member: Member) -> bool:
    """Whether a member takes part: where one joins by paying, a paid membership is needed."""
    return not books.needs_fee or any(
        books.program.memberships[index].fee is not None for index in member.memberships
    )


def start(books: Books, member: Member, moment: Moment, index: int) -> None:
    """Join a membership; the first fee is charged now or after the free days."""
    row = books.program.memberships[index]
    if index in member.memberships:
        books.ignore(ignored.HAS_THE_MEMBERSHIP)
        return
    first_fee = moment.day + row.free_days
    held = member.memberships[index] = Held(moment.day, first_fee)
    books.enter(Kind.MEMBERSHIP_STARTED, member.id, moment, rule=row.name)
    if row.fee is not None and row.free_days:
        held.fee_day = first_fee
    elif row.fee is not None:
        _charge(books, member, moment, index)


def end(books: Books, member: Member, moment: Moment, index: int) -> None:
    """A member asks for the end: now with the fee back, or when what is paid for is over."""
    held, row = member.memberships.get(index), books.program.memberships[index]
    if held is None:
        books.ignore(ignored.HAS_NO_SUCH_MEMBERSHIP)
        return
    in_time = held.charged_minor and moment.day <= held.charged_day + row.refund_days
    if in_time and row.refund_days:
        books.enter(
            Kind.FEE_REFUNDED, member.id, moment, rule=row.name, money_minor=held.charged_minor
        )
        _undo_fee(books, member, moment, held)
        lapse(books, member, moment, index, "ended")
    elif held.fee_day > moment.day and not held.unpaid_day:
        held.ending = True
    else:
        lapse(books, member, moment, index, "ended")


def why_not_this_fee(books: Books, fact: FeePaid) -> str:
    """Why a payment is not the fee: it is of another amount. Nothing is guessed about the rest."""
    fee = books.program.memberships[books.membership_of(fact.membership)].fee
    if fee is None or fact.amount_minor in (None, fee.amount_minor):
        return ""
    return f"the fee is {books.money(fee.amount_minor)}, not {books.money(fact.amount_minor or 0)}"


def pay(books: Books, member: Member, moment: Moment, index: int) -> None:
    """A fee is paid: for the first time, after it was refused, or for one period more."""
    held, row = member.memberships.get(index), books.program.memberships[index]
    if held is None:
        start(books, member, moment, index)
        return
    if held.unpaid_day:
        held.unpaid_day = 0
        _collect(books, member, moment, index, held)
    elif held.fee_day and (not row.renews or not held.periods):
        _charge(books, member, moment, index)
    else:
        books.ignore(ignored.FEE_NOT_DUE)


def refuse(books: Books, member: Member, moment: Moment, index: int) -> None:
    """The fee collected last turns out to be refused."""
    held, row = member.memberships.get(index), books.program.memberships[index]
    if held is None or not held.charged_minor or held.unpaid_day:
        books.ignore("a fee is refused that was not collected")
        return
    books.enter(
        Kind.FEE_CHARGED,
        member.id,
        moment,
        rule=row.name,
        money_minor=-held.charged_minor,
        detail="refused",
    )
    held.unpaid_day, held.charged_minor = held.charged_day, 0
    _undo_fee(books, member, moment, held)
    if moment.today >= held.unpaid_day + row.lapse_days:
        lapse(books, member, moment, index, "unpaid")


def lapse(books: Books, member: Member, moment: Moment, index: int, why: str) -> None:
    """A membership is over, and with it the rewards that end with it."""
    row = books.program.memberships[index]
    del member.memberships[index]
    books.enter(Kind.MEMBERSHIP_LAPSED, member.id, moment, rule=row.name, detail=why)
    if row.rewards_end:
        rewards.expire_all(books, member, moment, row.name)


def next_day(books: Books, member: Member, first: int) -> int:
    """The next day on which a fee is due, or a membership ends or lapses; 0 without one."""
    if not member.memberships:
        return 0
    days = []
    for index, held in member.memberships.items():
        if held.unpaid_day:
            days.append(held.unpaid_day + books.program.memberships[index].lapse_days)
        elif held.fee_day:
            days.append(held.fee_day)
    return min(days, default=0)


def on_day(books: Books, member: Member, day: int) -> None:
    """Charge, renew, end or lapse what is due."""
    moment = books.moment_of_day(day)
    for index, held in sorted(member.memberships.items()):
        row = books.program.memberships[index]
        if held.unpaid_day:
            if held.unpaid_day + row.lapse_days <= day:
                lapse(books, member, moment, index, "unpaid")
        elif 0 < held.fee_day <= day:
            if held.ending or not row.renews:
                lapse(books, member, moment, index, "ended")
            else:
                _charge(books, member, moment, index)
    aftermath.settle(books, member, moment)


def _charge(books: Books, member: Member, moment: Moment, index: int) -> None:
    """Collect the fee of the next period."""
    held, row = member.memberships[index], books.program.memberships[index]
    if held.periods:
        books.enter(Kind.MEMBERSHIP_RENEWED, member.id, moment, rule=row.name)
    held.periods += 1
    held.fee_day = _fee_day(books, index, held)
    _collect(books, member, moment, index, held)


def _fee_day(books: Books, index: int, held: Held) -> int:
    """When the periods paid so far are over; 0 for a fee that is paid once."""
    fee = books.program.memberships[index].fee
    if fee is None or fee.period is None:
        return 0
    if fee.period in _DAYS:
        return held.first_fee_day + held.periods * _DAYS[fee.period]
    return calendar.add_months(held.first_fee_day, held.periods * _MONTHS[fee.period])


def _collect(books: Books, member: Member, moment: Moment, index: int, held: Held) -> None:
    row = books.program.memberships[index]
    assert row.fee is not None, "only paid memberships are charged"
    held.charged_minor, held.charged_day = row.fee.amount_minor, moment.day
    books.enter(
        Kind.FEE_CHARGED, member.id, moment, rule=row.name, money_minor=row.fee.amount_minor
    )
    held.effects = []
    for place in books.occasions.occasion.get(Occasion.FEE, []):
        outcome, reads = judge(books, member, moment, place)
        held.effects.append(effects.carry_out(books, member, moment, outcome, reads))


def _undo_fee(books: Books, member: Member, moment: Moment, held: Held) -> None:
    """What paying the fee earned goes with the fee."""
    for each in held.effects:
        effects.undo_all(books, member, moment, each)
    held.effects = []
