"""Movements of wallets: each moves lots and writes the entries that say so."""

from typing import Any, Literal

import numpy as np

from dsl.columns.books import Books
from dsl.columns.evaluation.slots import Truth, none_holds, truths
from dsl.columns.holdings.linked import LinkedLots
from dsl.columns.holdings.log import Array
from dsl.columns.holdings.lots import Lots, Part
from dsl.columns.sheet import Moment
from dsl.ledger.entry import Kind
from dsl.program.wallets import AfterLast, WhenActivity

Alive = Literal["purchase", "earning", "spending", ""]


def accrue(
    books: Books,
    moment: Moment,
    at: Array,
    amount: Array,
    *,
    source: int,
    is_rule: bool,
    wallet: int,
    terms: int,
    cut: Array | None = None,
) -> None:
    """Open a lot of each of some members; what limits cut to nothing is entered alone.

    Args:
        books, moment: when.
        at: places in the moment, each at most once.
        amount: for each of them, not negative.
        source: code of the rule or reward.
        is_rule: it counts as earned.
        wallet, terms: where, and under which terms.
        cut: what limits took away.
    """
    numbers = enter_accrual(
        books, moment, at, amount, source=source, wallet=wallet, terms=terms, cut=cut
    )
    some = amount.nonzero()[0]
    open_lots(
        books,
        moment,
        at[some],
        amount[some],
        is_rule=is_rule,
        wallet=wallet,
        terms=terms,
        source=source,
        numbers=None if numbers is None else numbers[some],
    )


def enter_accrual(
    books: Books,
    moment: Moment,
    at: Array,
    amount: Array,
    *,
    source: int,
    wallet: int,
    terms: int,
    cut: Array | None,
) -> Array | None:
    """Write an accrual; gives the numbers of its entries if they are kept."""
    more: dict[str, Any] = {}
    if books.sheet.record:
        rows, row = moment.rows[at], books.members.terms[terms]
        dates = books.members.dates
        more["available_day"] = dates.available(row, moment.day, rows)
        more["expires_day"] = dates.expires(row, moment.day, None, rows)
    name = books.sources[source]
    return books.sheet.enter(
        moment, Kind.ACCRUE, at, amount=amount, name=name, wallet=wallet, cut=cut, **more
    )


def open_lots(
    books: Books,
    moment: Moment,
    at: Array,
    amount: Array,
    *,
    is_rule: bool,
    wallet: int,
    terms: int,
    source: int,
    numbers: Array | None,
) -> None:
    """Open a lot of each of some members; amounts are above zero."""
    members, row, rows = books.members, books.members.terms[terms], moment.rows[at]
    if not len(at):
        return
    expires = members.dates.expires(row, moment.day, None, rows)
    available = members.dates.available(row, moment.day, rows)
    pending = True if isinstance(row.available, WhenActivity) else available > moment.day
    more: dict[str, Any] = {} if numbers is None else {"number": numbers, "source": source}
    lots = members.wallets[wallet]
    places = lots.open(
        members.queues[terms], moment.day, rows, amount, pending=_plain(pending), **more
    )
    _plan(lots, places, expires, available, moment.day)
    if is_rule:
        _count_earned(books, moment, at, wallet, amount)
    over: Truth = (expires > 0) & (expires < moment.day)
    if not none_holds(over):
        expire(books, moment, at, wallet, places[truths(over, len(places))])


def _plan(lots: Lots, places: Array, expires: Any, available: Any, day: int) -> None:
    """Note the days on which new lots have to be looked at."""
    if isinstance(expires, int):
        if expires and len(places):
            lots.over.add(expires, int(places[0]), int(places[-1]) + 1)
    else:
        lots.over.add_each(expires, places)
    if isinstance(available, int):
        if available > day and len(places):
            lots.coming.add(available, int(places[0]), int(places[-1]) + 1)
    else:
        lots.coming.add_each(np.where(available > day, available, 0), places)


def _plain(truth: Any) -> Any:
    return truth if isinstance(truth, np.ndarray) else bool(truth)


def _count_earned(books: Books, moment: Moment, at: Array, wallet: int, amount: Array) -> None:
    """Count what a rule accrued, where the program counts it."""
    for counter in books.earned_counters[wallet]:
        add_to_counter(books, counter, moment.rows[at], moment.day, amount)
        books.touch(moment, counter, at)


def add_to_counter(books: Books, counter: int, rows: Array, day: int, amounts: Array) -> None:
    """Count in all the windows that a counter is read over."""
    for (place, _), kept in books.members.counters.items():
        if place == counter:
            kept.add(rows, day, amounts)
    if books.diary is not None:
        books.diary.count(counter, rows, day, amounts)


def spend(
    books: Books, moment: Moment, at: Array, amount: Array, *, source: int, wallet: int
) -> None:
    """Spend available units; the caller has looked at the balances.

    Entries that are kept tell what was taken lot by lot; without them it is one sum for each.
    """
    lots = books.members.wallets[wallet]
    rows = moment.rows[at]
    parts = lots.spend(rows, amount, lambda queue, places: _ends(books, wallet, queue, places))
    if not books.sheet.record:
        some = amount.nonzero()[0]
        parts = [Part(some, some, amount[some])]
    for part in parts:
        books.sheet.enter(
            moment,
            Kind.SPEND,
            at[part.at],
            amount=-part.amount,
            name=books.sources[source],
            wallet=wallet,
            lot=lots.log["number"][part.lot] if books.sheet.record else None,
        )


def _ends(books: Books, wallet: int, queue: int, places: Array) -> Array:
    """Last days of lots of a wallet's queue."""
    members = books.members
    lots, terms = members.wallets[wallet], members.terms_of_wallet[wallet][queue]
    rows = lots.log["row"][places]
    alive = members.alive.get(terms)
    found = members.dates.expires(
        members.terms[terms],
        lots.earned_day(places),
        None if alive is None else alive[rows],
        rows,
    )
    return np.asarray(found)


def expire_due(books: Books, day: int, phase: int, wallet: int) -> None:
    """Take out the lots whose last day was the day before; put off those that were kept alive."""
    members, lots = books.members, books.members.wallets[wallet]
    if not lots.over.has(day - 1):
        return
    places = lots.still_open(lots.over.take(day - 1))
    if not len(places):
        return
    for queue, terms in enumerate(members.terms_of_wallet[wallet]):
        if terms in members.alive:
            here = lots.is_of(queue, places)
            ends = np.where(here, _ends(books, wallet, queue, places), 0)
            later = ends >= day
            lots.over.add_each(ends[later], places[later])
            places = places[~later]
    if not len(places):
        return
    moment = books.moment_of_day(day, phase, lots.log["row"][places])
    expire(books, moment, np.arange(len(places)), wallet, places)


def expire(books: Books, moment: Moment, at: Array, wallet: int, places: Array) -> None:
    """Take out what is left of lots, in the order in which they were earned."""
    lots, record = books.members.wallets[wallet], books.sheet.record
    sources = lots.log["source"][places] if record else None
    numbers = lots.log["number"][places] if record else None
    amounts = lots.close(places)
    books.sheet.enter(
        moment,
        Kind.EXPIRE,
        at,
        amount=-amounts,
        sources=sources,
        wallet=wallet,
        lot=numbers,
    )


def make_available(books: Books, day: int, phase: int, wallet: int) -> Array:
    """Lots whose day has come, and some have, can be spent; gives their members."""
    lots = books.members.wallets[wallet]
    places = lots.still_open(lots.coming.take(day))
    moment = books.moment_of_day(day, phase, lots.log["row"][places])
    release(books, moment, np.arange(len(places)), wallet, places)
    return moment.rows


def release(books: Books, moment: Moment, at: Array, wallet: int, places: Array) -> None:
    """Lots can be spent from now on."""
    if not len(places):
        return
    lots, record = books.members.wallets[wallet], books.sheet.record
    lots.release(places)
    books.sheet.enter(
        moment,
        Kind.MAKE_AVAILABLE,
        at,
        amount=lots.left(places),
        sources=lots.log["source"][places] if record else None,
        wallet=wallet,
        lot=lots.log["number"][places] if record else None,
    )


def activity_makes_available(books: Books, moment: Moment, activity: str) -> None:
    """Lots that waited for an activity can be spent, each member's in the order of accrual."""
    for wallet, lots in enumerate(books.members.wallets):
        if not isinstance(lots, LinkedLots):
            continue
        waiting = [
            lots.pending_of(books.members.queues[terms], moment.rows)
            for terms, row in enumerate(books.members.terms)
            if row.wallet == wallet
            and isinstance(row.available, WhenActivity)
            and row.available.activity == activity
        ]
        if waiting:
            at, places = (np.concatenate(each) for each in zip(*waiting, strict=True))
            order = np.lexsort((places, at))
            release(books, moment, at[order], wallet, places[order])


def keep_alive(
    books: Books,
    moment: Moment,
    at: Array,
    what: Alive,
    *,
    wallet: int = -1,
    activity: str = "",
) -> None:
    """Move the expiry of open lots that this keeps alive."""
    for terms, days in books.members.alive.items():
        row = books.members.terms[terms]
        assert isinstance(row.expiry, AfterLast), "only sliding expiry is kept alive"
        if wallet >= 0 and row.wallet != wallet:
            continue
        named = activity and activity in row.expiry.activities
        if what in row.expiry.keeps_alive or named:
            rows = moment.rows[at]
            if books.diary is not None:
                books.diary.keep_alive(terms, rows, moment.day, days[rows])
            days[rows] = moment.day
