"""Facts as columns: what goes into one batch, and purchases with their lines."""

from collections.abc import Iterable, Sequence

import numpy as np

from dsl.columns.batch import NONE, Codes, Facts, Item, Purchases, Whole
from dsl.columns.books import Books
from dsl.ledger.facts import (
    AnyFact,
    AttributeSet,
    Did,
    FeePaid,
    Invited,
    Line,
    MembershipEnded,
    MembershipStarted,
    Purchased,
)
from dsl.program.conditions import Property


def item_of(line: Line) -> Item:
    """The row of an assortment that a line sells."""
    return Item(line.sku, line.category, line.brand, line.labels, line.is_gift_card)


def items_of(facts: Iterable[Purchased]) -> list[Item]:
    """The assortment of some purchases; its first row is what nothing is said of."""
    sold = {item_of(line): None for fact in facts for line in fact.lines}
    return list({Item(): None} | sold)


def kind_of(fact: AnyFact) -> tuple[type[AnyFact], str]:
    """What facts of one batch have in common: their kind, and what they are about."""
    match fact:
        case Did(activity=name) | AttributeSet(name=name) | Invited(tier=name):
            return type(fact), name
        case MembershipStarted(membership=name) | MembershipEnded(membership=name):
            return type(fact), name
        case FeePaid(membership=name):
            return type(fact), name
    return type(fact), ""


def facts_of(rows: Codes, facts: Sequence[AnyFact], beside: Sequence[str] = ()) -> Facts:
    """What all facts have, as columns."""
    instants = np.array([fact.instant for fact in facts], np.int64)
    return Facts(rows, instants, tuple(fact.id for fact in facts), beside)


class PurchaseColumns:
    """Makes batches of purchases for one engine."""

    def __init__(self, books: Books, promises: Sequence[str], assortment: Sequence[Item]) -> None:
        self._words = {kind: _places(words) for kind, words in books.runtime.words.items()}
        self._promises = _places(promises)
        self._rules = _places([rule.name for rule in books.program.rules])
        self._items = {item: place for place, item in enumerate(assortment)}

    def batch(self, told: Facts, facts: Sequence[Purchased]) -> Purchases:
        """Purchases as columns; of choices the first counts, as there is one group at most.

        Args:
            told: whose they are, and when.
            facts: them; each names only promises that there are.
        """
        lines = [line for fact in facts for line in fact.lines]
        starts = np.zeros(len(facts) + 1, np.int64)
        np.cumsum([len(fact.lines) for fact in facts], out=starts[1:])
        return Purchases(
            rows=told.rows,
            instants=told.instants,
            ids=told.ids,
            starts=starts,
            items=np.array([self._items[item_of(line)] for line in lines], np.int32),
            price_minor=np.array([line.price_minor for line in lines], np.int64),
            quantity=_unless([line.quantity for line in lines], 1),
            line_discount_minor=_unless([line.discount_minor for line in lines]),
            discount_minor=_unless([fact.discount_minor for fact in facts]),
            gift_card_minor=_unless([fact.gift_card_minor for fact in facts]),
            tax_minor=_unless([fact.tax_minor for fact in facts]),
            shipping_minor=_unless([fact.shipping_minor for fact in facts]),
            channel=self._coded(Property.CHANNEL, [fact.channel for fact in facts]),
            store=self._coded(Property.STORE, [fact.store for fact in facts]),
            brand=self._coded(Property.BRAND, [fact.brand for fact in facts]),
            payment=self._coded(Property.PAYMENT, [fact.payment_method for fact in facts]),
            uses=self._uses(facts),
            choices=self._choices(facts),
        )

    def _coded(self, kind: Property, texts: list[str]) -> Codes | None:
        known = self._words[kind]
        return _unless([known.get(text, NONE) for text in texts], NONE)

    def _uses(self, facts: Sequence[Purchased]) -> tuple[Codes, ...]:
        widest = max((len(fact.uses) for fact in facts), default=0)
        return tuple(
            np.array(
                [self._promises[fact.uses[at]] if at < len(fact.uses) else NONE for fact in facts]
            )
            for at in range(widest)
        )

    def _choices(self, facts: Sequence[Purchased]) -> Codes | None:
        return _unless(
            [
                next((self._rules[name] for name in fact.choices if name in self._rules), NONE)
                for fact in facts
            ],
            NONE,
        )


def _unless(numbers: list[int], usual: int = 0) -> Whole | None:
    """A column; None where all of it is as usual."""
    return None if all(number == usual for number in numbers) else np.array(numbers, np.int64)


def _places(names: Sequence[str]) -> dict[str, int]:
    """Each name's place; the first one where a name comes again."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        found.setdefault(name, place)
    return found
