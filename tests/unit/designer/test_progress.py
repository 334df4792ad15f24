"""How far long work is: each step is told as it begins, and again while it is silent.

What the finished runs say is told as they come, and their result before what matters is weighed.
"""

import json
import time
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from designer.cli import progress
from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from designer.cli.progress import progress_of
from designer.workbench.forecasts import ForecastJob, run_comparison, run_forecast
from simulator.forecasts.steps import AGAIN, SIMULATING, WEIGHING
from tests.house_rules.tree import ROOT

FILE = ROOT / "programs/templates/classic_points.loyalty"

FEW = "--customers 60 --months 2 --runs 4".split()

Told = list[tuple[str, int, int]]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def told_by(what: str, *files: Path) -> Told:
    told: Told = []
    job = ForecastJob(files=files, customers=20, months=1, runs=4, keeps=False)
    work = run_forecast if what == "simulate" else run_comparison
    work(job, lambda *each: told.append(each))
    return told


def test_a_forecast_tells_each_step_as_it_begins_and_weighs_in_one() -> None:
    told = told_by("simulate", FILE)
    steps = {doing: list(lines) for doing, lines in groupby(told, key=lambda each: each[0])}
    assert list(steps) == [SIMULATING, WEIGHING]
    for lines in steps.values():
        done, wholes = [each[1] for each in lines], {each[2] for each in lines}
        assert done[0] == 0
        assert done == sorted(done)
        assert len(wholes) == 1
        assert done[-1] == lines[-1][2]
    assert steps[WEIGHING][-1][2] > steps[SIMULATING][-1][2], "thirty tables take longer"


def test_a_comparison_tells_that_it_tries_the_winner_again() -> None:
    told = told_by("compare", FILE, FILE)
    assert [doing for doing, done, _ in told if not done] == [SIMULATING, AGAIN]
    (both,) = {whole for doing, _, whole in told if doing == SIMULATING}
    (one,) = {whole for doing, _, whole in told if doing == AGAIN}
    assert one < both, "the winner alone"


def test_a_silent_step_says_again_how_long_it_takes_by_the_pace_of_the_last(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_SECONDS_SILENT", 0.05)
    with progress_of(as_json=True) as report:
        report("Reading", 0, 0)
        report(SIMULATING, 0, 100)
        time.sleep(0.1)
        report(SIMULATING, 100, 100)
        report(WEIGHING, 0, 10_000)
        time.sleep(0.3)
    time.sleep(0.1)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines[0] == {"doing": "Reading", "done": 0, "of": None, "seconds_left": None}
    first, *_, last = [line for line in lines if line["doing"] == SIMULATING]
    assert (first["done"], first["seconds_left"]) == (0, None)
    assert (last["done"], last["seconds_left"]) == (100, 0)
    weighing = [line for line in lines if line["doing"] == WEIGHING]
    assert len(weighing) > 2
    left = [line["seconds_left"] for line in weighing]
    assert left == sorted(left, reverse=True)
    assert left[0] > left[-1] > 0


def test_progress_is_told_as_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("simulate", str(FILE), *FEW, "--brief", "--json", "--progress-json")
    assert run(list(words)) == ExitCode.FINE
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in err.splitlines()]
    steps = [line for line in lines if "event" not in line]
    assert steps[0]["doing"] == "Simulating"
    assert all(line.keys() == {"doing", "done", "of", "seconds_left"} for line in steps)
    assert steps[-1]["done"] == steps[-1]["of"]
    result = json.loads(out)
    *_, partial, unweighed = [line for line in lines if "event" in line]
    assert_is_the_result(partial, result)
    assert_is_unweighed(unweighed, result, price_cuts=[])
    assert lines[-2]["doing"] == "Weighing what matters", "told before that is done"


def assert_is_the_result(partial: dict[str, Any], result: dict[str, Any]) -> None:
    """What is told of all runs is what the result says."""
    assert (partial["event"], partial["program"], partial["setup_minor"]) == ("partial", 0, 0)
    assert partial["runs"] == partial["of"] == result["runs"]
    assert partial["trading_months"] == result["months"]
    assert partial["probability_of_loss"] == result["probability_of_loss"]
    for point in ("p10", "median", "p90"):
        assert partial["net_benefit_minor"][point] == [
            month["cumulative_net_benefit_minor"][point] for month in result["monthly"]
        ]
        for name, band in partial.items():
            if isinstance(band, dict) and name != "net_benefit_minor":
                assert band[point] == result[name][point], name


def assert_is_unweighed(told: dict[str, Any], result: dict[str, Any], **nothing: object) -> None:
    """It is the result, without what is still worked out, and says that it is not whole."""
    assert told["event"] == "unweighed"
    assert result["stopped"] is False
    assert all(result[name] for name in nothing)
    assert told["result"] == result | nothing | {"stopped": True}


def test_compare_tells_of_each_program(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("compare", str(FILE), str(FILE), *FEW, "--json", "--progress-json")
    assert run(list(words)) == ExitCode.FINE
    out, err = capsys.readouterr()
    told = map(json.loads, err.splitlines())
    *_, first, second, unweighed = (line for line in told if "event" in line)
    assert [line["program"] for line in (first, second)] == [0, 1]
    assert_is_unweighed(unweighed, json.loads(out), winner_on_fresh_seeds=None, price_cuts=[])


def test_lines_of_progress_have_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", "--schema", "--progress-json"]) == ExitCode.FINE
    schema = json.loads(capsys.readouterr().out)
    names = ("Step", "Imported", "Partial", "Unweighed")
    step, imported, partial, unweighed = (schema["$defs"][name] for name in names)
    assert imported["properties"]["event"]["const"] == "import"
    assert set(step["properties"]) == {"doing", "done", "of", "seconds_left"}
    assert partial["properties"]["event"]["const"] == "partial"
    assert unweighed["properties"]["event"]["const"] == "unweighed"
    results = unweighed["properties"]["result"]["anyOf"]
    assert [each["$ref"].split("/")[-1] for each in results] == ["Forecast", "Comparison"]
