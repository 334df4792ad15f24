"""An owner's first minute in a real terminal; its figures are those of the command line."""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.terminal import PERKWRIGHT, ROOT, terminal

PROGRAM = "my_points.loyalty"
FIVE_NUMBERS = ("6.20", "Tab", "3.1", "Tab", "58", "Tab", "60", "Enter")
"""Few customers, because the forecast takes as many times as long as there are."""


def said_by(folder: Path, *words: str) -> str:
    """What a command prints, as the designer would run it."""
    places = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": ""}
    done = subprocess.run(
        [*PERKWRIGHT, *words],
        cwd=folder,
        env=os.environ | places,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def words_of(text: str) -> str:
    """Words with one blank between them, without the frames of boxes."""
    return " ".join(re.sub(r"[│┃]", " ", text).split())


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether something holds in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def estimated(folder: Path) -> list[str]:
    """The estimate as the command line tells it, in the words of the screen."""
    record = json.loads(said_by(folder, "check", "--estimate", "--json", PROGRAM))
    text = said_by(folder, "check", "--estimate", PROGRAM)
    owed = re.search(r"Owed at the end of a year: .*(?=\.)", text)
    assert owed is not None
    return [f"{record['files'][0]['estimate']['typical']['gives_back']} of sales", owed.group()]


def test_from_nothing_to_a_forecast(tmp_path: Path) -> None:
    file = tmp_path / PROGRAM
    (tmp_path / "numpy.py").write_text("raise SystemExit('a file of the owner was run')", "utf-8")
    with terminal(PERKWRIGHT, tmp_path, LC_ALL="C.UTF-8") as at:
        at.wait_for("Points for every purchase", "Customers")
        at.keys("Enter", *FIVE_NUMBERS)
        at.wait_for("│50 │", "of sales")
        at.wait_for(*estimated(tmp_path))

        at.keys("Enter", "2", "5")
        at.wait_for("give 25 points per 1 USD")
        assert until(lambda: "give 25 points" in file.read_text("utf-8"))
        at.wait_for(*estimated(tmp_path))
        at.keys("C-z")
        at.wait_for("give 50 points per 1 USD")
        at.keys("C-y")
        at.wait_for("give 25 points per 1 USD")
        assert until(lambda: "give 25 points" in file.read_text("utf-8"))

        at.keys("F3")
        at.wait_for("Maya, the regular", " 3 of ")
        at.keys("n", "n", "n")
        at.wait_for(" 6 of ", *tried(tmp_path, steps=6))

        at.keys("F4")
        at.wait_for("seed 1", "It loses", seconds=150)
        assert until(tmp_path.joinpath("my_points.forecast.json").is_file)
        at.wait_for("4 compares it with a cheaper version, 5 tells what a launch still needs.")
        shown = words_of(at.text())
    assert_the_forecast_is_the_command_lines(tmp_path, shown)


def tried(folder: Path, steps: int) -> list[str]:
    """What the first steps gave, and what is held after them, by the command line."""
    told = json.loads(said_by(folder, "try", PROGRAM, "--persona", "regular", "--json"))
    done = told["steps"][:steps]
    gave = [f"+{each['change']['Points']}" for each in done if each["change"]["Points"]]
    return [*gave, f"{done[-1]['amounts']['Points']['available']} points"]


def assert_the_forecast_is_the_command_lines(folder: Path, shown: str) -> None:
    """The same command with the same options gives the kept file, and the sentence shown."""
    scenario = ("--scenario", "my_points.scenario.yaml")
    extent = ("--months", "12", "--runs", "50", "--seed", "1")
    result = said_by(folder, "simulate", PROGRAM, *scenario, *extent, "--json")
    kept = folder.joinpath("my_points.forecast.json").read_text("utf-8")
    assert json.loads(kept)["results_sha256"] == json.loads(result)["results_sha256"]
    report = words_of(said_by(folder, "simulate", PROGRAM, *scenario, *extent))
    likely = re.search(r"The net benefit is \S+ \([^)]* in 80% of the runs\)\.", report)
    assert likely is not None
    assert likely.group() in shown
