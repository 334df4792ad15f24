"""A program made ready for the members of a block."""

from collections.abc import Callable

from dsl.columns.engine import ColumnEngine
from simulator.runners.arms import Closing
from simulator.runners.block import Block
from simulator.runners.counting import ArmCounts
from simulator.runners.enrolled import enrolled
from simulator.runners.member_engine import MemberEngine
from simulator.runners.program_worlds import ProgramWorlds

EngineOf = Callable[[list[str]], MemberEngine]
"""Makes an engine for members of these names."""


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
    members = enrolled(closing.program, block.values, block.orders, setting.span.first_day)
    ids = block.customers.ids[members.rows].tolist()
    return ProgramWorlds(
        closing.program,
        engine([f"customer {each}" for each in ids]),
        members,
        block.orders,
        block.values,
        setting.span,
        counts,
        is_recorded=is_recorded,
    )


def on_columns(
    block: Block, closing: Closing, *, is_recorded: bool
) -> Callable[[list[str]], ColumnEngine]:
    """Makes a column engine."""

    def made(names: list[str]) -> ColumnEngine:
        return ColumnEngine(
            closing.program,
            closing.plan,
            members=len(names),
            assortment=block.setting.items(),
            names=names if is_recorded else None,
            record=is_recorded,
            return_days=0,
        )

    return made
