"""The door to the simulation: what would happen to some customers under each arm, in counts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from simulator.behaviour import assumptions
from simulator.behaviour.response import price_response
from simulator.calibration.columns import Wholes
from simulator.calibration.scenario import Scenario
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Tally
from simulator.runners.arms import Arm, Closing, PriceCut
from simulator.runners.block import Block, Setting
from simulator.runners.by_day import trade
from simulator.runners.counting import ArmCounts
from simulator.runners.opened import Openings
from simulator.runners.order_counts import Made, count_orders
from simulator.runners.program_worlds import ProgramWorlds
from simulator.runners.run_off import run_off
from simulator.runners.span import LONGEST_RUN_OFF_MONTHS
from simulator.runners.started import on_columns, started

ROWS_AT_ONCE = 131_072
"""Customers times replications of a block, or half as many again where that saves one.

More do not go quicker, and need more memory.
"""


def simulate_worlds(
    scenario: Scenario,
    arms: Sequence[Arm],
    *,
    seed: int,
    replications: range,
    customers: range,
    first_day: int,
    months: int,
    run_off_months: int = LONGEST_RUN_OFF_MONTHS,
    existing: int | None = None,
    tables: Sequence[assumptions.Table] = (),
    margin: Fraction | None = None,
    group: int | None = None,
    openings: Openings | None = None,
) -> Tally:
    """What would happen to some customers in each replication under each arm.

    The same inputs give the same bytes, and tallies of disjoint customers add up to that of all,
    unless a program couples its customers (`is_coupled`). Worlds are in the order of their tables,
    in each of its replications, and in these of the arms.

    Args:
        scenario: the shop.
        arms: what is tried on the same customers. Orders "in both" are in the first, too.
        seed: below 2**32.
        replications: each draws its own parameters, assumptions and noise.
        customers: their numbers; there are `customers_in` of them.
        first_day: ordinal of the first day.
        months: of trading.
        run_off_months: at most, in which what was promised is redeemed or expires.
        existing: how many customers stand for those that the shop has; all if not said.
        tables: of assumptions; the usual one if not said. Each replication is simulated under each
            of them, with the same chance.
        margin: contribution margin where the scenario has none.
        group: which of the scenario's groups of customers; None: all of them as one. The tallies
            of the groups add up, too.
        openings: what members of the current program start with, in every arm with a program.

    Raises:
        ValueError: there is no margin.
    """
    setting = Setting.of(
        scenario,
        tuple(arms),
        seed=seed,
        first_day=first_day,
        months=months,
        run_off_months=run_off_months,
        existing=existing,
        tables=tuple(tables),
        margin=margin,
        group=group,
        openings=openings,
    )
    tally = setting.empty_tally(len(replications))
    for own, worlds, ids in _parts(setting, replications, customers):
        for place, counts in enumerate(_counted(Block.drawn(own, worlds.runs, ids))):
            _add(tally, counts, worlds, place)
    return tally


def customers_in(
    scenario: Scenario,
    *,
    seed: int,
    replications: range,
    first_day: int,
    months: int,
    existing: int | None = None,
    group: int | None = None,
) -> int:
    """How many customers there are, with those who come, in the fullest of some replications."""
    setting = Setting.of(
        scenario,
        (),
        seed=seed,
        first_day=first_day,
        months=months,
        run_off_months=0,
        existing=existing,
        margin=Fraction(0),
        group=group,
    )
    return setting.customers(replications)


class _Worlds(NamedTuple):
    """Worlds of a tally: some replications of all under some tables, each with all arms."""

    arms: int
    replications: range
    tables: range
    runs: range

    def of(self, arm: int) -> Iterator[tuple[slice, slice]]:
        """For each table, the worlds of an arm in the tally and in its counts."""
        start, runs = self.runs.start - self.replications.start, len(self.runs)
        for place, table in enumerate(self.tables):
            first = table * len(self.replications) + start
            worlds = slice(first * self.arms + arm, (first + runs) * self.arms, self.arms)
            yield worlds, slice(place * runs, (place + 1) * runs)


def _add(tally: Tally, counts: ArmCounts, worlds: _Worlds, arm: int) -> None:
    """Add the counts of an arm to its worlds."""
    for own, some in worlds.of(arm):
        tally.months[:, own] += counts.months[:, some]
        tally.wallets[: len(counts.wallets), :, own] += counts.wallets[:, :, some]
        tally.tiers[: len(counts.tiers), own] += counts.tiers[:, some]


def _parts(
    setting: Setting, replications: range, customers: range
) -> Iterator[tuple[Setting, _Worlds, Wholes]]:
    """What is worked on together: tables with their worlds, and customers."""
    for tables in _tables_at_once(setting, len(customers)):
        own = replace(setting, tables=setting.tables[tables.start : tables.stop])
        for runs, ids in _blocks(own, replications, customers):
            yield own, _Worlds(len(setting.arms), replications, tables, runs), ids


def _tables_at_once(setting: Setting, customers: int) -> Iterator[range]:
    """Tables that are simulated together: all, where customers need not stay together."""
    every = size = len(setting.tables)
    if setting.is_coupled:
        size = max(1, 0 if setting.goes_one_by_one else ROWS_AT_ONCE // max(customers, 1))
    for start in range(0, every, size):
        yield range(start, min(start + size, every))


def _blocks(
    setting: Setting, replications: range, customers: range
) -> Iterator[tuple[range, Wholes]]:
    """Replications and customers that are worked on together: equal parts, as each costs its days.

    Of a replication whose customers are too many for a block, none is worked on with another one.
    """
    rows = len(customers) * len(setting.tables)
    parts = 1 if setting.is_coupled else max(1, -(-rows // ROWS_AT_ONCE))
    is_alone = parts > 1 or setting.goes_one_by_one
    wanted = len(replications) if is_alone else round(rows * len(replications) / ROWS_AT_ONCE)
    for runs in _cut(replications, max(1, min(wanted, len(replications)))):
        for ids in _cut(customers, parts):
            yield runs, np.arange(ids.start, ids.stop)


def _cut(whole: range, parts: int) -> list[range]:
    ends = [len(whole) * part // parts for part in range(parts + 1)]
    return [whole[start:end] for start, end in pairwise(ends)]


def _counted(block: Block) -> list[ArmCounts]:
    """The counts of each arm."""
    arms, span = block.setting.arms, block.setting.span
    counts = [block.setting.counts(arm, block.replications) for arm in arms]
    worlds = {
        place: _started(block, closing, counts[place])
        for place, closing in enumerate(block.setting.closings)
        if closing is not None
    }
    programs: list[ProgramWorlds] = list(worlds.values())
    if 0 in worlds:
        for program in programs:
            program.measure_by(worlds[0])
    trade(programs, block)
    baseline = worlds[0].made() if 0 in worlds else _unchanged(block)
    for place, arm in enumerate(arms):
        made = worlds[place].made() if place in worlds else _unchanged(block)
        if isinstance(arm, PriceCut):
            made = _lowered(block, arm, counts[place], made, baseline)
        count_orders(counts[place], block.orders, made, baseline, span)
    run_off(programs, block)
    for each in counts:
        moved = each.wallets[:, WalletMeasure.OUTSTANDING]
        np.cumsum(moved, axis=-1, out=moved)
    return counts


def _started(block: Block, closing: Closing, counts: ArmCounts) -> ProgramWorlds:
    engine = on_columns(block, closing, is_recorded=False)
    return started(block, closing, counts, engine, is_recorded=False)


def _unchanged(block: Block) -> Made:
    """What is bought where there is no program."""
    orders = block.orders
    nobody = np.zeros(len(orders), np.bool_)
    never = np.full(len(orders.customers), block.setting.span.days)
    return Made(orders.is_usual, orders.value_minor, orders.margin_minor, nobody, never)


def _lowered(
    block: Block, arm: PriceCut, counts: ArmCounts, unchanged: Made, baseline: Made
) -> Made:
    """What is bought at lower prices; what they take off is counted, rounded to the nearest."""
    orders, share, span = block.orders, arm.share, block.setting.span
    factor = price_response(block.values, float(share), arm.elasticity)[orders.place]
    is_made = orders.candidates.is_here & (orders.candidates.threshold < factor)
    off = orders.value_minor * share.numerator
    off = (2 * off + share.denominator) // (2 * share.denominator)
    months = span.month_of[orders.day]
    for measure, which in (
        (Measure.DISCOUNT_MINOR, is_made),
        (Measure.DISCOUNT_IN_BOTH_MINOR, is_made & baseline.is_made),
    ):
        for month in range(span.months):
            some = which & (months == month)
            counts.add(measure, month, orders.place[some], off[some])
    return unchanged._replace(is_made=is_made)
