"""Operations with effects: discounts, accruals under limits, issued benefits."""

from typing import Literal

from dsl.plan.register import Register
from dsl.program.model import Model


class TakeOff(Model):
    """What a benefit's offer would take off each line (the shipping in the basket's slot).

    Attributes:
        limits: limits of money, in their order; what is used before the fact counts.
        or_nothing: a limit that would cut takes nothing off.
    """

    do: Literal["take off"] = "take off"
    rule: int
    fires: Register
    mask: Register | None
    limits: tuple[int, ...] = ()
    or_nothing: bool = False


class SettleDiscounts(Model):
    """Effect: applies the program's way of combining discounts; the lines are net of them then.

    Attributes:
        discounts: registers of what each rule would take off, in the order of the text.
        rules: the rules.
        limits: the limits of each rule, those of how often too; what is given counts.
    """

    do: Literal["settle discounts"] = "settle discounts"
    discounts: tuple[Register, ...]
    rules: tuple[int, ...]
    limits: tuple[tuple[int, ...], ...]


class Post(Model):
    """Effect: the rule accrues a number within limits, in a wallet under terms; it is the result.

    The limits cut in their order; what is left counts for each of them. 0 posts nothing, and
    neither does a number below it, which only a correction line of a purchase can bring about.

    Attributes:
        numbers: register of rounded numbers; `index` is the one that counts.
        limits: limits of amounts, indices into the plan's limits.
        times_limits: limits of how often, which the rule uses up once for all its amounts.
        times: register of how many times that is; once without it.
        or_nothing: a limit that would cut pays nothing.
    """

    do: Literal["post"] = "post"
    rule: int
    wallet: int
    numbers: Register
    index: int
    terms: int
    limits: tuple[int, ...] = ()
    times_limits: tuple[int, ...] = ()
    times: Register | None = None
    or_nothing: bool = False


class Carry(Model):
    """Effect: adds exact amounts to a monthly rounding's sum."""

    do: Literal["carry"] = "carry"
    carry: int
    amounts: tuple[Register, ...]


class IssueBenefit(Model):
    """Effect: the rule's benefit is issued (or happens, for what needs no purchase).

    Attributes:
        limits: limits of how often; each issue counts.
    """

    do: Literal["issue"] = "issue"
    rule: int
    fires: Register
    limits: tuple[int, ...]
    times: Register | None = None
