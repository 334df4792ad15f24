"""Carrying out what an evaluation found: limits used, discounts, accruals, issued benefits."""

from typing import Any

import numpy as np

from dsl.columns import posting, rewards
from dsl.columns.books import Books
from dsl.columns.evaluation.basket import Basket
from dsl.columns.evaluation.frame import Found, Posting
from dsl.columns.evaluation.slots import Array, Layout, column
from dsl.columns.reference import cost
from dsl.columns.sheet import Moment
from dsl.ledger.entry import Kind
from dsl.program.offers import Donation


def carry_out(
    books: Books,
    moment: Moment,
    at: Array,
    found: Found,
    *,
    layout: Layout | None = None,
    items: Array | None = None,
) -> Array:
    """Write an evaluation's effects; gives for whom something was posted or issued.

    Args:
        books, moment: when.
        at: places in the moment of those for whom it was evaluated.
        found: what was found for each of them.
        layout: of the purchases.
        items: for each benefit that donates per item, see `rewards.issue`.
    """
    rows, day = moment.rows[at], moment.day
    for used in found.uses:
        books.members.limits[used.limit].add(rows, day, used.amount, used.keys)
    for rule, off in found.discounts:
        _discount(books, moment, at, rule, _whole(layout, off))
    done = _accrue(books, moment, at, found.postings)
    for carry, exact in found.carried:
        books.members.carries[carry].add(rows, day, exact.astype(np.int64))
    for rule, count in found.issues:
        done |= count > 0
        _issue(books, moment, at, rule, count, items)
    return done


def _accrue(books: Books, moment: Moment, at: Array, postings: list[Posting]) -> Array:
    """Accrue what rules give; gives for whom there was something.

    Where entries are not kept, what several rules give under the same terms is one lot: nothing
    tells its parts apart.
    """
    done = np.zeros(len(at), bool)
    earned: dict[int, Array] = {}
    sums: dict[tuple[int, int], Array] = {}
    for posted in postings:
        some = posted.amount > 0 if posted.cut is None else (posted.amount + posted.cut) > 0
        where = some.nonzero()[0]
        if not len(where):
            continue
        done |= some
        earned[posted.wallet] = earned.get(posted.wallet, False) | some
        cut = None if posted.cut is None else posted.cut[where]
        if books.sheet.record:
            posting.accrue(
                books,
                moment,
                at[where],
                posted.amount[where],
                source=posted.rule,
                is_rule=True,
                wallet=posted.wallet,
                terms=posted.terms,
                cut=cut,
            )
            continue
        posting.enter_accrual(
            books,
            moment,
            at[where],
            posted.amount[where],
            source=posted.rule,
            wallet=posted.wallet,
            terms=posted.terms,
            cut=cut,
        )
        key = (posted.wallet, posted.terms)
        sums[key] = sums[key] + posted.amount if key in sums else posted.amount
    for (wallet, terms), amount in sums.items():
        where = amount.nonzero()[0]
        posting.open_lots(
            books,
            moment,
            at[where],
            amount[where],
            is_rule=True,
            wallet=wallet,
            terms=terms,
            source=-1,
            numbers=None,
        )
    for wallet, some in sorted(earned.items(), key=lambda each: each[0]):
        posting.keep_alive(books, moment, at[some], "earning", wallet=wallet)
    return done


def items_of(basket: Basket, lines_of: Array | bool) -> Array:
    """How many items of each purchase a donation counts."""
    quantity = np.maximum(basket.quantity, 0)
    return basket.layout.summed(np.where(lines_of, quantity, 0))


def _whole(layout: Layout | None, off: tuple[Array | None, Array | None]) -> Array:
    assert layout is not None, "only purchases have discounts"
    lines, basket = off
    total = np.zeros(layout.count, np.int64) if lines is None else layout.summed(lines)
    return (total if basket is None else total + column(basket, layout.count)).astype(np.int64)


def _discount(books: Books, moment: Moment, at: Array, index: int, minor: Array) -> None:
    promise = books.promises[books.benefits[index]]
    where = minor.nonzero()[0]
    given: Any = minor[where] if promise.cost_minor is None else 0
    books.sheet.enter(
        moment,
        Kind.DISCOUNT,
        at[where],
        amount=np.ones(len(where), np.int64),
        name=promise.name,
        money_minor=minor[where],
        cost_minor=cost(promise, given),
    )


def _issue(
    books: Books, moment: Moment, at: Array, rule: int, count: Array, items: Array | None
) -> None:
    code = books.benefits[rule]
    offer = books.promises[code].offer
    per_item = isinstance(offer, Donation) and offer.per_item is not None
    for done in range(int(count.max(initial=0))):
        where = (count > done).nonzero()[0]
        own = items[where] if per_item and items is not None else None
        rewards.issue(books, moment, at[where], code, items=own)
