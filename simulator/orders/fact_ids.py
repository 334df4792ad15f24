"""The ids of facts: those that a shop writes, and those that the import makes.

Facts of one instant are ordered by id. What makes somebody a member has to come before what the
member does then, however a till writes its numbers: ids made here start with the lowest sign, and
no id of a shop's own does.
"""

from dataclasses import replace

from dsl.ledger.facts import AnyFact, Approved, Returned

_OURS = "!"
_BEHIND_OURS = '"'


def joining_id(member: str) -> str:
    """The id of a member's joining."""
    return f"{_OURS}join:{member}"


def on_joining_id(content: str) -> str:
    """The id, made of its content, of a fact that holds on joining: just behind the joining."""
    return f"{_OURS}joined:{content}"


def return_id(written: str) -> str:
    """The id of a return that has the number of an order, as `told_apart` gives it."""
    return f"return:{written}"


def own_id(written: str) -> str:
    """The id of a fact whose id a shop has written.

    Nearly all stay as they are; one that starts with a sign as low as ours goes behind a quotation
    mark. Ids that differ stay different, and in their order.
    """
    return _BEHIND_OURS + written if written[:1] <= _BEHIND_OURS else written


def of_own_ids(fact: AnyFact) -> AnyFact:
    """The fact, where it names another one by the id that the shop has written."""
    match fact:
        case Approved():
            return replace(fact, fact=own_id(fact.fact))
        case Returned():
            return replace(fact, purchase=own_id(fact.purchase)) if fact.purchase else fact
    return fact
