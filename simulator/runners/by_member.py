"""The runner for small worlds: a SimPy process for each member, and the reference engine.

It is slow and plain. What it shows can be followed step by step, and the other runner is held
equal to it, entry by entry.
"""

from collections.abc import Generator, Sequence

import simpy

from dsl.ledger.entry import Entry
from simulator.calibration.columns import Wholes
from simulator.runners.block import Block
from simulator.runners.one_by_one import OneByOne
from simulator.runners.opened import Start
from simulator.runners.program_worlds import ProgramWorlds
from simulator.runners.started import started
from simulator.runners.visits import Due

Steps = Generator[simpy.Event, None, None]


def ledger_by_member(block: Block, arm: int) -> list[Entry]:
    """The ledger of the months of trading with one program.

    Args:
        block: the customers, in one replication.
        arm: place of the arm, which must be a program.
    """
    setting = block.setting
    closing = setting.closings[arm]
    assert closing is not None, "only programs write a ledger"
    engines: list[OneByOne] = []

    def engine(names: Sequence[str], worlds: Wholes, start: Start | None) -> OneByOne:
        state = None if start is None else start[0].state_of(names, start[1])
        engines.append(OneByOne(closing.program, closing.plan, names, setting.items(), state))
        return engines[0]

    counts = setting.counts(setting.arms[arm], block.replications)
    worlds = started(block, closing, counts, engine, is_recorded=True)
    calendar = simpy.Environment()
    calendar.process(_days(calendar, worlds, setting.span.trading_days))
    for row in range(worlds.members):
        calendar.process(_member(calendar, worlds, worlds.due.where(worlds.due.rows == row)))
    calendar.run()
    return engines[0].entries


def _days(calendar: simpy.Environment, worlds: ProgramWorlds, days: int) -> Steps:
    """The calendar work of each day, before anybody comes; the books of months, at their ends."""
    for day in range(days):
        worlds.review(day)
        yield calendar.timeout(worlds.microseconds_of_day(day))
        worlds.close(day)


def _member(calendar: simpy.Environment, worlds: ProgramWorlds, due: Due) -> Steps:
    """One member's possible purchases."""
    for place, day in enumerate(worlds.days(due).tolist()):
        one = due.where(slice(place, place + 1))
        yield calendar.timeout(int(worlds.moments(one, day)[0]) - calendar.now)
        worlds.trade(*worlds.coming(one, day), day)
