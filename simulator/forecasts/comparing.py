"""Compares programs on the same customers, with the same draws."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from simulator.economics.investment import net_benefit
from simulator.economics.statement import statement
from simulator.forecasts.forecast import Comparison
from simulator.forecasts.forecasting import (
    FINISHED,
    Conditions,
    NothingFinished,
    arm_of,
    figures_of,
    forget,
    plain_alternative,
    program_of,
    simulated,
    tell_unweighed,
    teller,
    weighing,
)
from simulator.forecasts.found_beside import PriceCut
from simulator.forecasts.paired import difference
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.spread import Spread, spread
from simulator.forecasts.steps import AGAIN
from simulator.forecasts.weighing import weighed
from simulator.forecasts.what_was_simulated import run_of
from simulator.results.tally import Counts, Tally

FRESH = 1_000_003
"""Added to the seed for draws that did not choose the winner."""


def comparison(
    simulation: Simulation, conditions: Conditions, files: Sequence[str] = ()
) -> Comparison:
    """All arms but the first, each against the first.

    The best of several designs looks better than it is on the draws that made it the best, so
    the winner is simulated again on fresh ones.

    Args:
        simulation: the arms on the same customers.
        conditions: how it is worked on.
        files: what the files of the programs are called; none where there are none.

    Raises:
        NothingFinished: stopped before one run was finished.
        WorkersFailed: the work could not be done.
    """
    tell = teller(simulation, conditions)
    tally, runs, stopped, kept = simulated(simulation, conditions, early=True, tell=tell)
    places = range(1, len(simulation.arms))
    benefits = np.array([_benefit(simulation, tally, place) for place in places])
    winner = 1 + int(np.argmax(np.quantile(benefits, 0.5, axis=1, method="inverted_cdf")))
    names = _told_apart([program_of(simulation, place).name for place in places], files)
    without, *arms = (arm_of(tally, place, len(simulation.arms)) for place in (0, *places))
    costs = simulation.costs
    designs = tuple(
        figures_of(simulation, place, arm, without).model_copy(update={"program": name})
        for place, arm, name in zip(places, arms, names, strict=True)
    )
    unweighed = Comparison(
        **dict(run_of(simulation, tally, runs, stopped=True, kept=kept)),
        against=simulation.against,
        designs=designs,
        probability_best=shares_best(benefits),
        differences=tuple(
            difference(arms[0], arm, without, costs, program=name)
            for arm, name in zip(arms[1:], names[1:], strict=True)
        ),
        winner=names[winner - 1],
        winner_on_fresh_seeds=None,
    )
    if stopped:
        return unweighed
    tell_unweighed(unweighed, conditions)
    again = _again(simulation, winner, conditions)
    cuts = None if again is None else _cuts(simulation, conditions, arms[winner - 1], without)
    beside = {"winner_on_fresh_seeds": again, "price_cuts": cuts or ()}
    if cuts is None:
        return unweighed.model_copy(update=beside)
    forget(simulation, conditions)
    return unweighed.model_copy(update={**FINISHED, **beside})


def shares_best(benefits: Counts) -> tuple[float, ...]:
    """Of each design, the share of runs in which it is best; those equally good share a run.

    Args:
        benefits: the net benefit, a row for each design and a column for each run.
    """
    is_best = benefits == benefits.max(axis=0)
    shares = (is_best / is_best.sum(axis=0)).mean(axis=1)
    return tuple(round(float(share), 6) for share in shares)


def _told_apart(names: list[str], files: Sequence[str]) -> list[str]:
    """Versions of one program have one name: their files, or else their numbers in this order."""
    named = [f"{name} ({file})" for name, file in zip(names, files or names, strict=True)]
    numbered = [f"{name} ({names[: place + 1].count(name)})" for place, name in enumerate(names)]
    by_file = len(set(named)) == len(named)
    return [
        name if names.count(name) == 1 else named[place] if by_file else numbered[place]
        for place, name in enumerate(names)
    ]


def _cuts(
    simulation: Simulation, conditions: Conditions, winner: Tally, without: Tally
) -> tuple[PriceCut, ...] | None:
    """The plain alternative to the winner; None where somebody stopped it."""
    asked = plain_alternative(simulation, winner, without)
    with suppress(KeyboardInterrupt):
        found: tuple[PriceCut, ...]
        (found,) = weighed((asked,), weighing(conditions))
        return found
    return None


def _again(simulation: Simulation, winner: int, conditions: Conditions) -> Spread | None:
    fresh = replace(
        simulation.with_arms(simulation.arms[0], simulation.arms[winner]),
        seed=(simulation.seed + FRESH) % 2**32,
    )
    try:
        tally, _, stopped, _ = simulated(fresh, conditions, AGAIN)
    except (NothingFinished, KeyboardInterrupt):
        return None
    if stopped:
        return None
    forget(fresh, conditions)
    return spread(_benefit(fresh, tally, 1))


def _benefit(simulation: Simulation, tally: Tally, place: int) -> Counts:
    costs = simulation.costs
    arms = len(simulation.arms)
    money = statement(arm_of(tally, place, arms), arm_of(tally, 0, arms), costs)
    return net_benefit(money, costs)
