"""What a fact adds to the counters of its member."""

from dsl.engine.evaluation.basket import Basket
from dsl.engine.evaluation.runtime import Runtime
from dsl.engine.holdings import counters
from dsl.engine.holdings.books import Books
from dsl.engine.holdings.state import Days, Member
from dsl.ledger.facts import Did
from dsl.plan.plan import Counter
from dsl.program.measures import Quantity

CHECK_IN = "check-in"
_OF_LINES = (
    Quantity.NET_SPEND,
    Quantity.FULL_PRICE,
    Quantity.AMOUNT_PAID,
    Quantity.ITEMS,
)


def of_purchase(runtime: Runtime, basket: Basket) -> Days:
    """Counter -> what a purchase adds to it; a visit is counted by its day."""
    found: Days = {}
    for index, counter in enumerate(runtime.plan.counters):
        number = _of_purchase(runtime, basket, counter)
        if number:
            found[index] = number
    return found


def of_activity(books: Books, fact: Did) -> Days:
    """Counter -> what an activity adds to it."""
    found: Days = {}
    fields = dict(fact.fields)
    for index, counter in enumerate(books.plan.counters):
        number: object = None
        match counter.quantity:
            case Quantity.ACTIVITY:
                number = int(counter.name == fact.activity)
            case Quantity.FIELD:
                number = fields.get(counter.name)
            case Quantity.VISITS:
                number = int(is_check_in(fact))
        if isinstance(number, int) and number:
            found[index] = int(number)
    return found


def of_return(books: Books) -> Days:
    """Counter -> what a return adds to it."""
    return {
        index: 1
        for index, counter in enumerate(books.plan.counters)
        if counter.quantity is Quantity.RETURNS
    }


def is_check_in(fact: Did) -> bool:
    """Whether an activity is a visit: at a store, or declared under that name."""
    return bool(fact.store) or fact.activity == CHECK_IN


def add(books: Books, member: Member, day: int, counts: Days) -> None:
    """Count on a day."""
    for index, number in counts.items():
        if books.plan.counters[index].quantity is not Quantity.VISITS:
            counters.count(member.counters[index], day, number)
    books.touched |= counts.keys()


def change(books: Books, member: Member, day: int, before: Days, now: Days) -> None:
    """Replace what a purchase has counted for by what it counts for now."""
    indices = before.keys() | now.keys()
    add(books, member, day, {each: now.get(each, 0) - before.get(each, 0) for each in indices})


def _of_purchase(runtime: Runtime, basket: Basket, counter: Counter) -> int:
    if counter.quantity in _OF_LINES:
        return _sum(runtime, basket, counter, counter.quantity)
    if counter.quantity is Quantity.PURCHASES:
        if runtime.plan.selections[counter.selection].everything:
            return 1
        return int(_sum(runtime, basket, counter, Quantity.ITEMS) >= 1)
    return int(counter.quantity is Quantity.VISITS)


def _sum(runtime: Runtime, basket: Basket, counter: Counter, quantity: Quantity) -> int:
    slots = basket.slots(quantity)
    if runtime.plan.selections[counter.selection].everything:
        return sum(slots)
    matches = runtime.matchers[counter.selection]
    return sum(slot for slot, line in zip(slots, basket.lines, strict=False) if matches(line))
