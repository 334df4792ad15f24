"""A pilot as a person reads it: the plan, what happened since, and what forecasts learn from it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from designer.workbench.kept_forecast import forecast_file
from designer.workbench.order_files import MAP_ENDING, OrdersFile, mapping_words
from designer.workbench.refusal import Refusal
from designer.workbench.shop_figures import open_scenario, save_changed, scenario_beside
from designer.workbench.text_files import read_document
from simulator.pilots.plan import PilotPlan

if TYPE_CHECKING:
    from dsl.program.program import Program
    from simulator.pilots.result import PilotResult

PLAN, LIST = "plan.json", "assignment.csv"
"""As `pilot plan` calls them, whose code loads SciPy."""


@dataclass(frozen=True)
class HeldPilot:
    """A plan that was written, with its list of customers.

    Attributes:
        folder: where both are.
    """

    folder: Path
    plan: PilotPlan

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return today > self.plan.last_day


@dataclass(frozen=True)
class PilotFiles:
    """What is read; the fields are options of `perkwright pilot read`.

    Attributes:
        orders: from before the pilot to its end.
        joins: who joined, and when; None: the plan's share is taken.
    """

    pilot: HeldPilot
    orders: OrdersFile
    joins: Path | None = None
    returns: Path | None = None


def open_pilot(folder: Path) -> HeldPilot:
    """A plan in the folder that `pilot plan -o` wrote.

    Raises:
        Refusal: there is none, or its list of customers is missing.
    """
    path = folder / PLAN
    if not path.is_file():
        raise Refusal(f"There is no plan of a pilot in {folder}. Plan one in Launch first.")
    if not (folder / LIST).is_file():
        raise Refusal(f"{folder / LIST} is missing: nobody knows any more who was invited.")
    try:
        return HeldPilot(folder, PilotPlan.model_validate_json(read_document(path).text))
    except ValueError as problem:
        raise Refusal(f"{path} is not a plan that this version reads.") from problem


def planning_words(
    orders: Path, folder: Path, file: Path, program: "Program | None", first_day: date
) -> tuple[str, ...]:
    """What a person would type to plan a pilot.

    Args:
        orders: read as was settled in Your orders, where that was done.
        folder: for the plan.
        file: the program's; a forecast beside it says what the pilot has to show.
        program: of the shop, which has its currency and time zone; None: it cannot be read.
        first_day: on which customers can be invited.
    """
    shop = ("--currency", program.currency, "--time-zone", program.time_zone) if program else ()
    beside = (("--map", orders.with_suffix(MAP_ENDING)), ("--forecast", forecast_file(file)))
    return (
        *("pilot", "plan", str(orders), "-o", str(folder), "--json", *shop),
        *("--start", str(first_day)),
        *(word for option, path in beside if path.is_file() for word in (option, str(path))),
    )


def pilot_words(files: PilotFiles, program: Path) -> tuple[str, ...]:
    """What a person would type; what was assumed before is in the scenario beside the program."""
    scenario = scenario_beside(program)
    beside = (
        ("--joins", files.joins),
        ("--returns", files.returns),
        ("--scenario", scenario if scenario.is_file() else None),
    )
    return (
        *("pilot", "read", str(files.pilot.folder), str(files.orders.path)),
        *(word for option, path in beside if path for word in (option, str(path))),
        *mapping_words(files.orders),
        *("--json", "--progress-json"),
    )


def use_learned(program: Path, result: "PilotResult") -> Path:
    """Let forecasts of a program take over what a pilot showed, for customers like its own.

    Returns:
        the scenario, in which all else stays.

    Raises:
        Refusal: the pilot showed nothing, there is no scenario yet, or it cannot be written.
    """
    from simulator.calibration.scenario import AssumptionPart
    from simulator.pilots.research import with_learned

    learned = result.learned
    if learned is None:
        raise Refusal("This pilot taught nothing that a forecast could take over.")
    path = scenario_beside(program)
    if not path.is_file():
        raise Refusal(f"There is no {path.name} yet. Forecast once, or learn from your orders.")
    file = open_scenario(path)
    after = AssumptionPart(**learned.after.model_dump(), stratum=learned.stratum.name)
    save_changed(file, with_learned(file.scenario, after, learned.stratum))
    return path
