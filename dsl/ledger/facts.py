"""Facts: what happened, as a shop records it. Engines read facts and write entries.

Money is in minor units of the program's currency; instants are microseconds since
1970-01-01T00:00Z. Facts are ordered by (instant, id as UTF-8 bytes).
"""

from dataclasses import dataclass

Fields = tuple[tuple[str, int | bool | str], ...]
"""Attributes of an activity by name; yes or no as bool, numbers and money as int, dates as
ordinals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a purchase.

    Attributes:
        price_minor: quantity times unit price, before any discount.
        discount_minor: the shop's own discount on this line.
        is_gift_card: the line sells a gift card.
    """

    id: str
    price_minor: int
    quantity: int = 1
    discount_minor: int = 0
    sku: str = ""
    category: str = ""
    brand: str = ""
    labels: tuple[str, ...] = ()
    is_gift_card: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has."""

    id: str
    instant: int
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Fact):
    """Became a member of the program.

    Attributes:
        invited: by invitation, where the program asks for one.
    """

    invited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Fact):
    """Left the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchased(Fact):
    """A purchase.

    Attributes:
        discount_minor: the shop's own discount on the whole basket, spread over the lines.
        gift_card_minor: the part paid by gift card, spread over the lines.
        tax_minor, shipping_minor: on top of the lines' prices.
        uses: names of issued rewards used on it, in the order of use.
        choices: for groups where the member chooses one: the chosen rule's name.
    """

    lines: tuple[Line, ...]
    discount_minor: int = 0
    gift_card_minor: int = 0
    tax_minor: int = 0
    shipping_minor: int = 0
    channel: str = ""
    store: str = ""
    brand: str = ""
    payment_method: str = ""
    uses: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """A part of a line that came back; no quantity means the whole rest of it."""

    line: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Fact):
    """A return: lines of a purchase, an amount of it, or (nothing said) all that is left.

    Attributes:
        purchase: id of the purchase; empty when the shop does not know.
        amount_minor: what was paid back, spread over the remaining lines by net value.
    """

    purchase: str
    lines: tuple[ReturnedLine, ...] = ()
    amount_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Did(Fact):
    """A declared activity.

    Attributes:
        fields: its attributes.
        approved: False waits for an `Approved` fact, where the activity needs approval.
    """

    activity: str
    fields: Fields = ()
    store: str = ""
    approved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Fact):
    """The approval of an activity that waited for it.

    Attributes:
        fact: id of the activity's fact.
    """

    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeemed(Fact):
    """A member chooses a reward and pays for it.

    Attributes:
        amount: units paid, for a reward that costs "or more".
    """

    reward: str
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Donated(Fact):
    """A donation made by the member to a cause."""

    amount_minor: int
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipStarted(Fact):
    """Joined a membership of the program; a paid one is charged.

    Attributes:
        invited: by invitation, where the membership asks for one.
    """

    membership: str
    invited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded(Fact):
    """Asked for a membership to end."""

    membership: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid(Fact):
    """The fee of a membership was paid (an empty name: the program's only paid one)."""

    membership: str = ""
    amount_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRefused(Fact):
    """The fee that was due could not be collected."""

    membership: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSet(Fact):
    """A fact about the member from now on.

    Attributes:
        name: a declared attribute, or `birthday` (ordinal), or `cause`.
        value: as in `Did.fields`; None takes it away.
    """

    name: str
    value: int | bool | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited(Fact):
    """Invited to a tier."""

    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChosen(Fact):
    """The member chose a day for a rule that lets them.

    Attributes:
        day: ordinal of the local date.
    """

    rule: str
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted(Fact):
    """A correction by hand, in the wallet's smallest units, with its reason."""

    wallet: str
    amount: int
    reason: str


AnyFact = (
    Joined
    | Left
    | Purchased
    | Returned
    | Did
    | Approved
    | Redeemed
    | Donated
    | MembershipStarted
    | MembershipEnded
    | FeePaid
    | FeeRefused
    | AttributeSet
    | Invited
    | DayChosen
    | Adjusted
)
