"""An owner's orders as a person replays them, and learns from them how customers behave."""

from dataclasses import dataclass
from pathlib import Path

from designer.workbench.calibrations import exact_share
from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.files import write_text
from designer.workbench.five_numbers import save_shop_file
from designer.workbench.order_files import OrdersFile, mapping_words
from designer.workbench.products_kept import names_products, with_products_kept
from designer.workbench.program_files import open_program
from designer.workbench.shop_figures import (
    figures_of,
    margin_typed,
    numbers_of,
    open_scenario,
    scenario_beside,
)
from dsl.program.program import Program
from simulator.calibration.scenario import Scenario
from simulator.calibration.to_yaml import scenario_to_yaml

FORMER = ".before"
"""In the name of a scenario whose place another one took: NAME.before.scenario.yaml."""


@dataclass(frozen=True)
class OwnOrders:
    """What is replayed, and how; the fields are options of `perkwright replay`.

    Attributes:
        redeem: as the command has it, but unless told otherwise members use what they can pay.
    """

    file: OrdersFile
    lines: Path | None = None
    returns: Path | None = None
    facts: Path | None = None
    join: str = "first-order"
    redeem: str = "when-affordable"


def replay_words(own: OwnOrders, program: Path) -> tuple[str, ...]:
    """What a person would type to replay; members keep the shop's own numbers.

    Args:
        own: the files.
        program: the program's file.
    """
    facts = ("--facts", str(own.facts)) if own.facts else ()
    return (
        *("replay", str(program), *_files(own), *facts),
        *("--join", own.join, "--redeem", own.redeem, "--keep-ids", "--json", "--progress-json"),
    )


def learning_words(
    own: OwnOrders, file: Path, program: Program, margin: str | None
) -> tuple[str, ...]:
    """What a person would type to learn how customers behave.

    Args:
        own: the files.
        file: the program's; facts name what is in it.
        program: of the shop, which has its currency and time zone.
        margin: what is left of a sale, as an exact share; None: nobody said.
    """
    if own.facts:
        shop = ("--facts", str(own.facts), "--program", str(file))
    else:
        shop = ("--currency", program.currency, "--time-zone", program.time_zone)
    margins = ("--margin", margin) if margin else ()
    return ("calibrate", *_files(own), *shop, *margins, "--json", "--progress-json")


def _files(own: OwnOrders) -> tuple[str, ...]:
    beside = (("--lines", own.lines), ("--returns", own.returns))
    return (
        str(own.file.path),
        *(word for option, path in beside if path for word in (option, str(path))),
        *mapping_words(own.file),
    )


def margin_said(path: Path | None, program: Program) -> str | None:
    """The margin in the scenario beside a program, else in its text; None where nobody said it.

    Args:
        path: the program's file.
        program: what it holds.

    Returns:
        an exact share.

    Raises:
        Refusal: the scenario cannot be read.
    """
    beside = scenario_beside(path) if path else None
    if beside is not None and beside.is_file():
        margin = open_scenario(beside).scenario.margin
        if margin is not None:
            return margin.rate
    return exact_share(f"{margin_typed(program)}%")


@dataclass(frozen=True)
class Taken:
    """A scenario in its place.

    Attributes:
        path: its file.
        former: where the one before it is kept; None where there was none.
        keeps_products: what is sold stays as it was assumed, because the orders do not tell it.
    """

    path: Path
    former: Path | None
    keeps_products: bool = False


def take_scenario(program: Path, learned: Scenario) -> Taken:
    """Let forecasts of a program rest on what orders told.

    What the owner said stays: the margin, running costs, what is assumed about people, and products
    that orders tell nothing of. The scenario before is kept beside it. The shop file tells what
    orders told of purchases and visits, so that the estimate and trying go by the same figures.

    Raises:
        Refusal: the scenario there cannot be read, or nothing can be written there.
    """
    path = scenario_beside(program)
    before = open_scenario(path) if path.is_file() else None
    save_shop_file(program, numbers_of(figures_of(learned)))
    if before is None:
        write_text(path, scenario_to_yaml(learned))
        return Taken(path, None)
    own = tuple(part for part in before.scenario.assumptions if part.stratum is None)
    kept = {"assumptions": own, "costs": before.scenario.costs}
    if learned.margin is None:
        kept["margin"] = before.scenario.margin
    taken = with_products_kept(
        learned.model_copy(update=kept), before.scenario, open_program(program).compiled.program
    )
    former = _free(program)
    write_text(former, before.text)
    write_text(path, scenario_to_yaml(taken))
    is_assumed = bool(before.scenario.basket.products) and not names_products(learned)
    return Taken(path, former, is_assumed)


def _free(program: Path) -> Path:
    """A name for the scenario before that no file has yet."""
    number, stem = 1, f"{program.stem}{FORMER}"
    while (found := program.with_name(stem + SCENARIO_ENDING)).exists():
        number += 1
        stem = f"{program.stem}{FORMER}_{number}"
    return found
