"""Five numbers of an owner: read as people write them, completed from what is usual, and kept.

They are the scenario and the shop file beside a program, so that the estimate and the first
forecast speak of this shop. `perkwright calibrate --purchase ...` makes the same scenario.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from designer.authoring.from_template import Sale
from designer.workbench.endings import SCENARIO_ENDING, SHOP_ENDING
from designer.workbench.gallery_texts import GalleryText
from designer.workbench.layouts import write_over
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.program.shop_from_toml import shop_from_toml
from dsl.values.currencies import DECIMALS
from simulator.limits import MOST_CUSTOMERS, MOST_VISITS_A_YEAR

if TYPE_CHECKING:
    from simulator.calibration.from_five_figures import FiveFigures

SECTORS = {
    "coffee-shop": "Coffee shop",
    "bakery": "Bakery",
    "grocery": "Grocery",
    "florist": "Florist",
    "fashion": "Fashion",
    "restaurant": "Restaurant",
    "salon": "Salon",
    "online-shop": "Online shop",
    "other": "Another shop",
}
_USUAL = {  # our assumptions: purchase, visits a month, percent left of a sale, customers
    "coffee-shop": ("5.00", "2.5", "65", "800"),
    "bakery": ("8.50", "4", "60", "1000"),
    "grocery": ("32.00", "3", "25", "2000"),
    "florist": ("38.00", "0.4", "55", "1200"),
    "fashion": ("68.00", "0.3", "55", "3000"),
    "restaurant": ("28.00", "0.8", "65", "1500"),
    "salon": ("48.00", "0.7", "60", "600"),
    "online-shop": ("55.00", "0.25", "40", "4000"),
    "other": ("25.00", "1", "50", "1000"),
}
_SHOP_HEADING = (
    "# Figures of the shop itself. They let the checker say whether rewards are in reach."
)
_SAID_BY_NUMBERS = re.compile(r"\s*(usual_basket|visits_per_month|visits_per_year)\s*=")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")
_PARTED_BY_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")
_PARTED_BY_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+|\.[0-9]{3})")


@dataclass(frozen=True)
class FiveNumbers:
    """The numbers as they were typed.

    Attributes:
        purchase: the average purchase, in units of the currency.
        visits: of an average customer in a month.
        margin: what is left of a sale before rewards, in percent.
        customers: people who buy there, by name or not.
    """

    sector: str
    currency: str
    purchase: str
    visits: str
    margin: str
    customers: str


def usual_numbers(sector: str, currency: str) -> FiveNumbers:
    """What is usual in a sector: a first guess, to be replaced."""
    purchase, visits, margin, customers = _USUAL[sector]
    if DECIMALS[currency] == 0:
        purchase = str(round(Fraction(purchase) * 100))
    return FiveNumbers(sector, currency, purchase, visits, margin, customers)


def sale_in(chosen: GalleryText, numbers: FiveNumbers) -> Sale:
    """What one purchase is in a program of the gallery, and at the owner's shop."""
    own = Fraction(tidied(numbers.purchase))
    if not chosen.has_prices:
        return Sale(None, own)
    beside = chosen.template.path.with_suffix(SHOP_ENDING).read_text("utf-8")
    return Sale(shop_from_toml(beside).usual_basket, own)


def tidied(text: str) -> str:
    """A number as people write it (`6,20`, `1.250,50`, `65 %`) as digits with a point.

    What fits no way of writing numbers comes out as what is no number.
    """
    bare = re.sub(r"[\s%'’\u00a0\u202f]", "", text)
    if _PARTED_BY_COMMAS.fullmatch(bare):
        return bare.replace(",", "")
    if _PARTED_BY_POINTS.fullmatch(bare):
        bare = bare.replace(".", "")
    return bare.replace(",", ".")


def _is_positive(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and Fraction(text) > 0


def _is_rate(text: str) -> bool:
    return _is_positive(text) and 12 * Fraction(text) <= int(MOST_VISITS_A_YEAR)


def _is_share(text: str) -> bool:
    return _is_positive(text) and Fraction(text) <= 100


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) <= MOST_CUSTOMERS


_RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "purchase": (_is_positive, "An average purchase is a sum above 0, such as 6.20."),
    "visits": (_is_rate, "Visits a month are a number above 0 and up to 80, such as 3 or 0.5."),
    "margin": (_is_share, "What is left of a sale is a share from 1 to 100 percent, such as 60."),
    "customers": (_is_count, "Customers are counted in whole numbers above 0, such as 800."),
}


def problem_of(name: str, text: str) -> str:
    """What is wrong with one number as it was typed, in a sentence; "" where nothing is."""
    fits, sentence = _RULES[name]
    return "" if fits(tidied(text)) else sentence


def problems_of(numbers: FiveNumbers) -> dict[str, str]:
    """What is wrong, by the name of the number."""
    found = {name: problem_of(name, getattr(numbers, name)) for name in _RULES}
    if not found["purchase"] and _is_below_a_coin(numbers):
        found["purchase"] = _RULES["purchase"][1]
    return {name: sentence for name, sentence in found.items() if sentence}


def _is_below_a_coin(numbers: FiveNumbers) -> bool:
    coins: int = 10 ** DECIMALS[numbers.currency]
    return round(Fraction(tidied(numbers.purchase)) * coins) == 0


def shop_file_text(numbers: FiveNumbers, found: str = "") -> str:
    """The shop's figures as NAME.shop.toml holds them; what else the file said stays."""
    said = {
        "usual_basket": f"{tidied(numbers.purchase)} {numbers.currency}",
        "visits_per_month": tidied(numbers.visits),
    }
    kept = [line for line in found.splitlines() if not _SAID_BY_NUMBERS.match(line)]
    lines = [f'{key} = "{value}"' for key, value in said.items()]
    return "\n".join([*(kept or [_SHOP_HEADING]), *lines]) + "\n"


def five_figures(numbers: FiveNumbers) -> "FiveFigures":
    """The numbers as the calibration takes them.

    Raises:
        Refusal: one of them cannot be used; says which.
    """
    from designer.workbench.calibrations import exact_share
    from simulator.calibration.from_five_figures import FiveFigures

    problems = problems_of(numbers)
    if problems:
        raise Refusal(" ".join(problems.values()))
    return FiveFigures(
        purchase=f"{tidied(numbers.purchase)} {numbers.currency}",
        visits_per_year=12 * Fraction(tidied(numbers.visits)),
        margin=exact_share(f"{tidied(numbers.margin)}%") or "0",
        customers=int(tidied(numbers.customers)),
        sector=numbers.sector,
    )


def save_shop_file(program: Path, numbers: FiveNumbers) -> None:
    """Write NAME.shop.toml beside a program; other figures in it stay, as a limit of its own.

    Raises:
        Refusal: nothing can be written there.
    """
    path = program.with_suffix(SHOP_ENDING)
    found = read_document(path).text if path.is_file() else ""
    write_over(path, shop_file_text(numbers, found))


def save_scenario_file(
    program: Path, numbers: FiveNumbers, time_zone: str | None, like: Path | None = None
) -> None:
    """Write NAME.scenario.yaml beside a program. Loads the calibration, which takes a moment.

    Args:
        program: the program's file.
        numbers: as they were typed.
        time_zone: the shop's.
        like: a program with a scenario beside it that says what purchases are made of.

    Raises:
        Refusal: a number cannot be used, or nothing can be written there.
    """
    from designer.workbench.calibrations import calibrate_from_figures, save_scenario

    scenario = calibrate_from_figures(five_figures(numbers), time_zone).scenario
    beside = like.with_suffix(SCENARIO_ENDING) if like else None
    if beside is not None and beside.is_file():
        from designer.workbench.like_another_shop import as_in_the_template, with_products_like
        from simulator.calibration.from_yaml import scenario_from_yaml

        other = scenario_from_yaml(beside.read_text(encoding="utf-8"))
        scenario = with_products_like(scenario, other, as_in_the_template(other))
    save_scenario(scenario, program.with_suffix(SCENARIO_ENDING))
