"""A replay as a person sees it: what makes its figures less than they seem is said."""

from pathlib import Path

import pytest

from designer.cli.main import run
from designer.report.replay_shown import NOTHING_GIVEN, replay_shown
from designer.workbench.gallery import find_template

ORDERS = """order_id,customer_id,occurred_at,net_amount
1,anna,2025-03-04 10:00,9.50
2,anna,2025-03-11 10:00,12.00
"""


@pytest.mark.parametrize(("template", "warns"), [("punch-card", True), ("classic-points", False)])
def test_that_nothing_was_given_is_not_taken_for_a_program_without_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], template: str, warns: bool
) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(ORDERS, encoding="utf-8")
    mapping = tmp_path / "till.toml"
    currency = "EUR" if template == "punch-card" else "USD"
    mapping.write_text(f'[formats]\ncurrency = "{currency}"\n', encoding="utf-8")
    words = ["replay", str(find_template(template).path), str(orders), "--map", str(mapping)]
    assert run([*words, "--json"]) == 0
    assert (NOTHING_GIVEN in replay_shown(capsys.readouterr().out).warnings) == warns
