"""Planning a pilot from the designer: the owner's orders are read as was settled before."""

from datetime import date
from pathlib import Path

import pytest

from designer.cli.main import run
from designer.workbench.order_files import keep_mapping, open_orders
from designer.workbench.pilot_files import open_pilot, planning_words

START = date(2026, 3, 1)
ORDERS = "Bonnummer;Datum;Kunde;Betrag\n" + "".join(
    f"{at};{1 + at % 28:02}.{1 + at % 12:02}.2025 10:15;k{at % 175};{5 + at % 7},5\n"
    for at in range(900)
)


def test_orders_of_another_layout_are_planned_from_as_they_are_replayed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders, program = tmp_path / "till.csv", tmp_path / "shop.loyalty"
    orders.write_text(ORDERS, encoding="utf-8")
    file = keep_mapping(open_orders(orders, "EUR"))
    words = planning_words(orders, tmp_path / "shop.pilot", program, None, START)
    assert words[-2:] == ("--map", str(file.map_file))
    assert run([*words]) == 0, capsys.readouterr().err
    assert open_pilot(tmp_path / "shop.pilot").plan.first_day == START
    file.map_file.unlink()
    assert "--map" not in planning_words(orders, tmp_path / "shop.pilot", program, None, START)
