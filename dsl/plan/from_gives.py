"""What a rule gives before multipliers: exact amounts, slot by slot."""

from typing import NamedTuple

from dsl.plan.amounts import (
    Bands,
    FixedAmount,
    GiveWay,
    Scale,
    ScaleNumber,
    Steps,
    Total,
)
from dsl.plan.asking import Constant, ReadPeriods
from dsl.plan.builder import Builder
from dsl.plan.from_measures import added_by_fact, history_of, number_of
from dsl.plan.register import Register
from dsl.plan.tables import is_of_lines, is_within_purchase
from dsl.program.measures import Measure
from dsl.program.rules import Add, GiveAmount, GiveBands, GiveRate

Given = GiveAmount | GiveRate | GiveBands | Add


class Amounts(NamedTuple):
    """Exact slots, and the mask of the slots that they can be in (None is every slot)."""

    slots: Register
    mask: Register | None


def amounts_of(
    builder: Builder, give: Given, scale: int, times: Register | None, to: tuple[Register, ...]
) -> Amounts:
    """The amounts of one give.

    Args:
        builder: the procedure.
        give: what is given.
        scale: the wallet's scale.
        times: how often a fixed amount is given; once without it.
        to: the covers of rules that stand instead of this one.
    """
    match give:
        case GiveAmount() | Add():
            if isinstance(give, GiveAmount) and give.per is not None:
                times = builder.emit(ReadPeriods(period=give.per, times=times))
            fixed = builder.emit(FixedAmount(exact=give.amount * scale, times=times))
            return _in_basket(builder, fixed, to)
        case GiveRate():
            return _rate(builder, give, scale, to)
        case GiveBands():
            return _bands(builder, give, scale, to)


def without(builder: Builder, mask: Register | None, to: tuple[Register, ...]) -> Register | None:
    """A mask without what others cover."""
    return builder.emit(GiveWay(mask=mask, to=to)) if to else mask


def _in_basket(builder: Builder, slots: Register, to: tuple[Register, ...]) -> Amounts:
    """Amounts in the basket's slot, which go as a whole."""
    if not to:
        return Amounts(slots, None)
    mask = without(builder, None, to)
    return Amounts(builder.emit(Scale(slots=slots, mask=mask, factor=1)), mask)


def _has_slots(measure: Measure) -> bool:
    return is_of_lines(measure.quantity) and is_within_purchase(measure.window)


def _rate(builder: Builder, give: GiveRate, scale: int, to: tuple[Register, ...]) -> Amounts:
    measure = give.measure
    exact = give.rate.exact * scale
    if not _has_slots(measure):
        value = number_of(builder, measure)
        return _in_basket(builder, _of_number(builder, give, value, scale), to)
    mask = without(builder, builder.mask(measure.scope), to)
    lines = builder.lines(measure.quantity)
    if give.step is None:
        return Amounts(builder.emit(Scale(slots=lines, mask=mask, factor=int(exact))), mask)
    value = builder.emit(Total(slots=lines, mask=mask))
    return Amounts(_of_number(builder, give, value, scale), mask)


def _of_number(builder: Builder, give: GiveRate, value: Register, scale: int) -> Register:
    exact = give.rate.exact * scale
    if give.step is None:
        return builder.emit(ScaleNumber(value=value, factor=int(exact)))
    return builder.emit(Steps(value=value, step=give.step, factor=int(exact * give.step)))


def _bands(builder: Builder, give: GiveBands, scale: int, to: tuple[Register, ...]) -> Amounts:
    measure = give.measure
    before = None if is_within_purchase(measure.window) else history_of(builder, measure)
    if is_of_lines(measure.quantity):
        mask = without(builder, builder.mask(measure.scope), to)
        slots = builder.lines(measure.quantity)
    else:
        added = added_by_fact(builder, measure)
        value = added if added is not None else builder.emit(Constant(value=0))
        slots = builder.emit(ScaleNumber(value=value, factor=1))
        mask = without(builder, None, to)
    bands = Bands(
        slots=slots,
        mask=mask,
        before=before,
        marks=tuple(band.up_to for band in give.bands if band.up_to is not None),
        factors=tuple(int(band.rate.exact * scale) for band in give.bands),
        whole=give.whole,
    )
    return Amounts(builder.emit(bands), mask)
