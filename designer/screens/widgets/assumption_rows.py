"""The rows of what a forecast takes for granted, in an owner's words and format."""

from collections.abc import Iterator
from decimal import Decimal

from designer.report.assumption_words import assumption_figure, assumption_name
from designer.report.figures import in_own_way, number, percents, rounded
from designer.screens.extent import CURRENT, MEMBERS, MONTHS, RUNS, SEED, Extent
from designer.screens.formats import Formats
from designer.screens.widgets.assumptions import FIGURES, SOLD, Part, Row
from designer.workbench.like_another_shop import told_of_products
from designer.workbench.program_before import ProgramBefore
from designer.workbench.shop_figures import (
    Assumed,
    assumed_in,
    comes_from_orders,
    figures_of,
    numbers_of,
)
from dsl.program.program import Program
from simulator.behaviour.parts_of_programs import parts_of as has
from simulator.calibration.customer_parts import Product
from simulator.calibration.scenario import Scenario
from simulator.calibration.scenario_values import minor_of
from simulator.forecasts.not_sold import products_not_sold

OWN = "*"
PROFIT = "Left of a sale"
MOST_PRODUCTS = 5
_OF_PRICES = "lower prices"
"""What a program is compared with always, so it acts whatever the program has."""


def parts_of(
    scenario: Scenario,
    extent: Extent,
    locale: str,
    margin_of_text: str = "",
    program: Program | None = None,
    current: Program | None = None,
) -> tuple[Part, ...]:
    """All rows that have a say in the forecast, under their headings.

    Args:
        scenario: what is taken for granted.
        extent: how much is simulated, and what it is held against.
        locale: whose way of writing figures.
        margin_of_text: what the program's text says is left of a sale, in percent as it is typed;
            "" for nothing.
        program: what is forecast; None, or where it is held against another one: anything may act.
        current: the program until now; None where there is none.

    Raises:
        Refusal: the scenario's own assumptions cannot be used.
    """
    assumed = [each for each in assumed_in(scenario) if _acts(each, extent, program)]
    shop = _shop_rows(scenario, Formats(scenario.currency, locale), margin_of_text)
    uncertain = [each for each in assumed if each.row.low is not None]
    fixed = [each for each in assumed if each.row.low is None]
    sold = _sold_rows(scenario, program, current)
    return (
        Part("Your shop", (*shop, *sold, *_before_rows(extent.before))),
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


def _sold_rows(
    scenario: Scenario, program: Program | None, current: Program | None
) -> Iterator[Row]:
    """What is sold there, the most sold first; no row where nothing is known of it, or asked."""
    products = sorted(scenario.basket.products, key=lambda each: -each.share_of_lines)
    asking = [each for each in (program, current) if each is not None]
    lacking = sorted({name for each in asking for name in products_not_sold(each, scenario)})
    if not products and not lacking:
        return
    named = [
        f"{_name_of(each, program)} {_share(100 * each.share_of_lines)}"
        for each in products[:MOST_PRODUCTS]
    ]
    more = len(products) - len(named)
    told = ", ".join((*named, f"{more} more") if more else named)
    usual = "your orders" if comes_from_orders(scenario) else "the scenario"
    source = told_of_products(scenario) or usual
    if lacking:
        source = f"the scenario lacks {', '.join(lacking)}: Enter says how that is sold"
    if told:
        source += f". Of what is sold: {told}"
    missing = f"! {len(lacking)} missing" if lacking else ""
    yield Row(SOLD, "Products sold", str(len(products)), missing, source)


def _share(percent: float) -> str:
    """In whole percent, unless it is less than one."""
    return percents(rounded(percent, 0 if percent >= 1 else 1))


def _name_of(product: Product, program: Program | None) -> str:
    """What a program calls it, else its number or category."""
    called = (
        each.name
        for each in (program.products if program else ())
        if (product.sku and product.sku in each.skus)
        or (product.category and product.category in each.categories)
    )
    return next(called, product.sku or product.category or product.brand or "others")


def _acts(assumed: Assumed, extent: Extent, program: Program | None) -> bool:
    needed = assumed.row.only_with
    if needed in (None, _OF_PRICES) or program is None or extent.before.current is not None:
        return True
    return needed in has(program)


def _before_rows(before: ProgramBefore) -> tuple[Row, ...]:
    if before.current is None:
        source = "you. Enter names the program that the shop has, to hold this one against it"
        return (Row(CURRENT, "Program until now", "none", source=source),)
    members, source = "none said", "you. Without members everybody starts with nothing"
    if before.members is not None:
        members, source = before.members.name, f"what a replay kept in {before.members}"
    against = "you. All figures are held against it; Enter changes it or takes it away"
    return (
        Row(CURRENT, "Program until now", before.current.name, source=against),
        Row(MEMBERS, "Its members", members, source=f"{source}; Enter changes it"),
    )


def _extent_rows(extent: Extent) -> tuple[Row, ...]:
    again = "ours, until you choose: Enter takes the next one, r runs it"
    return (
        Row(MONTHS, "Months", str(extent.months), source=again),
        Row(RUNS, "Runs", str(extent.runs), source=again),
        Row(SEED, "Seed", str(extent.seed), source=f"{again}. Another seed is other chance"),
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
