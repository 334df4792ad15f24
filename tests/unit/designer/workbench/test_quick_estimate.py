"""The quick estimate, worked out by hand."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from designer.cli.main import run
from designer.report.estimate_text import (
    LIMIT_OF_ONES_OWN,
    LIMIT_SHARED,
    sentences,
    to_record,
    verdict,
)
from designer.workbench.gallery import Template, templates
from designer.workbench.habits import NOTHING_TOLD, Habits, ToldBeside, habits_of, told_beside
from designer.workbench.program_files import open_program, shop_beside
from designer.workbench.quick_estimate import QuickEstimate, estimate_beside, quick_estimate
from dsl.compile import compile_text
from dsl.program.program import Program
from dsl.program.shop import Shop
from dsl.source.document import Document

DAY = date(2026, 1, 1)
MONTHLY = Habits(1000, Fraction(12))
"""10.00 once a month."""

POINTS = """\
perkwright 1

program "By hand"
  currency USD
  time zone America/New_York
  join free
  margin 30%

wallet "Points"
  unit point, plural points
  expire never

earn "Every purchase"
  on a purchase
  give 1 point per 1 USD of net spend

reward "1 USD off"
  costs 50 points
  gives 1 USD off
"""

STAMPS = """\
perkwright 1

program "Stamps by hand"
  currency USD
  time zone America/New_York
  join free

products "Coffee"
  category "Coffee"

wallet "Stamps"
  unit stamp, plural stamps
  expire never

earn "A stamp"
  on a purchase
  give 1 stamp per item from "Coffee"

reward "Free coffee"
  costs 5 stamps
  issued by itself
  gives one product from "Coffee" up to 10 USD
  costs us 2 USD
"""

PAID = """\
perkwright 1

program "Paid by hand"
  currency USD
  time zone America/New_York
  join by paying
  margin 30%

membership "Plus"
  costs 6 USD per year
  first 30 days free
  renews by itself

  benefit "10% off"
    on a purchase
    give 10% off
"""


def program(text: str) -> Program:
    compiled = compile_text(Document("by hand", text))
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


def estimate(text: str, habits: Habits = MONTHLY) -> QuickEstimate:
    found = quick_estimate(program(text), habits, DAY)
    assert found is not None
    return found


def test_points_by_hand() -> None:
    """10 points five times; 50 pay 1.00 on the sixth, which gives 9; the same with the twelfth.

    9 + 5 x 10 are 59; 50 are paid, 9 stay, 9 more come: 18 are open, worth 2 cents each.
    """
    found = estimate(POINTS)
    year = found.typical
    assert (year.purchases, year.sales_minor) == (12, 12_000)
    assert year.cost_minor == 200
    assert year.owed_minor == 36
    assert year.monthly_minor == 20
    assert found.limit == Fraction(6, 100)
    assert not found.over_limit


def test_stamps_by_hand() -> None:
    """What is bought is what the stamps are for; a free one gives a stamp, too, and costs 2.00.

    Five stamps make a free coffee by themselves, used on the next purchase. Twelve coffees, all of
    them with a stamp, make two and leave two stamps, worth 40 cents each.
    """
    year = estimate(STAMPS).typical
    assert year.cost_minor == 2 * 200
    assert year.owed_minor == 2 * 40


def test_frequent_customers_buy_three_times_as_often() -> None:
    """36 purchases, six of them with 1.00 off: 354 points, of which 300 are paid."""
    year = estimate(POINTS).frequent
    assert (year.purchases, year.sales_minor) == (36, 36_000)
    assert year.cost_minor == 600
    assert year.owed_minor == 54 * 2


def test_a_limit_is_held_against_what_fees_leave() -> None:
    text = POINTS.replace("costs 50 points", "costs 10 points").replace("margin 30%", "margin 40%")
    found = estimate(text)
    assert found.limit == Fraction(8, 100)
    assert found.over_limit
    assert estimate(POINTS.replace("  margin 30%\n", "")).limit is None


def test_the_limit_is_the_shops_own_where_it_has_one() -> None:
    shop = Shop(Fraction(10), "USD", Fraction(1), Fraction(1, 100))
    found = estimate(POINTS, habits_of(program(POINTS), shop))
    assert found.limit == Fraction(1, 100)
    assert found.over_limit
    assert "! over your limit of 1.0%. Whether it pays, a forecast tells." in sentences(found)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Fraction(19, 1_000), "! over your limit of 1.9%"),
        (Fraction(196, 10_000), "! just over your limit of 2.0%"),
        (Fraction(236, 12_000), "at your limit of 2.0%"),
        (Fraction(2, 100), "just under your limit of 2.0%"),
        (Fraction(3, 100), "under your limit of 3.0%"),
    ],
)
def test_a_limit_that_is_rounded_to_the_same_figure_is_told_apart(
    limit: Fraction, words: str
) -> None:
    """Given back are 2.36 of 120.00."""
    shop = Shop(Fraction(10), "USD", Fraction(1), limit)
    found = estimate(POINTS, habits_of(program(POINTS), shop))
    assert "Gives back 2.0% of sales" in sentences(found)[1]
    assert verdict(found) == words


def test_all_weekdays_have_their_turn_however_often_somebody_buys() -> None:
    tuesdays = POINTS.replace("on a purchase\n", "on a purchase\n  when the day is Tuesday\n")
    for per_year in (52, 104, 156):
        year = estimate(tuesdays, Habits(1000, Fraction(per_year))).typical
        points = (year.cost_minor + year.owed_minor) // 2
        assert 10 * per_year // 7 - 20 <= points <= 10 * per_year // 7 + 20


def test_it_stops_when_it_is_asked_to() -> None:
    assert quick_estimate(program(POINTS), MONTHLY, DAY, stopped=lambda: True) is None


def test_a_text_with_an_error_has_no_estimate() -> None:
    compiled = compile_text(Document("by hand", POINTS.replace("give", "gvie")))
    assert estimate_beside(compiled, None, None, DAY) is None


def test_figures_of_the_shop_come_before_what_is_usual() -> None:
    checked = program(POINTS)
    own = habits_of(checked, Shop(Fraction(24), "USD", Fraction(2)), ToldBeside(700, "9.00 USD"))
    assert own == Habits(2400, Fraction(24), 700)
    foreign = habits_of(checked, Shop(Fraction(24), "CHF", Fraction(2)))
    assert foreign.assumed == ("the average purchase",)
    assert habits_of(checked, None).assumed == (
        "the average purchase",
        "how often customers come",
    )


def test_what_the_shop_does_not_say_is_taken_from_the_scenario_beside(tmp_path: Path) -> None:
    here, beside = tmp_path / "mine.loyalty", tmp_path / "mine.scenario.yaml"
    assert told_beside(here) == NOTHING_TOLD
    five = ["calibrate", "--purchase", "8.50 USD", "--visits", "36", "--customers", "1200"]
    assert run([*five, "--margin", "62%", "-o", str(beside)]) == 0
    checked = program(POINTS)
    assert habits_of(checked, None, told_beside(here)) == Habits(850, Fraction(36), 1200)
    francs = checked.model_copy(update={"currency": "CHF"})
    assert habits_of(francs, None, told_beside(here)).assumed == ("the average purchase",)
    beside.write_text("customers:\n  known: 1200\nspend: often\n", "utf-8")
    assert told_beside(here) == ToldBeside(1200)
    beside.write_text("customers: [", "utf-8")
    assert told_beside(here) == NOTHING_TOLD


@pytest.mark.parametrize("template", templates(), ids=lambda each: each.name)
def test_the_command_line_says_the_same_of_every_program(
    template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    file = open_program(template.path, today=DAY)
    found = estimate_beside(file.compiled, shop_beside(template.path), template.path, DAY)
    assert found is not None
    run(["check", "--estimate", "--json", "--today", "2026-01-01", str(template.path)])
    told = json.loads(capsys.readouterr().out)
    assert told["files"][0]["estimate"] == to_record(found)


def test_it_is_told_in_sentences() -> None:
    assert sentences(estimate(POINTS)) == [
        "Quick estimate: a typical customer buys 12 times in a year for $10.00.",
        "Gives back 2.0% of sales, $0.20 a customer a month.",
        "Under 6.0%, 1/5 of what is left. Whether it pays, a forecast tells.",
        "One who buys 3 times as often gets back 2.0%.",
        "Owed at the end of a year: $0.36 a customer.",
        LIMIT_OF_ONES_OWN,
    ]


@pytest.mark.parametrize(("whose", "is_shared"), [("in total", True), ("per member", False)])
def test_a_limit_that_members_share_is_not_multiplied(whose: str, is_shared: bool) -> None:
    """The typical customer gets up to the whole budget, so the others would have none."""
    budget = POINTS.replace("net spend\n", f"net spend\n  at most 40 points {whose}\n")
    found = estimate(budget, replace(MONTHLY, customers=241))
    text = " ".join(sentences(found))
    assert (LIMIT_SHARED in text) == to_record(found)["shares_limit"] == is_shared
    assert ("if all 241 join" in text) == (not is_shared)
    assert (to_record(found)["owed_to_all_minor"] is None) == is_shared


def test_what_members_pay_is_taken_off_before_the_limit_is_held_against_it() -> None:
    """12 purchases of 10 USD: 12 USD off, for a fee of 6 USD."""
    told = sentences(estimate(PAID))
    assert told[1].startswith("Gives back 10.0% of sales")
    assert told[2].startswith("5.0% after fees, under 6.0%. ")
    assert "Members pay 5.0% of their sales in fees." in told
