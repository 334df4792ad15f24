"""How far long work is: each step is told as it begins, and again while it is silent."""

import json
import time
from itertools import groupby
from pathlib import Path

import pytest

from designer.cli import progress
from designer.cli.progress import progress_of
from designer.workbench.forecasts import ForecastJob, run_comparison, run_forecast
from simulator.forecasts.steps import AGAIN, SIMULATING, WEIGHING
from tests.house_rules.tree import ROOT

FILE = ROOT / "programs/templates/classic_points.loyalty"

Told = list[tuple[str, int, int]]


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
        assert 0.9 < done[-1] / lines[-1][2] <= 1, "fewer runs may have fewer new customers"
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
