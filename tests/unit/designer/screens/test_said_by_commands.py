"""What commands say names no option once it is on a screen."""

import re
from pathlib import Path

import pytest

from designer.cli.main import run
from designer.report.import_warnings import import_warnings
from designer.screens.said_by_commands import in_words_of_screens
from tests.house_rules.tree import ROOT
from tests.unit.designer.screens.test_orders import import_told

OPTION = re.compile(r"--[a-z]|perkwright [a-z]+ ")
OWN = "order_id,customer_id,occurred_at,currency,net_amount,status\n"


@pytest.fixture
def refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `calibrate` says of files that it cannot use."""
    told = []
    for rows in (
        "Bon;Kunde;Datum;Betrag\n1;a;13.01.2025;12,50\n",
        f"{OWN}1,a,2025-01-02,EUR,5.00,bezahlt\n",
        f"{OWN}1,a,2025-01-02,EUR,5.00,paid\n",
    ):
        orders = tmp_path / "orders.csv"
        orders.write_text(rows, "utf-8")
        assert run(["calibrate", str(orders), "-o", str(tmp_path / "s.yaml")]) != 0
        told.append(capsys.readouterr().err)
    return told


def test_no_option_is_named_on_a_screen(refusals: list[str]) -> None:
    asked = "\n".join(import_warnings(import_told()))
    plan = (ROOT / "tests/golden/pilot/plan.txt").read_text("utf-8")
    for told in (*refusals, asked, plan):
        assert OPTION.search(told)
        assert not OPTION.search(in_words_of_screens(told)), told
    assert "choose 1234.50 at Amounts in Your orders." in in_words_of_screens(asked)
    assert "called as they are" in " ".join(in_words_of_screens(refusals[0]).split())
