"""Activities: what members do besides buying."""

from collections.abc import Mapping

import numpy as np

from dsl.columns import aftermath, posting
from dsl.columns.books import Books
from dsl.columns.carrying_out import carry_out
from dsl.columns.evaluation.frame import ABSENT, Facts
from dsl.columns.evaluation.slots import Array, Layout
from dsl.columns.ladder import Ladder
from dsl.columns.progress import Counts
from dsl.columns.sheet import Moment
from dsl.plan.plan import Counter
from dsl.program.measures import Quantity

CHECK_IN = "check-in"


def act(
    books: Books,
    ladder: Ladder,
    moment: Moment,
    activity: str,
    fields: Mapping[str, Array],
    at_store: Array,
) -> None:
    """Count an activity and pay for it; an activity at a store is a visit."""
    every = np.arange(len(moment))
    posting.keep_alive(books, moment, every, "", activity=activity)
    posting.activity_makes_available(books, moment, activity)
    for place in books.occasions.activity.get(activity, []):
        facts = Facts(
            Layout(len(moment), None), moment.day, books.minutes(moment), fields=dict(fields)
        )
        carry_out(books, moment, every, books.judge(moment, every, place, facts=facts))
    is_visit = at_store | (activity == CHECK_IN)
    counts: Counts = {}
    new_visit = (books.members.last_visit[moment.rows] != moment.day).astype(np.int64)
    for counter, row in enumerate(books.plan.counters):
        number = _added(row, len(moment), activity, fields, is_visit)
        if number is not None:
            counts[counter] = number
            added = number * new_visit if row.quantity is Quantity.VISITS else number
            posting.add_to_counter(books, counter, moment.rows, moment.day, added)
            books.touch(moment, counter, number.nonzero()[0])
    if books.diary is not None:
        books.diary.visit(moment.rows[is_visit], moment.day)
    books.members.last_visit[moment.rows[is_visit]] = moment.day
    aftermath.settle(books, ladder, moment, counts)


def _added(
    counter: Counter, count: int, activity: str, fields: Mapping[str, Array], is_visit: Array
) -> Array | None:
    """What each activity adds to a counter; None if such activities never do."""
    match counter.quantity:
        case Quantity.ACTIVITY if counter.name == activity:
            return np.ones(count, np.int64)
        case Quantity.FIELD if counter.name in fields:
            told = fields[counter.name]
            return np.where(told == ABSENT, 0, told)
        case Quantity.VISITS:
            return is_visit.astype(np.int64)
    return None
