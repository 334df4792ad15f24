"""A simulation as it was asked for: plain data that can be sent to any worker."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial, reduce
from hashlib import sha256
from importlib.metadata import version
from operator import add
from typing import Any, Self, TypeVar

from dsl.columns.analysis import is_coupled
from dsl.program.saved_form import canonical_json
from simulator.behaviour import assumptions
from simulator.calibration.scenario import AssumptionPart, Scenario
from simulator.calibration.scenario_values import Part
from simulator.forecasts.runs import Block, Work
from simulator.forecasts.stratum import Apart, apart, best_first, fields_of
from simulator.results.tally import Tally
from simulator.runners.arms import Arm, PriceCut, ProgramArm, plan_of
from simulator.runners.simulate_worlds import customers_in, simulate_worlds

P = TypeVar("P", bound=Part)

START_WITHOUT_ORDERS = date(2026, 1, 1)
"""Where no orders say when a forecast begins; never today, or a result would depend on the day."""


@dataclass(frozen=True, slots=True)
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
        apart: customers under assumptions of their own; None: there are none.
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
    apart: Apart | None = None

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

        Raises:
            KeyError: the scenario replaces an assumption that there is not.
            ValueError: its figures for one are not in order, or some are for a part of the
                customers while a program couples all of them.
        """
        table = _table(scenario.assumptions)
        scenario = best_first(scenario)
        simulation = cls(
            scenario=scenario,
            arms=arms,
            seed=seed,
            runs=runs,
            first_day=_first_day(scenario),
            months=months,
            existing=existing,
            tables=(table,),
            margin=margin,
            apart=apart(scenario, table, existing),
        )
        if simulation.apart is not None and simulation.is_coupled():
            raise ValueError(
                "some are for a part of the customers, and members of this program share a limit, "
                "so that no part of them can be simulated alone"
            )
        return simulation

    def customers(self) -> int:
        """How many numbers of customers there are."""
        return customers_in(
            self.scenario,
            seed=self.seed,
            replications=range(self.runs),
            first_day=self.first_day,
            months=self.months,
            existing=self.existing,
        )

    def is_coupled(self) -> bool:
        """Whether what one customer gets depends on others, so that they stay together."""
        programs = (arm.program for arm in self.arms if isinstance(arm, ProgramArm))
        return any(is_coupled(plan_of(program)) for program in programs)

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
        return replace(certain, apart=self.apart and self.apart.certain())

    def with_certain_calibration(self) -> Self:
        """The same with the shop's figures taken as they are."""
        return replace(self, scenario=_certain(self.scenario))

    def sha256(self) -> str:
        """Of all that decides the result: where finished blocks of it are kept."""
        said = (
            version("perkwright"),
            self.scenario.model_dump_json(),
            *(_arm_text(arm) for arm in self.arms),
            *(row.model_dump_json() for table in self.tables for row in table),
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
            customers=customers,
            first_day=simulation.first_day,
            months=simulation.months,
            existing=simulation.existing,
            tables=tables,
            margin=simulation.margin,
        )
        for customers, tables in _parts(simulation, block.customers)
    ]
    return reduce(add, parts)


def _parts(
    simulation: Simulation, customers: range
) -> Iterator[tuple[range, tuple[assumptions.Table, ...]]]:
    """Customers with the assumptions that hold for them: those who stand apart come first."""
    theirs, first = simulation.apart, customers.start
    if theirs is not None and first < theirs.customers:
        first = min(theirs.customers, customers.stop)
        yield range(customers.start, first), tuple(map(theirs.table, simulation.tables))
    if first < customers.stop:
        yield range(first, customers.stop), simulation.tables


def _first_day(scenario: Scenario) -> int:
    if scenario.period is None:
        return START_WITHOUT_ORDERS.toordinal()
    return scenario.period.last_day.toordinal() + 1


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


def _certain(scenario: Scenario) -> Scenario:
    behaviour, bg_nbd = scenario.behaviour, scenario.behaviour.bg_nbd
    return scenario.model_copy(
        update={
            "behaviour": behaviour.model_copy(
                update={
                    "pareto_nbd": _fixed(behaviour.pareto_nbd),
                    "bg_nbd": None if bg_nbd is None else _fixed(bg_nbd),
                }
            ),
            "spend": _fixed(scenario.spend),
            "acquisition": _fixed(scenario.acquisition),
            "renewals": None if scenario.renewals is None else _fixed(scenario.renewals),
            "backtest": scenario.backtest.model_copy(update={"spread": 0.0}),
        }
    )


def _fixed(part: P) -> P:
    """A part whose parameters are known for certain."""
    stated: Any = part
    size = len(stated.covariance)
    return part.model_copy(update={"covariance": ((0.0,) * size,) * size})
