"""The runner for everything: day after day, all members who are due at once."""

from collections.abc import Iterator, Sequence

import numpy as np

from simulator.calibration.columns import Wholes
from simulator.runners.block import Block
from simulator.runners.clock import Phase, run_days
from simulator.runners.program_worlds import Due, ProgramWorlds


def trade(worlds: Sequence[ProgramWorlds], block: Block) -> None:
    """All days of trading."""
    span, due = block.setting.span, [_by_day(each, block) for each in worlds]

    def review(day: int) -> None:
        for each in worlds:
            each.review(day)

    def visits(day: int) -> None:
        for each, days in zip(worlds, due, strict=True):
            for some in days.on(day):
                each.visit(some, day)

    def close(day: int) -> None:
        for each in worlds:
            each.close(day)

    work = {Phase.REVIEW: review, Phase.TRADING: visits, Phase.SNAPSHOT: close}
    run_days(0, span.trading_days, work)


def run_off(worlds: Sequence[ProgramWorlds], block: Block) -> None:
    """The days after trading, until nobody has anything left that was promised."""
    span = block.setting.span
    holding = [each.customers(each.holders()) for each in worlds]
    if not holding or span.days == span.trading_days:
        return
    orders = block.run_off_orders(np.unique(np.concatenate(holding)))
    for each in worlds:
        each.use_orders(orders)
    due = [_by_day(each, block) for each in worlds]

    def review(day: int) -> None:
        for each in worlds:
            each.review(day)

    def visits(day: int) -> None:
        for each, days in zip(worlds, due, strict=True):
            for some in days.on(day):
                each.visit_in_run_off(some, day)

    for month in range(span.months, span.all_months):
        if not any(each.holders().any() for each in worlds):
            return
        first, last = (int(day) for day in span.edges[month : month + 2])
        run_days(first, last, {Phase.REVIEW: review, Phase.TRADING: visits})


class _ByDay:
    """Possible purchases of members, cut into days, and days into turns."""

    def __init__(self, due: Due, days: Wholes, count: int, members: int) -> None:
        self._due = due
        self._starts = np.searchsorted(days, np.arange(count + 1))
        self._first = np.zeros(members, np.int64)

    def on(self, day: int) -> Iterator[Due]:
        """Those of a day; who is due again comes in a later turn."""
        some = slice(self._starts[day], self._starts[day + 1])
        due = Due(self._due.at[some], self._due.rows[some])
        while len(due.rows):
            order = np.arange(len(due.rows))
            # Of several places for a row the one written last stays, which is its first.
            self._first[due.rows[::-1]] = order[::-1]
            is_first = self._first[due.rows] == order
            if is_first.all():
                yield due
                return
            yield due.where(is_first)
            due = due.where(~is_first)


def _by_day(worlds: ProgramWorlds, block: Block) -> _ByDay:
    due = worlds.due
    return _ByDay(due, worlds.days(due), block.setting.span.days, worlds.members)
