"""What the column engine prepares of a program before its first fact."""

from collections.abc import Callable, Sequence
from typing import Any

from dsl.columns.evaluation.assortment import Assortment
from dsl.columns.reference import OpenTimes
from dsl.plan import asking
from dsl.plan.judging import OneOf
from dsl.plan.operations import Operation
from dsl.plan.plan import Plan
from dsl.program.conditions import Property
from dsl.program.names import ValueKind
from dsl.program.program import Program
from dsl.values import calendar

YES_NO = ("no", "yes")
CAUSE = "cause"


class Runtime:
    """A program with its plan, made ready to run on columns; `prepare` makes it.

    Attributes:
        words: for each property of a purchase, the words whose places are their codes.
        texts: the same for each attribute that holds texts; yes and no are 1 and 0.
        operations: of the procedure that is made ready.
        steps: for each procedure, how its operations run.
        limits: for each procedure, the limits it asks about, in order of first use.
        safe: for each procedure, the largest input with which no number leaves 62 bits.
        signed: for each procedure, whether a number may fall below zero.
    """

    def __init__(
        self, program: Program, plan: Plan, assortment: Assortment, stores: Sequence[str]
    ) -> None:
        self.program = program
        self.plan = plan
        self.zone = calendar.zone(program.time_zone)
        self.assortment = assortment
        self.leaves_out = frozenset(program.net_spend_leaves_out)
        self.calendars = [OpenTimes(each, program.starts) for each in program.calendars]
        self.words = _words(program, plan, stores)
        self.texts = _texts(program, plan)
        self.operations: Sequence[Operation] = ()
        self.steps: list[list[Callable[[Any, Any], object]]] = []
        self.limits: list[list[Any]] = []
        self.safe: list[int] = []
        self.signed: list[bool] = []

    def codes_of(self, operation: OneOf) -> list[int]:
        """The values of a comparison as codes of what it looks at."""
        asked = self.operations[operation.value]
        known: tuple[str, ...] = ()
        if isinstance(asked, asking.ReadProperty):
            known = self.words[asked.property]
        elif isinstance(asked, asking.ReadAttribute):
            known = self.texts[asked.attribute]
        elif isinstance(asked, asking.ReadField):
            known = self.texts[asked.field]
        return [
            known.index(value) if isinstance(value, str) else value for value in operation.values
        ]


def _asked(plan: Plan) -> list[tuple[Operation, tuple[str | int, ...]]]:
    """What is compared with texts, and the texts."""
    return [
        (procedure.operations[operation.value], operation.values)
        for procedure in plan.procedures
        for operation in procedure.operations
        if isinstance(operation, OneOf)
    ]


def _words(program: Program, plan: Plan, stores: Sequence[str]) -> dict[Property, tuple[str, ...]]:
    """Declared words first, then others that a condition names."""
    found: dict[Property, dict[str, None]] = {
        Property.CHANNEL: dict.fromkeys(program.channels),
        Property.STORE: dict.fromkeys([*program.stores, *stores]),
        Property.BRAND: dict.fromkeys(program.brands),
        Property.PAYMENT: dict.fromkeys(program.payment_methods),
    }
    for asked, values in _asked(plan):
        if isinstance(asked, asking.ReadProperty):
            found[asked.property].update(dict.fromkeys(map(str, values)))
    return {kind: tuple(words) for kind, words in found.items()}


def _texts(program: Program, plan: Plan) -> dict[str, tuple[str, ...]]:
    declared = [*program.attributes, *(one for each in program.activities for one in each.fields)]
    found: dict[str, dict[str, None]] = {CAUSE: dict.fromkeys(program.causes)}
    for attribute in declared:
        words = YES_NO if attribute.value is ValueKind.YES_NO else attribute.options
        found.setdefault(attribute.name, {}).update(dict.fromkeys(words))
    for asked, values in _asked(plan):
        if isinstance(asked, asking.ReadAttribute | asking.ReadField):
            name = asked.attribute if isinstance(asked, asking.ReadAttribute) else asked.field
            texts = (value for value in values if isinstance(value, str))
            found.setdefault(name, {}).update(dict.fromkeys(texts))
    return {name: tuple(words) for name, words in found.items()}
