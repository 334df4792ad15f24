"""Rewards, which members choose and pay for, and perks, which have a cost but no entry."""

from dsl.program.conditions import Guard
from dsl.program.model import Model, Ratio
from dsl.program.offers import Offer
from dsl.program.rules import EVERYBODY, Audience, Life, Limit, Validity
from dsl.program.time import Period, Schedule


class Price(Model):
    """What a reward costs.

    Attributes:
        amount: smallest units of the wallet.
        minor: money on top.
        or_more: any amount from there (pay with points).
        audience: a price for some members only; the first price that fits a member holds.
    """

    wallet: str
    amount: int
    minor: int = 0
    or_more: bool = False
    audience: Audience = EVERYBODY


class Reward(Model):
    """Something chosen and paid from a wallet.

    Attributes:
        by_itself: issued whenever the available balance reaches the price.
        issued_on: issued by itself, but on this day only.
        borne_share, borne_by: the part of the cost that somebody else bears.
        cost_minor: cost to the shop each time; None takes it from the offer.
        terms: words for the customer.
    """

    name: str
    prices: tuple[Price, ...]
    offer: Offer
    inside: Audience = EVERYBODY
    audience: Audience = EVERYBODY
    guards: tuple[Guard, ...] = ()
    limits: tuple[Limit, ...] = ()
    cost_minor: int | None = None
    worth_minor: int | None = None
    borne_share: Ratio | None = None
    borne_by: str = ""
    minimum_minor: int | None = None
    valid: Validity = Validity()
    return_gives_back: bool = True
    by_itself: bool = False
    issued_on: Schedule | None = None
    group: str = ""
    life: Life = Life()
    terms: tuple[str, ...] = ()


class Perk(Model):
    """A soft benefit: a cost and a worth per member and period, no ledger amount."""

    name: str
    inside: Audience = EVERYBODY
    audience: Audience = EVERYBODY
    cost_minor: int | None = None
    cost_period: Period | None = None
    worth_minor: int | None = None
    worth_period: Period | None = None
    life: Life = Life()
    terms: tuple[str, ...] = ()
