"""Rewards and benefits in members' hands: issued, used, expired.

What needs a purchase waits for one after it is issued; everything else happens when it is issued,
so its use follows its issue at once.
"""

from typing import Any

import numpy as np

from dsl.columns import posting
from dsl.columns.books import Books, FollowUp
from dsl.columns.evaluation.runtime import CAUSE
from dsl.columns.holdings.log import Array
from dsl.columns.reference import Promise, cost, face_value, worth
from dsl.columns.sheet import Moment
from dsl.ledger.entry import Kind
from dsl.program.offers import Donation, WalletCredit

Paid = tuple[Array, int]
"""What was taken out of a wallet for a reward, and the money that the member paid with it."""


def issue(
    books: Books,
    moment: Moment,
    at: Array,
    code: int,
    *,
    paid: Paid | None = None,
    items: Array | None = None,
) -> None:
    """Issue a reward or a benefit; what needs no purchase is used at once.

    Args:
        books, moment: when.
        at: places in the moment.
        code: of the promise.
        paid: what it was paid with.
        items: for a donation per item, how many items there are; one without it.
    """
    promise, rows = books.promises[code], moment.rows[at]
    if not len(at):
        return
    expires = books.members.dates.valid(promise.valid, moment.day, rows)
    ones = np.ones(len(at), np.int64)
    numbers = books.sheet.enter(
        moment, Kind.ISSUE, at, amount=ones, name=promise.name, expires_day=expires
    )
    units, minor = paid or (np.zeros(len(at), np.int64), 0)
    if not promise.needs_purchase:
        _happen(books, moment, at, promise, numbers, minor, items)
        return
    hand = books.members.hand
    more: dict[str, Any] = {} if numbers is None else {"number": numbers}
    places = hand.open(
        code, moment.day, rows, ones, pending=False, paid=units, paid_minor=minor, **more
    )
    if isinstance(expires, int):
        if expires:
            hand.over.add(expires, int(places[0]), int(places[-1]) + 1)
    else:
        hand.over.add_each(expires, places)


def use(books: Books, moment: Moment, at: Array, code: int, lots: Array, taken: Array) -> None:
    """Use issued rewards on purchases, where they took so much money off."""
    promise, hand = books.promises[code], books.members.hand
    money = worth(promise, taken)  # type: ignore[arg-type] # columns do as numbers do
    whole: Any = cost(promise, taken)  # type: ignore[arg-type] # columns do as numbers do
    numbers = hand.log["number"][lots] if books.sheet.record else None
    paid = hand.log["paid_minor"][lots]
    _enter_use(books, moment, at, promise, numbers, _each(money, at), _each(whole, at) - paid)


def expire_due(books: Books, day: int, phase: int) -> None:
    """Take out issued rewards whose last day was the day before."""
    hand = books.members.hand
    if not hand.over.has(day - 1):
        return
    places = hand.still_open(hand.over.take(day - 1))
    if not len(places):
        return
    moment = books.moment_of_day(day, phase, hand.log["row"][places])
    codes = hand.log["queue"][places]
    numbers = hand.log["number"][places] if books.sheet.record else None
    amounts = hand.close(places)
    every = np.arange(len(places))
    if books.sheet.record:
        sources = np.array([books.source_of(code) for code in range(len(books.promises))])[codes]
        books.sheet.enter(
            moment, Kind.EXPIRE_REWARD, every, amount=amounts, sources=sources, lot=numbers
        )
        return
    for code in np.unique(codes):
        here = every[codes == code]
        name = books.promises[int(code)].name
        books.sheet.enter(moment, Kind.EXPIRE_REWARD, here, amount=amounts[here], name=name)


def expire_all(books: Books, moment: Moment, at: Array, codes: list[int]) -> None:
    """Take out all issued rewards of some promises, in the order in which they were issued."""
    hand, rows = books.members.hand, moment.rows[at]
    found = [hand.open_of(code, rows) for code in codes]
    if not found:
        return
    whose = np.concatenate([each for each, _ in found])
    lots = np.concatenate([each for _, each in found])
    order = np.argsort(lots)
    whose, lots = whose[order], lots[order]
    queues = hand.log["queue"][lots]
    numbers = hand.log["number"][lots] if books.sheet.record else None
    amounts = hand.close(lots)
    sources = np.array([books.source_of(code) for code in range(len(books.promises))])[queues]
    books.sheet.enter(
        moment, Kind.EXPIRE_REWARD, at[whose], amount=amounts, sources=sources, lot=numbers
    )


def _happen(
    books: Books,
    moment: Moment,
    at: Array,
    promise: Promise,
    numbers: Array | None,
    paid_minor: int,
    items: Array | None,
) -> None:
    """What an offer does that needs no purchase."""
    offer = promise.offer
    count: Any = 1 if items is None else items
    face = face_value(offer, count)
    money = face if isinstance(offer, Donation) else worth(promise, face)
    whole = _each(cost(promise, face), at) - paid_minor
    _enter_use(books, moment, at, promise, numbers, _each(money, at), whole)
    if isinstance(offer, WalletCredit):
        _credit(books, moment, at, promise, offer)
    elif isinstance(offer, Donation):
        books.sheet.enter(
            moment,
            Kind.DONATION,
            at,
            amount=np.zeros(len(at), np.int64),
            name=promise.name,
            money_minor=_each(face, at),
            detail=offer.cause or _chosen_causes(books, moment.rows[at]),
        )


def _chosen_causes(books: Books, rows: Array) -> str | list[str]:
    """The causes that members chose; empty for those who chose none."""
    if not books.sheet.record:
        return ""
    texts, codes = books.runtime.texts[CAUSE], books.members.attribute(CAUSE)[rows]
    return [texts[code] if code >= 0 else "" for code in codes.tolist()]


def _enter_use(
    books: Books,
    moment: Moment,
    at: Array,
    promise: Promise,
    numbers: Array | None,
    money: Array,
    cost_minor: Array,
) -> None:
    books.sheet.enter(
        moment,
        Kind.USE,
        at,
        amount=np.ones(len(at), np.int64),
        name=promise.name,
        lot=numbers,
        money_minor=money,
        cost_minor=cost_minor,
    )
    books.follow.append(FollowUp("used", promise.name, at))


def _credit(books: Books, moment: Moment, at: Array, promise: Promise, offer: WalletCredit) -> None:
    """An accrual; what the wallet holds at most cuts it."""
    wallet = books.wallet_places[offer.wallet]
    holds = books.program.wallets[wallet].hold_at_most
    amount = np.full(len(at), offer.amount, np.int64)
    if holds is not None:
        lots, rows = books.members.wallets[wallet], moment.rows[at]
        posted = lots.available[rows] + (lots.pending[rows] if len(lots.pending) else 0)
        amount = np.minimum(amount, np.maximum(holds - posted, 0))
    some = amount > 0
    posting.accrue(
        books,
        moment,
        at[some],
        amount[some],
        source=books.source_of(books.code_of(promise)),
        is_rule=promise.rule >= 0,
        wallet=wallet,
        terms=books.members.own_terms[wallet],
        cut=offer.amount - amount[some],
    )


def _each(value: Any, at: Array) -> Array:
    """A number for each member."""
    return value if isinstance(value, np.ndarray) else np.full(len(at), value, np.int64)
