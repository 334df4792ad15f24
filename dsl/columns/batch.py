"""What goes into the column engine and what comes out: columns, never one object for each fact."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dsl.ledger.entry import Kind

Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
Codes = NDArray[np.integer[Any]]
NOTHING = np.zeros(0, np.int64)
NONE = -1
"""The code of a text that was not said or that the program does not know; of no reward."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the assortment: what a line sells, besides its price."""

    sku: str = ""
    category: str = ""
    brand: str = ""
    labels: tuple[str, ...] = ()
    is_gift_card: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """One fact of each of some members, all on the day at which the engine stands.

    Attributes:
        rows: the members, each at most once.
        instants: microseconds since 1970-01-01T00:00Z.
        ids: the facts' ids, where entries are recorded.
        beside: ids of the facts right before which these stand among those of their instant;
            without it, each stands where its own id puts it.
    """

    rows: Codes
    instants: Whole
    ids: Sequence[str] = ()
    beside: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Purchases(Facts):
    """Purchases; money in minor units, nothing negative, an absent column is all zero.

    Attributes:
        starts: place of each purchase's first line, and the number of lines at the end.
        items: for each line, the row of the assortment.
        price_minor: for each line, quantity times unit price, before any discount.
        quantity: for each line; absent is one item each.
        line_discount_minor: the shop's own discount on each line.
        discount_minor: the shop's own discount on each basket.
        gift_card_minor: the part paid by gift card.
        channel, store, brand, payment: codes of the program's words; absent is not said.
        uses: columns of promises used on the purchase, in the order of use; `NONE` uses none.
        choices: for each purchase the rule (by index) chosen in groups of which the member
            chooses one; `NONE` chooses none.
    """

    starts: Codes = field(default_factory=lambda: np.zeros(1, np.int64))
    items: Codes = field(default_factory=lambda: np.zeros(0, np.int32))
    price_minor: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    quantity: Codes | None = None
    line_discount_minor: Whole | None = None
    discount_minor: Whole | None = None
    gift_card_minor: Whole | None = None
    tax_minor: Whole | None = None
    shipping_minor: Whole | None = None
    channel: Codes | None = None
    store: Codes | None = None
    brand: Codes | None = None
    payment: Codes | None = None
    uses: tuple[Codes, ...] = ()
    choices: Codes | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Entries of one kind by one rule: a column for each of an entry's numbers.

    Attributes:
        name: of the rule, reward or tier; empty where rows differ (what expires of a wallet).
        wallet: index of the wallet; `NONE` for other entries.
        rows: the members; a member may appear more than once.
        at: places of their facts in the batch; None for calendar work.
        amount: as in an entry, signed as balances move.
        money_minor, cost_minor, cut: as in an entry; None is all zero.
    """

    kind: Kind
    name: str
    wallet: int
    rows: Codes
    at: Codes | None
    amount: Whole
    money_minor: Whole | None = None
    cost_minor: Whole | None = None
    cut: Whole | None = None


@dataclass(slots=True)
class Outcome:
    """What a call has brought.

    Attributes:
        effects: in the order in which they were carried out.
        paid_minor: of purchases, by fact, what the member pays for lines and shipping, after the
            shop's discounts, benefits and used rewards.
        off_minor: of purchases, by fact, what benefits and used rewards took off.
        declined: places of the facts of which something was declined.
    """

    effects: list[Effect] = field(default_factory=list)
    paid_minor: Whole = field(default_factory=lambda: NOTHING)
    off_minor: Whole = field(default_factory=lambda: NOTHING)
    declined: Whole = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class NextReward:
    """The way to the next reward, for each row.

    Attributes:
        reward: index of the reward that costs the least above the available balance; `NONE` for
            none.
        missing: units of its wallet that are missing.
        price: what it costs.
    """

    reward: Codes
    missing: Whole
    price: Whole
