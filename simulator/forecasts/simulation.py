"""A simulation as it was asked for: plain data that can be sent to any worker."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, partial, reduce
from hashlib import sha256
from importlib.metadata import version
from operator import add
from typing import Any, Self, TypeVar

from dsl.columns.analysis import goes_one_by_one
from dsl.columns.sharing import is_coupled
from dsl.program.program import Program
from dsl.program.saved_form import canonical_json
from simulator.behaviour import assumptions
from simulator.calibration.customer_parts import BacktestPart
from simulator.calibration.scenario import AssumptionPart, Scenario
from simulator.calibration.scenario_values import Part
from simulator.economics.costs import RunningCosts
from simulator.forecasts.forecast import MembersBefore
from simulator.forecasts.groups import Group, best_first, fields_of, groups_of
from simulator.forecasts.runs import Block, Work, blocks
from simulator.forecasts.steps import work_of
from simulator.limits import LATEST_ORDERS
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Tally
from simulator.runners.activities import habits_of
from simulator.runners.arms import Arm, PriceCut, ProgramArm, plan_of
from simulator.runners.opened import Openings
from simulator.runners.simulate_worlds import customers_in, simulate_worlds

P = TypeVar("P", bound=Part)

START_WITHOUT_ORDERS = date(2026, 1, 1)
"""Where no orders say when a forecast begins; never today, or a result would depend on the day."""

LATEST_START = LATEST_ORDERS + timedelta(days=1)
"""A year that begins later could end after the last day that there is."""


@dataclass(frozen=True)
class Simulation:
    """What is simulated.

    Attributes:
        scenario: the shop.
        arms: on the same customers; the first is what the others are measured by.
        seed: below 2**32.
        runs: replications.
        first_day: ordinal of the first day.
        months: of trading.
        existing: how many customers stand for those that the shop has; None: all of them.
        tables: of assumptions; each replication is simulated under each of them.
        margin: contribution margin where the scenario has none.
        groups: of customers; there is at least one.
        openings: what members of the first arm's program have before the first day.
        members_before: the same, as a result tells it.
    """

    scenario: Scenario
    arms: tuple[Arm, ...]
    seed: int
    runs: int
    first_day: int
    months: int
    existing: int | None
    tables: tuple[assumptions.Table, ...]
    margin: Fraction | None
    groups: tuple[Group, ...]
    openings: Openings | None = None
    members_before: MembersBefore | None = None

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        arms: tuple[Arm, ...],
        *,
        seed: int,
        runs: int,
        months: int,
        existing: int | None = None,
        margin: Fraction | None = None,
    ) -> Self:
        """A simulation that starts on the day after the shop's orders end.

        Without orders it starts with the last of its programs, so that its months are theirs. Where
        members of a program share something, no group can be simulated without the others: all
        customers are then one.

        Raises:
            KeyError: the scenario replaces an assumption that there is not.
            ValueError: its figures for one are not in order, or some are for a part of the
                customers while a program couples all of them; or it tells of an activity what a
                program does not know.
        """
        table = _table(scenario.assumptions)
        for arm in arms:
            if isinstance(arm, ProgramArm):
                habits_of(arm.program, scenario.activities or ())
        scenario = best_first(scenario)
        simulation = cls(
            scenario=scenario,
            arms=arms,
            seed=seed,
            runs=runs,
            first_day=_first_day(scenario, arms),
            months=months,
            existing=existing,
            tables=(table,),
            margin=margin,
            groups=groups_of(scenario, table, existing),
        )
        if not simulation.is_coupled():
            return simulation
        if any(group.rows or group.best_rows for group in simulation.groups):
            raise ValueError(
                "some are for a part of the customers, and members of this program share a limit, "
                "so that no part of them can be simulated alone"
            )
        return replace(simulation, groups=(Group(None, existing),))

    @property
    def against(self) -> str:
        """Name of the program that all others are measured by; empty: no program."""
        first = self.arms[0]
        return first.program.name if isinstance(first, ProgramArm) else ""

    @property
    def costs(self) -> RunningCosts:
        """What running a program costs, less what the one costs that it takes the place of."""
        return RunningCosts.of(self.scenario.costs, ends_another=bool(self.against))

    @property
    def first_date(self) -> date:
        """The first day."""
        return date.fromordinal(self.first_day)

    def late_start(self, program: Program) -> str:
        """The day (ISO) on which a program starts, if that is after the first; else ""."""
        starts = program.starts
        return starts.isoformat() if starts and starts > self.first_date else ""

    @property
    def known(self) -> int:
        """How many customers stand for those that the shop has."""
        return self.existing or self.scenario.customers.known

    def customers(self) -> int:
        """How many numbers of customers there are."""
        return sum(self.customers_by_group)

    @cached_property
    def customers_by_group(self) -> tuple[int, ...]:
        """How many of them each group has; those of the first come first."""
        return tuple(
            customers_in(
                self.scenario,
                seed=self.seed,
                replications=range(self.runs),
                first_day=self.first_day,
                months=self.months,
                existing=group.existing,
                group=group.number,
            )
            for group in self.groups
        )

    def is_coupled(self) -> bool:
        """Whether what one customer gets depends on others, so that they stay together."""
        programs = (arm.program for arm in self.arms if isinstance(arm, ProgramArm))
        return any(is_coupled(plan_of(program)) for program in programs)

    def goes_one_by_one(self) -> bool:
        """Whether they share it in such a way that no two of them go at once, which takes long."""
        programs = [arm.program for arm in self.arms if isinstance(arm, ProgramArm)]
        starts = self.openings is not None
        return any(goes_one_by_one(each, plan_of(each), starts=starts) for each in programs)

    def blocks(self, *, side_by_side: int = 1, early: bool = False) -> list[Block]:
        """It, cut into blocks; see `runs.blocks`."""
        return blocks(
            self.runs,
            *self.customers_by_group,
            side_by_side=side_by_side,
            tables=len(self.tables),
            is_coupled=self.is_coupled(),
            one_by_one=self.goes_one_by_one(),
            early=early,
        )

    def amounts(self, parts: Sequence[Block]) -> list[int]:
        """How much work each of its blocks is; see `steps.work_of`."""
        programs = sum(isinstance(arm, ProgramArm) for arm in self.arms)
        return [work_of(part, tables=len(self.tables), programs=programs) for part in parts]

    def work(self) -> Work:
        """What is done with a block, wherever that is."""
        return partial(_worked, self)

    def with_arms(self, *arms: Arm) -> Self:
        """The same on the same customers with other arms."""
        return replace(self, arms=arms)

    @property
    def table(self) -> assumptions.Table:
        """The assumptions, where there is one table of them."""
        (table,) = self.tables
        return table

    def with_certain(self, *changes: Mapping[str, float]) -> Self:
        """The same under tables with some assumptions taken for certain, one table for each."""
        own = ({name: {"median": value} for name, value in each.items()} for each in changes)
        return replace(self, tables=tuple(assumptions.replaced(self.table, each) for each in own))

    def with_certain_behaviour(self) -> Self:
        """The same with every assumption at its median."""
        certain = self.with_certain({row.name: row.median for row in self.table})
        return replace(certain, groups=tuple(group.certain() for group in self.groups))

    def with_certain_calibration(self) -> Self:
        """The same with the shop's figures taken as they are."""
        return replace(self, scenario=_certain(self.scenario))

    def sha256(self) -> str:
        """Of all that decides the result: where finished blocks of it are kept."""
        said = (
            version("perkwright"),
            str([*Measure.__members__, *WalletMeasure.__members__]),
            self.scenario.model_dump_json(),
            *(_arm_text(arm) for arm in self.arms),
            *(row.model_dump_json() for table in self.tables for row in table),
            *(_group_text(group) for group in self.groups),
            "" if self.openings is None else self.openings.sha256,
            str((self.seed, self.runs, self.first_day, self.months, self.existing, self.margin)),
        )
        return sha256("\n".join(said).encode()).hexdigest()


def _worked(simulation: Simulation, block: Block) -> Tally:
    parts = [
        simulate_worlds(
            simulation.scenario,
            simulation.arms,
            seed=simulation.seed,
            replications=block.replications,
            customers=alike.numbers,
            first_day=simulation.first_day,
            months=simulation.months,
            existing=group.existing,
            tables=tuple(map(alike.table, simulation.tables)),
            margin=simulation.margin,
            group=group.number,
            openings=simulation.openings,
        )
        for group, numbers in _by_group(simulation, block.customers)
        for alike in group.alike(numbers)
    ]
    return reduce(add, parts)


def _by_group(simulation: Simulation, customers: range) -> Iterator[tuple[Group, range]]:
    """Customers by their groups, with the numbers that they have there."""
    start = 0
    for group, size in zip(simulation.groups, simulation.customers_by_group, strict=True):
        first, last = max(customers.start - start, 0), min(customers.stop - start, size)
        if first < last:
            yield group, range(first, last)
        start += size


def _first_day(scenario: Scenario, arms: tuple[Arm, ...]) -> int:
    if scenario.period is not None:
        return scenario.period.last_day.toordinal() + 1
    starts = (arm.program.starts for arm in arms if isinstance(arm, ProgramArm))
    last = max(filter(None, starts), default=START_WITHOUT_ORDERS)
    return min(max(last, START_WITHOUT_ORDERS), LATEST_START).toordinal()


def _table(own: tuple[AssumptionPart, ...]) -> assumptions.Table:
    shop = {row.name: fields_of(row) for row in own if row.stratum is None}
    return assumptions.replaced(assumptions.usual(), shop)


def _arm_text(arm: Arm) -> str:
    match arm:
        case ProgramArm():
            return canonical_json(arm.program)
        case PriceCut():
            return f"{arm.share} {arm.elasticity}"
        case None:
            return ""


def _group_text(group: Group) -> str:
    rows = [[row.model_dump_json() for row in some] for some in (group.rows, group.best_rows)]
    return str((group.number, group.existing, group.best, rows))


def _certain(part: P) -> P:
    """A part of a scenario, and all in it, with parameters that are known for certain."""
    known = {name: _known(name, value) for name, value in part}
    if isinstance(part, BacktestPart):
        known["spread"] = 0.0
    return part.model_copy(update=known)


def _known(name: str, value: Any) -> Any:
    if name == "covariance":
        return ((0.0,) * len(value),) * len(value)
    if isinstance(value, Part):
        return _certain(value)
    if isinstance(value, tuple):
        return tuple(_known("", each) for each in value)
    return value
