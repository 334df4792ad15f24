"""Tiers and memberships: the groups that a member can be in by status or by joining."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dsl.program.conditions import Guard
from dsl.program.measures import Counted
from dsl.program.model import Model
from dsl.program.time import DayToCome, Duration, Period, Schedule


class ForEveryone(Model):
    """Every member has at least this tier."""

    kind: Literal["everyone"] = "everyone"


class ByInvitation(Model):
    """Given by hand."""

    kind: Literal["invitation"] = "invitation"


class WhileConditions(Model):
    """Members for whom the conditions hold."""

    kind: Literal["conditions"] = "conditions"
    guards: tuple[Guard, ...]


class WhenCounted(Model):
    """Members who reach all marks of at least one set ("from A and from B; or from C")."""

    kind: Literal["counted"] = "counted"
    any_of: tuple[tuple[Counted, ...], ...]


Entry = Annotated[
    ForEveryone | ByInvitation | WhileConditions | WhenCounted, Field(discriminator="kind")
]


class StartAtOnce(Model):
    """The tier starts with the fact that earned it (it counts from the next fact)."""

    kind: Literal["at once"] = "at once"


class StartOnDay(Model):
    """The tier starts on the next such day."""

    kind: Literal["day"] = "day"
    day: DayToCome


class StartAtReview(Model):
    """The tier starts at the next review."""

    kind: Literal["review"] = "review"


Start = Annotated[StartAtOnce | StartOnDay | StartAtReview, Field(discriminator="kind")]


class KeptFor(Model):
    """Kept so long after the day it was last earned."""

    kind: Literal["length"] = "length"
    length: Duration


class KeptUntilEndOf(Model):
    """Kept until the end of the period in which it was earned, or of the one after it."""

    kind: Literal["end"] = "end"
    period: Period
    following: bool = False


class KeptForLife(Model):
    """Never lost."""

    kind: Literal["life"] = "life"


class KeptWhileItHolds(Model):
    """Lost on the day its condition no longer holds."""

    kind: Literal["holds"] = "holds"


Kept = Annotated[
    KeptFor | KeptUntilEndOf | KeptForLife | KeptWhileItHolds, Field(discriminator="kind")
]


class Drop(StrEnum):
    """What happens when the time of a tier is over and it was not earned again."""

    ONE = "one tier at a time"
    EARNED = "to the tier earned"
    NEVER = "never"


class CarryOver(Model):
    """The surplus over the tier's mark that counts for the next window."""

    surplus: bool = False
    at_most: int | None = None


class Tier(Model):
    """One level of the ladder; the program lists tiers from low to high.

    Attributes:
        keep: the lower mark for keeping, in the same form as the entry's marks.
        review: when keeping is looked at; None is each day.
        grace_days: days after the end of keeping in which it can still be earned again.
        includes: tiers whose blocks this tier's members have too (written out in audiences).
    """

    name: str
    entry: Entry
    keep: tuple[tuple[Counted, ...], ...] = ()
    start: Start = StartAtOnce()
    review: Schedule | None = None
    kept: Kept
    grace_days: int = 0
    drop: Drop = Drop.EARNED
    carry_over: CarryOver = CarryOver()
    includes: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Fee(Model):
    """What a membership costs, once (no period) or per period."""

    amount_minor: int
    period: Period | None = None


class Membership(Model):
    """Something joined by choice: free, or paid.

    Attributes:
        renews: renews by itself; otherwise it ends by itself.
        lapse_days: days unpaid after which it lapses.
        refund_days: days within which leaving gives the fee back.
        rewards_end: issued rewards end with it.
        by_invitation: only who is invited can join it.
    """

    name: str
    fee: Fee | None = None
    renews: bool = True
    lapse_days: int = 0
    free_days: int = 0
    refund_days: int = 0
    rewards_end: bool = False
    by_invitation: bool = False
    includes: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
