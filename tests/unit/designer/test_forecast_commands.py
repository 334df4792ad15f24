"""`perkwright simulate` and `compare` as a person uses them, on a handful of customers."""

import json
import os
import re
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.forecast_options import show
from designer.cli.main import run
from designer.report.forecast_page import forecast_page
from designer.report.forecast_words import caveats
from designer.report.page_files import write_report
from designer.workbench.forecasts import ForecastJob, read_scenario, run_comparison, run_forecast
from designer.workbench.gallery import FOLDER
from designer.workbench.refusal import Refusal
from simulator.behaviour.assumptions import usual
from simulator.calibration.scenario import AssumptionPart, CostsPart
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.forecasts import runs as blocks_of_runs
from simulator.forecasts.forecast import Forecast
from simulator.forecasts.verdict import Verdict, verdict
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT

GOLDEN = ROOT / "tests/golden/forecast"
POINTS = FOLDER / "templates/classic_points.loyalty"
CLUB = FOLDER / "templates/paid_membership.loyalty"
ACTING = FOLDER / "templates/activity_rewards.loyalty"
SCENARIO = POINTS.with_suffix(".scenario.yaml")
FEW = "--customers 60 --months 2 --runs 4".split()
PROMISED = """seed runs customers months grade manifest incremental_margin_minor reward_cost_minor
    subsidised_baseline_minor net_benefit_minor roi probability_of_loss break_even_uplift owed_minor
    breakage kpis results_sha256""".split()


def quiet(what: str, done: int, whole: int) -> None:
    """Tell nobody."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(name="small_blocks")
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks_of_runs, "WORTH_A_BLOCK", 1)


def job(**changes: Any) -> ForecastJob:
    usual_job: dict[str, Any] = {
        "files": (POINTS,),
        "customers": 60,
        "months": 2,
        "runs": 4,
        "is_brief": True,
    }
    return ForecastJob(**(usual_job | changes))


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    return run_forecast(job(keeps=False), quiet)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    code = run([str(word) for word in words])
    captured = capsys.readouterr()
    assert code in (ExitCode.PROBLEMS, ExitCode.WRONG_USAGE)
    assert captured.out == ""
    assert "perkwright itself" not in captured.err
    return captured.err


def test_simulate_prints_its_golden_page_and_writes_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], golden: CompareGolden
) -> None:
    report = tmp_path / "forecast.html"
    fewest = "--customers 60 --months 1 --runs 2".split()
    assert run(["simulate", str(POINTS), *fewest, "--report", str(report)]) == ExitCode.FINE
    golden(GOLDEN / "simulate.txt", capsys.readouterr().out)
    assert report.read_text("utf-8").rstrip().endswith("</html>")
    assert [path.name for path in tmp_path.iterdir() if path.name != "cache"] == [report.name]
    assert not list((tmp_path / "cache").rglob("*.npz"))


def test_json_holds_what_was_promised_and_fits_its_schema(
    capsys: pytest.CaptureFixture[str], golden: CompareGolden, whole: Forecast
) -> None:
    assert run(["simulate", str(POINTS), *FEW, "--brief", "--json", "--workers", "2"]) == 0
    printed = capsys.readouterr().out
    record = json.loads(printed)
    assert [name for name in PROMISED if name not in record] == []
    assert {"p10", "median", "p90"} <= record["roi"].keys()
    golden(GOLDEN / "simulate.json", printed)
    assert record == whole.model_dump(mode="json")
    assert run(["simulate", "--schema"]) == ExitCode.FINE
    jsonschema.validate(record, json.loads(capsys.readouterr().out))


def test_a_report_is_written_of_what_was_printed_and_of_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], whole: Forecast
) -> None:
    result, files = tmp_path / "a.json", [tmp_path / "a.md", tmp_path / "a.csv"]
    result.write_text(whole.model_dump_json(), encoding="utf-8")
    assert run(["report", str(result), *map(str, files)]) == ExitCode.FINE
    assert capsys.readouterr().out == "".join(f"Wrote {file}\n" for file in files)
    for file in files:
        itself = file.with_stem("itself")
        write_report(forecast_page(whole), itself)
        assert file.read_bytes() == itself.read_bytes()
    assert run(["report", str(result), str(files[0]), "--language", "de_DE"]) == ExitCode.FINE
    capsys.readouterr()
    german = files[0].read_text("utf-8")
    assert re.search(r"\d,\d\d\s\$", german)
    assert re.search(r"\d,\d\s%", german)
    assert "$0" not in german
    result.write_text("{}", encoding="utf-8")
    assert "like en or de_DE" in refused(capsys, "report", result, files[0], "--language", "xx")
    assert "holds no forecast and no comparison" in refused(capsys, "report", result, files[0])
    assert "cannot be read" in refused(capsys, "report", tmp_path / "b.json", files[0])
    assert "form of the report" in refused(capsys, "report", result, tmp_path / "a.pdf")


def test_compare_prints_its_golden_page(
    capsys: pytest.CaptureFixture[str], golden: CompareGolden
) -> None:
    assert run(["compare", str(POINTS), str(CLUB), *FEW]) == ExitCode.FINE
    golden(GOLDEN / "compare.txt", capsys.readouterr().out)


@pytest.mark.usefixtures("small_blocks")
def test_what_is_stopped_goes_on_and_gives_the_bytes_of_the_whole(
    tmp_path: Path, whole: Forecast
) -> None:
    def stop(what: str, done: int, of: int) -> None:
        if 2 * done == of:
            raise KeyboardInterrupt

    first = run_forecast(job(), stop)
    assert (first.runs, first.runs_wanted, first.stopped) == (2, 4, True)
    assert len(list((tmp_path / "cache").rglob("*.npz"))) == 2
    told: list[tuple[int, int]] = []
    second = run_forecast(job(), lambda what, done, of: told.append((done, of)))
    assert 2 * told[0][0] == told[0][1], "what was finished is not done again"
    assert second == whole
    assert not list((tmp_path / "cache").rglob("*.npz"))


@pytest.mark.usefixtures("small_blocks")
def test_what_is_stopped_on_a_full_disk_does_not_say_that_it_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    def stop(what: str, done: int, of: int) -> None:
        if 2 * done == of:
            raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez", full)
    found = run_forecast(job(), stop)
    assert (found.runs, found.runs_kept) == (2, False)
    assert show(found, lambda: forecast_page(found), None, as_json=True) == ExitCode.STOPPED
    told = capsys.readouterr().err
    assert "the same command works on those again" in told
    assert "goes on" not in told


@pytest.mark.usefixtures("small_blocks")
def test_a_comparison_that_is_stopped_says_so() -> None:
    def stop(what: str, done: int, of: int) -> None:
        if what != "Simulating":
            raise KeyboardInterrupt

    found = run_comparison(job(files=(POINTS, CLUB, POINTS), customers=20, months=1), stop)
    names = [design.program for design in found.designs]
    assert names == ["My Points (1)", "My Plus", "My Points (2)"]
    assert found.winner in names
    assert found.stopped
    assert found.runs == found.runs_wanted
    assert found.winner_on_fresh_seeds is None


def test_a_stop_before_the_first_run_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.forecasts.simulation.simulate_worlds", stop)
    report = tmp_path / "forecast.html"
    code = run(["simulate", str(POINTS), *FEW, "--report", str(report)])
    assert code == ExitCode.STOPPED
    assert capsys.readouterr().out == ""
    assert not report.exists()


def test_without_effects_there_is_no_margin_and_the_whole_cost(tmp_path: Path) -> None:
    scenario = read_scenario(SCENARIO)
    nothing = tuple(
        AssumptionPart(name=row.name, median=row.none, source="a test")
        for row in usual()
        if row.none is not None
    )
    costs = CostsPart(setup="100 USD", monthly="10 USD")
    without = scenario.model_copy(update={"assumptions": nothing, "costs": costs})
    file = tmp_path / "no_effect.scenario.yaml"
    file.write_text(scenario_to_yaml(without), encoding="utf-8")
    found = run_forecast(job(scenario=file, runs=1), quiet)
    assert set(found.incremental_margin_minor.model_dump().values()) == {0}
    cost, fees = found.reward_cost_minor.median, found.fees_minor.median
    running = found.running_cost_minor.median
    assert cost is not None
    assert fees is not None
    assert running == 2 * 10_00
    assert found.net_benefit_minor.median == -(cost + running + 100_00) + fees


def test_the_bad_program_is_not_to_be_launched() -> None:
    bad = FOLDER / "examples/too_generous.loyalty"
    found = run_forecast(job(files=(bad,), runs=30), quiet)
    assert verdict(found, found.runs, found.shop_customers) is Verdict.DO_NOT_LAUNCH


def test_a_program_against_itself_changes_nothing() -> None:
    found = run_forecast(job(current=POINTS), quiet)
    assert found.against == found.program
    for figures in (
        found.net_benefit_minor,
        found.incremental_margin_minor,
        found.reward_cost_minor,
        found.subsidised_baseline_minor,
    ):
        assert set(figures.model_dump().values()) == {0}
    assert verdict(found, 30, found.shop_customers) is Verdict.NO_DIFFERENCE
    assert "starts without members here, too" in " ".join(caveats(found, found.against))


def test_a_current_program_in_another_currency_is_refused(tmp_path: Path) -> None:
    current = tmp_path / "current.loyalty"
    current.write_text(POINTS.read_text("utf-8").replace("USD", "EUR"), "utf-8")
    with pytest.raises(Refusal, match="is in EUR, and the scenario"):
        run_forecast(job(current=current), quiet)


def test_programs_start_with_the_members_that_a_replay_has_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, members = tmp_path / "orders.csv", tmp_path / "members"
    rows = [
        f"{who}-{month},c{who},2025-{month:02}-{who % 28 + 1:02}T10:00:00Z,USD,{9 + who}.00,paid"
        for who in range(40)
        for month in range(1 + who % 9, 12, 1 + who % 3)
    ]
    header = "order_id,customer_id,occurred_at,currency,net_amount,status"
    orders.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    asked = job(current=POINTS, members=members, scenario=SCENARIO)
    with pytest.raises(Refusal, match="There are no members in"):
        run_forecast(asked, quiet)
    assert run(["replay", str(POINTS), str(orders), "--state", str(members)]) == ExitCode.FINE
    with monkeypatch.context() as read_only:
        read_only.setattr(os, "access", lambda of, mode: members not in Path(of).parents)
        found = run_forecast(asked, quiet)
    assert set(found.net_benefit_minor.model_dump().values()) == {0}
    assert found.members_before is not None
    assert (found.members_before.members, found.members_before.over[0].lost) == (40, ())
    one = run_forecast(replace(asked, runs=1), quiet).wallets[0]
    figures = (one.opening, one.granted, one.redeemed, one.expired, one.outstanding)
    had, given, used, expired, left = (each.median or 0 for each in figures if each)
    assert left == had + given - used - expired
    assert min(had, given, used, left) > 0
    said = " ".join(caveats(found, found.against))
    assert "of all customers are assumed never to join My Points" in said
    assert "nobody loses what My Points gave" in said
    other = tmp_path / "other.loyalty"
    text = re.sub(r"\bPoints\b", "Leaves", POINTS.read_text("utf-8"))
    other.write_text(text.replace('"My Leaves"', '"New"'), "utf-8")
    changed = run_forecast(replace(asked, files=(other,)), quiet)
    assert changed.manifest.members_sha256 == found.manifest.members_sha256 != ""
    said = " ".join(caveats(changed, changed.against))
    assert re.search(r"New does not have, and members lose: 57,920 .* of 40 members, worth", said)
    with pytest.raises(Refusal, match="in one time zone"):
        run_forecast(replace(asked, files=(ACTING,)), quiet)
    with pytest.raises(Refusal, match="name that program with --current"):
        run_forecast(replace(asked, current=None), quiet)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("templates/*.loyalty")), ids=lambda p: p.stem)
def test_each_template_has_a_scenario_beside_it(file: Path) -> None:
    assert read_scenario(file.with_suffix(".scenario.yaml")).grade.letter == "D"


def test_members_who_did_not_run_on_columns_are_counted_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = tmp_path / "slow.loyalty"
    text = POINTS.read_text("utf-8")
    slow.write_text(
        text.replace(
            "  margin 55%\n", "  margin 55%\n  new points can be spent on the same purchase\n"
        ),
        "utf-8",
    )
    words = f"--scenario {SCENARIO} --customers 20 --months 1 --runs 2 --brief".split()
    found = run_forecast(job(files=(slow,), scenario=SCENARIO, customers=20), quiet)
    (one,) = found.by_reference
    assert one.reasons == ("points that can be spent on the purchase that earns them",)
    assert (one.members.median or 0) > 0
    assert run(["simulate", str(slow), *words]) == ExitCode.FINE
    assert "ran one member after the other" in " ".join(capsys.readouterr().out.split())


def test_what_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = tmp_path / "half.scenario.yaml"
    text = SCENARIO.read_text("utf-8")
    half.write_text(text[: len(text) // 2], encoding="utf-8")
    pounds = FOLDER / "templates/tiers.scenario.yaml"
    no_margin = tmp_path / "no_margin.loyalty"
    no_margin.write_text(POINTS.read_text("utf-8").replace("  margin 55%\n", ""), encoding="utf-8")
    bare = tmp_path / "bare.scenario.yaml"
    bare.write_text(text.replace('margin:\n  rate: "0.55"\n  source: "the owner"\n', ""), "utf-8")
    orphan = tmp_path / "orphan.loyalty"
    orphan.write_text(POINTS.read_text("utf-8"), encoding="utf-8")
    said = {
        "half.scenario.yaml": ("simulate", POINTS, "--scenario", half),
        "never added up": ("simulate", POINTS, "--scenario", pounds),
        "margin": ("simulate", no_margin, "--scenario", bare),
        "needs to know the shop": ("simulate", orphan),
        "gone.loyalty": ("simulate", tmp_path / "gone.loyalty", "--scenario", SCENARIO),
        "gone.scenario.yaml": ("simulate", POINTS, "--scenario", tmp_path / "gone.scenario.yaml"),
        "form of the report": ("simulate", POINTS, "--report", tmp_path / "report.pdf"),
        "There is no folder": ("simulate", POINTS, "--report", tmp_path / "no" / "report.html"),
        "number of processes": ("simulate", POINTS, *FEW, "--workers", "many"),
        "in the range": ("simulate", POINTS, "--customers", 0),
        "1<=x<=100000000": ("simulate", POINTS, "--customers", 10**21),
        "Name the programs": ("compare",),
        "two or more of them": ("compare", POINTS, *FEW),
        "there is none": ("simulate", POINTS, "--lines", half),
        "one or the other": ("simulate", POINTS, "--scenario", SCENARIO, "--orders", half),
    }
    for words, command in said.items():
        assert words in refused(capsys, *command), command
