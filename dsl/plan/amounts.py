"""Operations that calculate: from what was bought to what each rule gives."""

from typing import Literal

from dsl.plan.register import Register
from dsl.program.model import Model
from dsl.program.wallets import RoundingMode, RoundingPlace


class Total(Model):
    """The sum of slots, of those in the mask if there is one: a number."""

    do: Literal["total"] = "total"
    slots: Register
    mask: Register | None = None


class Plus(Model):
    """The sum of two numbers; a truth counts as 1."""

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
    """Whole steps of a number times a factor, in the basket's slot; below 0 there are none."""

    do: Literal["steps"] = "steps"
    value: Register
    step: int
    factor: int


class Bands(Model):
    """Slots go through bands in the order of the lines, after what the window holds already.

    A mark belongs to the band that it ends.

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


class Claim(Model):
    """Amounts that a rule claims if it fires (and wins in its group), else nothing."""

    do: Literal["claim"] = "claim"
    rule: int
    fires: Register
    amounts: Register


class Covers(Model):
    """The mask of the slots where a rule pays, so that others can give way.

    Attributes:
        amounts: the claim; a rule that pays in the basket's slot pays for all slots of `mask`.
            None: the rule covers its mask whenever it fires.
        mask: None is every slot.
    """

    do: Literal["covers"] = "covers"
    fires: Register
    amounts: Register | None
    mask: Register | None


class GiveWay(Model):
    """A mask without the slots that others cover; the basket's slot gives way to any of them."""

    do: Literal["give way"] = "give way"
    mask: Register | None
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
    mask: Register | None
    numerator: int
    denominator: int


class KeepBest(Model):
    """Of several amounts one, in the slots where it is the highest, the first of equals.

    Attributes:
        rank: its place among them.
    """

    do: Literal["keep best"] = "keep best"
    rank: int
    among: tuple[Register, ...]


class Round(Model):
    """The one rounding: exact amounts of several rules to smallest units, one number for each.

    Number k is round(S_k) - round(S_(k-1)) over the sums of the amounts so far, so the numbers
    add up to the rounded total. Per line each slot is rounded by itself; otherwise the sum of
    all slots is. `nearest` is half away from zero, `down` is towards zero, `up` away from it.

    Attributes:
        before: register of the exact sum that came before (a monthly rounding); None is 0.
    """

    do: Literal["round"] = "round"
    amounts: tuple[Register, ...]
    before: Register | None
    scale: int
    mode: RoundingMode
    place: RoundingPlace
