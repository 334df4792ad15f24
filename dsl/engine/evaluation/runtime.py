"""A program and its plan made ready to run: selections, calendars, the zone, steps. Built once."""

from collections.abc import Callable
from typing import Any, NamedTuple

from dsl.engine.evaluation.basket import NetSpend
from dsl.engine.evaluation.calendars import OpenTimes
from dsl.engine.evaluation.selections import Matches, matcher
from dsl.ledger.facts import Purchased
from dsl.plan.plan import Occasion, Plan
from dsl.program.measures import Scope
from dsl.program.program import Program
from dsl.values import calendar

Registers = list[Any]
Run = Callable[[Registers, Any], object]


class AskedLimit(NamedTuple):
    """A limit that a procedure asks about before it runs.

    Attributes:
        row: its place in the plan.
        most: what it allows.
        tells_apart: it counts stores by themselves, or the values of an activity's attribute.
        value: that attribute; empty for stores.
        wallet: whose balance it limits; -1 for a limit of what is given.
    """

    row: int
    most: int
    tells_apart: bool
    value: str
    wallet: int


class Runtime:
    """What an engine prepares of a program before its first fact; `prepare` makes it.

    Attributes:
        matchers: for each selection of the plan, whether a line belongs to it.
        calendars: for each calendar of the program, when it holds.
        procedures: index of the (first) procedure of an occasion.
        settles: for each procedure, whether it settles member discounts.
        steps: for each procedure, how its operations run.
        limits: for each procedure, the limits it asks about, in order of first use.
    """

    def __init__(self, program: Program, plan: Plan) -> None:
        self.program = program
        self.plan = plan
        self.zone = calendar.zone(program.time_zone)
        self.net_spend = NetSpend.without(program.net_spend_leaves_out)
        self._products = {products.name: products for products in program.products}
        self._scopes: dict[Scope, Matches] = {}
        self.matchers = [self.matches(selection.scope) for selection in plan.selections]
        self.calendars = [OpenTimes(each, program.starts) for each in program.calendars]
        self.procedures: dict[Occasion, int] = {}
        for index, procedure in enumerate(plan.procedures):
            self.procedures.setdefault(procedure.occasion, index)
        self.settles: list[bool] = []
        self.steps: list[list[Run]] = []
        self.limits: list[list[AskedLimit]] = []

    def matches(self, scope: Scope) -> Matches:
        """Whether a line belongs to a scope."""
        found = self._scopes.get(scope)
        if found is None:
            found = self._scopes[scope] = matcher(scope, self._products)
        return found

    def mask(self, scope: Scope | None, fact: Purchased) -> tuple[bool, ...] | None:
        """The lines of a purchase that a scope means; None for every slot."""
        if scope is None or (not scope.products and not scope.without):
            return None
        matches = self.matches(scope)
        return (*(matches(line) for line in fact.lines), False)
