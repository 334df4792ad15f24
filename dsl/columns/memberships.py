"""Memberships: joined, charged, renewed, lapsed, ended; fees that were refused run by reference."""

from dataclasses import replace

import numpy as np

from dsl.columns import aftermath, rewards
from dsl.columns.books import Books
from dsl.columns.carrying_out import carry_out
from dsl.columns.evaluation.frame import Found
from dsl.columns.evaluation.slots import Array
from dsl.columns.holdings.members import Held
from dsl.columns.ladder import Ladder
from dsl.columns.reference import Phase
from dsl.columns.sheet import Moment
from dsl.ledger import ignored
from dsl.ledger.entry import Kind
from dsl.program.rules import Occasion
from dsl.program.tiers import Fee
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


def start(books: Books, ladder: Ladder, moment: Moment, at: Array, index: int, new: Array) -> None:
    """Start a membership, and do what its block gives on joining.

    Args:
        books, ladder, moment: when.
        at: places in the moment of members who do not have it.
        index: of the membership.
        new: which members of the moment have joined the program by it.
    """
    held, rows = books.members.held[index], moment.rows[at]
    row = books.program.memberships[index]
    for column in (held.fee_day, held.periods, held.charged_day, held.ending):
        column[rows] = 0
    held.started_day[rows] = moment.day
    held.first_fee_day[rows] = moment.day + row.free_days
    books.members.set_anchors(rows)
    _enter(books, moment, Kind.MEMBERSHIP_STARTED, at, row.name)
    if row.fee is not None and row.free_days:
        held.fee_day[rows] = moment.day + row.free_days
    elif row.fee is not None:
        _charge(books, moment, at, index, row.fee)
    for place in books.occasions.occasion.get(Occasion.JOINING, []):
        joined = at[new[at] & books.members.may_earn(rows)]
        carry_out(books, moment, joined, books.judge(moment, joined, place))
        others = at[~new[at]]
        found = books.judge(moment, others, place)
        carry_out(books, moment, others, _of_block(books, place, found, row.name))
    aftermath.settle(books, ladder, moment)


def pay(books: Books, ladder: Ladder, moment: Moment, at: Array, index: int) -> None:
    """A fee is paid by members who have the membership: for one period more, where it is due."""
    held, row = books.members.held[index], books.program.memberships[index]
    rows = moment.rows[at]
    due = held.fee_day[rows] > 0
    if row.renews:
        due &= held.periods[rows] == 0
    books.ignore(ignored.FEE_NOT_DUE, ~due)
    if row.fee is not None:
        _charge(books, moment, at[due], index, row.fee)
    aftermath.settle(books, ladder, moment)


def end(books: Books, ladder: Ladder, moment: Moment, index: int) -> None:
    """Members ask for the end: now with the fee back, or when what is paid for is over."""
    held, row = books.members.held[index], books.program.memberships[index]
    has = held.started_day[moment.rows] > 0
    books.ignore(ignored.HAS_NO_SUCH_MEMBERSHIP, ~has)
    at = has.nonzero()[0]
    charged = held.charged_day[moment.rows[at]]
    if row.refund_days and row.fee is not None and row.fee.amount_minor:
        in_time = (charged > 0) & (moment.day <= charged + row.refund_days)
        fee = row.fee.amount_minor
        _enter(books, moment, Kind.FEE_REFUNDED, at[in_time], row.name, fee)
        _lapse(books, moment, at[in_time], index)
        at = at[~in_time]
    later = held.fee_day[moment.rows[at]] > moment.day
    held.ending[moment.rows[at[later]]] = True
    _lapse(books, moment, at[~later], index)
    aftermath.settle(books, ladder, moment)


def due(books: Books, day: int) -> Array:
    """Members for whom a fee is due on a day, or a membership ends."""
    parts = [(held.fee_day == day).nonzero()[0] for held in books.members.held]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)


def work(books: Books, ladder: Ladder, day: int) -> None:
    """Charge, renew or end what is due on a day."""
    rows = due(books, day)
    if not len(rows):
        return
    moment = books.moment_of_day(day, Phase.MEMBERSHIPS, rows)
    for index, row in enumerate(books.program.memberships):
        held = books.members.held[index]
        at = (held.fee_day[rows] == day).nonzero()[0]
        over = held.ending[rows[at]] | (not row.renews)
        _lapse(books, moment, at[over], index)
        if row.fee is not None:
            _charge(books, moment, at[~over], index, row.fee)
    aftermath.settle(books, ladder, moment)


def _charge(books: Books, moment: Moment, at: Array, index: int, fee: Fee) -> None:
    """Collect the fee of the next period."""
    if not len(at):
        return
    held, rows = books.members.held[index], moment.rows[at]
    name = books.program.memberships[index].name
    _enter(books, moment, Kind.MEMBERSHIP_RENEWED, at[held.periods[rows] > 0], name)
    held.periods[rows] += 1
    held.fee_day[rows] = _fee_days(held, rows, fee)
    held.charged_day[rows] = moment.day
    _enter(books, moment, Kind.FEE_CHARGED, at, name, fee.amount_minor)
    for place in books.occasions.occasion.get(Occasion.FEE, []):
        carry_out(books, moment, at, books.judge(moment, at, place))


def _fee_days(held: Held, rows: Array, fee: Fee) -> Array:
    """When the periods paid so far are over; 0 for a fee that is paid once."""
    first, periods = held.first_fee_day[rows].astype(np.int64), held.periods[rows]
    if fee.period is None:
        return np.zeros(len(rows), np.int64)
    if fee.period in _DAYS:
        return first + periods * _DAYS[fee.period]
    pairs, places = np.unique(np.stack([first, periods]), axis=1, return_inverse=True)
    months = _MONTHS[fee.period]
    days = [calendar.add_months(int(day), int(count) * months) for day, count in pairs.T]
    return np.array(days, np.int64)[places.reshape(-1)]


def _lapse(books: Books, moment: Moment, at: Array, index: int) -> None:
    """A membership is over, and with it the rewards that end with it."""
    if not len(at):
        return
    held, rows, row = books.members.held[index], moment.rows[at], books.program.memberships[index]
    for column in (held.started_day, held.fee_day):
        column[rows] = 0
    books.members.set_anchors(rows)
    _enter(books, moment, Kind.MEMBERSHIP_LAPSED, at, row.name, detail="ended")
    if row.rewards_end:
        codes = [code for code, each in enumerate(books.promises) if row.name in each.memberships]
        rewards.expire_all(books, moment, at, codes)


def _of_block(books: Books, place: int, found: Found, membership: str) -> Found:
    """The part of what was found that is of rules in a membership's block."""
    rules = books.program.rules
    own = {
        index
        for index in books.plan.procedures[place].rules
        if membership in rules[index].inside.memberships
    }
    if not own:
        return Found()
    names = {rules[index].name for index in own}
    limits = books.plan.limits
    return replace(
        found,
        postings=[each for each in found.postings if each.rule in own],
        issues=[each for each in found.issues if each[0] in own],
        uses=[
            each
            for each in found.uses
            if limits[each.limit].owner_kind != "rule" or limits[each.limit].owner in names
        ],
        carried=[],
    )


def _enter(
    books: Books,
    moment: Moment,
    kind: Kind,
    at: Array,
    name: str,
    money_minor: int = 0,
    detail: str = "",
) -> None:
    books.sheet.enter(
        moment,
        kind,
        at,
        amount=np.zeros(len(at), np.int64),
        name=name,
        money_minor=money_minor,
        detail=detail,
    )
