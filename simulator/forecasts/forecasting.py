"""Forecasts one program: runs it, and says what it brings, against what, and what matters."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial as with_the_first
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

import numpy as np

from dsl.program.program import Program
from dsl.program.saved_form import program_sha256
from simulator.economics.statement import cost_of_rewards
from simulator.forecasts.forecast import Comparison, Design, Forecast
from simulator.forecasts.found_beside import PriceCut, SobolIndices
from simulator.forecasts.from_tallies import design
from simulator.forecasts.not_sold import products_not_sold
from simulator.forecasts.not_told import activities_not_told, activities_told
from simulator.forecasts.price_cuts import price_cuts
from simulator.forecasts.progress import Progress, TellPartial, Unweighed, partial
from simulator.forecasts.runs import Kept, Runs, cut_name
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.steps import SIMULATING, WEIGHING, OneStep, Watched
from simulator.forecasts.weighing import NetBenefits, Weighing, net_benefits, weighed
from simulator.forecasts.what_counts import rules_sha256
from simulator.forecasts.what_matters import swings, variance_shares, with_runs
from simulator.forecasts.what_was_simulated import run_of
from simulator.forecasts.workers import InThisProcess, Workers
from simulator.results.measures import Measure
from simulator.results.tally import Counts, Tally
from simulator.runners.arms import ProgramArm

RUNS_FOR_SOBOL = 2

Sobol = Callable[[Simulation, NetBenefits], tuple[SobolIndices, ...]]
"""Works out the indices; loaded by who asks for them, because SciPy's statistics take long."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a forecast is worked on, which changes nothing in it.

    Attributes:
        workers: where.
        progress: who is told how far it is.
        partial: who is told what the finished runs say, and all of them before what matters is
            weighed; None: nobody.
        kept: folder in which finished blocks wait for the rest; None: they are not kept.
        is_brief: leave out what matters most and where the uncertainty comes from.
        sobol: works out Sobol's indices, too, which takes long (`sobol.py`); None: leave them out.
    """

    workers: Workers = field(default_factory=InThisProcess)
    progress: Progress = lambda what, done, whole: None
    partial: TellPartial | None = None
    kept: Path | None = None
    is_brief: bool = False
    sobol: Sobol | None = None


FINISHED = {"stopped": False, "runs_kept": True}
"""Of a result that somebody waited for: there is nothing to go on with."""
_NOTHING_BESIDE: dict[str, Any] = {"price_cuts": (), "swings": (), "variance": None, "sobol": ()}


class NothingFinished(Exception):
    """It was stopped before one run was finished."""


class Simulated(NamedTuple):
    """What is finished of a simulation.

    Attributes:
        tally: of the finished runs.
        runs: how many they are.
        stopped: somebody wants no more of it.
        are_kept: all finished runs wait for the rest.
    """

    tally: Tally
    runs: int
    stopped: bool
    are_kept: bool


def forecast(simulation: Simulation, conditions: Conditions) -> Forecast:
    """The forecast of the simulation's second arm, against its first.

    Whoever stops it (Ctrl-C) gets the forecast of the finished runs, which says so, without the
    plain alternative and what matters most.

    Raises:
        NothingFinished: stopped before one run was finished.
        WorkersFailed: the work could not be done.
    """
    tell = teller(simulation, conditions)
    tally, runs, stopped, kept = simulated(simulation, conditions, early=True, tell=tell)
    without, program = (arm_of(tally, place, 2) for place in range(2))
    figures = figures_of(simulation, 1, program, without)
    unweighed = Forecast(
        **dict(run_of(simulation, tally, runs, stopped=True, kept=kept)),
        **dict(figures),
        against=simulation.against,
        **_NOTHING_BESIDE,
    )
    if stopped:
        return unweighed
    tell_unweighed(unweighed, conditions)
    beside = _beside(simulation, conditions, program, without)
    if beside is None:
        return unweighed
    forget(simulation, conditions)
    return unweighed.model_copy(update={**FINISHED, **beside})


def _beside(
    simulation: Simulation, conditions: Conditions, program: Tally, without: Tally
) -> dict[str, Any] | None:
    """The plain alternative, and what matters; None where somebody stopped it."""
    asked: dict[str, Weighing[Any]] = {
        "price_cuts": plain_alternative(simulation, program, without)
    }
    if not conditions.is_brief and not simulation.goes_one_by_one():
        asked |= {"swings": swings(simulation), "variance": variance_shares(simulation)}
    benefits = weighing(conditions)
    found = dict(_NOTHING_BESIDE)
    with suppress(KeyboardInterrupt):
        found |= zip(asked, weighed(tuple(asked.values()), benefits), strict=True)
        if conditions.sobol is not None and not simulation.goes_one_by_one():
            found["sobol"] = conditions.sobol(with_runs(simulation, RUNS_FOR_SOBOL), benefits)
        return found
    return None


def weighing(conditions: Conditions) -> NetBenefits:
    """Works out net benefits as one step, whatever is asked for one after the other."""
    tell = with_the_first(OneStep(conditions.progress), WEIGHING)
    return lambda simulations: net_benefits(simulations, conditions.workers, tell)


def plain_alternative(
    simulation: Simulation, program: Tally, without: Tally
) -> Weighing[tuple[PriceCut, ...]]:
    """Prices down for everybody at the reward cost of a program, on the same customers.

    Where the shop has a program it ends then, so what that gives is not taken off the cost.
    """
    costs = simulation.costs
    return price_cuts(
        simulation,
        reward_cost=_median(cost_of_rewards(program, costs).sum(axis=-1)),
        sales=_median(without.of(Measure.SALES_MINOR).sum(axis=-1)),
    )


def tell_unweighed(result: Forecast | Comparison, conditions: Conditions) -> None:
    """Tells the result of all runs before what matters is weighed, if anybody wants to know."""
    if conditions.partial is not None:
        conditions.partial(Unweighed(result=result))


def teller(simulation: Simulation, conditions: Conditions) -> Callable[[Tally], None] | None:
    """Tells what finished runs say of each program, if anybody wants to know."""
    tell, arms = conditions.partial, len(simulation.arms)
    if tell is None:
        return None
    costs, runs = simulation.costs, simulation.runs
    customers = {
        "customers": simulation.known,
        "shop_customers": simulation.scenario.customers.known,
    }
    lacking = {place: _lacking(simulation, place) for place in range(1, arms)}

    def told(tally: Tally) -> None:
        without = arm_of(tally, 0, arms)
        for place in range(1, arms):
            program = arm_of(tally, place, arms)
            said = partial(place - 1, program, without, costs, wanted=runs, **customers)
            tell(said.model_copy(update={"against": simulation.against, **lacking[place]}))

    return told


def simulated(
    simulation: Simulation,
    conditions: Conditions,
    doing: str = SIMULATING,
    *,
    early: bool = False,
    tell: Callable[[Tally], None] | None = None,
) -> Simulated:
    """All finished runs.

    Args:
        simulation: of which.
        conditions: how it is worked on.
        doing: what progress says that it is.
        early: the first runs are to be finished soon.
        tell: gets the finished runs, each time that there are more of them.

    Raises:
        NothingFinished: stopped before one run was finished.
        WorkersFailed: the work could not be done.
    """
    side_by_side = conditions.workers.side_by_side
    parts = simulation.blocks(side_by_side=side_by_side, early=early)
    folder = _folder(simulation, conditions.kept) if conditions.kept else None
    kept = None if folder is None else Kept(folder / cut_name(parts))
    runs = Runs(parts, kept, len(simulation.tables))
    told = with_the_first(conditions.progress, doing)
    workers = Watched(conditions.workers, simulation.amounts(parts), told)
    stopped = False
    if tell is not None and (earlier := runs.tally()) is not None:
        tell(earlier)
    try:
        for _ in runs.work(simulation.work(), workers):
            if tell is not None and (finished := runs.tally()) is not None:
                tell(finished)
    except KeyboardInterrupt:
        stopped = True
    tally = runs.tally()
    if tally is None:
        raise NothingFinished
    worlds = len(simulation.arms) * len(simulation.tables)
    return Simulated(tally, tally.months.shape[1] // worlds, stopped, runs.are_kept)


def forget(simulation: Simulation, conditions: Conditions) -> None:
    """Throw away the finished blocks that waited for the rest."""
    if conditions.kept is not None:
        rmtree(_folder(simulation, conditions.kept), ignore_errors=True)


def _folder(simulation: Simulation, kept: Path) -> Path:
    return kept / simulation.sha256()


def arm_of(tally: Tally, place: int, arms: int) -> Tally:
    """The worlds of one arm."""
    return tally.worlds(slice(place, None, arms))


def program_of(simulation: Simulation, place: int) -> Program:
    """The program of an arm that has one."""
    arm = simulation.arms[place]
    assert isinstance(arm, ProgramArm), "only a program has figures of its own"
    return arm.program


def figures_of(simulation: Simulation, place: int, tally: Tally, without: Tally) -> Design:
    """The figures of an arm, against another."""
    program = program_of(simulation, place)
    costs = simulation.costs
    figures = design(program, program_sha256(program), tally, without, costs)
    return figures.model_copy(
        update={
            "rules_sha256": rules_sha256(program),
            **_lacking(simulation, place),
            "activities_told": activities_told(program, simulation.scenario),
            "starts": simulation.late_start(program),
        }
    )


def _lacking(simulation: Simulation, place: int) -> dict[str, tuple[str, ...]]:
    """What a program, and the one that it is measured by, give for and nobody buys or does."""
    scenario, program = simulation.scenario, program_of(simulation, place)
    found = {
        "products_not_sold": products_not_sold(program, scenario),
        "activities_not_told": activities_not_told(program, scenario),
    }
    if not simulation.against:
        return found
    before = program_of(simulation, 0)
    return found | {
        "against_not_sold": products_not_sold(before, scenario),
        "against_not_told": activities_not_told(before, scenario),
    }


def _median(values: Counts) -> int:
    return int(np.quantile(values, 0.5, method="inverted_cdf"))
