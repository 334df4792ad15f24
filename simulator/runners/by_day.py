"""The runner for everything: day after day, all members who are due at once."""

from collections.abc import Sequence

import numpy as np

from dsl.columns.engine import ColumnEngine
from dsl.ledger.entry import Entry
from simulator.calibration.columns import Wholes
from simulator.runners.block import Block
from simulator.runners.clock import Phase, run_days
from simulator.runners.opened import Start
from simulator.runners.program_worlds import ProgramWorlds
from simulator.runners.started import on_columns, started
from simulator.runners.visits import Due


def trade(worlds: Sequence[ProgramWorlds], block: Block) -> None:
    """All days of trading."""
    span = block.setting.span
    due = [_ByDay(each, span.days) for each in worlds]

    def review(day: int) -> None:
        for each in worlds:
            each.review(day)

    def visits(day: int) -> None:
        for each, days in zip(worlds, due, strict=True):
            each.visit(days.on(day), day)

    def close(day: int) -> None:
        for each in worlds:
            each.close(day)

    work = {Phase.REVIEW: review, Phase.TRADING: visits, Phase.SNAPSHOT: close}
    run_days(0, span.trading_days, work)


def ledger_by_day(block: Block, arm: int) -> list[Entry]:
    """The ledger of the months of trading with one program.

    Args:
        block: the customers, in one replication.
        arm: place of the arm, which must be a program.
    """
    setting = block.setting
    closing = setting.closings[arm]
    assert closing is not None, "only programs write a ledger"
    engines: list[ColumnEngine] = []

    def engine(names: Sequence[str], worlds: Wholes, start: Start | None) -> ColumnEngine:
        engines.append(on_columns(block, closing, is_recorded=True)(names, worlds, start))
        return engines[0]

    counts = setting.counts(setting.arms[arm], block.replications)
    trade([started(block, closing, counts, engine, is_recorded=True)], block)
    return engines[0].take_entries()


class _ByDay:
    """Possible purchases of members, cut into days."""

    def __init__(self, worlds: ProgramWorlds, days: int) -> None:
        self._due = worlds.due
        self._starts = np.searchsorted(worlds.days(self._due), np.arange(days + 1))

    def on(self, day: int) -> Due:
        """Those of a day."""
        return self._due.where(slice(self._starts[day], self._starts[day + 1]))
