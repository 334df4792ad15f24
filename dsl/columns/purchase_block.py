"""Some purchases as the evaluation sees them: their lines, their facts, what they come to."""

import numpy as np

from dsl.columns.batch import Purchases
from dsl.columns.books import Books
from dsl.columns.evaluation.basket import Basket, Lines, Whole
from dsl.columns.evaluation.frame import Facts
from dsl.columns.evaluation.slots import Array, Layout, Slots, Truth, column
from dsl.columns.sheet import Moment
from dsl.program.conditions import Property
from dsl.program.measures import Scope


class Block:
    """Purchases of a block as the evaluation sees them.

    Attributes:
        exact: its numbers are Python's own, because they may grow large.
        before: by shared limit, the money that rewards take off the purchases before each one.
    """

    def __init__(self, books: Books, moment: Moment, batch: Purchases) -> None:
        self.books = books
        self.moment = moment
        self.batch = batch
        self.layout = Layout(len(batch), batch.starts)
        self.before: dict[int, Array] = {}
        largest = max(_largest(batch), books.members.largest)
        self.exact = any(largest > books.runtime.safe[each] for each in books.occasions.purchase)
        self.exact = self.exact or self.layout.most >= 1 << 12
        assortment = books.runtime.assortment
        self._lines = Lines(
            self._number(batch.price_minor),
            batch.quantity,
            self._optional(batch.line_discount_minor),
            assortment.is_gift_card[batch.items] if assortment.has_gift_cards else None,
        )
        self._whole = Whole(
            self._optional(batch.discount_minor),
            self._optional(batch.gift_card_minor),
            self._optional(batch.tax_minor),
            self._optional(batch.shipping_minor),
        )

    def basket(self) -> Basket:
        """The slots of the purchases."""
        return Basket(self.layout, self._lines, self._whole, self.books.runtime.leaves_out)

    def lines_of(self, scope: Scope) -> Truth:
        """The lines that a scope means."""
        batch = self.batch
        assortment = self.books.runtime.assortment
        return assortment.lines_of(scope, batch.items, batch.price_minor, batch.quantity)

    def total(self, slots: Slots) -> Array:
        """What the slots of each purchase come to."""
        return column(self.layout.total(slots), self.layout.count).astype(np.int64)

    def facts(self, basket: Basket) -> Facts:
        """What an evaluation looks at."""
        batch = self.batch
        told = {
            Property.CHANNEL: batch.channel,
            Property.STORE: batch.store,
            Property.BRAND: batch.brand,
            Property.PAYMENT: batch.payment,
        }
        return Facts(
            self.layout,
            self.moment.day,
            self.books.minutes(self.moment),
            lines_of=self.lines_of,
            basket=basket,
            properties={kind: codes for kind, codes in told.items() if codes is not None},
            choices=batch.choices,
        )

    def _number(self, values: Array) -> Array:
        return values.astype(object) if self.exact else values

    def _optional(self, values: Array | None) -> Array | None:
        return None if values is None else self._number(values)


def _largest(batch: Purchases) -> int:
    """The largest number told of the purchases."""
    columns = (
        *(batch.price_minor, batch.quantity, batch.line_discount_minor, batch.discount_minor),
        *(batch.gift_card_minor, batch.tax_minor, batch.shipping_minor),
    )
    return max((int(each.max(initial=0)) for each in columns if each is not None), default=0)
