"""Simulating a year of a shop's customers with and without a program, beside the same by hand."""

import os
import tracemalloc
from functools import partial

from benchmarks._forecast_by_hand import (
    LIFE_SHAPE,
    LIFE_WEEKS,
    MEAN_SCALE,
    MEAN_SHAPE,
    SHAPE,
    VALUE_SHAPE,
    WEEKS,
    Shop,
    each_on_its_own,
)
from benchmarks.ratio import Ratio, seconds_of, side_by_side
from dsl.compile import compile_text
from dsl.program.program import Program
from dsl.source.document import Document
from simulator.calibration.customer_parts import (
    AcquisitionPart,
    BehaviourPart,
    CustomersPart,
    Margin,
    ParetoNbdPart,
    SeasonsPart,
    SpendPart,
)
from simulator.calibration.scenario import GradePart, Scenario
from simulator.forecasts.forecasting import Conditions, simulated
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.workers import ProcessPool
from simulator.runners.arms import ProgramArm
from simulator.runners.simulate_worlds import simulate_worlds

CUSTOMERS = 1_000_000
PART = 4  # of them are enough to see whether twice as many take twice as long
FEW = 2_000
EDITED, FEW_RUNS, RUNS, MANY_RUNS = 5_000, 8, 50, 200  # customers and runs while somebody edits
FIRST_DAY = 739_252
PROGRAM = """\
perkwright 1

program "Circle"
  currency USD
  time zone UTC
  join free

wallet "Points"
  unit point, plural points
  round down per purchase
  expire 12 months after earning

earn "Every purchase"
  on a purchase
  give 10 points per 1 USD of net spend

earn "June"
  on a purchase
  runs from 31 May 2025 to 29 June 2025
  multiply points by 2

tiers "Levels"
  counted in a calendar year
  kept until the end of the next year

tier "Guest"
  for everyone

tier "Silver"
  from 200 USD of net spend
  multiply points by 1.25

tier "Gold"
  from 600 USD of net spend
  multiply points by 1.5

reward "3 USD off"
  costs 500 points
  gives 3 USD off
"""

EARNED = "  give 10 points per 1 USD of net spend\n"
WITH_BUDGET = PROGRAM.replace(EARNED, f"{EARNED}  at most 900,000 points in total per month\n")
"""Of all members together; it is used up in every month."""


def _program(text: str = PROGRAM) -> Program:
    compiled = compile_text(Document("circle.loyalty", text))
    assert compiled.program is not None, [each.title for each in compiled.diagnostics]
    return compiled.program


def _scenario(customers: int) -> Scenario:
    sure = ((0.0,) * 4,) * 4
    pareto = ParetoNbdPart(r=SHAPE, alpha=WEEKS, s=LIFE_SHAPE, beta=LIFE_WEEKS, covariance=sure)
    return Scenario(
        name="bench",
        currency="USD",
        time_zone="UTC",
        identified_share=1.0,
        grade=GradePart(letter="D"),
        margin=Margin(rate="0.5", source="made up"),
        customers=CustomersPart(known=customers, here_now=customers),
        behaviour=BehaviourPart(model="pareto_nbd", pareto_nbd=pareto),
        spend=SpendPart(
            p=VALUE_SHAPE,
            q=MEAN_SHAPE,
            v=MEAN_SCALE,
            covariance=((0.0,) * 3,) * 3,
            mean_purchase="35 USD",
        ),
        seasons=SeasonsPart(months=(1.0,) * 12, weekdays=(1.0,) * 7),
        acquisition=AcquisitionPart(weekly=0.0),
        sources=(),
    )


def _simulate(program: Program, customers: int, replications: range = range(1)) -> None:
    simulate_worlds(
        _scenario(customers),
        [None, ProgramArm(program)],
        seed=1,
        replications=replications,
        customers=range(customers),
        first_day=FIRST_DAY,
        months=12,
        run_off_months=0,
    )


def _by_hand(customers: int) -> None:
    for program in (False, True):
        Shop(customers, program=program).run()


def _a_year(program: Program, runs: int, cores: int) -> None:
    """A year of two arms in so many runs on all cores."""
    tasks = {core: range(runs * core // cores, runs * (core + 1) // cores) for core in range(cores)}
    for _ in ProcessPool(cores).run(partial(_simulate, program, EDITED), tasks):
        pass


def _while_editing(program: Program, cores: int) -> None:
    """The first look at a forecast: the same with the run-off."""
    simulation = Simulation.of(
        _scenario(EDITED), (None, ProgramArm(program)), seed=1, runs=RUNS, months=12
    )
    simulated(simulation, Conditions(workers=ProcessPool(cores)))


def _bytes_a_customer(program: Program) -> float:
    tracemalloc.start()
    _simulate(program, CUSTOMERS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / CUSTOMERS


def ratios() -> list[Ratio]:
    """Both arms over 365 days."""
    program, cores = _program(), os.cpu_count() or 1
    _simulate(program, FEW)
    ProcessPool.get_ready()
    _a_year(program, cores, cores)  # which waits until that is done, as nobody does who edits
    a_year = seconds_of(lambda: _a_year(program, RUNS, cores))
    many = seconds_of(lambda: _a_year(program, MANY_RUNS, cores))
    editing = seconds_of(lambda: _while_editing(program, cores))
    same_by_hand = seconds_of(lambda: _by_hand(EDITED * RUNS))
    ours = seconds_of(lambda: _simulate(program, CUSTOMERS))
    by_hand = seconds_of(lambda: _by_hand(CUSTOMERS))
    budget = _program(WITH_BUDGET)
    shared, without = side_by_side(
        lambda: _simulate(budget, EDITED, range(FEW_RUNS)),
        lambda: _simulate(program, EDITED, range(FEW_RUNS)),
        rounds=3,
    )
    part, few = side_by_side(
        lambda: _simulate(program, CUSTOMERS // PART), lambda: each_on_its_own(FEW), rounds=2
    )
    alone = 2 * few / FEW  # both arms
    return [
        Ratio(f"seconds for {RUNS} runs of {EDITED:,} customers on {cores} cores", a_year, "<= 2"),
        Ratio(f"seconds for {MANY_RUNS} runs", many, "<= 10"),
        Ratio(f"seconds for {RUNS} runs with their run-off", editing),
        Ratio("seconds for as many by hand on one core", same_by_hand),
        Ratio("a year of customers, two arms / SimPy and NumPy by hand", ours / by_hand, "<= 2"),
        Ratio("a SimPy process for each customer / ours", alone * CUSTOMERS / PART / part, ">= 10"),
        Ratio("seconds a customer, a million / a quarter", ours / (PART * part), "<= 1.1"),
        Ratio("with a budget that all members share / without", shared / without, "<= 1.5"),
        Ratio("bytes a customer at the peak", _bytes_a_customer(program), "<= 400"),
        Ratio("customer-years in a second, both arms", CUSTOMERS / ours),
    ]
