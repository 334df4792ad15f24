"""A forecast names what is missing in it, and gives no verdict that it cannot stand by."""

from dataclasses import replace
from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from designer.report.forecast_words import findings, verdict_words
from designer.workbench.forecasts import ForecastJob, read_scenario, run_forecast
from designer.workbench.gallery import FOLDER
from simulator.forecasts.progress import Partial, Unweighed
from simulator.forecasts.verdict import Verdict, verdict

POINTS = FOLDER / "templates/classic_points.loyalty"
ACTING = FOLDER / "templates/activity_rewards.loyalty"
SCENARIO = POINTS.with_suffix(".scenario.yaml")
SMALL = ForecastJob(files=(POINTS,), customers=60, months=2, runs=30, is_brief=True)


def quiet(what: str, done: int, whole: int) -> None:
    """Tell nobody."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_program_for_products_that_are_not_sold_is_not_advised(tmp_path: Path) -> None:
    card = tmp_path / "card.loyalty"
    in_euro = (FOLDER / "templates/punch_card.loyalty").read_text("utf-8")
    card.write_text(in_euro.replace("EUR", "USD"), "utf-8")
    told: list[Partial | Unweighed] = []
    found = run_forecast(replace(SMALL, files=(card,), scenario=SCENARIO), quiet, told.append)
    *_, partial, unweighed = told
    assert found.reward_cost_minor.median == 0
    assert found.products_not_sold
    assert verdict(found, found.runs, found.shop_customers) is Verdict.INCOMPLETE
    assert isinstance(partial, Partial)
    assert partial.customers == found.customers == 60
    assert partial.shop_customers == found.shop_customers == read_scenario(SCENARIO).customers.known
    assert found.shop_customers > found.customers
    assert verdict(partial, partial.runs, partial.shop_customers) is Verdict.INCOMPLETE
    assert isinstance(unweighed, Unweighed)
    before = run_forecast(replace(SMALL, scenario=SCENARIO, current=card), quiet)
    assert verdict(before, before.runs, before.shop_customers) is Verdict.INCOMPLETE
    assert f"so what {before.against} gives for that is missing" in " ".join(findings(before))


def test_a_program_that_pays_for_what_no_scenario_tells_of_is_not_advised(tmp_path: Path) -> None:
    told = ACTING.with_suffix(".scenario.yaml").read_text("utf-8")
    head, _, costs = told.partition("activities:\n")
    silent = tmp_path / "silent.scenario.yaml"
    silent.write_text(head + "costs:\n" + costs.partition("\ncosts:\n")[2], "utf-8")
    known, unknown = (
        run_forecast(replace(SMALL, files=(ACTING,), scenario=shop), quiet)
        for shop in (ACTING.with_suffix(".scenario.yaml"), silent)
    )
    named = ("review", "follow", "share", "check-in", "successful referral")
    assert (known.activities_not_told, unknown.activities_not_told) == ((), named)
    assert (known.activities_told, unknown.activities_told) == (named, ())
    brings = "what that brings the shop, such as a friend who comes, is not."
    assert [brings in " ".join(findings(each)) for each in (known, unknown)] == [True, False]
    certain = unknown.model_copy(update={"probability_of_loss": 0.0})
    assert verdict(certain, 30, certain.shop_customers) is Verdict.INCOMPLETE
    said = " ".join((verdict_words(certain, certain), *findings(certain)))
    assert 'given for "review", "follow" and 3 more is missing' in said
    alone = replace(SMALL, scenario=silent, current=ACTING, customers=20, months=1)
    before = run_forecast(alone, quiet)
    assert before.against_not_told == named
    assert verdict(before, before.runs, before.shop_customers) is Verdict.INCOMPLETE
    assert f"so what {before.against} gives for that is missing" in " ".join(findings(before))
    assert known.wallets[1].granted.median
    assert not unknown.wallets[1].granted.median
    assert "successful referral" in {row.name for row in known.assumptions}


def test_activities_that_the_program_cannot_take_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ACTING.with_suffix(".scenario.yaml").read_text("utf-8")
    wrong = tmp_path / "wrong.scenario.yaml"
    wrong.write_text(told.replace('stars: "5"', 'stars: "6"', 1), "utf-8")
    assert run(["simulate", str(ACTING), "--scenario", str(wrong)]) == ExitCode.PROBLEMS
    err = " ".join(capsys.readouterr().err.split())
    assert '"stars" is 6, and goes from 1 to 5' in err


def test_products_that_are_not_sold_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    coffee = FOLDER / "scenarios/coffee_shop.loyalty"
    words = ("--scenario", SCENARIO, "--customers", 5, "--months", 1, "--runs", 1, "--brief")
    assert run(["simulate", str(coffee), *map(str, words)]) == ExitCode.FINE
    out = " ".join(capsys.readouterr().out.split())
    assert 'the shop sells nothing of "Any drink", "Espresso", "Food", "Retail beans"' in out
