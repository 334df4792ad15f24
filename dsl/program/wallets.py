"""Wallets: what members collect, how it is rounded, when it can be spent and when it lapses."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dsl.program.model import Model, Ratio
from dsl.program.time import DayToCome, Duration, Period, YearlyDay


class RoundingMode(StrEnum):
    """`down` is towards zero, `nearest` half away from zero, `up` away from zero."""

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


class RoundingPlace(StrEnum):
    """Where the one rounding of a wallet happens."""

    LINE = "line"
    PURCHASE = "purchase"
    MONTH = "month"


class Rounding(Model):
    """The rounding of a wallet or of one rule."""

    mode: RoundingMode = RoundingMode.DOWN
    place: RoundingPlace = RoundingPlace.PURCHASE


class AtOnce(Model):
    """Spendable from the next fact on."""

    kind: Literal["at once"] = "at once"


class AfterDays(Model):
    """Spendable from the start of the local day so many days after earning."""

    kind: Literal["after"] = "after"
    days: int


class OnDay(Model):
    """Spendable from the next such day after earning; at once where none comes any more."""

    kind: Literal["on"] = "on"
    day: DayToCome


class WhenActivity(Model):
    """Pending until the member has the activity after earning."""

    kind: Literal["when"] = "when"
    activity: str


Availability = Annotated[AtOnce | AfterDays | OnDay | WhenActivity, Field(discriminator="kind")]


class Never(Model):
    """Never expires."""

    kind: Literal["never"] = "never"


class AfterEarning(Model):
    """Usable through the day so long after earning, moved to the end of a period if said."""

    kind: Literal["earning"] = "earning"
    length: Duration
    end_of: Period | None = None


class AfterLast(Model):
    """Sliding: every named kind of activity moves the expiry of all open lots.

    Attributes:
        keeps_alive: `purchase`, `earning`, `spending`.
        activities: declared activities that keep points alive too.
    """

    kind: Literal["last"] = "last"
    length: Duration
    keeps_alive: tuple[Literal["purchase", "earning", "spending"], ...] = ()
    activities: tuple[str, ...] = ()
    end_of: Period | None = None


class OnDate(Model):
    """Usable through one date; what is earned after it is lost at once."""

    kind: Literal["date"] = "date"
    date: date


class OnDates(Model):
    """Usable through the next of these days after earning.

    Attributes:
        next_year: the day lies in the year after the one of earning.
    """

    kind: Literal["dates"] = "dates"
    days: tuple[YearlyDay, ...]
    next_year: bool = False


class EndOfPeriod(Model):
    """Usable through the end of the period of earning, or of the one after it."""

    kind: Literal["end"] = "end"
    period: Period
    following: bool = False


Expiry = Annotated[
    Never | AfterEarning | AfterLast | OnDate | OnDates | EndOfPeriod, Field(discriminator="kind")
]


class AccrualCap(Model):
    """At most so many smallest units per member and period, over all rules.

    Attributes:
        any_days: a rolling cap over so many days instead of the period.
    """

    at_most: int
    period: Period | None = None
    any_days: int | None = None


class Wallet(Model):
    """One thing that members collect.

    Attributes:
        unit, plural: its words; empty for a money wallet.
        is_money: holds the program's currency.
        decimals: places kept; every quantity of the wallet is a whole number of its smallest unit.
        hold_at_most: cap on the posted balance, in smallest units.
        below_zero: a return may leave a debt; otherwise it takes what is there.
        worth: minor units per smallest unit, for what is owed when no reward fixes it.
    """

    name: str
    unit: str = ""
    plural: str = ""
    is_money: bool = False
    status_only: bool = False
    decimals: int = 0
    rounding: Rounding = Rounding()
    available: Availability = AtOnce()
    expiry: Expiry = Never()
    hold_at_most: int | None = None
    caps: tuple[AccrualCap, ...] = ()
    below_zero: bool = False
    worth: Ratio | None = None
