"""The program by which something was judged: the one of today, or one before it was changed."""

import json
from dataclasses import dataclass
from typing import Any

from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.prepare import prepare
from dsl.engine.evaluation.runtime import Runtime
from dsl.engine.holdings.occasions import Occasions
from dsl.engine.holdings.renumbering import Renumbering, renumbering
from dsl.engine.holdings.state import Days
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan, Procedure
from dsl.program.program import Program
from dsl.program.saved_form import load


@dataclass(frozen=True, slots=True)
class Edition:
    """A program made ready, to judge again what it judged.

    Attributes:
        places: where its parts are today; None for the program of today itself.
    """

    runtime: Runtime
    occasions: Occasions
    places: Renumbering | None = None

    def of_today(self, found: Outcome) -> Outcome:
        """What it finds, in the places of today."""
        return found if self.places is None else self.places.outcome(found)

    def counts_of_today(self, counts: Days) -> Days:
        """Counter -> number, in the places of today."""
        if self.places is None:
            return counts
        known = self.places.counters
        return {known[counter]: number for counter, number in counts.items() if counter in known}

    def progress_of(self, rule: int) -> tuple[int, Procedure]:
        """The procedure of a progress rule (by its place today), with its own place."""
        own = rule
        if self.places is not None:
            own = next(before for before, now in self.places.rules.items() if now == rule)
        return next(found for found in self.occasions.progress if found[1].rules == (own,))


def earlier_edition(saved: dict[str, Any], now: Program, plan: Plan) -> Edition:
    """A program of before, from its saved form in the names of today."""
    before = load(json.dumps(saved))
    lowered = lower(before)
    places = renumbering(before, lowered, now, plan)
    return Edition(prepare(before, lowered), Occasions(before, lowered), places)
