"""What comes in the way of work: a kill, a closed window, other sizes."""

import os
from dataclasses import replace
from pathlib import Path

from designer.workbench.five_numbers import save_scenario_file, usual_numbers
from tests.end_to_end.terminal import PERKWRIGHT, Terminal, terminal
from tests.end_to_end.test_sixty_seconds import until
from tests.processes import is_alive
from tests.unit.designer.screens.journey import copied

STAGES = {
    "F2": "▐1 Design▌",
    "F3": "▐2 Try",
    "F4": "3 Forecast▌",
    "F5": "▐4 Compare▌",
    "F6": "▐5 Launch▌",
}


def with_customers(file: Path) -> Path:
    """The program, with so many customers beside it that its forecast takes a while."""
    numbers = replace(usual_numbers("other", "USD"), customers="3000")
    save_scenario_file(file, numbers, "America/New_York")
    return file


def children_of(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        said = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    except FileNotFoundError:
        return []
    return [int(each) for each in said.split()]


def test_what_was_typed_is_saved_by_itself_and_is_there_after_a_kill(tmp_path: Path) -> None:
    file = copied(tmp_path, "classic-points")
    with terminal([*PERKWRIGHT, "design", file.name], tmp_path, LC_ALL="C.UTF-8") as at:
        at.wait_for("│10 │", "of sales")
        at.keys("Enter", "2", "5")
        at.wait_for("give 25 points per 1 USD")
        assert until(lambda: "give 25 points per 1 USD" in file.read_text("utf-8"))
        process = at.process()
        assert until(lambda: bool(children_of(process))), "none stands by"
        children = children_of(process)
        os.kill(process, 9)
        assert until(lambda: not any(is_alive(each) for each in children))
    with terminal([*PERKWRIGHT, "design", file.name], tmp_path, LC_ALL="C.UTF-8") as at:
        at.wait_for("give 25 points per 1 USD")


def test_closing_the_window_saves_and_leaves_no_process(tmp_path: Path) -> None:
    file = with_customers(copied(tmp_path, "classic-points"))
    with terminal([*PERKWRIGHT, "design", file.name], tmp_path, LC_ALL="C.UTF-8") as at:
        at.wait_for("of sales")
        process = at.process()
        at.keys("F4")
        at.wait_for("Esc stops")
        assert until(lambda: bool(children_of(process)))
        children = children_of(process)
    assert until(lambda: not any(is_alive(each) for each in (process, *children)))


def echoes(at: Terminal, letters: str) -> None:
    """Type letters, each once the one before is on the screen."""
    for letter in letters:
        at.typed(letter)
        at.wait_for(letter)


def progress_of(at: Terminal) -> str:
    """How far the forecast says that it is."""
    return next(line for line in at.lines() if "Esc stops" in line)


def test_a_forecast_leaves_the_screen_free_and_ends_at_once(tmp_path: Path) -> None:
    file = with_customers(copied(tmp_path, "classic-points"))
    with terminal([*PERKWRIGHT, "design", file.name], tmp_path, LC_ALL="C.UTF-8") as at:
        at.wait_for("of sales")
        process = at.process()
        assert until(lambda: bool(children_of(process)))
        (standing_by,) = children_of(process)
        at.keys("F9", "C-End", "Enter")
        at.typed("# ")
        at.keys("F4")
        at.wait_for("Esc stops")
        before = progress_of(at)
        at.keys("F2")
        at.wait_for("▐F2 Design▌")  # in the text digits are letters
        echoes(at, "αβγδεζηθικλμνξ")
        assert is_alive(standing_by), "the forecast ended before the letters did"
        at.keys("F4")
        at.wait_for("Esc stops")
        assert until(lambda: progress_of(at) != before)
        at.keys("Escape")
        assert until(lambda: not is_alive(standing_by)), "it was the command, and is stopped"
        assert until(lambda: len(children_of(process)) == 1), "the next one stands by"


def test_thirty_sizes_while_a_forecast_runs_leave_the_screen_whole(tmp_path: Path) -> None:
    file = with_customers(copied(tmp_path, "classic-points"))
    with terminal([*PERKWRIGHT, "design", file.name], tmp_path, LC_ALL="C.UTF-8") as at:
        at.wait_for("of sales")
        at.keys("F4")
        at.wait_for("Esc stops")
        for number in range(30):
            at.resize(60 + 37 * number % 101, 16 + 11 * number % 30)
        at.resize(80, 24)
        at.wait_for("Profit", "^P Menu")
        assert max(len(line) for line in at.lines()) <= 80
        for key, words in STAGES.items():
            at.keys(key)
            at.wait_for(words, "^P Menu")
