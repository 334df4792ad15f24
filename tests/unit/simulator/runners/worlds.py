"""A small shop and programs for it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from dsl.compile import compile_text
from dsl.program.program import Program
from dsl.source.document import Document
from simulator.behaviour import assumptions
from simulator.calibration.customer_parts import (
    AcquisitionPart,
    BasketPart,
    BehaviourPart,
    BgNbdPart,
    CustomersPart,
    Margin,
    ParetoNbdPart,
    Product,
    SeasonsPart,
    SpendPart,
    State,
)
from simulator.calibration.scenario import GradePart, Scenario
from simulator.results.tally import Tally
from simulator.runners.arms import Arm
from simulator.runners.block import Block, Setting
from simulator.runners.opened import Openings
from simulator.runners.simulate_worlds import customers_in, simulate_worlds

FIRST_DAY = 739_252  # 2025-01-01
SURE = ((0.0,) * 4,) * 4

POINTS = """\
perkwright 1

program "Circle"
  currency EUR
  time zone Europe/Paris
  join free

wallet "Points"
  unit point, plural points
  round down per purchase
  available after 3 days
  expire 4 months after earning

earn "Welcome"
  on joining
  give 50 points

earn "Every purchase"
  on a purchase
  give 5 points per 1 EUR of net spend

earn "Coffee"
  on a purchase
  give 2 points per 1 EUR of net spend on "Coffee"
  on top of "Every purchase"

products "Coffee"
  category "Coffee"

tiers "Levels"
  counted over the last 3 months
  kept 3 months

tier "Guest"
  for everyone

tier "Friend"
  from 150 EUR of net spend
  multiply points by 1.5

reward "3 EUR off"
  costs 300 points
  gives 3 EUR off
  valid for 1 month

reward "A cup"
  costs 900 points
  gives the experience "A cup with a name"
  costs us 4 EUR
"""

STAMPS = """\
perkwright 1

program "Stamps"
  currency EUR
  time zone Europe/Paris
  join free

wallet "Stamps"
  unit stamp, plural stamps
  expire 3 months after the last purchase

earn "A stamp"
  on a purchase
  give 1 stamp

reward "Sixth for less"
  costs 5 stamps
  issued by itself
  gives 20% off
  valid for 2 months
"""

PAID = """\
perkwright 1

program "Club"
  currency EUR
  time zone Europe/Paris
  join by paying

membership "Club"
  costs 4 EUR per month
  renews by itself

  benefit "10% off"
    on a purchase
    give 10% off

  benefit "A small present"
    on the birthday
    give 5 EUR off
    valid for 30 days
"""


def program(text: str) -> Program:
    compiled = compile_text(Document("test.loyalty", text))
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


def scenario(customers: int = 400, **parts: Any) -> Scenario:
    """A cafe; every part can be replaced."""
    states = tuple(
        State(customers=customers // 4, repeats=repeats, last=last, age=40, mean_purchase="9 EUR")
        for repeats, last in ((0, 0), (3, 30), (12, 37), (40, 39.5))
    )
    known = sum(each.customers for each in states)
    usual: dict[str, Any] = {
        "name": "Cafe",
        "currency": "EUR",
        "time_zone": "Europe/Paris",
        "identified_share": 1.0,
        "grade": GradePart(letter="C"),
        "margin": Margin(rate="0.6", source="the owner"),
        "customers": CustomersPart(known=known, here_now=known, states=states),
        "behaviour": behaviour("pareto_nbd"),
        "spend": SpendPart(
            p=5.0, q=4.0, v=6.0, covariance=((0.0,) * 3,) * 3, mean_purchase="10 EUR"
        ),
        "seasons": SeasonsPart(
            months=(0.8, 0.8, 0.9, 1, 1, 1, 1.1, 1.1, 1, 1, 1.1, 1.2),
            weekdays=(1, 1, 1, 1, 1.3, 1.7, 0),
        ),
        "acquisition": AcquisitionPart(weekly=4.0, yearly_growth=1.2),
        "basket": BasketPart(
            sizes=(0.5, 0.3, 0.2),
            products=(
                Product(category="Coffee", share_of_lines=0.6, price="3.20 EUR", margin="0.8"),
                Product(sku="CAKE", category="Cake", share_of_lines=0.4, price="4.10 EUR"),
            ),
        ),
        "sources": (),
    }
    return Scenario(**{**usual, **parts})


def behaviour(model: str, r: float = 0.8) -> BehaviourPart:
    return BehaviourPart.model_validate(
        {
            "model": model,
            "pareto_nbd": ParetoNbdPart(r=r, alpha=2.0, s=0.6, beta=12.0, covariance=SURE),
            "bg_nbd": BgNbdPart(r=r, alpha=2.0, a=0.8, b=6.0, covariance=SURE),
        }
    )


def simulated(
    arms: Sequence[Arm],
    *,
    shop: Scenario | None = None,
    replications: range = range(2),
    customers: range | None = None,
    months: int = 6,
    run_off_months: int = 0,
    table: assumptions.Table | None = None,
    tables: Sequence[assumptions.Table] = (),
    openings: Openings | None = None,
) -> Tally:
    shop = shop or scenario()
    if customers is None:
        count = customers_in(
            shop, seed=7, replications=replications, first_day=FIRST_DAY, months=months
        )
        customers = range(count)
    return simulate_worlds(
        shop,
        arms,
        seed=7,
        replications=replications,
        customers=customers,
        first_day=FIRST_DAY,
        months=months,
        run_off_months=run_off_months,
        tables=tables if table is None else (table,),
        margin=Fraction(1, 2),
        openings=openings,
    )


def block(
    arms: Sequence[Arm],
    *,
    shop: Scenario,
    months: int,
    customers: int,
    table: assumptions.Table | None = None,
    group: int | None = None,
    openings: Openings | None = None,
) -> Block:
    setting = Setting.of(
        shop,
        tuple(arms),
        seed=7,
        first_day=FIRST_DAY,
        months=months,
        run_off_months=0,
        tables=() if table is None else (table,),
        group=group,
        openings=openings,
    )
    return Block.drawn(setting, range(1), np.arange(customers))


def bytes_of(tally: Tally) -> bytes:
    return tally.months.tobytes() + tally.wallets.tobytes() + tally.tiers.tobytes()
