"""The exit codes are a contract: 0 fine, 1 problems found, 2 wrong usage, 3 a test failed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house_rules.tree import ROOT

CODES = {0: "fine", 1: "problems found", 2: "wrong usage", 3: "a test failed"}
BROKEN = 'perkwright 1\n\nprogram "Broken"\n  currency NOWHERE\n  join free\n'


def _perkwright(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "designer", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def _has_commands() -> bool:
    return (ROOT / "designer/__main__.py").exists()


def test_the_codes_are_told_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for code, meaning in CODES.items():
        assert re.search(rf"\b{code}\W{{1,4}}{meaning}", readme), (code, meaning)


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["no-such-command"], 2), (["check"], 2)]
)
def test_usage(arguments: list[str], code: int) -> None:
    if _has_commands():
        done = _perkwright(*arguments)
        assert done.returncode == code
        assert "Traceback" not in done.stderr


def test_problems_found(tmp_path: Path) -> None:
    if _has_commands():
        program = tmp_path / "broken.loyalty"
        program.write_text(BROKEN, encoding="utf-8")
        done = _perkwright("check", str(program))
        assert done.returncode == 1
        assert done.stdout or done.stderr
