"""A forecast straight from orders tells on stderr what was left out of them, and why."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from tests.house_rules.tree import ROOT

ANY_PROGRAM = str(ROOT / "programs/templates/classic_points.loyalty")
FEW = ("--runs", "1", "--months", "1", "--customers", "1", "--workers", "1", "--json")
TODAY = date(2025, 11, 1)
ROWS = [
    *(f"{n},c{n % 50},{date(2025, 1, 1) + timedelta(days=n)},5.00" for n in range(300)),
    "300,c1,2025-02-01,five",
    "301,c1,2025-12-03,5.00",
]


@pytest.fixture(autouse=True)
def a_day_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """All orders but the last are from before this day."""
    for command in ("simulate", "compare"):
        module = f"designer.cli.commands.{command}_command"
        monkeypatch.setattr(f"{module}.today_here", lambda: TODAY)


def told(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command says beside its result, of these rows of orders."""
    orders, mapping = folder / "orders.csv", folder / "map.toml"
    orders.write_text("\n".join(["order_id,customer_id,occurred_at,net_amount", *ROWS]))
    mapping.write_text('[formats]\ncurrency = "USD"\n')
    assert run([*words, "--orders", str(orders), "--map", str(mapping), *FEW]) == ExitCode.FINE
    captured = capsys.readouterr()
    assert "32 days later than today" in str(json.loads(captured.out)["grade_reasons"])
    return captured.err


@pytest.mark.parametrize(
    "words", [("simulate", ANY_PROGRAM, "--brief"), ("compare", ANY_PROGRAM, ANY_PROGRAM)]
)
def test_what_was_left_out_and_what_is_later_than_today_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    err = told(tmp_path, capsys, *words)
    assert "1 order is later than today (row 303)" in err
    assert "Left out\n  - 1 row of orders: an amount is empty or not a number\n" in err


def test_beside_lines_of_progress_it_is_a_line_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(
        tmp_path, capsys, "simulate", ANY_PROGRAM, "--brief", "--progress-json"
    ).splitlines()
    (read,) = (each for each in map(json.loads, lines) if each.get("event") == "import")
    rows = {each["rule"]: each["rows"] for each in read["findings"]}
    assert (rows["unreadable-amount"], rows["after-today"]) == ([302], [303])
