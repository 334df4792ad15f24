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


@pytest.mark.parametrize(
    ("starts", "says"),
    [
        ("1 May 2025", "The program starts on 1 May 2025, after the last of these orders, so"),
        (
            "11 March 2025",
            "The program starts on 11 Mar 2025; what was bought before earned nothing",
        ),
        ("4 March 2025", ""),
    ],
)
def test_a_program_that_starts_after_the_orders_is_not_taken_for_one_that_costs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], starts: str, says: str
) -> None:
    orders, program, mapping = (tmp_path / name for name in ("o.csv", "p.loyalty", "m.toml"))
    orders.write_text(ORDERS, encoding="utf-8")
    mapping.write_text('[formats]\ncurrency = "USD"\n', encoding="utf-8")
    text = find_template("classic-points").path.read_text("utf-8")
    later = text.replace("  join free\n", f"  join free\n  starts on {starts}\n")
    program.write_text(later, encoding="utf-8")
    words = ["replay", str(program), str(orders), "--map", str(mapping)]
    assert run([*words, "--json"]) == 0
    warnings = replay_shown(capsys.readouterr().out).warnings
    late = " ".join(each for each in warnings if "starts" in each)
    assert late.startswith(says)
    assert bool(late) == bool(says)
    assert NOTHING_GIVEN not in warnings
    assert run(words) == 0
    assert says in " ".join(capsys.readouterr().out.split())
