"""What members could use on their purchases, or redeem for them, without being declined.

As in `dsl.engine.choosing`, for all purchases of a batch at once.
"""

from typing import NamedTuple

import numpy as np

from dsl.columns import redeeming
from dsl.columns.batch import NONE, Purchases
from dsl.columns.books import Books
from dsl.columns.evaluation.slots import Array, truths
from dsl.columns.holdings.linked import NO_LOT
from dsl.columns.holdings.lots import FOR_EVER
from dsl.columns.purchase_block import Block
from dsl.columns.reference import Promise
from dsl.columns.sheet import Moment
from dsl.program.offers import FreeShipping
from dsl.program.rewards import Price


class Choices(NamedTuple):
    """What the member of each purchase would do.

    Attributes:
        held: code of the promise in hand that serves the purchase and expires soonest; `NONE`
            without one.
        reward: index of the dearest reward that the member can pay for and that serves the
            purchase, where nothing is held; `NONE` without one.
        amount: units to pay for it where it costs "or more"; `NONE` is its price.
    """

    held: Array
    reward: Array
    amount: Array


def choose(books: Books, moment: Moment, batch: Purchases) -> Choices:
    """What to use on purchases; those who are no members use nothing."""
    basket = _Served(books, moment, batch)
    is_member = books.members.joined_day[moment.rows] > 0
    held = np.where(is_member, _held(books, moment, basket), NONE)
    found = Choices(held, np.full(len(batch), NONE), np.full(len(batch), NONE))
    best = np.zeros(len(batch), np.int64)
    free = (is_member & (held == NONE)).nonzero()[0]
    for index, reward in enumerate(books.program.rewards):
        if reward.by_itself or not len(free):
            continue
        which = redeeming.price_for(books, moment, free, reward)
        for place, price in enumerate(reward.prices):
            at = free[which == place]
            at = at[_may_have(books, moment, at, index, price) & basket.by(index)[at]]
            at = at[best[at] < price.amount]
            best[at], found.reward[at] = price.amount, index
            available = books.members.wallets[books.wallet_places[price.wallet]].available
            found.amount[at] = available[moment.rows[at]] if price.or_more else NONE
    return found


class _Served:
    """Which purchases a promise does something for."""

    def __init__(self, books: Books, moment: Moment, batch: Purchases) -> None:
        self._books = books
        self._block = Block(books, moment, batch)
        before = self._block.basket().by_shop.lines
        assert before is not None, "a purchase has lines"
        self._before = before
        self._worth = self._block.layout.summed(before)
        self._known: dict[int, Array] = {}

    def by(self, code: int) -> Array:
        """Purchases that the promise of a code serves."""
        if code not in self._known:
            self._known[code] = self._of(self._books.promises[code])
        return self._known[code]

    def _of(self, promise: Promise) -> Array:
        count, layout = self._block.layout.count, self._block.layout
        if not promise.needs_purchase:
            return np.ones(count, bool)
        if isinstance(promise.offer, FreeShipping):
            shipping = self._block.batch.shipping_minor
            return np.zeros(count, bool) if shipping is None else shipping > 0
        scope, within = getattr(promise.offer, "scope", None), self._worth
        if scope is not None:
            within = layout.summed(np.where(self._block.lines_of(scope), self._before, 0))
        return truths((within > 0) & (self._worth >= promise.minimum_minor), count)


def _held(books: Books, moment: Moment, basket: _Served) -> Array:
    """The code of what is in hand and is best used now; the sooner it expires, the better."""
    hand, rows = books.members.hand, moment.rows
    best = np.full(len(moment), NONE)
    best_end = np.full(len(moment), FOR_EVER, np.int64)
    best_lot = np.full(len(moment), FOR_EVER, np.int64)
    if not hand.available[rows].any():
        return best
    for code, promise in enumerate(books.promises):
        lots = hand.first(code, rows)
        at = ((lots != NO_LOT) & basket.by(code)).nonzero()[0]
        if not len(at):
            continue
        earned, lots = hand.earned_day(lots[at]), lots[at]
        end = np.asarray(books.members.dates.valid(promise.valid, earned, rows[at]))
        end = np.where(end == 0, FOR_EVER, end)
        sooner = (end < best_end[at]) | ((end == best_end[at]) & (lots < best_lot[at]))
        at, end, lots = at[sooner], end[sooner], lots[sooner]
        best[at], best_end[at], best_lot[at] = code, end, lots
    return best


def _may_have(books: Books, moment: Moment, at: Array, index: int, price: Price) -> Array:
    """Who has the price of a reward, and may have it."""
    if price.amount <= 0:
        return np.zeros(len(at), bool)
    available = books.members.wallets[books.wallet_places[price.wallet]].available
    may = available[moment.rows[at]] >= price.amount
    some = may.nonzero()[0]
    may[some] = redeeming.is_open(books, moment, at[some], index)
    return may
