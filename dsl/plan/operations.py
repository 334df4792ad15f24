"""The operations of a plan.

A procedure is a list of operations; the result of an operation is known by its position in that
list (its *register*), and an operation reads only registers before its own. Registers hold

* a number (int), a text, or nothing (`None`: the member has no such thing),
* a truth,
* slots: one number for each line of the purchase and one more, last, for what belongs to the
  basket as a whole (the only slot of a fact without lines),
* a mask: one truth for each slot.

Amounts of a wallet are *exact*: whole numbers over the wallet's scale (`WalletTerms.scale`), the
common denominator of every rate and multiplier that can reach it. So all operations are on
integers, and only `round` divides with a rest.

Operations marked *recorded* read what the member or the program had before the fact. A return
evaluates the purchase again with the recorded results.
"""

from typing import Annotated, Literal

from pydantic import Field

from dsl.program.conditions import Property, Relation, Since
from dsl.program.measures import Quantity
from dsl.program.model import Model
from dsl.program.time import Duration, Window
from dsl.program.wallets import RoundingMode, RoundingPlace

Register = int


class Constant(Model):
    """A number."""

    do: Literal["constant"] = "constant"
    value: int


class ReadClock(Model):
    """The fact's local weekday (Monday is 1), minute after midnight, or day (ordinal)."""

    do: Literal["clock"] = "clock"
    part: Literal["weekday", "minute", "day"]


class ReadProperty(Model):
    """A property of the purchase, a text; empty when the shop did not say."""

    do: Literal["property"] = "property"
    property: Property


class ReadField(Model):
    """An attribute of the activity at hand, or nothing."""

    do: Literal["field"] = "field"
    field: str


class ReadTimes(Model):
    """How many new multiples a progress rule has passed (1 for every other trigger)."""

    do: Literal["times"] = "times"


class ReadLines(Model):
    """Slots of the purchase: money in minor units, or items; the basket's slot is 0.

    Read after `settle discounts` it sees the member's discounts, before it does not.
    """

    do: Literal["lines"] = "lines"
    quantity: Literal[
        Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID, Quantity.ITEMS
    ]


class SelectLines(Model):
    """The mask of a selection; the basket's slot belongs only to the selection of everything."""

    do: Literal["select"] = "select"
    selection: int


class ReadTier(Model):
    """Recorded. The member's tier as its rank in the program's list; -1 without a tier."""

    do: Literal["tier"] = "tier"


class HasMembership(Model):
    """Recorded. Whether the member is in one of the memberships (by index)."""

    do: Literal["membership"] = "membership"
    memberships: tuple[int, ...]


class ReadAttribute(Model):
    """Recorded. An attribute of the member (`age` in whole years is built in), or nothing."""

    do: Literal["attribute"] = "attribute"
    attribute: str


class ReadBalance(Model):
    """Recorded. The available balance of a wallet in smallest units."""

    do: Literal["balance"] = "balance"
    wallet: int


class ReadHistory(Model):
    """Recorded. A counter over a window, without the fact at hand.

    For progress rules, whose turn comes after counting, the fact at hand is in it.
    """

    do: Literal["history"] = "history"
    counter: int
    window: Window


class ReadVisit(Model):
    """Recorded. 1 when the fact makes its day a new visit of the member, else 0."""

    do: Literal["visit"] = "visit"


class ReadDay(Model):
    """Recorded. The local day (ordinal) of something past, or nothing."""

    do: Literal["day of"] = "day of"
    since: Since
    tier: int = -1


class ReadCarry(Model):
    """Recorded. The exact sum that a monthly rounding has seen this month, in one slot."""

    do: Literal["carried"] = "carried"
    carry: int


class Compare(Model):
    """Whether a number compares as said; nothing never does."""

    do: Literal["compare"] = "compare"
    value: Register
    relation: Relation
    low: int
    high: int | None = None


class OneOf(Model):
    """Whether a text, number or truth is one of the values (`yes` and `no` for truths)."""

    do: Literal["one of"] = "one of"
    value: Register
    values: tuple[str | int, ...]


class InCalendar(Model):
    """Whether the fact's instant lies in one of the calendars (by index)."""

    do: Literal["in calendar"] = "in calendar"
    calendars: tuple[int, ...]


class Ago(Model):
    """Whether a day was `relation` `length` ago, counted to the fact's local day."""

    do: Literal["ago"] = "ago"
    day: Register
    relation: Relation
    length: Duration
    other: Duration | None = None


class Nth(Model):
    """Whether a count is the nth, or a multiple of n."""

    do: Literal["nth"] = "nth"
    value: Register
    count: int
    repeats: bool


class ChosenDay(Model):
    """Recorded. Whether the member chose the fact's day for the rule."""

    do: Literal["chosen day"] = "chosen day"
    rule: int


class Not(Model):
    """The other truth."""

    do: Literal["not"] = "not"
    value: Register


class AllOf(Model):
    """Whether all are true."""

    do: Literal["all"] = "all"
    values: tuple[Register, ...]


class AnyTrue(Model):
    """Whether one is true."""

    do: Literal["any"] = "any"
    values: tuple[Register, ...]


class Total(Model):
    """The sum of slots, of those in the mask if there is one: a number."""

    do: Literal["total"] = "total"
    slots: Register
    mask: Register | None = None


class Plus(Model):
    """The sum of two numbers."""

    do: Literal["plus"] = "plus"
    first: Register
    second: Register


class FixedAmount(Model):
    """An exact amount in the basket's slot, as many times as the number says."""

    do: Literal["fixed"] = "fixed"
    exact: int
    times: Register | None = None


class Scale(Model):
    """Slots (in the mask) times a whole factor: an exact amount in proportion."""

    do: Literal["scale"] = "scale"
    slots: Register
    mask: Register | None
    factor: int


class ScaleNumber(Model):
    """A number times a whole factor, in the basket's slot; nothing counts as 0."""

    do: Literal["scale number"] = "scale number"
    value: Register
    factor: int


class Steps(Model):
    """Whole steps of a number times a factor, in the basket's slot."""

    do: Literal["steps"] = "steps"
    value: Register
    step: int
    factor: int


class Bands(Model):
    """Slots go through bands in the order of the lines, after what the window holds already.

    Attributes:
        before: register of the sum before this fact; None starts at 0.
        marks: where each band but the last ends.
        factors: exact amount per unit of the measure, one for each band.
        whole: the band that the sum (this fact included) reaches counts for all of this fact.
    """

    do: Literal["bands"] = "bands"
    slots: Register
    mask: Register | None
    before: Register | None
    marks: tuple[int, ...]
    factors: tuple[int, ...]
    whole: bool


class Reason(Model):
    """One thing that must hold for a rule, and how to name it in a *why not*.

    Attributes:
        part: `when` (the rule's own guard, by its number), or what else must hold.
        truth: register of what must hold.
        index: number of the guard, from 0.
        seen: register of the value that the condition looked at, for the explanation.
    """

    truth: Register
    part: Literal["when", "life", "during", "nth", "day", "inside", "audience", "program"]
    index: int = 0
    seen: Register | None = None


class Fires(Model):
    """Whether a rule fires: all its reasons hold, looked at in order."""

    do: Literal["fires"] = "fires"
    rule: int
    reasons: tuple[Reason, ...]


class TakeOff(Model):
    """What a benefit's offer would take off each line (the shipping in the basket's slot)."""

    do: Literal["take off"] = "take off"
    rule: int
    fires: Register
    mask: Register


class SettleDiscounts(Model):
    """Applies the program's way of combining discounts; the lines are net of them afterwards."""

    do: Literal["settle discounts"] = "settle discounts"
    discounts: tuple[Register, ...]


class Claim(Model):
    """Amounts that a rule claims if it fires, else nothing."""

    do: Literal["claim"] = "claim"
    rule: int
    fires: Register
    amounts: Register


class GiveWay(Model):
    """A claim without the slots where a claim that stands instead of it pays.

    A winner that pays in the basket's slot takes the whole claim.
    """

    do: Literal["give way"] = "give way"
    claim: Register
    to: tuple[Register, ...]


class Gather(Model):
    """The slot by slot sum of amounts."""

    do: Literal["gather"] = "gather"
    amounts: tuple[Register, ...]


class Excess(Model):
    """What a multiplier adds to base amounts: times (numerator / denominator), always whole."""

    do: Literal["excess"] = "excess"
    rule: int
    fires: Register
    base: Register
    mask: Register
    numerator: int
    denominator: int


class KeepBest(Model):
    """Amounts where they are the best among several, the first of equals; else nothing.

    Attributes:
        by: slot by slot, or the total of the purchase.
    """

    do: Literal["keep best"] = "keep best"
    amounts: Register
    among: tuple[Register, ...]
    by: Literal["slot", "total"]


class KeepFirst(Model):
    """Amounts unless one of the earlier ones pays."""

    do: Literal["keep first"] = "keep first"
    amounts: Register
    earlier: tuple[Register, ...]


class KeepChosen(Model):
    """Amounts if the member chose this rule in its group on the purchase (else the first)."""

    do: Literal["keep chosen"] = "keep chosen"
    amounts: Register
    rule: int
    others: tuple[int, ...]


class Round(Model):
    """Exact amounts to smallest units: round(before + amounts) - round(before), a number.

    Per line each slot is rounded by itself; otherwise the sum of all slots is.
    """

    do: Literal["round"] = "round"
    amounts: Register
    before: tuple[Register, ...]
    scale: int
    mode: RoundingMode
    place: RoundingPlace


class Cap(Model):
    """A number within limits, in their order; what is used is counted for the limits after it.

    Attributes:
        limits: indices into the plan's limits.
        or_nothing: a limit that would cut pays nothing.
    """

    do: Literal["cap"] = "cap"
    rule: int
    amount: Register
    limits: tuple[int, ...]
    or_nothing: bool


class Post(Model):
    """Effect: the rule accrues a number in a wallet under terms; 0 posts nothing."""

    do: Literal["post"] = "post"
    rule: int
    wallet: int
    amount: Register
    before_limits: Register
    terms: int


class Carry(Model):
    """Effect: adds exact amounts to a monthly rounding's sum."""

    do: Literal["carry"] = "carry"
    carry: int
    amounts: Register


class IssueBenefit(Model):
    """Effect: the rule's benefit is issued (or happens, for what needs no purchase)."""

    do: Literal["issue"] = "issue"
    rule: int
    fires: Register
    limits: tuple[int, ...]


Operation = Annotated[
    Constant
    | ReadClock
    | ReadProperty
    | ReadField
    | ReadTimes
    | ReadLines
    | SelectLines
    | ReadTier
    | HasMembership
    | ReadAttribute
    | ReadBalance
    | ReadHistory
    | ReadVisit
    | ReadDay
    | ReadCarry
    | Compare
    | OneOf
    | InCalendar
    | Ago
    | Nth
    | ChosenDay
    | Not
    | AllOf
    | AnyTrue
    | Total
    | Plus
    | FixedAmount
    | Scale
    | ScaleNumber
    | Steps
    | Bands
    | Fires
    | TakeOff
    | SettleDiscounts
    | Claim
    | GiveWay
    | Gather
    | Excess
    | KeepBest
    | KeepFirst
    | KeepChosen
    | Round
    | Cap
    | Post
    | Carry
    | IssueBenefit,
    Field(discriminator="do"),
]
