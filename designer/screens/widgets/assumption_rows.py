"""The rows of what a forecast takes for granted, in an owner's words and format."""

from designer.report.assumption_words import assumption_figure, assumption_name
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


def parts_of(scenario: Scenario, extent: Extent, locale: str) -> tuple[Part, ...]:
    """All rows, under their headings.

    Raises:
        Refusal: the scenario's own assumptions cannot be used.
    """
    assumed = assumed_in(scenario)
    uncertain = [each for each in assumed if each.row.low is not None]
    fixed = [each for each in assumed if each.row.low is None]
    return (
        Part("Your shop", _shop_rows(scenario, Formats(scenario.currency, locale))),
        Part("How much is simulated", _extent_rows(extent)),
        Part("How people respond", tuple(map(_assumed_row, uncertain))),
        Part("Taken as fixed", tuple(map(_assumed_row, fixed))),
    )


def _shop_rows(scenario: Scenario, formats: Formats) -> tuple[Row, ...]:
    figures = figures_of(scenario)
    from_orders = comes_from_orders(scenario)
    source = "your orders" if from_orders else "you"
    rows = (
        ("Customers", formats.count(figures.customers)),
        ("Average purchase", formats.money(minor_of(figures.purchase))),
        ("Visits a month", numbers_of(figures).visits),
        ("Profit per sale", formats.percent(figures.margin) if figures.margin else "in program"),
        ("Grade", scenario.grade.letter),
    )
    reasons = "; ".join(reason.found for reason in scenario.grade.reasons)
    told = {"Grade": f"how far this can be trusted, A is best: {reasons or 'no reservations'}"}
    return tuple(
        Row(f"{FIGURES}.{place}", name, value, source=told.get(name, source))
        for place, (name, value) in enumerate(rows)
    )


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
