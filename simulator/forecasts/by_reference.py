"""Which programs of a simulation do not run on columns, so that a slower engine runs them."""

from collections.abc import Iterator

from dsl.columns.analysis import goes_one_by_one, vectorised
from simulator.forecasts.forecast import ByReference
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.spread import spread
from simulator.results.measures import Measure
from simulator.results.tally import Counts, Tally
from simulator.runners.arms import ProgramArm, plan_of


def by_reference(simulation: Simulation, tally: Tally) -> Iterator[ByReference]:
    """Programs whose members the reference engine runs, and why.

    In a simulation that is all members of a program or none: what happens to a member is what its
    program asks for, and nothing that only columns could not hold.
    """
    for place, arm in enumerate(simulation.arms):
        if not isinstance(arm, ProgramArm):
            continue
        plan, starts = plan_of(arm.program), simulation.openings is not None
        one_by_one = goes_one_by_one(arm.program, plan, starts=starts)
        reasons = vectorised(arm.program, plan, by_day=not one_by_one)
        if reasons:
            worlds = tally.worlds(slice(place, None, len(simulation.arms)))
            members = spread(_members(worlds))
            yield ByReference(program=arm.program.name, members=members, reasons=reasons)


def _members(worlds: Tally) -> Counts:
    """In each world, those who are members on the first day, and those who join."""
    joins = worlds.of(Measure.JOINS)
    first_month = worlds.of(Measure.MEMBERS) - joins + worlds.of(Measure.LEAVES)
    return first_month[..., 0] + joins.sum(axis=-1)
