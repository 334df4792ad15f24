"""The plan: tables and procedures, lowered once from a program.

An engine reads the plan and the program's own tables (wallets, products, calendars, tiers,
memberships, rules' offers, rewards), which the plan points into by index.
"""

from typing import Annotated, Literal

from pydantic import Field

from dsl.plan.operations import Operation
from dsl.program.measures import Quantity, Scope
from dsl.program.model import Model
from dsl.program.rules import LimitScope, Trigger
from dsl.program.time import Window
from dsl.program.wallets import Availability, Expiry

FORMAT = 1


class WalletTerms(Model):
    """A wallet's scale: exact amounts are whole numbers over it."""

    wallet: int
    scale: int


class Terms(Model):
    """When an accrual can be spent and when it expires; one for each wallet and rule's own."""

    wallet: int
    available: Availability
    expiry: Expiry


class Selection(Model):
    """Lines of a purchase: those in any of the product sets, less the exceptions.

    Attributes:
        everything: no products named and none excepted; the basket's slot belongs to it.
    """

    scope: Scope
    everything: bool


class Counter(Model):
    """Something counted for each member, as sums by local day.

    Attributes:
        selection: index of the lines that count; of purchases, those with such a line count.
        name: the activity (`ACTIVITY`), the wallet (`EARNED`), or the activities' attribute
            (`FIELD`).
        windows: those it is read over; days older than all of them need no keeping.
    """

    quantity: Quantity
    selection: int
    name: str = ""
    windows: tuple[Window, ...]


class PlanLimit(Model):
    """A limit with its place.

    A limit of money that is no wallet's (a reward's or a benefit's) has an amount too.

    Attributes:
        owner: whose limit it is, for the explanation: rule, group, wallet or reward name.
        holds: the balance itself is limited (`hold at most`), no window.
    """

    owner_kind: Literal["rule", "group", "wallet", "reward"]
    owner: str
    amount: int | None
    times: int | None
    scope: LimitScope
    value: str
    window: Window
    holds: int | None = None


class MonthlySum(Model):
    """An exact sum that a rounding per month keeps for each member.

    Attributes:
        rule: the rule that is rounded by itself; -1 for all others of the wallet together.
    """

    wallet: int
    rule: int = -1


class WhenRedeeming(Model):
    """The procedure that decides whether a member may redeem a reward."""

    kind: Literal["redeeming"] = "redeeming"
    reward: int


class TierMarks(Model):
    """The procedure whose results say which tiers are earned and kept."""

    kind: Literal["tier marks"] = "tier marks"


class SegmentMembers(Model):
    """The procedure that says whether a member is in a segment now."""

    kind: Literal["segment"] = "segment"
    segment: int


class PerkHolders(Model):
    """The procedure that says whether a member has a perk now."""

    kind: Literal["perk"] = "perk"
    perk: int


Occasion = Annotated[
    Trigger | WhenRedeeming | TierMarks | SegmentMembers | PerkHolders,
    Field(discriminator="kind"),
]


class TierMark(Model):
    """Where the tier-marks procedure leaves its findings.

    Attributes:
        tier: index of the tier.
        earned: register of "has reached the entry"; None for everyone and by invitation.
        kept: register of "has reached the mark for keeping"; None where it is the entry's.
        reached: registers of the counted numbers with their marks and counters, for "what is
            missing", carry-over and projected tiers: (register, mark, counter, alternative);
            the marks of one alternative must all be reached, one alternative is enough.
        keeping: the same for the marks that keep the tier.
    """

    tier: int
    earned: int | None
    kept: int | None
    reached: tuple[tuple[int, int, int, int], ...] = ()
    keeping: tuple[tuple[int, int, int, int], ...] = ()


class Procedure(Model):
    """What is to be done on one occasion: rules with the same trigger run together.

    Nth purchases and activities run with their kind; counts and multiples ("on reaching", "on
    each") are progress rules, each with a procedure of its own.

    Attributes:
        rules: indices into the program's rules, in the order of the text.
        counter: for progress rules, the counter whose sum passes the marks.
        result: register of the decision, for occasions that only ask (redeeming, segment, perk).
    """

    occasion: Occasion
    rules: tuple[int, ...] = ()
    operations: tuple[Operation, ...]
    counter: int | None = None
    result: int | None = None
    marks: tuple[TierMark, ...] = ()


class Plan(Model):
    """All procedures of a program with their tables."""

    format: Literal[1] = 1
    program_sha256: str
    wallets: tuple[WalletTerms, ...]
    terms: tuple[Terms, ...]
    selections: tuple[Selection, ...]
    counters: tuple[Counter, ...]
    limits: tuple[PlanLimit, ...]
    carries: tuple[MonthlySum, ...] = ()
    procedures: tuple[Procedure, ...]
