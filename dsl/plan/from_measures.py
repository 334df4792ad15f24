"""Measures as registers: what a window holds, what the fact adds, and the slots of lines."""

from dsl.plan.amounts import Plus, Total
from dsl.plan.asking import Constant, ReadField, ReadHistory, ReadVisit
from dsl.plan.builder import Builder
from dsl.plan.judging import Compare
from dsl.plan.register import Register
from dsl.plan.tables import is_of_lines, is_within_purchase
from dsl.program.conditions import Relation
from dsl.program.measures import Measure, Quantity, Scope


def number_of(builder: Builder, measure: Measure) -> Register:
    """What a measure comes to, the fact at hand included (unless it is asked before the fact)."""
    added = added_by_fact(builder, measure)
    if is_within_purchase(measure.window):
        return added if added is not None else builder.emit(Constant(value=0))
    history = history_of(builder, measure)
    if added is None or not builder.adds_fact:
        return history
    return builder.emit(Plus(first=history, second=added))


def history_of(builder: Builder, measure: Measure) -> Register:
    """What a measure's window holds without the fact at hand."""
    counter = builder.tables.counter(measure)
    return builder.emit(ReadHistory(counter=counter, window=measure.window))


def added_by_fact(builder: Builder, measure: Measure) -> Register | None:
    """What the fact at hand adds to a measure; None if facts of its kind never do."""
    quantity = measure.quantity
    if quantity is Quantity.FIELD:
        return builder.emit(ReadField(field=measure.name))
    if quantity is Quantity.VISITS:
        return None if builder.kind == "question" else builder.emit(ReadVisit())
    if quantity is Quantity.ACTIVITY:
        same = builder.kind == "activity" and builder.activity == measure.name
        return builder.emit(Constant(value=1)) if same else None
    if builder.kind == "question":
        return None
    if is_of_lines(quantity):
        return _total(builder, quantity, measure.scope)
    if quantity is Quantity.PURCHASES and builder.kind == "purchase":
        return _one_purchase(builder, measure.scope)
    return None


def _total(builder: Builder, quantity: Quantity, scope: Scope) -> Register:
    return builder.emit(Total(slots=builder.lines(quantity), mask=builder.mask(scope)))


def _one_purchase(builder: Builder, scope: Scope) -> Register:
    if builder.mask(scope) is None:
        return builder.emit(Constant(value=1))
    items = _total(builder, Quantity.ITEMS, scope)
    return builder.emit(Compare(value=items, relation=Relation.AT_LEAST, low=1))
