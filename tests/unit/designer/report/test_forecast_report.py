"""A forecast in every form: whole, alike each time, and needing nothing else."""

import csv
import re
from pathlib import Path
from zipfile import ZipFile

import duckdb
import numpy as np
import pytest

from designer.report.charts import forecast_charts
from designer.report.compared import Against, Unit
from designer.report.comparison_page import comparison_findings, comparison_page, comparison_verdict
from designer.report.comparison_shown import comparison_shown
from designer.report.curves import StepKind
from designer.report.figures import percents
from designer.report.forecast_curves import middles_lack, money_steps
from designer.report.forecast_page import forecast_page
from designer.report.forecast_shown import forecast_shown
from designer.report.forecast_tables import tables
from designer.report.forecast_words import caveats, findings, verdict_words
from designer.report.page_files import FORMS, write_report
from designer.report.page_html import page_html
from designer.report.page_text import page_markdown, page_text
from designer.report.way_of_writing import write_as
from simulator.forecasts.forecast import ByReference, Forecast
from simulator.forecasts.spread import spread
from tests.unit.designer.english_figures import english_figures
from tests.unit.designer.report.made_up import (
    MORE,
    RUNS,
    ZERO,
    made_up_comparison,
    made_up_forecast,
)


@pytest.fixture(name="forecast", scope="module")
def _forecast() -> Forecast:
    return made_up_forecast()


def test_the_page_needs_nothing_else(forecast: Forecast) -> None:
    page = page_html(forecast_page(forecast))
    names_of_formats = re.compile(r"http://(www\.w3\.org|purl\.org|creativecommons\.org)/[^\"]*")
    assert "http" not in names_of_formats.sub("", page)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<svg") == 5


def test_the_page_says_all_that_the_tables_say(forecast: Forecast) -> None:
    page = page_html(forecast_page(forecast)).replace("&#39;", "'").replace("&amp;", "&")
    for table in tables(forecast):
        for cell in (table.title, table.note, *(cell for row in table.rows for cell in row)):
            assert cell in page


@pytest.mark.parametrize("form", [".html", ".md", ".csv"])
def test_the_same_figures_give_the_same_bytes(
    forecast: Forecast, form: str, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        write_report(forecast_page(forecast), tmp_path / f"{name}{form}")
    first, second = ((tmp_path / f"{name}{form}").read_bytes() for name in ("first", "second"))
    assert first == second


def test_months_are_the_same_figures_in_every_form(forecast: Forecast, tmp_path: Path) -> None:
    for form in FORMS:
        write_report(forecast_page(forecast), tmp_path / f"report{form}")
    with (tmp_path / "report.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    twelfth = [row for row in rows if row["month"] == "12"]
    benefit = next(row for row in twelfth if row["measure"] == "net_benefit_minor")
    assert int(benefit["median"]) == forecast.monthly[11].net_benefit_minor.median
    with duckdb.connect() as database:
        database.execute(
            f"select median from '{tmp_path / 'report.parquet'}' "
            "where month = 12 and measure = 'net_benefit_minor'"
        )
        assert database.fetchall() == [(int(benefit["median"]),)]
    with ZipFile(tmp_path / "report.xlsx") as book:
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in book.namelist())
    assert sheets == len(tables(forecast)) + 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"report{form}" for form in FORMS
    )


def test_costs_are_taken_off_and_their_ends_change_places(forecast: Forecast) -> None:
    money = tables(forecast)[0]
    cost = next(row for row in money.rows if row[0] == "Reward cost")
    highest = forecast.reward_cost_minor.p97_5
    assert highest is not None
    assert cost[1] == f"-€{highest / 100:,.2f}"


def test_a_sign_stays_with_its_amount_on_the_page(forecast: Forecast) -> None:
    loss = forecast.net_benefit_minor.model_copy(update={"p10": -1_234_56})
    page = page_html(forecast_page(forecast.model_copy(update={"net_benefit_minor": loss})))
    assert '(<span class="whole">-€1,234.56</span> to €' in page


def test_assumptions_have_the_names_of_the_screens_and_of_scenarios(forecast: Forecast) -> None:
    page = page_html(forecast_page(forecast))
    assert page.count("Fewer visits after a reward") == 2
    assert "post_reward_reset" not in page
    assert "Extra visits of members (frequency, set here)" in page


def test_what_matters_most_is_around_all_assumptions_at_their_middles(forecast: Forecast) -> None:
    middle = forecast.net_benefit_minor.model_copy(update={"median": -1})
    another = forecast.model_copy(update={"net_benefit_minor": middle})
    swings = [each.model_copy(update={"at_median_minor": -1}) for each in forecast.swings]
    moved = forecast.model_copy(update={"swings": tuple(swings)})
    both_below = forecast.swings[0].model_copy(update={"at_low_minor": 1_000_00})
    low = forecast.model_copy(update={"swings": (both_below,)})
    chart, same, other = (
        forecast_charts(each)["What matters most"] for each in (forecast, another, moved)
    )
    assert chart == same != other
    said = "With all assumptions at their middles it is €1,800.00."
    assert said in " ".join(page_text(forecast_page(forecast)).split())
    for form in (page_html, page_markdown):
        assert said in re.sub("<[^>]+>", "", form(forecast_page(forecast)))
    chance = "Where both ends lie on one side of it, that may be chance"
    told = [chance in " ".join(page_text(forecast_page(each)).split()) for each in (forecast, low)]
    assert told == [False, True]


@pytest.mark.parametrize("lack", [-7, 0, 7])
def test_what_middles_lack_to_add_up_is_a_line_of_its_own(forecast: Forecast, lack: int) -> None:
    adds_up = round(forecast.net_benefit_minor.median or 0) - middles_lack(forecast)
    spread_of = forecast.net_benefit_minor.model_copy(update={"median": adds_up + lack})
    found = forecast.model_copy(update={"net_benefit_minor": spread_of})
    *lines, total = money_steps(found)
    assert sum(each.amount_minor for each in lines) == total.amount_minor == adds_up + lack
    rows = {row[0]: row[3] for row in tables(found)[0].rows}
    assert rows.get("Middles do not add up by") == {-7: "-€0.07", 0: None, 7: "€0.07"}[lack]
    assert [each.amount_minor for each in lines if each.kind is StepKind.LACK] == [lack] * bool(
        lack
    )
    chart = forecast_charts(found)["From additional margin to net benefit"]
    assert ("middles do" in chart) == bool(lack)
    assert (">€0.07<" in chart) == bool(lack), "it is no money, so neither plus nor minus"


@pytest.mark.parametrize(
    ("loss", "words"), [(0.1, "likely to pay"), (0.5, "pilot"), (0.51, "Do not")]
)
def test_the_verdict_follows_the_chance_of_loss(
    forecast: Forecast, loss: float, words: str
) -> None:
    found = forecast.model_copy(update={"probability_of_loss": loss})
    assert words in verdict_words(found, found)


def test_against_a_program_until_now_all_is_said_of_that_program(forecast: Forecast) -> None:
    """Its rewards may cost more on orders that come anyway than they cost more in all."""
    more = {
        "reward_cost_minor": spread(np.array([100])),
        "subsidised_baseline_minor": spread(np.array([107])),
    }
    found = forecast.model_copy(update={**more, "against": "Old", "probability_of_loss": 1.0})
    assert "less than Old" in verdict_words(found, found)
    said = " ".join(findings(found))
    assert "Against Old, the net benefit is" in said
    assert "It brings less in 100% of the runs." in said
    assert "Rewards cost €1.00 more than those of Old; on orders" in said
    assert "would have come anyway, €1.07 more than theirs." in said
    alike = found.model_copy(update={"reward_cost_minor": spread(np.array([0]))})
    assert "Rewards cost as much as those of Old;" in " ".join(findings(alike))
    assert "Ending Old and simply lowering all prices by" in said
    assert "held against Old as well." in said
    in_full = "The running cost is in full: the scenario does not say what Old costs a month"
    taken_off = "From the running cost that of Old is taken off, €35.00."
    running = {"against_running_cost_minor": 35_00}
    notes = [tables(each)[0].note for each in (found, found.model_copy(update=running), forecast)]
    assert [(in_full in note, taken_off in note) for note in notes] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert "Each against Old, which ends then." in " ".join(page_text(forecast_page(found)).split())
    assert "more than with Old, to pay for what it costs more" in said
    less = {"reward_cost_minor": spread(np.array([-100])), "break_even_uplift": -0.034}
    cheaper = found.model_copy(update=less)
    said = " ".join(findings(cheaper))
    assert "Rewards cost €1.00 less than those of Old" in said
    assert "as long as members buy no more than 3.4% less than with Old" in said
    assert "Members may buy less than with Old, by up to" in page_text(forecast_page(cheaper))
    equal = " ".join(findings(found.model_copy(update={"break_even_uplift": -0.00001})))
    assert "It costs as much as Old" in equal
    never = found.model_copy(update={"break_even_uplift": None})
    assert "so more sales make it no better" in " ".join(findings(never))


def test_a_program_beside_itself_says_once_why_it_takes_longer(forecast: Forecast) -> None:
    slow = ByReference(program="Club", members=MORE, reasons=("a budget",))
    found = forecast.model_copy(update={"by_reference": (slow, slow)})
    assert sum("ran one member after the other" in each for each in caveats(found)) == 1
    other = slow.model_copy(update={"reasons": ("a perk",)})
    found = forecast.model_copy(update={"by_reference": (slow, other)})
    assert sum("ran one member after the other" in each for each in caveats(found)) == 2


@pytest.mark.parametrize(("customers", "pilot"), [(39, False), (40, True)])
def test_nobody_is_sent_into_a_pilot_that_cannot_be_planned(
    forecast: Forecast, customers: int, pilot: bool
) -> None:
    few = forecast.model_copy(update={"probability_of_loss": 0.3, "shop_customers": customers})
    against = few.model_copy(update={"against": "Old"})
    alone = made_up_comparison()
    chosen = tuple(each.model_copy(update={"probability_of_loss": 0.05}) for each in alone.designs)
    fresh = MORE.model_copy(update={"p10": -1})
    doubtful = alone.model_copy(
        update={"shop_customers": customers, "designs": chosen, "winner_on_fresh_seeds": fresh}
    )
    for said in (
        verdict_words(few, few),
        verdict_words(against, against),
        comparison_verdict(doubtful),
    ):
        assert "It is open whether" in said
        assert ("Try it in a pilot first" in said) == pilot
        assert ("and 39 customers are too few for a pilot, which takes 40 or more" in said) != pilot


@pytest.mark.parametrize("loss", [0.0, 1.0])
def test_a_few_runs_give_no_verdict_and_say_what_to_do(forecast: Forecast, loss: float) -> None:
    few = forecast.model_copy(update={"probability_of_loss": loss, "runs": 29, "runs_wanted": 29})
    said = verdict_words(few, few)
    assert said.startswith("This is a first impression and no verdict yet. 29 runs")
    assert "--runs 100" in said
    enough = few.model_copy(update={"runs": 30})
    assert "first impression" not in verdict_words(enough, enough)


@pytest.mark.parametrize("runs", [9, 10])
def test_a_band_stands_on_ten_runs_at_least(forecast: Forecast, runs: int) -> None:
    few = forecast.model_copy(update={"runs": runs, "probability_of_loss": 0.2})
    said = page_html(forecast_page(few))
    assert ("in 80% of the runs)" in said) == (runs == 10)
    assert ("1 run in 10 is below" in said) == (runs == 10)
    assert (f"{percents(80)} of the runs</text>" in said) == (runs == 10)
    assert ("the middle of 9 runs" in said) == (runs == 9)
    assert f"It loses money in {'2 of 9 runs' if runs == 9 else '20% of the runs'}." in said


def test_a_comparison_with_the_program_until_now_says_what_its_figures_are_held_against() -> None:
    """The program until now brings nothing more than itself, which is not what it costs."""
    alone = made_up_comparison()
    nothing = {"net_benefit_minor": ZERO, "probability_of_loss": 0.0}
    same = tuple(each.model_copy(update=nothing) for each in alone.designs)
    found = alone.model_copy(update={"designs": same, "against": alone.winner})
    text = " ".join(page_text(comparison_page(found)).split())
    assert "what is still to be redeemed is all of its own" in text
    assert f"Brings less than {found.against} in" in text
    assert "It brings as much as the program that the shop has now." in text
    assert "None comes out better than another." in text
    assert "the highest in" not in text
    assert "fresh draws" not in text
    shown = comparison_shown(found.model_dump_json())
    assert shown.against == found.against
    assert "Brings less in" in [row.name for row in shown.rows]
    before = comparison_shown(alone.model_dump_json())
    assert "Loses money in" in [row.name for row in before.rows]


@pytest.mark.parametrize("runs", [2, 9])
def test_a_stopped_comparison_of_a_few_runs_is_sure_of_nothing(runs: int) -> None:
    found = made_up_comparison(3, net_benefit_minor=MORE, reward_cost_minor=MORE)
    few = found.model_copy(update={"runs": runs, "stopped": True})
    text = page_text(comparison_page(few))
    assert "of the runs)" not in text
    assert "1 run in 10" not in text
    shown = comparison_shown(few.model_dump_json())
    assert {each for row in shown.rows for each in row.against} <= {
        Against.SAME,
        Against.OPEN,
        Against.UNKNOWN,
    }
    assert "good case" not in " ".join(row.name for row in shown.rows)
    best = next(row for row in shown.rows if row.name == "Best of all in")
    assert (best.unit, best.figures) == (Unit.FEW_RUNS, (round(0.3 * runs), round(0.7 * runs), 0))
    assert all(curve.low == curve.middle == curve.high for curve in shown.curves)


def test_a_stopped_result_says_how_to_go_on_where_it_stands(forecast: Forecast) -> None:
    few = forecast.model_copy(update={"runs": 12, "runs_wanted": 50, "stopped": True})
    command, keys = page_text(forecast_page(few)), forecast_shown(few.model_dump_json()).verdict
    assert "give the same command again" in " ".join(command.split())
    assert keys.endswith("from none; press r, and it goes on.")
    lost = few.model_copy(update={"runs_kept": False})
    told = forecast_shown(lost.model_dump_json()).verdict
    assert told.endswith("; press r, and it works again on what could not be kept.")
    all_of_few = few.model_copy(update={"runs_wanted": 12})
    assert "choose more runs" in forecast_shown(all_of_few.model_dump_json()).verdict
    both = made_up_comparison().model_copy(update={"runs": 12, "runs_wanted": 50, "stopped": True})
    assert comparison_shown(both.model_dump_json()).verdict.endswith("; press r, and it goes on.")


def test_a_stopped_forecast_says_so_everywhere(forecast: Forecast) -> None:
    stopped = forecast.model_copy(update={"runs_wanted": 200, "stopped": True})
    page = forecast_page(stopped)
    for shown in (page_text(page), page_markdown(page), page_html(page)):
        assert f"{RUNS} of 200 runs (stopped early)" in shown


def test_the_terminal_shows_no_line_without_an_end(forecast: Forecast) -> None:
    text = page_text(forecast_page(forecast))
    assert english_figures(text)
    write_as("de_DE")
    assert not english_figures(page_text(forecast_page(forecast)))
    assert "…" not in text
    assert "None" not in text
    assert "nan" not in text


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        ("", ""),
        ("2026-03-02", "so its first day is without the program."),
        ("2027-02-28", "so its first 364 days are without the program."),
        ("2027-03-01", "so none of its months are with the program."),
    ],
)
def test_months_without_the_program_are_said_everywhere(
    forecast: Forecast, starts: str, words: str
) -> None:
    late = forecast.model_copy(update={"starts": starts, "first_day": "2026-03-01"})
    shown = forecast_shown(late.model_dump_json())
    for said in (
        " ".join(page_text(forecast_page(late)).split()),
        page_html(forecast_page(late)),
        " ".join(shown.words),
    ):
        assert words in said
        assert ("the forecast begins on 1 Mar 2026" in said) == bool(words)
    both = made_up_comparison()
    first, second = both.designs
    second = second.model_copy(update={"starts": starts})
    both = both.model_copy(update={"designs": (first, second), "first_day": "2026-03-01"})
    assert words in " ".join(comparison_shown(both.model_dump_json()).words)


@pytest.mark.parametrize(("losses", "runs"), [(0.2, 200), (0.9, 200), (0.2, 12)])
def test_no_design_wins_or_loses_where_what_one_of_them_gives_is_missing(
    losses: float, runs: int
) -> None:
    found = made_up_comparison(2, net_benefit_minor=MORE)
    unsold, other = found.designs
    unsold = unsold.model_copy(
        update={"products_not_sold": ("Any loaf",), "probability_of_loss": losses}
    )
    found = found.model_copy(update={"designs": (unsold, other), "runs": runs})
    said = comparison_verdict(found)
    assert said.startswith("No winner can be named: what ")
    assert f'{unsold.program} gives for "Any loaf" is missing' in said
    below = " ".join(comparison_findings(found))
    assert "Any loaf" in below
    assert "the highest in" not in below
    assert "Best of all in" not in page_markdown(comparison_page(found))
    shown = comparison_shown(found.model_dump_json())
    assert {each for row in shown.rows for each in row.against} <= {Against.UNKNOWN, Against.SAME}
    assert "better" not in " ".join(shown.words)
