"""The columns of our own file layouts: what each holds and whether it must be there."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The files that a history is read from."""

    ORDERS = "orders"
    LINES = "lines"
    RETURNS = "returns"
    FACTS = "facts"
    JOINS = "joins"


class Column(NamedTuple):
    """One column of a layout."""

    name: str
    required: bool
    meaning: str


ORDERS = (
    Column("order_id", True, "the order's own number"),
    Column("customer_id", True, "who bought; empty for a guest"),
    Column(
        "occurred_at", True, "when, in ISO 8601; without an offset, the time on the shop's wall"
    ),
    Column("currency", True, "ISO 4217 code; not needed when the mapping states one"),
    Column(
        "net_amount", True, "what was paid for the goods: after discounts, without tax, shipping"
    ),
    Column("tax", False, "tax on top of the net amount"),
    Column("shipping", False, "shipping on top of the net amount"),
    Column("discount", False, "what was taken off the whole basket before the net amount"),
    Column("gift_card", False, "the part of the net amount that was paid by gift card"),
    Column("channel", False, "where it was sold, as the program's channels name it"),
    Column("status", False, "whether the order counts; see the statuses below"),
    Column("store", False, "the store"),
    Column("brand", False, "the shop's brand that sold it"),
    Column("payment_method", False, "how it was paid"),
)
LINES = (
    Column("order_id", True, "the order that the line belongs to"),
    Column("net_amount", True, "the line's amount after its own discount"),
    Column("line_id", False, "the line's number within its order; left away, they are counted"),
    Column("sku", False, "the product's number"),
    Column("category", False, "the product's category"),
    Column("brand", False, "the product's brand"),
    Column("labels", False, "labels of the product, separated by semicolons"),
    Column("quantity", False, "how many; left away, 1"),
    Column("discount", False, "what was taken off this line before its net amount"),
    Column("gift_card", False, "yes, when the line sells a gift card"),
)
RETURNS = (
    Column("return_id", True, "the return's own number"),
    Column("occurred_at", True, "when, as in orders"),
    Column("order_id", False, "the order that came back; empty when the shop does not know"),
    Column("line_id", False, "the line that came back"),
    Column("customer_id", False, "who brought it back; needed where the order is empty"),
    Column("amount", False, "what was paid back; a minus sign before it does not matter"),
    Column("quantity", False, "how many of the line; left away, all that is left of it"),
    Column("currency", False, "ISO 4217 code; empty means the program's currency"),
)
FACTS = (
    Column("member", True, "who, as `customer_id` in orders"),
    Column("fact", True, "what happened; see the kinds below"),
    Column("at", False, "when, as in orders; empty means on joining"),
    Column("name", False, "the name that the kind asks for"),
    Column("value", False, "the value that the kind asks for"),
    Column("fields", False, "an activity's attributes: `stars = 5; photo = yes`"),
    Column("store", False, "an activity's store"),
    Column("approved", False, "no, when an activity still waits for approval"),
    Column("reason", False, "why a balance was adjusted"),
    Column("id", False, "the fact's own number; left away, one is made from its content"),
)
JOINS = (
    Column("member", True, "who, as `customer_id` in orders"),
    Column("joined_at", True, "when, as in orders"),
    Column("invited", False, "yes, when by invitation"),
)
LAYOUTS: dict[Kind, tuple[Column, ...]] = {
    Kind.ORDERS: ORDERS,
    Kind.LINES: LINES,
    Kind.RETURNS: RETURNS,
    Kind.FACTS: FACTS,
    Kind.JOINS: JOINS,
}
