"""A program made ready for the members of a block."""

from collections.abc import Callable

from dsl.columns.engine import ColumnEngine
from dsl.plan.plan import Plan
from dsl.program.program import Program
from simulator.runners.arms import Closing
from simulator.runners.block import Block
from simulator.runners.counting import ArmCounts
from simulator.runners.enrolled import enrolled
from simulator.runners.member_engine import MemberEngine
from simulator.runners.program_worlds import ProgramWorlds

EngineOf = Callable[[Program, Plan, list[str]], MemberEngine]
"""An engine for a program with members of these names (or numbers of members, without names)."""


def started(
    block: Block, closing: Closing, counts: ArmCounts, engine: EngineOf, *, is_recorded: bool
) -> ProgramWorlds:
    """The worlds with a program, before their first day.

    Args:
        block: the customers.
        closing: the program.
        counts: to be filled.
        engine: makes the engine.
        is_recorded: entries are kept, so members and facts need names.
    """
    setting = block.setting
    program, plan = closing
    members = enrolled(program, block.values, block.orders, setting.span.first_day)
    names = [f"customer {each}" for each in block.customers.ids[members.rows].tolist()]
    return ProgramWorlds(
        program,
        engine(program, plan, names),
        members,
        block.orders,
        block.values,
        setting.span,
        counts,
        is_recorded=is_recorded,
    )


def on_columns(block: Block, *, is_recorded: bool) -> EngineOf:
    """Makes column engines."""

    def made(program: Program, plan: Plan, names: list[str]) -> ColumnEngine:
        return ColumnEngine(
            program,
            plan,
            members=len(names),
            assortment=block.setting.items(),
            names=names if is_recorded else None,
            record=is_recorded,
            return_days=0,
        )

    return made
