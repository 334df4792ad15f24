"""Offers: what a reward, a benefit or a prize gives."""

from typing import Annotated, Literal

from pydantic import Field

from dsl.program.measures import EVERYTHING, Scope
from dsl.program.model import Model, Ratio
from dsl.program.time import Duration


class MoneyOff(Model):
    """Money off the lines in scope, or off one product of it."""

    kind: Literal["money off"] = "money off"
    amount_minor: int
    scope: Scope = EVERYTHING
    one_product: bool = False


class PercentOff(Model):
    """A share off the lines in scope, or off one product of it (the dearest)."""

    kind: Literal["percent off"] = "percent off"
    share: Ratio
    scope: Scope = EVERYTHING
    one_product: bool = False


class MoneyOffPerUnit(Model):
    """Pay with points: money off per smallest unit of the wallet spent."""

    kind: Literal["money off per unit"] = "money off per unit"
    minor_per_unit: Ratio
    scope: Scope = EVERYTHING


class FreeProduct(Model):
    """So many products of the scope free, each up to a price."""

    kind: Literal["free product"] = "free product"
    scope: Scope
    count: int = 1
    up_to_minor: int | None = None


class CheapestFree(Model):
    """The cheapest item of the scope in the basket is free."""

    kind: Literal["cheapest free"] = "cheapest free"
    scope: Scope


class FreeShipping(Model):
    """The purchase's shipping is free."""

    kind: Literal["free shipping"] = "free shipping"


class EarlyAccess(Model):
    """Access to products before others."""

    kind: Literal["early access"] = "early access"
    products: tuple[str, ...]


class Experience(Model):
    """Something to live through, in the owner's words."""

    kind: Literal["experience"] = "experience"
    text: str


class GiftCard(Model):
    """A gift card."""

    kind: Literal["gift card"] = "gift card"
    amount_minor: int


class StoreCredit(Model):
    """Credit at the shop, outside any wallet."""

    kind: Literal["store credit"] = "store credit"
    amount_minor: int


class Cash(Model):
    """Money paid out."""

    kind: Literal["cash"] = "cash"
    amount_minor: int


class WalletCredit(Model):
    """An accrual in a wallet, in its smallest units."""

    kind: Literal["wallet credit"] = "wallet credit"
    wallet: str
    amount: int


class Donation(Model):
    """A donation, fixed or per item of a scope; an empty cause is the one the member chose."""

    kind: Literal["donation"] = "donation"
    amount_minor: int
    per_item: Scope | None = None
    cause: str = ""


class TierUpgrade(Model):
    """A tier for a time."""

    kind: Literal["tier upgrade"] = "tier upgrade"
    tier: str
    length: Duration


Offer = Annotated[
    MoneyOff
    | PercentOff
    | MoneyOffPerUnit
    | FreeProduct
    | CheapestFree
    | FreeShipping
    | EarlyAccess
    | Experience
    | GiftCard
    | StoreCredit
    | Cash
    | WalletCredit
    | Donation
    | TierUpgrade,
    Field(discriminator="kind"),
]
