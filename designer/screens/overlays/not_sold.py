"""Asks what to do about products that a design is about and the shop does not sell."""

from collections.abc import Sequence

from designer.report.compared import LETTERS
from designer.screens.overlays.chooser import Choice, Question
from designer.workbench.products_sold import Shop

SOLD_TOO, WITHOUT = "sold_too", "without"


class NotSold(Question):
    """Ends with `SOLD_TOO` or `WITHOUT`; None: with neither."""

    def __init__(self, shop: Shop, scenario_name: str) -> None:
        about = not_sold_words(shop, scenario_name)
        super().__init__("Your shop does not sell all of this", _choices(shop), about)


def not_sold_words(shop: Shop, scenario_name: str) -> str:
    """Which design asks for what, what follows from it, and what is known of it."""
    who = (*LETTERS[: len(shop.lacking)], "the program until now")
    lacking = dict(zip(who, (*shop.lacking, shop.lacking_before), strict=True))
    asks = "; ".join(
        f"{each} asks for {_listed(names)}" for each, names in lacking.items() if names
    )
    told = (
        f"{asks[0].upper()}{asks[1:]}. Nobody buys that in your shop, so no design can be called "
        "the best."
    )
    unknown = sorted({name for names in lacking.values() for name in names} - {*shop.added})
    if shop.added:
        told += f" The programs' own assumptions say how often {_listed(shop.added)} is bought."
    if unknown:
        of_what = f"Of {_listed(unknown)}" if shop.added else "Of it"
        told += (
            f" {of_what} nothing is known in your shop: learn it from your orders (6), or write it "
            f"into {scenario_name}. What your draft asks for can be said in the forecast (3), at "
            "Products sold."
        )
    return told


def sold_too_words(shop: Shop) -> str:
    """What is told beside results of a shop that sells more than it does."""
    added = _listed(shop.added)
    return f"! As if your shop sold {added} too, as the programs' own assumptions have it."


def _choices(shop: Shop) -> list[Choice]:
    sold = [Choice(SOLD_TOO, f"Let the shop sell {_listed(shop.added)} too")] if shop.added else []
    return [*sold, Choice(WITHOUT, "Go on as it is, without a winner")]


def _listed(names: Sequence[str]) -> str:
    *first, last = (f'"{name}"' for name in names)
    return f"{', '.join(first)} and {last}" if first else last
