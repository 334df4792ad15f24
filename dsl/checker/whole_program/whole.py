"""What the checks of a whole program look at."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from dsl.checker.context import Context
from dsl.checker.families import Family
from dsl.checker.places import BlockPlace
from dsl.checker.whole_program.domains import Domain
from dsl.checker.whole_program.regions import Key, Regions
from dsl.diagnostics.diagnostic import Severity
from dsl.program.names import Attribute
from dsl.program.program import Program
from dsl.program.rewards import Reward
from dsl.program.rules import OnActivity, OnNth, Rule
from dsl.program.shop import Shop
from dsl.source.span import Span

Result = TypeVar("Result")
_NO_FIELDS: dict[str, Attribute] = {}


class Whole:
    """A program that was built, with what is known of its text.

    Attributes:
        program: as far as it could be built; parts with errors are missing.
        shop: the shop's figures, if there are any.
        today: the day against which dates are past, if it is given.
    """

    def __init__(
        self,
        context: Context,
        program: Program,
        shop: Shop | None,
        today: date | None,
    ) -> None:
        self.context = context
        self.program = program
        self.shop = shop
        self.today = today
        self._known: dict[object, Any] = {}

    def once(self, work: "Callable[[Whole], Result]") -> "Result":
        """What a function makes of the program, worked out the first time."""
        if work not in self._known:
            self._known[work] = work(self)
        known: Result = self._known[work]
        return known

    @property
    def has_error(self) -> bool:
        """Whether the text has errors so far, so that something may be missing in the program."""
        context = self.context
        return bool(context.unread_units) or any(
            one.severity is Severity.ERROR for one in context.diagnostics
        )

    @cached_property
    def regions(self) -> Regions:
        """Facets of conditions."""
        return Regions(self.program)

    @cached_property
    def _fields(self) -> dict[str, dict[str, Attribute]]:
        return {
            activity.name: {field.name: field for field in activity.fields}
            for activity in self.program.activities
        }

    def fields_of(self, rule: Rule | Reward) -> dict[str, Attribute]:
        """The attributes of the activity that a rule waits for."""
        trigger = rule.trigger if isinstance(rule, Rule) else None
        if isinstance(trigger, OnActivity | OnNth):
            return self._fields.get(trigger.activity, _NO_FIELDS)
        return _NO_FIELDS

    def base(self, rule: Rule | Reward) -> dict[Key, Domain]:
        """What block, audience and dates of a rule ask."""
        return self.regions.base(rule.inside, rule.audience, rule.life)

    @property
    def rules_and_rewards(self) -> list[Rule | Reward]:
        """Everything that has conditions, an audience and a life."""
        return [*self.program.rules, *self.program.rewards]

    def rule_place(self, name: str) -> BlockPlace:
        """Where a rule, reward or perk stands."""
        return self.context.places.block(Family.RULE, name)

    @property
    def program_span(self) -> Span:
        """The header of the program block."""
        place = self.context.places.program
        return place.header if place else Span(0, 0)
