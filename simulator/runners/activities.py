"""What members do besides buying: after their purchases, as often as the scenario says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dsl.columns.batch import Outcome
from dsl.ledger.facts import Fields
from dsl.ledger.from_event import fields_of
from dsl.ledger.strict_yaml import Refused, Text
from dsl.program.names import Activity
from dsl.program.program import Program
from simulator.calibration.activity_part import ActivityPart
from simulator.calibration.columns import Floats
from simulator.cohorts.purposes import Purpose
from simulator.runners.luck import Luck
from simulator.runners.member_engine import MemberEngine
from simulator.runners.orders import Orders
from simulator.runners.visits import Due, Visits

UNIFORMS = 4  # of a block of random numbers


@dataclass(frozen=True, slots=True, eq=False)
class Habit:
    """An activity that members do after some of their purchases.

    Attributes:
        number: its place among those of the scenario, so that programs share what is drawn.
        activity: its name.
        ways: what may be told of it.
        ends: for each way, the chance of it and of those before it.
    """

    number: int
    activity: str
    ways: tuple[Fields, ...]
    ends: Floats


def habits_of(program: Program, parts: Sequence[ActivityPart]) -> tuple[Habit, ...]:
    """The activities of a program that a scenario tells of, in the scenario's order.

    Raises:
        ValueError: what it tells of one is not what the program declares.
    """
    known = {each.name: each for each in program.activities}
    found = []
    for number, name in enumerate(dict.fromkeys(part.activity for part in parts)):
        if name in known:
            own = [part for part in parts if part.activity == name]
            ends = np.cumsum([part.per_purchase for part in own])
            ways = tuple(_told(known[name], part, program) for part in own)
            found.append(Habit(number, name, ways, ends))
    return tuple(found)


def _told(activity: Activity, part: ActivityPart, program: Program) -> Fields:
    having = {name: Text(text, 0) for name, text in (part.having or {}).items()}
    try:
        return fields_of(activity, having, program)
    except Refused as problem:
        raise ValueError(f"{problem.sentence} {problem.fix}".strip()) from problem


class Activities:
    """Lets members act; one uniform for each activity of a program and each purchase."""

    def __init__(
        self,
        habits: Sequence[Habit],
        engine: MemberEngine,
        orders: Orders,
        due: Due,
        visits: Visits,
    ) -> None:
        """Nothing drawn yet.

        Args:
            habits: of the members.
            engine: takes what they do.
            orders: all possible purchases.
            due: those of members.
            visits: gives facts their moments.
        """
        self._habits, self._engine, self._visits = habits, engine, visits
        blocks = {each.number // UNIFORMS for each in habits}
        self._luck = {
            block: Luck(orders, due, Purpose.ACTIVITY, UNIFORMS, block=block) for block in blocks
        }

    def after(self, due: Due, day: int) -> Iterator[Outcome]:
        """Let members act after purchases of a day; gives what came of each activity."""
        for habit in self._habits:
            block, place = divmod(habit.number, UNIFORMS)
            which = np.searchsorted(habit.ends, self._luck[block].of(due)[place], "right")
            does = (which < len(habit.ways)).nonzero()[0]
            if len(does):
                facts = self._visits.after(habit.number, due.where(does), day)
                yield self._engine.act_in_ways(facts, habit.activity, habit.ways, which[does])
