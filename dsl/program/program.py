"""The program: the whole of a `.loyalty` text with every name resolved and every default stated."""

from datetime import date
from enum import StrEnum
from typing import Literal

from dsl.program.former_names import FormerName
from dsl.program.model import Model, Ratio
from dsl.program.names import (
    Activity,
    Attribute,
    Calendar,
    Group,
    Products,
    Segment,
    Stacking,
)
from dsl.program.rewards import Perk, Reward
from dsl.program.rules import Rule
from dsl.program.tiers import Membership, Tier
from dsl.program.wallets import Wallet


class Joining(StrEnum):
    """How one becomes a member."""

    FREE = "free"
    PAYING = "by paying"
    INVITATION = "by invitation"


class SpendPart(StrEnum):
    """What net spend may leave out."""

    DISCOUNTS = "discounts"
    REWARDS = "rewards"
    TAX = "tax"
    SHIPPING = "shipping"
    GIFT_CARDS = "gift cards"


class Discounts(StrEnum):
    """How several member discounts on one line go together.

    `COMBINE` adds their amounts (never above the line), `BEST` takes the highest, and
    `SEPARATE` (do not combine) takes the first in the text.
    """

    COMBINE = "combine"
    BEST = "the best discount counts"
    SEPARATE = "do not combine"


class Program(Model):
    """A checked program.

    Lists keep the order of the text: it decides limits, groups that count the first, and tiers.

    Attributes:
        currency_decimals: decimals of the currency's minor unit (ISO 4217).
        net_spend_leaves_out: the parts that net spend does without.
        tier_counts_at_once: a new tier counts for the purchase that earned it.
        spendable_at_once: wallets whose new points can be spent on the same purchase.
        week_start: the weekday a week starts on (Monday is 1).
        former_names: names that blocks had before; facts and kept states may still use them.
        tiers: from low to high.
    """

    format: Literal[1] = 1
    language: int = 1
    name: str
    currency: str
    currency_decimals: int
    time_zone: str
    joining: Joining
    minimum_age: int | None = None
    starts: date | None = None
    ends: date | None = None
    channels: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    payment_methods: tuple[str, ...] = ()
    net_spend_leaves_out: tuple[SpendPart, ...] = tuple(SpendPart)
    multipliers: Stacking = Stacking.ADD
    discounts: Discounts = Discounts.BEST
    tier_counts_at_once: bool = False
    spendable_at_once: tuple[str, ...] = ()
    week_start: int = 1
    margin: Ratio | None = None
    terms: tuple[str, ...] = ()
    wallets: tuple[Wallet, ...] = ()
    products: tuple[Products, ...] = ()
    activities: tuple[Activity, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    segments: tuple[Segment, ...] = ()
    groups: tuple[Group, ...] = ()
    causes: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    memberships: tuple[Membership, ...] = ()
    rules: tuple[Rule, ...] = ()
    rewards: tuple[Reward, ...] = ()
    perks: tuple[Perk, ...] = ()
    former_names: tuple[FormerName, ...] = ()
