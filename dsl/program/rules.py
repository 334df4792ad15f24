"""Rules: earning rules and benefits, with their triggers, gives, limits and combinations."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dsl.program.conditions import Guard
from dsl.program.measures import EVERYTHING, Counted, Measure, Scope
from dsl.program.model import Model, Ratio
from dsl.program.offers import Offer
from dsl.program.time import (
    Duration,
    Ever,
    MembershipPeriod,
    NextYearDay,
    Period,
    Schedule,
    Window,
)
from dsl.program.wallets import Availability, Expiry, Rounding


class OnPurchase(Model):
    """Every purchase."""

    kind: Literal["purchase"] = "purchase"


class OnNth(Model):
    """The nth purchase or activity ever, or every nth (`repeats`).

    Attributes:
        activity: empty for purchases.
    """

    kind: Literal["nth"] = "nth"
    count: int
    repeats: bool
    activity: str = ""


class OnActivity(Model):
    """A declared activity (once approved, where the activity says so)."""

    kind: Literal["activity"] = "activity"
    activity: str


class Occasion(StrEnum):
    """Events that every program knows."""

    JOINING = "joining"
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary of joining"
    FEE = "paying the fee"
    DONATION = "donation"


class OnOccasion(Model):
    """A built-in event; the birthday and the anniversary are calendar work of their day."""

    kind: Literal["occasion"] = "occasion"
    occasion: Occasion


class OnMemberDate(Model):
    """Each year on a date that is an attribute of the member."""

    kind: Literal["member date"] = "member date"
    attribute: str


class OnTier(Model):
    """Reaching a tier from below."""

    kind: Literal["tier"] = "tier"
    tier: str


class OnRewardUsed(Model):
    """Using a reward."""

    kind: Literal["reward used"] = "reward used"
    reward: str


class OnCount(Model):
    """Once per window, when the count is met; a return below the mark reverses it."""

    kind: Literal["count"] = "count"
    counted: Counted


class OnEach(Model):
    """Each time the sum over all purchases passes a multiple; the rest is carried."""

    kind: Literal["each"] = "each"
    amount_minor: int
    measure: Measure


class OnSchedule(Model):
    """Calendar work on a day that comes again."""

    kind: Literal["schedule"] = "schedule"
    schedule: Schedule


class OnAbsence(Model):
    """So long without a purchase; once for each absence."""

    kind: Literal["absence"] = "absence"
    length: Duration


Trigger = Annotated[
    OnPurchase
    | OnNth
    | OnActivity
    | OnOccasion
    | OnMemberDate
    | OnTier
    | OnRewardUsed
    | OnCount
    | OnEach
    | OnSchedule
    | OnAbsence,
    Field(discriminator="kind"),
]


class GiveAmount(Model):
    """A fixed amount as base: multipliers apply. Amounts are the wallet's smallest units.

    Attributes:
        per: given once for each whole membership month or year of the member; None gives it once.
    """

    kind: Literal["amount"] = "amount"
    wallet: str
    amount: int
    per: MembershipPeriod | None = None


class GiveRate(Model):
    """In proportion to a measure, or for each whole step of it.

    Attributes:
        rate: smallest units of the wallet per smallest unit of the measure.
        step: the measure is first cut down to whole multiples of this; None is in proportion.
    """

    kind: Literal["rate"] = "rate"
    wallet: str
    rate: Ratio
    measure: Measure
    step: int | None = None


class Band(Model):
    """A rate that holds up to a mark of the measure; the last band has no mark."""

    up_to: int | None
    rate: Ratio


class GiveBands(Model):
    """Rates by bands; each band counts for its part, or the last one for everything."""

    kind: Literal["bands"] = "bands"
    wallet: str
    measure: Measure
    bands: tuple[Band, ...]
    whole: bool = False


class Add(Model):
    """A fixed bonus; not multiplied unless said."""

    kind: Literal["add"] = "add"
    wallet: str
    amount: int
    multiplied: bool = False


class Multiply(Model):
    """A multiplier of the wallet's base amounts on the lines in scope; owns only the excess."""

    kind: Literal["multiply"] = "multiply"
    wallet: str
    factor: Ratio
    scope: Scope = EVERYTHING


Give = Annotated[GiveAmount | GiveRate | GiveBands | Add | Multiply, Field(discriminator="kind")]


class LimitScope(StrEnum):
    """Whom a limit counts together."""

    MEMBER = "member"
    PURCHASE = "purchase"
    STORE = "store"
    VALUE = "value"
    PROGRAM = "program"


class Limit(Model):
    """At most so much, or so often, per member (or purchase, store, in total) and window.

    Attributes:
        amount: smallest units of the wallet (minor units for money); None limits how often.
        wallet: the wallet an amount is counted in; empty for how often, and for money that is
            not a wallet's.
        times: how often; None limits the amount.
        value: for `per member per "attribute"`: the activity's attribute that is told apart.
    """

    amount: int | None = None
    wallet: str = ""
    times: int | None = None
    scope: LimitScope = LimitScope.MEMBER
    value: str = ""
    window: Window = Ever()


class Audience(Model):
    """For whom: members that have any of these; all empty is everybody.

    `includes` and "or above" are written out.
    """

    tiers: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


EVERYBODY = Audience()


class ChosenDays(Model):
    """Only on so many days per period that the member chooses."""

    count: int
    period: Period


class Life(Model):
    """When a rule lives: its dates, its calendars, and whether it is switched off."""

    first: date | None = None
    last: date | None = None
    during: tuple[str, ...] = ()
    paused: bool = False


class Validity(Model):
    """How long an issued reward can be used.

    Attributes:
        length: counted from the day of issue.
        until: a fixed last day.
        end_of: the end of this period (of issue), or of the next one.
        next_year: a day of the year after the one of issue.
    """

    length: Duration | None = None
    until: date | None = None
    end_of: Period | None = None
    following: bool = False
    next_year: NextYearDay | None = None


class Benefit(Model):
    """What a benefit hands over, in place of gives.

    Attributes:
        cost_minor: what it costs the shop each time; None takes it from the offer.
        worth_minor: face value when the offer does not show it.
        borne_share, borne_by: the part of the cost that somebody else bears.
    """

    offer: Offer
    cost_minor: int | None = None
    worth_minor: int | None = None
    borne_share: Ratio | None = None
    borne_by: str = ""
    valid: Validity = Validity()
    minimum_minor: int | None = None
    return_gives_back: bool = True


class Rule(Model):
    """An earning rule or a benefit.

    Attributes:
        name: unique among rules; counters and progress follow it.
        inside: members of the block it stands in (its tier or membership).
        audience: members named by its `for` lines; both must hold.
        tier_multiplier: it was a tier's own `multiply` line; of several only the best counts.
        instead_of: rules that do not pay where this one pays.
        cut_to_nothing: a limit that would cut pays nothing instead of a part.
        terms: words for the customer.
    """

    name: str
    trigger: Trigger
    inside: Audience = EVERYBODY
    audience: Audience = EVERYBODY
    guards: tuple[Guard, ...] = ()
    gives: tuple[Give, ...] = ()
    benefit: Benefit | None = None
    limits: tuple[Limit, ...] = ()
    cut_to_nothing: bool = False
    instead_of: tuple[str, ...] = ()
    on_top_of: tuple[str, ...] = ()
    group: str = ""
    tier_multiplier: bool = False
    rounding: Rounding | None = None
    available: Availability | None = None
    expiry: Expiry | None = None
    life: Life = Life()
    chosen_days: ChosenDays | None = None
    terms: tuple[str, ...] = ()
