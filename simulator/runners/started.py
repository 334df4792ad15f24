"""A program made ready for the members of a block."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import overload

import numpy as np

from dsl.columns.engine import ColumnEngine
from simulator.behaviour.enrolment import NOT_YET
from simulator.calibration.columns import Wholes
from simulator.results.measures import Measure
from simulator.runners.activities import habits_of
from simulator.runners.arms import Closing
from simulator.runners.block import Block
from simulator.runners.counting import ArmCounts
from simulator.runners.enrolled import enrolled
from simulator.runners.member_engine import MemberEngine
from simulator.runners.opened import NOBODY, Start
from simulator.runners.program_worlds import ProgramWorlds

EngineOf = Callable[[Sequence[str], Wholes, Start | None], MemberEngine]
"""Makes an engine for members of these names and worlds, some of whom are members already."""


def started(
    block: Block, closing: Closing, counts: ArmCounts, engine: EngineOf, *, is_recorded: bool
) -> ProgramWorlds:
    """The worlds with a program, before their first day.

    Args:
        block: the customers.
        closing: the program.
        counts: to be filled.
        engine: makes the engine.
        is_recorded: entries are kept, so facts need names.
    """
    setting = block.setting
    start = block.opened(closing)
    joined_day = np.zeros(len(block.customers), np.int64)
    if start is not None:
        there = block.openings != NOBODY
        joined_day[there] = start.joined_day[block.openings[there]]
    first_day = setting.span.first_day
    members = enrolled(
        closing.program,
        block.values,
        block.orders,
        first_day,
        joined_day,
        block.never_joins(closing),
    )
    names = _Names(block.customers.ids[members.rows])
    places = block.places[members.rows]
    which = block.openings[members.rows]
    if start is not None:
        pays = (which != NOBODY) & (start.paid_from[which] > 0)
        paying_index = np.where(pays, NOT_YET, members.paying_index)
        members = replace(members, paying_index=paying_index)
    months = setting.span.month_of[block.orders.day[members.offers]]
    for month in range(setting.span.months):
        offered = members.offers[months == month]
        counts.add(Measure.JOIN_OFFERS, month, block.orders.place[offered])
    return ProgramWorlds(
        closing,
        engine(names, places, None if start is None else (start, which)),
        members,
        block.orders,
        block.values,
        setting.span,
        counts,
        names,
        is_recorded=is_recorded,
        habits=habits_of(closing.program, setting.scenario.activities or ()),
        start=None if start is None else (start, which),
    )


class _Names(Sequence[str]):
    """A name for each member, made when it is asked for: most worlds never ask."""

    def __init__(self, ids: Wholes) -> None:
        """Of members with these numbers of customers, the same ones in each replication."""
        self._ids = ids
        self._ends_in_row = len(np.unique(ids)) < len(ids)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        name = f"customer {self._ids[row]}"
        return f"{name} {row}" if self._ends_in_row else name


def on_columns(
    block: Block, closing: Closing, *, is_recorded: bool
) -> Callable[[Sequence[str], Wholes, Start | None], ColumnEngine]:
    """Makes a column engine."""

    def made(names: Sequence[str], worlds: Wholes, start: Start | None) -> ColumnEngine:
        return ColumnEngine(
            closing.program,
            closing.plan,
            members=len(names),
            assortment=block.setting.items(),
            names=names,
            record=is_recorded,
            return_days=0,
            worlds=worlds,
            opening=None if start is None else start[0].of_rows(start[1]),
        )

    return made
