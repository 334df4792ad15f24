"""One wrong year in a file of orders is told: nothing else shows what it does to all figures."""

from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from tests.unit.designer.shop import write_shop
from tests.unit.designer.test_calibrate_command import day, written

Captured = pytest.CaptureFixture[str]


def told(capsys: Captured, *words: object) -> str:
    assert run(list(map(str, words))) == ExitCode.FINE
    return " ".join(capsys.readouterr().out.split())


def test_a_replay_tells_of_orders_later_than_today(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERKWRIGHT_KEY", str(tmp_path / "key"))
    program, orders, _ = write_shop(tmp_path)
    assert "later than today" not in told(capsys, "replay", program, orders)
    rows = orders.read_text("utf-8").splitlines()
    slip = rows[-1].replace(rows[-1].split(",")[0], "slip", 1).replace(",2025-", ",2190-")
    orders.write_text("\n".join([*rows, slip]), encoding="utf-8")
    expected = f"1 order is later than today (row {len(rows) + 1}): correct the dates"
    assert expected in told(capsys, "replay", program, orders)


def test_a_calibration_tells_of_orders_later_than_today(tmp_path: Path, capsys: Captured) -> None:
    rows = [(f"c{number % 60}", day(number % 300), "5.00") for number in range(400)]
    assert "later than today" not in told(capsys, "calibrate", written(tmp_path, rows))
    rows += [("c1", "2190-03-01", "5.00"), ("c2", "2190-03-02", "5.00")]
    said = told(capsys, "calibrate", written(tmp_path, rows))
    assert "2 orders are later than today (row 402, 403): correct the dates" in said
