"""What perks cost: each member who holds one counts once for each of its periods."""

from typing import cast

import numpy as np

from dsl.program.program import Program
from dsl.program.rewards import Perk
from dsl.program.rules import Audience
from dsl.values import calendar
from simulator.calibration.columns import Wholes
from simulator.results.measures import Measure
from simulator.runners.candidates import Truths
from simulator.runners.counting import ArmCounts
from simulator.runners.span import Span


class PerkCounts:
    """Looks at the end of each month who holds which perk; segments are not looked at."""

    def __init__(self, program: Program, counts: ArmCounts, places: Wholes, span: Span) -> None:
        self._program, self._counts, self._places, self._span = program, counts, places, span
        self._perks = [each for each in program.perks if each.cost_minor and each.cost_period]
        self._counted = [np.zeros(len(places), np.int32) for _ in self._perks]

    def add(self, rows: Wholes, ranks: Wholes, month: int) -> None:
        """Count a month.

        Args:
            rows: of all members.
            ranks: their tiers, -1 without one.
            month: counted from 0.
        """
        last_day = self._span.first_day + int(self._span.edges[month + 1]) - 1
        for perk, counted in zip(self._perks, self._counted, strict=True):
            assert perk.cost_period is not None, "only perks with a cost are kept"
            start = calendar.period_start(_period(perk), last_day)
            holds = self._holds(perk, ranks) & (counted[rows] < start)
            counted[rows[holds]] = start
            cost = np.full(int(holds.sum()), perk.cost_minor)
            places = self._places[rows[holds]]
            self._counts.add(Measure.PERK_COST_MINOR, month, places, cost)

    def _holds(self, perk: Perk, ranks: Wholes) -> Truths:
        found = np.ones(len(ranks), np.bool_)
        for audience in (perk.inside, perk.audience):
            found &= self._among(audience, ranks)
        return found

    def _among(self, audience: Audience, ranks: Wholes) -> Truths:
        if not audience.tiers:
            return np.ones(len(ranks), np.bool_)
        named = [tier.name in audience.tiers for tier in self._program.tiers]
        found: Truths = np.array([*named, False])[ranks]
        return found


def _period(perk: Perk) -> calendar.PeriodName:
    """A period of the calendar: years of membership are taken as years."""
    return cast(calendar.PeriodName, str(perk.cost_period).removeprefix("membership "))
