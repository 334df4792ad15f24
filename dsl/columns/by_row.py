"""One row of a batch as the fact that it is, for members who run on the reference engine."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dsl.columns.batch import NONE, Codes, Facts, Item, Purchases, Whole
from dsl.columns.books import Books
from dsl.columns.evaluation.frame import ABSENT
from dsl.columns.evaluation.runtime import CAUSE
from dsl.columns.member_names import MemberNames
from dsl.ledger import facts as ledger
from dsl.program.conditions import Property
from dsl.program.names import ValueKind


class RowFacts:
    """Makes facts out of rows."""

    def __init__(self, books: Books, names: MemberNames, assortment: Sequence[Item]) -> None:
        self._books = books
        self._names = names
        self._items = assortment
        self._told = 0
        program = books.program
        declared = [*program.attributes, *(one for a in program.activities for one in a.fields)]
        self._kinds = {each.name: each.value for each in declared} | {CAUSE: ValueKind.TEXT}

    def joined(self, facts: Facts, at: int, *, invited: bool) -> ledger.Joined:
        """Becoming a member."""
        return ledger.Joined(**self._identity(facts, at), invited=invited)

    def redeemed(self, facts: Facts, at: int, reward: int, amount: int | None) -> ledger.Redeemed:
        """Choosing a reward."""
        name = self._books.program.rewards[reward].name
        return ledger.Redeemed(**self._identity(facts, at), reward=name, amount=amount)

    def started(
        self, facts: Facts, at: int, index: int, *, invited: bool
    ) -> ledger.MembershipStarted:
        """The start of a membership."""
        name = self._books.program.memberships[index].name
        told = self._identity(facts, at)
        return ledger.MembershipStarted(**told, membership=name, invited=invited)

    def fee_paid(self, facts: Facts, at: int, index: int) -> ledger.FeePaid:
        """A fee."""
        name = self._books.program.memberships[index].name
        return ledger.FeePaid(**self._identity(facts, at), membership=name)

    def ended(self, facts: Facts, at: int, index: int) -> ledger.MembershipEnded:
        """The wish to end a membership."""
        name = self._books.program.memberships[index].name
        return ledger.MembershipEnded(**self._identity(facts, at), membership=name)

    def invited(self, facts: Facts, at: int, tier: int) -> ledger.Invited:
        """An invitation to a tier."""
        name = self._books.program.tiers[tier].name
        return ledger.Invited(**self._identity(facts, at), tier=name)

    def attribute_set(self, facts: Facts, at: int, name: str, value: int) -> ledger.AttributeSet:
        """An attribute."""
        told = None if value == ABSENT else self._value(name, value)
        return ledger.AttributeSet(**self._identity(facts, at), name=name, value=told)

    def did(
        self, facts: Facts, at: int, activity: str, fields: ledger.Fields, store: str = ""
    ) -> ledger.Did:
        """An activity."""
        identity = self._identity(facts, at)
        return ledger.Did(**identity, activity=activity, fields=fields, store=store)

    def told(self, fields: Mapping[str, Whole], at: int) -> ledger.Fields:
        """What columns hold of an activity: of texts, those that the program names."""
        return tuple(
            (name, self._value(name, int(values[at])))
            for name, values in fields.items()
            if values[at] != ABSENT
        )

    def store(self, codes: Codes, at: int) -> str:
        """The store of an activity."""
        return self._word(Property.STORE, codes, at)

    def purchased(self, batch: Purchases, at: int) -> ledger.Purchased:
        """A purchase."""
        lines = range(int(batch.starts[at]), int(batch.starts[at + 1]))
        chosen = _at(batch.choices, at, NONE)
        rules = self._books.program.rules
        codes = [int(column[at]) for column in batch.uses]
        return ledger.Purchased(
            **self._identity(batch, at),
            lines=tuple(self._line(batch, line, place) for place, line in enumerate(lines, 1)),
            discount_minor=_at(batch.discount_minor, at),
            gift_card_minor=_at(batch.gift_card_minor, at),
            tax_minor=_at(batch.tax_minor, at),
            shipping_minor=_at(batch.shipping_minor, at),
            channel=self._word(Property.CHANNEL, batch.channel, at),
            store=self._word(Property.STORE, batch.store, at),
            brand=self._word(Property.BRAND, batch.brand, at),
            payment_method=self._word(Property.PAYMENT, batch.payment, at),
            uses=tuple(self._books.promises[code].name for code in codes if code != NONE),
            choices=() if chosen == NONE else (rules[chosen].name,),
        )

    def tier(self, name: str) -> int:
        """The rank of a tier."""
        return [tier.name for tier in self._books.program.tiers].index(name)

    def code(self, name: str, value: int | bool | str | None) -> int:
        """A value of an attribute as columns hold it."""
        if isinstance(value, str):
            texts = self._books.runtime.texts.get(name, ())
            return texts.index(value) if value in texts else NONE
        return ABSENT if value is None else int(value)

    def fields(self, ways: Sequence[ledger.Fields]) -> dict[str, Whole]:
        """The attributes of activities as columns hold them."""
        told = [dict(way) for way in ways]
        names = {name for each in told for name in each}
        return {
            name: np.array([self.code(name, each.get(name)) for each in told], np.int64)
            for name in sorted(names)
        }

    def word(self, kind: Property, word: str) -> int:
        """The code of a word of a property."""
        words = self._books.runtime.words[kind]
        return words.index(word) if word in words else NONE

    def _identity(self, facts: Facts, at: int) -> dict[str, Any]:
        self._told += 1
        name = self._names[int(facts.rows[at])]
        own = facts.ids[at] if facts.ids else f"{self._told:012}"
        return {"id": own, "instant": int(facts.instants[at]), "member": name}

    def _line(self, batch: Purchases, line: int, place: int) -> ledger.Line:
        item = self._items[int(batch.items[line])]
        return ledger.Line(
            id=str(place),
            price_minor=int(batch.price_minor[line]),
            quantity=_at(batch.quantity, line, 1),
            discount_minor=_at(batch.line_discount_minor, line),
            sku=item.sku,
            category=item.category,
            brand=item.brand,
            labels=item.labels,
            is_gift_card=item.is_gift_card,
        )

    def _word(self, kind: Property, codes: Codes | None, at: int) -> str:
        code = _at(codes, at, NONE)
        return "" if code == NONE else self._books.runtime.words[kind][code]

    def _value(self, name: str, value: int) -> int | bool | str:
        kind = self._kinds.get(name)
        if kind is ValueKind.YES_NO:
            return bool(value)
        if kind in (ValueKind.TEXT, ValueKind.ONE_OF):
            return self._books.runtime.texts[name][value]
        return value


def _at(column: Codes | None, at: int, absent: int = 0) -> int:
    return absent if column is None else int(column[at])
