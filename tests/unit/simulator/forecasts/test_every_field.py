"""Every field of a scenario moves a forecast, or says on its page that it is only told."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from simulator.calibration.scenario import Scenario
from simulator.calibration.scenario_values import ONLY_TOLD
from simulator.forecasts.forecasting import arm_of, figures_of
from simulator.forecasts.runs import Block
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.what_was_simulated import run_of
from simulator.runners.arms import ProgramArm
from tests.unit.simulator.calibration.test_calibration_page import places
from tests.unit.simulator.runners.worlds import program

PROGRAM = """\
perkwright 1

program "Everything"
  currency EUR
  time zone Europe/Paris
  join free

wallet "Points"
  unit point, plural points
  round down per purchase
  expire 2 months after earning

earn "Every purchase"
  on a purchase
  give 5 points per 1 EUR of net spend

earn "Some products"
  on a purchase
  multiply points on "Tea" by 2
  multiply points on "Hill" by 3
  multiply points on "Fresh" by 4
  multiply points on "Leaves" by 5

products "Tea"
  category "Tea"

products "Hill"
  brand "Hill"

products "Fresh"
  label "fresh"

products "Leaves"
  sku "T-1"

reward "1 EUR off"
  costs 30 points
  gives 1 EUR off
  valid for 2 months

membership "Plus"
  costs 2 EUR per month
  renews by itself

  benefit "5% off"
    on a purchase
    give 5% off
"""
TWO, FOUR = (
    [["0.1" if row == column else "0" for row in range(size)] for column in range(size)]
    for size in (2, 4)
)
ACTIVITIES = """
activity "review"
  has "stars", a number from 1 to 5

earn "Review"
  on a "review"
  when its "stars" is at least 4
  give 20 points
"""
ARM = ProgramArm(program(PROGRAM + ACTIVITIES))


def people(known: int) -> dict[str, Any]:
    state = {"repeats": "18", "last": "38", "age": "40", "mean_purchase": "9 EUR"}
    return {
        "known": known,
        "here_now": str(known // 2),
        "states": [
            {**state, "customers": known // 2},
            {**state, "customers": known - known // 2, "repeats": "6", "last": "39"},
        ],
    }


def origin() -> dict[str, Any]:
    return {"day": "2025-01-01", "days": 30, "forecast": "10", "actual": 9}


WHOLE: dict[str, Any] = {
    "name": "A tea house",
    "currency": "EUR",
    "time_zone": "Europe/Paris",
    "period": {"first_day": "2025-01-01", "last_day": "2025-12-31"},
    "identified_share": "0.9",
    "grade": {"letter": "B", "reasons": [{"at_best": "B", "found": "few", "remedy": "more"}]},
    "margin": {"rate": "0.62", "source": "the owner"},
    "customers": people(300),
    "behaviour": {
        "model": "pareto_nbd",
        "pareto_nbd": {"r": "0.8", "alpha": "1.2", "s": "0.7", "beta": "39", "covariance": FOUR},
        "bg_nbd": {"r": "0.8", "alpha": "1.2", "a": "0.5", "b": "3", "covariance": FOUR},
    },
    "spend": {
        "p": "6",
        "q": "8",
        "v": "10",
        "covariance": [row[:3] for row in FOUR[:3]],
        "mean_purchase": "8.50 EUR",
        "rank_correlation": "0.3",
    },
    "seasons": {"months": ["1"] * 12, "weekdays": ["1"] * 7},
    "acquisition": {"weekly": "40", "yearly_growth": "1.5", "covariance": TWO},
    "basket": {
        "sizes": ["0.6", "0.4"],
        "products": [
            {
                "sku": "T-1",
                "category": "Tea",
                "brand": "Hill",
                "labels": ["fresh"],
                "share_of_lines": "0.5",
                "price": "4 EUR",
                "margin": "0.3",
            },
            {"category": "Cups", "share_of_lines": "0.5", "price": "6 EUR"},
        ],
    },
    "renewals": {"alpha": "1", "beta": "2", "covariance": TWO},
    "backtest": {"origins": [origin()], "level": "0.95", "spread": "0.2"},
    "groups": [],
    "stratum": {"name": "best", "customers": 100, "within_days": 90},
    "assumptions": [
        {"name": "frequency", "median": "0.3", "low": "0.1", "high": "0.5", "source": "ours"},
        {"name": "basket", "stratum": "best", "median": "0.5", "source": "a pilot"},
    ],
    "activities": [
        {
            "activity": "review",
            "per_purchase": "0.5",
            "having": {"stars": "5"},
            "source": "the owner",
        }
    ],
    "costs": {"setup": "9 EUR", "monthly": "9 EUR", "reward_tax": "0.1", "yearly_interest": "0.1"},
    "sources": [{"what": "orders", "source": "orders.csv", "sha256": "ab"}],
    "data_sha256": "ab",
}
GROUPS = {
    **WHOLE,
    "groups": [
        {"name": "counter", "customers": people(200)},
        {"name": "online", "customers": people(100)},
    ],
}
NO_STATES = {
    **WHOLE,
    "behaviour": {**WHOLE["behaviour"], "model": "bg_nbd"},
    "customers": {"known": 300, "here_now": "150"},
}
_NO_COVARIANCE = {size: [["0"] * size] * size for size in (2, 3, 4)}
_GROUP_PARTS = {
    "grade": {"letter": "C"},
    "margin": {"rate": "0.1", "source": "the owner"},
    "customers": {"known": 200, "here_now": "100"},
    "behaviour": {**WHOLE["behaviour"], "model": "bg_nbd"},
    "spend": {**WHOLE["spend"], "v": "30"},
    "seasons": {"months": ["1"] * 12, "weekdays": ["1"] * 6 + ["0"]},
    "acquisition": {"weekly": "80"},
    "basket": {"sizes": ["0.1", "0.9"]},
    "renewals": {"alpha": "9", "beta": "1", "covariance": _NO_COVARIANCE[2]},
    "backtest": {"level": "0.5"},
}
_MODELS = {"r": "1.6", "alpha": "0.6", "covariance": _NO_COVARIANCE[4]}
MOVED: dict[str, tuple[dict[str, Any], Any]] = {
    "name": (WHOLE, "Another"),
    "period.last_day": (WHOLE, "2025-06-30"),
    "identified_share": (WHOLE, "0.5"),
    "grade.letter": (WHOLE, "C"),
    "grade.reasons.0.found": (WHOLE, "none"),
    "margin.rate": (WHOLE, "0.5"),
    "customers.known": (NO_STATES, 600),
    "customers.here_now": (NO_STATES, "300"),
    "customers.states.0.repeats": (WHOLE, "30"),
    "customers.states.0.last": (WHOLE, "20"),
    "customers.states.0.age": (WHOLE, "60"),
    "customers.states.0.mean_purchase": (WHOLE, "18 EUR"),
    "behaviour.model": (WHOLE, "bg_nbd"),
    **{f"behaviour.pareto_nbd.{name}": (WHOLE, value) for name, value in _MODELS.items()},
    "behaviour.pareto_nbd.s": (WHOLE, "2"),
    "behaviour.pareto_nbd.beta": (WHOLE, "4"),
    **{f"behaviour.bg_nbd.{name}": (NO_STATES, value) for name, value in _MODELS.items()},
    "behaviour.bg_nbd.a": (NO_STATES, "2"),
    "behaviour.bg_nbd.b": (NO_STATES, "1"),
    "spend.p": (WHOLE, "3"),
    "spend.q": (WHOLE, "4"),
    "spend.v": (WHOLE, "20"),
    "spend.covariance": (WHOLE, _NO_COVARIANCE[3]),
    "spend.rank_correlation": (WHOLE, "-0.3"),
    "seasons.months": (WHOLE, ["2"] + ["1"] * 11),
    "seasons.weekdays": (WHOLE, ["2"] + ["1"] * 6),
    "acquisition.weekly": (WHOLE, "80"),
    "acquisition.yearly_growth": (WHOLE, "8"),
    "acquisition.covariance": (WHOLE, _NO_COVARIANCE[2]),
    "basket.sizes": (WHOLE, ["0.1", "0.9"]),
    "basket.products.0.sku": (WHOLE, "T-2"),
    "basket.products.0.category": (WHOLE, "Coffee"),
    "basket.products.0.brand": (WHOLE, "Dale"),
    "basket.products.0.labels": (WHOLE, []),
    "basket.products.0.gift_card": (WHOLE, "yes"),
    "basket.products.0.share_of_lines": (WHOLE, "0.9"),
    "basket.products.0.price": (WHOLE, "40 EUR"),
    "basket.products.0.pieces": (WHOLE, "9"),
    "basket.products.0.margin": (WHOLE, "0.9"),
    "renewals.alpha": (WHOLE, "9"),
    "renewals.beta": (WHOLE, "9"),
    "renewals.covariance": (WHOLE, [["9", "0"], ["0", "9"]]),
    "backtest.level": (WHOLE, "0.5"),
    "backtest.spread": (WHOLE, "0.9"),
    "groups.0.name": (GROUPS, "till"),
    **{f"groups.0.{name}": (GROUPS, value) for name, value in _GROUP_PARTS.items()},
    "stratum.customers": (WHOLE, 250),
    "stratum.within_days": (WHOLE, 10),
    "assumptions.0.name": (WHOLE, "basket"),
    "assumptions.0.stratum": (WHOLE, "best"),
    "assumptions.0.median": (WHOLE, "0.4"),
    "assumptions.0.low": (WHOLE, "0.2"),
    "assumptions.0.high": (WHOLE, "0.9"),
    "assumptions.0.source": (WHOLE, "hers"),
    "activities.0.activity": (WHOLE, "share"),
    "activities.0.per_purchase": (WHOLE, "0.9"),
    "activities.0.having": (WHOLE, {"stars": "1"}),
    "activities.0.source": (WHOLE, "hers"),
    "costs.setup": (WHOLE, "90 EUR"),
    "costs.monthly": (WHOLE, "90 EUR"),
    "costs.reward_tax": (WHOLE, "0.9"),
    "costs.yearly_interest": (WHOLE, "0.9"),
    "data_sha256": (WHOLE, "cd"),
}

_COUNTS = ("customers.fitted", "customers.repeats", "customers.accounts", "spend.far_out")
_FLAGS = ("seasons.months_known", "seasons.weekdays_known", "spend.soft_prior")
_MODEL = {"log_likelihood": "-5", "soft_prior": "yes"}
TOLD: dict[str, Any] = {
    "time_zone": "America/New_York",
    "period.first_day": "2024-01-01",
    "grade.reasons.0.at_best": "D",
    "grade.reasons.0.remedy": "nothing",
    "margin.source": "somebody",
    **dict.fromkeys(_COUNTS, 5),
    "customers.returned_whole": 5,
    **{f"behaviour.pareto_nbd.{name}": value for name, value in _MODEL.items()},
    **{f"behaviour.bg_nbd.{name}": value for name, value in _MODEL.items()},
    **dict.fromkeys(_FLAGS, "yes"),
    "spend.mean_purchase": "99 EUR",
    "spend.correlation": "0.9",
    "spend.independence_probability": "0.1",
    "spend.far_out_above": "99 EUR",
    "spend.far_out_share": "0.9",
    "acquisition.spread": "9",
    "backtest.origins.0.day": "2020-01-01",
    "backtest.origins.0.days": 5,
    "backtest.origins.0.forecast": "99",
    "backtest.origins.0.actual": 5,
    "backtest.largest_error": "0.9",
    "sources.0.what": "nothing",
    "sources.0.source": "nobody",
    "sources.0.sha256": "cd",
}


def moved(place: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A scenario, and the same with another value in a place."""
    whole, value = MOVED[place]
    return whole, changed(whole, {place: value})


def changed(whole: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """A scenario with other values in some places."""
    copied: dict[str, Any] = json.loads(json.dumps(whole))
    for place, value in values.items():
        *way, last = (int(step) if step.isdecimal() else step for step in place.split("."))
        here: Any = copied
        for step in way:
            here = here[step]
        here[last] = value
    return copied


TOGETHER = {
    "currency": (WHOLE, json.loads(json.dumps(WHOLE).replace("EUR", "CHF"))),
    "customers.states.0.customers": (
        WHOLE,
        changed(WHOLE, {"customers.states.0.customers": 290, "customers.states.1.customers": 10}),
    ),
    "stratum.name": (
        WHOLE,
        changed(WHOLE, {"stratum.name": "all", "assumptions.1.stratum": "all"}),
    ),
}
"""Fields that change with others only."""
AGAINST = {"costs.current_monthly": "5 EUR"}
"""Fields that only matter to a shop that has a program."""


def told(shop: dict[str, Any], before: ProgramArm | None = None) -> str:
    """All that a forecast says, but for the hashes of what was simulated."""
    return _told(json.dumps(shop), before)


@cache
def _told(shop: str, before: ProgramArm | None) -> str:
    scenario = Scenario.model_validate_json(shop, strict=False)
    simulation = Simulation.of(scenario, (before, ARM), seed=3, runs=1, months=2, existing=60)
    tally = simulation.work()(Block(range(1), range(simulation.customers())))
    result = run_of(simulation, tally, 1).model_dump(mode="json")
    result["manifest"] = result["manifest"]["data_sha256"]
    figures = figures_of(simulation, 1, arm_of(tally, 1, 2), arm_of(tally, 0, 2))
    return json.dumps([result, figures.model_dump(mode="json")])


def fields() -> Iterator[tuple[str, bool]]:
    """Every field that holds no part with fields of its own, and whether it is only told.

    Parts of a group are one field each: they are read as those of the whole shop.
    """
    listed = list(places(Scenario, ""))
    named = ["" if name == "the file" else name.strip("`") + "." for name, _ in listed]
    for place, (_, part) in zip(named, listed, strict=True):
        if place.startswith("groups.") and place != "groups.":
            continue
        for name, field in part.model_fields.items():
            if place == "groups." or f"{place}{name}." not in named:
                yield f"{place}{name}", ONLY_TOLD in field.metadata


def in_general(place: str) -> str:
    """A place without the numbers of its items."""
    return ".".join(step for step in place.split(".") if not step.isdecimal())


def test_each_field_is_tried() -> None:
    told_only = {place for place, is_told in fields() if is_told}
    assert {in_general(place) for place in TOLD} == told_only
    tried = {in_general(place) for place in (*MOVED, *TOGETHER, *AGAINST)}
    assert tried | {"format"} == dict(fields()).keys() - told_only


def test_what_is_only_told_moves_no_forecast() -> None:
    assert told(changed(WHOLE, TOLD)) == told(WHOLE)


@pytest.mark.parametrize("place", MOVED)
def test_a_field_moves_a_forecast(place: str) -> None:
    before, after = moved(place)
    assert told(before) != told(after)


@pytest.mark.parametrize("place", TOGETHER)
def test_a_field_with_others_moves_a_forecast(place: str) -> None:
    before, after = TOGETHER[place]
    assert told(before) != told(after)


@pytest.mark.parametrize("place", AGAINST)
def test_a_field_moves_a_forecast_against_a_program(place: str) -> None:
    after = changed(WHOLE, {place: AGAINST[place]})
    assert told(WHOLE, ARM) != told(after, ARM)
