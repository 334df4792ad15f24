"""The rows of what a forecast takes for granted, in an owner's words and format."""

from decimal import Decimal

from designer.report.assumption_words import assumption_figure, assumption_name
from designer.report.figures import in_own_way, number
from designer.screens.extent import MONTHS, RUNS, SEED, Extent
from designer.screens.formats import Formats
from designer.screens.widgets.assumptions import FIGURES, Part, Row
from designer.workbench.shop_figures import (
    Assumed,
    assumed_in,
    comes_from_orders,
    figures_of,
    numbers_of,
)
from simulator.calibration.scenario import Scenario
from simulator.calibration.scenario_values import minor_of

OWN = "*"
PROFIT = "Left of a sale"


def parts_of(
    scenario: Scenario, extent: Extent, locale: str, margin_of_text: str = ""
) -> tuple[Part, ...]:
    """All rows, under their headings.

    Args:
        scenario: what is taken for granted.
        extent: how much is simulated.
        locale: whose way of writing figures.
        margin_of_text: what the program's text says is left of a sale, in percent as it is typed;
            "" for nothing.

    Raises:
        Refusal: the scenario's own assumptions cannot be used.
    """
    assumed = assumed_in(scenario)
    uncertain = [each for each in assumed if each.row.low is not None]
    fixed = [each for each in assumed if each.row.low is None]
    return (
        Part("Your shop", _shop_rows(scenario, Formats(scenario.currency, locale), margin_of_text)),
        Part("How much is simulated", _extent_rows(extent)),
        Part("How people respond", tuple(map(_assumed_row, uncertain))),
        Part("Taken as fixed", tuple(map(_assumed_row, fixed))),
    )


def _shop_rows(scenario: Scenario, formats: Formats, margin_of_text: str) -> tuple[Row, ...]:
    figures = figures_of(scenario)
    numbers = numbers_of(figures)
    margin = numbers.margin or margin_of_text
    of_text = _percent(margin_of_text, formats)
    from_orders = comes_from_orders(scenario)
    source = "your orders" if from_orders else "you"
    rows = (
        ("Customers", formats.count(figures.customers)),
        ("Average purchase", formats.money(minor_of(figures.purchase))),
        ("Visits a month", number(Decimal(numbers.visits))),
        (PROFIT, _percent(margin, formats) or "not said"),
        ("Grade", scenario.grade.letter),
    )
    reasons = in_own_way("; ".join(reason.found for reason in scenario.grade.reasons))
    told = {"Grade": f"how far this can be trusted, A is best: {reasons or 'no reservations'}"}
    more = {}
    if not numbers.margin:
        told[PROFIT] = "the program's text"
    elif margin_of_text not in ("", numbers.margin):
        more[PROFIT] = f"! the text says {of_text}"
        told[PROFIT] = (
            f"you. Checks and the estimate go by the text's {of_text}; Enter makes it one"
        )
    return tuple(
        Row(f"{FIGURES}.{place}", name, value, more.get(name, ""), told.get(name, source))
        for place, (name, value) in enumerate(rows)
    )


def _percent(typed: str, formats: Formats) -> str:
    return formats.percent(Decimal(typed) / 100) if typed else ""


def _extent_rows(extent: Extent) -> tuple[Row, ...]:
    again = "Enter takes the next choice; r runs it"
    return (
        Row(MONTHS, "Months", str(extent.months), source=again),
        Row(RUNS, "Runs", str(extent.runs), source=again),
        Row(SEED, "Seed", str(extent.seed), source=f"another seed is other chance. {again}"),
    )


def _assumed_row(assumed: Assumed) -> Row:
    row = assumed.row
    low, high = row.interval
    more = ""
    if row.low is not None:
        ends = (assumption_figure(row.name, end) for end in (low, high))
        more = f"from {' to '.join(ends)}"
    value = assumption_figure(row.name, row.median) + (OWN if assumed.is_own else "")
    why = " ".join(row.why.split())
    return Row(row.name, assumption_name(row.name), value, more, f"{row.source}. {why}")
