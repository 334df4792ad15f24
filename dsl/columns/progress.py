"""Progress rules: what is paid once a count is met, or for each multiple that a sum passes."""

import numpy as np

from dsl.columns.books import Books
from dsl.columns.carrying_out import carry_out
from dsl.columns.evaluation.slots import Array
from dsl.columns.holdings.members import window_of
from dsl.columns.sheet import Moment
from dsl.plan.plan import Procedure
from dsl.program.rules import OnCount, OnEach
from dsl.program.time import ThisPurchase

Counts = dict[int, Array]
"""Counter -> what the fact of each member of a moment has added to it."""


def run(books: Books, moment: Moment, counts: Counts) -> None:
    """Pay for what is reached, where the fact at hand has moved the count."""
    for place, procedure in books.occasions.progress:
        touched = books.touched.get(-1 if procedure.counter is None else procedure.counter)
        if touched is not None and touched.any():
            _advance(books, moment, touched.nonzero()[0], place, procedure, counts)


def _advance(
    books: Books, moment: Moment, at: Array, place: int, procedure: Procedure, counts: Counts
) -> None:
    paid = books.members.progress[place]
    rows = moment.rows[at]
    new = _reached(books, moment, at, procedure, counts) - paid.read(rows, moment.day)
    at, rows, new = at[new > 0], rows[new > 0], new[new > 0]
    if not len(at):
        return
    found = books.judge(moment, at, place, times=new)
    done = carry_out(books, moment, at, found)
    if isinstance(procedure.occasion, OnEach):
        done[:] = True
    paid.add(rows[done], moment.day, new[done])
    if books.diary is not None:
        books.diary.pay(place, rows[done], moment.day, new[done])


def _reached(
    books: Books, moment: Moment, at: Array, procedure: Procedure, counts: Counts
) -> Array:
    """How many multiples are reached; at most 1 where the rule pays once."""
    counter, window = procedure.counter, window_of(procedure.occasion)
    assert counter is not None, "progress rules have a counter"
    if isinstance(window, ThisPurchase):
        own = counts.get(counter)
        number = np.zeros(len(at), np.int64) if own is None else own[at]
    else:
        number = books.members.counters[counter, window].read(moment.rows[at], moment.day)
    match procedure.occasion:
        case OnCount(counted=counted):
            return (number >= counted.at_least).astype(np.int64)
        case OnEach(amount_minor=amount):
            return np.maximum(number, 0) // amount
    return np.zeros(len(at), np.int64)
