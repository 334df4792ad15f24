"""Operations that judge: conditions, and whether a rule fires."""

from typing import Literal

from dsl.plan.register import Register
from dsl.program.conditions import Relation
from dsl.program.model import Model
from dsl.program.time import Duration


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


class Reason(Model):
    """One thing that must hold for a rule, and how to name it in a *why not*.

    Attributes:
        truth: register of what must hold.
        part: `when` (the rule's own guard, by its number), or what else must hold.
        index: number of the guard, from 0.
        seen: register of the value that the condition looked at, for the explanation.
    """

    truth: Register
    part: Literal[
        "life",
        "during",
        "program",
        "inside",
        "audience",
        "nth",
        "paid",
        "day",
        "when",
        "minimum",
        "limit",
    ]
    index: int = 0
    seen: Register | None = None


class Fires(Model):
    """Whether a rule (-1: a reward, perk or segment) fires: all its reasons hold, in order."""

    do: Literal["fires"] = "fires"
    rule: int
    reasons: tuple[Reason, ...]


class Wins(Model):
    """Whether a rule is the one of its group that counts.

    Attributes:
        policy: `best` has the highest total, the first of equals; `first` is the first that pays
            at all; `choice` is the one the member chose on the purchase, else the first.
        rank: the rule's place in the lists.
        rules: the rules of the group, in the order of the text.
        amounts: registers of the slots that each of them would pay.
    """

    do: Literal["wins"] = "wins"
    policy: Literal["best", "first", "choice"]
    rank: int
    rules: tuple[int, ...]
    amounts: tuple[Register, ...]
