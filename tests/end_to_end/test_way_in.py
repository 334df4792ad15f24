"""The way in: a terminal gets the designer, everything else the plain guide."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.terminal import PERKWRIGHT, ROOT


@pytest.mark.parametrize("words", [[], ["design"], ["design", "shop.loyalty"]])
def test_without_a_terminal_there_is_the_guide(words: list[str]) -> None:
    done = subprocess.run(
        [*PERKWRIGHT, *words], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    assert b"perkwright check" in done.stdout
    assert b"perkwright --help" in done.stdout


def shown_in_terminal(folder: Path, term: str, *words: str) -> tuple[int, bytes]:
    """How a command ends in a terminal of a kind, and what it draws there."""
    reading, writing = os.openpty()
    done = subprocess.run(
        [*PERKWRIGHT, *words],
        cwd=folder,
        env=os.environ | {"TERM": term, "PYTHONPATH": str(ROOT)},
        stdin=writing,
        stdout=writing,
        stderr=writing,
        check=False,
    )
    os.close(writing)
    shown = os.read(reading, 65_536)
    os.close(reading)
    return done.returncode, shown


def test_a_terminal_that_can_show_nothing_gets_the_guide(tmp_path: Path) -> None:
    code, shown = shown_in_terminal(tmp_path, "dumb")
    assert code == 0
    assert b"perkwright --help" in shown
    assert b"\x1b" not in shown


def test_a_file_that_is_not_there_is_told_before_a_screen_is_shown(tmp_path: Path) -> None:
    code, shown = shown_in_terminal(tmp_path, "xterm", "design", "nowhere.loyalty")
    assert code == 2
    assert b"There is no file nowhere.loyalty" in shown
    assert b"\x1b" not in shown
