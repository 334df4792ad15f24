"""A replay as a person sees it: what makes its figures less than they seem is said."""

from pathlib import Path

import pytest

from designer.cli.main import run
from designer.report.amounts_asked import amounts_questions
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
    assert run(words) == 0
    assert (NOTHING_GIVEN in " ".join(capsys.readouterr().out.split())) == warns


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


def test_amounts_that_can_be_read_in_two_ways_are_asked_about_wherever_orders_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders, mapping = tmp_path / "orders.csv", tmp_path / "till.toml"
    orders.write_text(ORDERS.replace("9.50", "1.250").replace("12.00", "45"), encoding="utf-8")
    mapping.write_text('[formats]\ncurrency = "USD"\n', encoding="utf-8")
    words = ["replay", str(find_template("classic-points").path), str(orders)]
    words += ["--map", str(mapping), "-o", str(tmp_path / "out")]
    assert run([*words, "--json"]) == 0
    (asked,) = (each for each in replay_shown(capsys.readouterr().out).warnings if "?" in each)
    assert asked == (
        'Is "1.250" $1.25 or $1,250.00? It stands in row 2 of the orders and was read as $1.25. '
        "1 row can be read in these two ways, and no other amount tells which is meant. If it is "
        '$1,250.00, write decimal = "," and thousands = "." under [formats] in the file of --map; '
        "in the designer, choose it at Amounts in Your orders."
    )
    assert run(words) == 0
    assert asked in " ".join(capsys.readouterr().out.split())


def test_an_amount_that_is_left_out_answers_what_would_be_asked() -> None:
    found = {
        "file": "orders",
        "count": 3,
        "row": 7,
        "written": "1.250",
        "read_minor": 125,
        "other_minor": 125000,
        "other_decimal": ",",
        "other_thousands": ".",
        "against_row": 9,
        "against": "12,50",
    }
    (told,) = amounts_questions({"doubtful_amounts": [found]}, "USD")
    assert told == (
        '"1.250" in row 7 of the orders was read as $1.25, but is $1,250.00: "12,50" in row 9 was '
        "left out, and tells how amounts are written. 3 rows can be read in these two ways. "
        'Write decimal = "," and thousands = "." under [formats] in the file of --map; '
        "in the designer, choose it at Amounts in Your orders."
    )


def test_orders_left_out_for_their_signs_are_told_with_what_reads_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders, mapping = tmp_path / "orders.csv", tmp_path / "till.toml"
    mapping.write_text('[formats]\ncurrency = "USD"\n', encoding="utf-8")
    orders.write_text(ORDERS.replace("9.50", '"9,50"').replace("12.00", "45"), encoding="utf-8")
    told = (
        '1 order with an amount such as "9,50" in row 2 was left out. To read it, '
        'write decimal = "," and thousands = "." under [formats] in the file of --map; in the '
        "designer, choose it at Amounts in Your orders."
    )
    words = ["replay", str(find_template("classic-points").path), str(orders)]
    words += ["--map", str(mapping)]
    assert run([*words, "--json"]) == 0
    assert told in replay_shown(capsys.readouterr().out).warnings
    assert run(words) == 0
    assert told in " ".join(capsys.readouterr().out.split())


def test_an_amount_that_was_left_out_is_asked_about_as_it_stands() -> None:
    found = {
        "file": "orders",
        "count": 2_400,
        "row": 7,
        "written": "3,255",
        "read_minor": None,
        "other_minor": 325500,
        "other_decimal": ".",
        "other_thousands": ",",
        "against": "",
    }
    (asked,) = amounts_questions({"doubtful_amounts": [found]}, "USD")
    assert asked.startswith('Is "3,255" USD 3.255 or $3,255.00? It stands in row 7 of the orders ')
    assert "and was left out: USD has no coin so small. 2,400 rows can be read" in asked
