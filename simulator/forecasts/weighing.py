"""Findings that take simulations beside the forecast's own: all of them are worked on together.

Which simulations a finding takes is plain data, and what they say is looked at once they are done.
So no worker waits for the last block of one while there is another one to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from simulator.economics.costs import RunningCosts
from simulator.economics.investment import net_benefit
from simulator.economics.statement import cost_of_rewards, statement
from simulator.forecasts.runs import Block, Runs, Work
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.steps import Watched
from simulator.forecasts.workers import Workers
from simulator.results.tally import Counts, Tally
from simulator.runners.arms import ProgramArm

F = TypeVar("F", covariant=True)

FREE = RunningCosts()
"""Of lower prices: nothing is set up, run or taxed."""

NetBenefits = Callable[[Sequence[Simulation]], list[Counts]]
"""Works out the net benefits of several simulations, as `Weighing.found` takes them."""


@dataclass(frozen=True, slots=True)
class Weighing(Generic[F]):
    """Something to be found out.

    Attributes:
        simulations: that have to be worked on for it.
        found: takes the net benefits of each in minor units, `[world, replication]`: those of its
            one arm beside the first under each table, or of all such arms.
    """

    simulations: tuple[Simulation, ...]
    found: Callable[[Sequence[Counts]], F]


class _Part(NamedTuple):
    """A block of one of several simulations."""

    simulation: int
    number: int
    work: Work
    block: Block
    amount: int


def weighed(asked: Sequence[Weighing[Any]], net_benefits: NetBenefits) -> list[Any]:
    """What is found of each, once all their simulations are worked on together."""
    benefits = iter(net_benefits([each for one in asked for each in one.simulations]))
    return [one.found(list(islice(benefits, len(one.simulations)))) for one in asked]


def net_benefits(
    simulations: Sequence[Simulation], workers: Workers, tell: Callable[[int, int], None]
) -> list[Counts]:
    """Net benefits of simulations that are worked on together.

    The largest parts come first, so that all workers end at nearly one time. What is whole is
    worked out at once, because the counts of many tables of assumptions take much memory.

    Args:
        simulations: with one table, or with one arm beside the first.
        workers: where.
        tell: takes how much is done, and how much there is.

    Raises:
        KeyboardInterrupt: somebody stopped it.
        WorkersFailed: the work could not be done.
    """
    side_by_side = -(-workers.side_by_side // max(len(simulations), 1))
    unfinished = {
        place: Runs(each.blocks(side_by_side=side_by_side), tables=len(each.tables))
        for place, each in enumerate(simulations)
    }
    parts = [
        _Part(place, number, each.work(), block, amount)
        for place, each in enumerate(simulations)
        for number, (block, amount) in enumerate(
            zip(unfinished[place].parts, each.amounts(unfinished[place].parts), strict=True)
        )
    ]
    parts.sort(key=lambda part: -part.amount)
    found: dict[int, Counts] = {}
    if parts:
        watched = Watched(workers, [part.amount for part in parts], tell)
        tasks = {task: (part.work, part.block) for task, part in enumerate(parts)}
        for task, tally in watched.run(_worked, tasks):
            place = parts[task].simulation
            unfinished[place].add(parts[task].number, tally)
            if unfinished[place].is_finished:
                found[place] = _benefits(simulations[place], unfinished.pop(place).tally())
    return [found[place] for place in range(len(simulations))]


def _worked(task: tuple[Work, Block]) -> Tally:
    work, block = task
    return work(block)


def _benefits(simulation: Simulation, counted: Tally | None) -> Counts:
    """Of all worlds but the first arm's. A price cut costs nothing but what it takes off."""
    assert counted is not None, "all of its parts are finished"
    arms, costs = len(simulation.arms), simulation.costs
    without, *others = (counted.worlds(slice(place, None, arms)) for place in range(arms))
    found = []
    for arm, tally in zip(simulation.arms[1:], others, strict=True):
        if isinstance(arm, ProgramArm):
            found.append(net_benefit(statement(tally, without, costs), costs))
        else:
            lower = statement(tally, without, FREE)
            found.append(net_benefit(lower, FREE) + _saved(without, costs))
    return np.reshape(found, ((arms - 1) * len(simulation.tables), -1))


def _saved(ended: Tally, costs: RunningCosts) -> Counts:
    """What nobody pays once a program ends: the tax on its rewards, and running it."""
    tax: Counts = cost_of_rewards(ended, costs) - cost_of_rewards(ended, FREE)
    return tax.sum(axis=-1) + ended.trading_months * costs.current_monthly_minor
