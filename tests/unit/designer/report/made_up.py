"""A forecast of made-up tallies, for tests of what reports show."""

from pathlib import Path

import numpy as np

from dsl.compile import compile_text
from dsl.source.document import Document
from simulator.economics.costs import RunningCosts
from simulator.forecasts.forecast import (
    AssumptionUsed,
    Comparison,
    Design,
    Difference,
    Forecast,
    Manifest,
    Run,
)
from simulator.forecasts.found_beside import PriceCut, SobolIndices, Swing, VarianceShares
from simulator.forecasts.from_tallies import design
from simulator.forecasts.spread import Spread
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Tally

RUNS, MONTHS, TRADING = 40, 18, 12
ZERO = Spread(p2_5=0, p10=0, median=0, p90=0, p97_5=0)
MORE = Spread(p2_5=-1_00, p10=2_00, median=5_00, p90=9_00, p97_5=20_00)
FIGURES = (
    *("net_benefit_minor", "incremental_margin_minor", "reward_cost_minor"),
    *("subsidised_baseline_minor", "fees_minor", "owed_minor"),
)
PROGRAM = Path(__file__).parents[4] / "programs" / "templates" / "tiers.loyalty"


def made_up_design() -> Design:
    """The figures of a template, with counts of no meaning."""
    compiled = compile_text(Document("made-up.loyalty", PROGRAM.read_text("utf-8")))
    program = compiled.program
    assert program is not None
    generator = np.random.default_rng(7)
    tally = Tally.empty(
        RUNS, MONTHS, TRADING, wallets=len(program.wallets), tiers=len(program.tiers)
    )
    without = Tally.empty(RUNS, MONTHS, TRADING, wallets=0, tiers=0)
    trading = np.arange(MONTHS) < TRADING
    growth = np.minimum(np.arange(1, MONTHS + 1), TRADING)
    lift = generator.normal(1.02, 0.02, RUNS)[:, None]
    margin = 9_000_00 + generator.integers(-50_000, 50_000, (RUNS, MONTHS))
    without.months[Measure.MARGIN_MINOR] = margin * trading
    without.months[Measure.SALES_MINOR] = margin * trading * 2
    figures = {
        Measure.MARGIN_MINOR: margin * lift * trading,
        Measure.SALES_MINOR: margin * 2 * lift * trading,
        Measure.MEMBERS: 60 * growth + np.zeros((RUNS, 1)),
        Measure.JOINS: 60 * trading + np.zeros((RUNS, 1)),
        Measure.JOIN_OFFERS: 240 * trading + np.zeros((RUNS, 1)),
        Measure.CUSTOMERS_ORDERING: 900 * trading + np.zeros((RUNS, 1)),
        Measure.MEMBERS_ORDERING: 30 * growth * trading + np.zeros((RUNS, 1)),
        Measure.MEMBER_ORDERS: 40 * growth * trading * lift,
        Measure.MEMBER_ORDERS_WITHOUT: 40 * growth * trading + np.zeros((RUNS, 1)),
        Measure.MEMBER_SALES_MINOR: 1_000_00 * growth * trading * lift,
        Measure.MEMBER_SALES_WITHOUT_MINOR: 1_000_00 * growth * trading + np.zeros((RUNS, 1)),
        Measure.REWARD_COST_MINOR: 900 * growth + generator.integers(0, 900, (RUNS, MONTHS)),
        Measure.REWARDS_USED: 9 * growth + np.zeros((RUNS, 1)),
        Measure.ACTIVE_MEMBERS: 50 * growth * lift,
        Measure.ACTIVE_MEMBERS_WITHOUT: 50 * growth + np.zeros((RUNS, 1)),
        Measure.ORDERS: 1_000 * trading * lift,
    }
    for measure, counts in figures.items():
        tally.months[measure] = counts
    for wallet in tally.wallets:
        wallet[WalletMeasure.GRANTED] = 1_000 * growth * trading * lift
        wallet[WalletMeasure.GRANTED_IN_BOTH] = 970 * growth * trading
        wallet[WalletMeasure.REDEEMED] = 550 * growth + generator.integers(0, 50, (RUNS, MONTHS))
        wallet[WalletMeasure.REDEEMED_COST_MINOR] = figures[Measure.REWARD_COST_MINOR]
        wallet[WalletMeasure.OUTSTANDING] = np.where(trading, 450 * growth * growth // 2, 9_000)
    for place, tier in enumerate(tally.tiers):
        tier[:] = 60 * growth // (place + 1)
    costs = RunningCosts(setup_minor=500_00, monthly_minor=50_00)
    return design(program, "ab" * 32, tally, without, costs)


def made_up_forecast() -> Forecast:
    """A whole forecast, with a price cut, assumptions and what matters most."""
    figures = made_up_design()
    return Forecast(
        **{name: getattr(figures, name) for name in Design.model_fields},
        scenario="made up",
        seed=7,
        runs=RUNS,
        runs_wanted=RUNS,
        customers=2_000,
        shop_customers=2_000,
        months=TRADING,
        run_off_months=MONTHS - TRADING,
        currency="EUR",
        currency_decimals=2,
        grade="B",
        grade_reasons=("14 months of orders; the worst of three backtests was off by 12%.",),
        identified_share=0.936,
        assumptions=(
            AssumptionUsed(
                name="frequency",
                meaning="made up",
                unit="share of purchases a member adds",
                low=-0.005,
                median=0.015,
                high=0.06,
                source="made up",
                overridden=True,
            ),
        ),
        manifest=Manifest(
            format="2",
            version="0",
            seed=7,
            program_sha256=("ab" * 32,),
            scenario_sha256="cd" * 32,
            data_sha256="",
        ),
        results_sha256="ef" * 32,
        against="",
        variance=VarianceShares(chance=0.1, calibration=0.2, behaviour=0.7),
        swings=(
            Swing(
                name="attrition",
                at_low_minor=9_000_00,
                at_median_minor=1_800_00,
                at_high_minor=-2_000_00,
            ),
            Swing(
                name="post_reward_reset",
                at_low_minor=2_400_00,
                at_median_minor=1_800_00,
                at_high_minor=1_000_00,
            ),
        ),
        sobol=(SobolIndices(name="attrition", alone=0.6, total=0.7),),
        price_cuts=(
            PriceCut(percent=0.84, elasticity=1.0, net_benefit_minor=figures.net_benefit_minor),
        ),
    )


def made_up_comparison(designs: int = 2, **more: Spread) -> Comparison:
    """The same figures under several names, and what is said to differ from the first."""
    forecast = made_up_forecast()
    design = {name: getattr(forecast, name) for name in Design.model_fields}
    run = {name: getattr(forecast, name) for name in Run.model_fields}
    return Comparison(
        **run,
        against="",
        designs=tuple(
            Design(**{**design, "program": f"Club ({each + 1})"}) for each in range(designs)
        ),
        probability_best=(0.3, 0.7, *(0.0,) * (designs - 2)),
        differences=tuple(
            Difference(
                program=f"Club ({each + 1})",
                probability_more=0.7 if more else 0,
                probability_less=0.3 if more else 0,
                **{name: more.get(name, ZERO) for name in FIGURES},
            )
            for each in range(1, designs)
        ),
        winner="Club (2)",
        winner_on_fresh_seeds=MORE,
    )
