"""What a scenario takes for granted, as an owner reads and changes it: figures and assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from designer.workbench.calibrations import calibrate_from_figures, save_scenario
from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.five_numbers import FiveNumbers
from designer.workbench.layouts import write_over
from designer.workbench.like_another_shop import WHAT_IS_BOUGHT
from designer.workbench.notes_kept import with_notes
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.ledger.strict_yaml import Refused
from dsl.program.program import Program
from dsl.program.words_of_amounts import percent_words
from simulator.behaviour.assumptions import Assumption, replaced, usual
from simulator.calibration.acquisition import WEEKS_IN_YEAR
from simulator.calibration.customer_parts import Margin
from simulator.calibration.from_five_figures import FiveFigures
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.scenario import AssumptionPart, Scenario
from simulator.calibration.sectors import SECTORS
from simulator.calibration.to_yaml import scenario_to_yaml

THE_OWNER = "the owner"
_MONTHS = 12
_MOST_PARTS = 100
"""Visits in a year are told to a hundredth."""


@dataclass(frozen=True)
class Assumed:
    """An assumption about people as a scenario has it.

    Attributes:
        is_own: the scenario replaces what ships with the project.
    """

    row: Assumption
    is_own: bool


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario with the text that holds it."""

    path: Path
    text: str
    scenario: Scenario


def scenario_beside(program: Path) -> Path:
    """Where the scenario of a program is kept."""
    return program.with_suffix(SCENARIO_ENDING)


def open_scenario(path: Path) -> ScenarioFile:
    """A scenario with its text.

    Raises:
        Refusal: there is no such file, or it holds no scenario.
    """
    text = read_document(path).text
    try:
        return ScenarioFile(path, text, scenario_from_yaml(text))
    except Refused as refused:
        raise Refusal(f"{path.name}, {refused}") from refused


def newest(file: ScenarioFile) -> ScenarioFile:
    """A scenario as its file has it now; somebody else may have written there.

    Raises:
        Refusal: the file is gone, or holds no scenario any more.
    """
    return file if read_document(file.path).text == file.text else open_scenario(file.path)


def save_new(program: Path, scenario: Scenario) -> ScenarioFile:
    """Write a scenario beside a program that has none.

    Raises:
        Refusal: nothing can be written there.
    """
    path = scenario_beside(program)
    save_scenario(scenario, path)
    return ScenarioFile(path, scenario_to_yaml(scenario), scenario)


def save_changed(file: ScenarioFile, scenario: Scenario) -> ScenarioFile:
    """Write a changed scenario over its file; notes that somebody wrote into it stay.

    Raises:
        Refusal: nothing can be written there.
    """
    text = with_notes(file.text, scenario_to_yaml(scenario))
    write_over(file.path, text)
    return ScenarioFile(file.path, text, scenario)


def figures_of(scenario: Scenario) -> FiveFigures:
    """The five figures that an owner would have said for a scenario."""
    behaviour = scenario.behaviour.pareto_nbd
    visits = Fraction(behaviour.r) * Fraction(WEEKS_IN_YEAR) / Fraction(behaviour.alpha)
    return FiveFigures(
        purchase=scenario.spend.mean_purchase,
        visits_per_year=visits.limit_denominator(_MOST_PARTS),
        margin=scenario.margin.rate if scenario.margin else "",
        customers=scenario.customers.known,
        sector=_sector(scenario),
    )


def comes_from_orders(scenario: Scenario) -> bool:
    """Whether orders say how customers behave; then figures are not to be typed over them."""
    return bool(scenario.data_sha256)


def numbers_of(figures: FiveFigures) -> FiveNumbers:
    """Figures as an owner would type them; who comes hardly ever comes a hundredth of a visit."""
    purchase, currency = figures.purchase.split(" ")
    hundredths = max(round(figures.visits_per_year * _MOST_PARTS / _MONTHS), 1)
    return FiveNumbers(
        sector=figures.sector,
        currency=currency,
        purchase=purchase,
        visits=_short(Decimal(hundredths).scaleb(-2)),
        margin=_short(Decimal(figures.margin) * 100) if figures.margin else "",
        customers=str(figures.customers),
    )


def margin_typed(program: Program) -> str:
    """What a program says is left of a sale, in percent as an owner types it; "" if nothing."""
    return percent_words(program.margin.exact).removesuffix("%") if program.margin else ""


def _short(number: Decimal) -> str:
    """A number without zeros that say nothing."""
    return f"{number.normalize():f}"


def with_figures(scenario: Scenario, figures: FiveFigures) -> Scenario:
    """A scenario with other figures of the owner; assumptions and costs stay.

    Of a scenario from orders only the margin is the owner's to say.

    Raises:
        Refusal: the currency or the sector is not known.
    """
    if comes_from_orders(scenario):
        margin = Margin(rate=figures.margin, source=THE_OWNER) if figures.margin else None
        return scenario.model_copy(update={"margin": margin})
    fresh = calibrate_from_figures(figures, scenario.time_zone).scenario
    of_products = (each for each in scenario.sources if each.what == WHAT_IS_BOUGHT)
    kept = {
        "assumptions": scenario.assumptions,
        "costs": scenario.costs,
        "basket": scenario.basket,
        "sources": (*fresh.sources, *of_products),
    }
    return fresh.model_copy(update=kept)


def assumed_in(scenario: Scenario) -> tuple[Assumed, ...]:
    """All assumptions about people, in the order of the table.

    Raises:
        Refusal: the scenario replaces one that there is not, or by figures out of order.
    """
    own = _own(scenario)
    return tuple(Assumed(row, row.name in own) for row in _replaced(own))


def part_said(
    row: Assumption, *, low: float, median: float, high: float, source: str
) -> AssumptionPart:
    """An assumption of the owner's; taken for certain where both ends are the likely figure.

    Raises:
        Refusal: the figures are not in order, or go beyond what is possible.
    """
    part = AssumptionPart(name=row.name, median=median, low=low, high=high, source=source)
    _replaced({row.name: {"low": low, "median": median, "high": high}})
    return part.model_copy(update={"low": None, "high": None}) if low == high else part


def with_assumption(scenario: Scenario, part: AssumptionPart) -> Scenario:
    """A scenario that says one assumption of its own.

    Raises:
        Refusal: its figures are not in order, or go beyond what is possible.
    """
    others = without_assumption(scenario, part.name).assumptions
    changed = scenario.model_copy(update={"assumptions": (*others, part)})
    _replaced(_own(changed))
    return changed


def without_assumption(scenario: Scenario, name: str) -> Scenario:
    """A scenario that takes the usual figures for an assumption again.

    What it says of a part of the customers alone stays.
    """
    others = tuple(row for row in scenario.assumptions if row.name != name or row.stratum)
    return scenario.model_copy(update={"assumptions": others})


def _own(scenario: Scenario) -> dict[str, dict[str, float | str | None]]:
    return {
        row.name: row.model_dump(include={"median", "low", "high", "source"}, exclude_none=True)
        for row in scenario.assumptions
        if row.stratum is None
    }


def _replaced(own: Mapping[str, Mapping[str, float | str | None]]) -> tuple[Assumption, ...]:
    table = usual()
    try:
        return replaced(table, own)
    except KeyError as unknown:
        raise Refusal(f"There is no assumption {unknown}.") from unknown
    except ValueError as problem:
        raise Refusal(
            "The low end, the likely figure and the high end have to rise in this order, and to "
            "lie within what is possible."
        ) from problem


def _sector(scenario: Scenario) -> str:
    """The sector that the scenario's name tells, as `scenario_from_five_figures` wrote it."""
    told = scenario.name.partition("(")[2].rstrip(")")
    return told if told in SECTORS else "other"
