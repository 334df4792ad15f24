"""The command that compares designs, and what it is of."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from designer.screens.extent import Extent
from designer.screens.long_work import Words
from designer.workbench.designs import Chosen
from designer.workbench.program_before import NOTHING_BEFORE, ProgramBefore
from designer.workbench.working_copies import ProgramText

if TYPE_CHECKING:
    from designer.workbench.products_sold import Shop


Assumed = tuple[ProgramBefore, str, str]
"""The program until now, how it stands (`stand_of`), and the text of the shop's file."""


def assumed_beside(home: Path, draft: Path) -> Assumed:
    """What is assumed in a comparison; of the shop "" where there is nothing to read."""
    from designer.workbench.program_before import program_before, stand_of
    from designer.workbench.shop_figures import scenario_beside

    text = ""
    with suppress(OSError, ValueError):  # what is wrong with it is told by who compares
        text = scenario_beside(draft).read_text("utf-8")
    before = program_before(home, draft)
    return before, stand_of(before), text


@dataclass(frozen=True)
class Comparing:
    """Designs that are compared, in a shop.

    Attributes:
        draft: the file of the draft.
        scenario: the file of the shop.
        before: what all designs are held against, as forecasts are.
        stand: of that, when they were begun.
        scenario_text: of the file of the shop, as it was when they were begun.
        wider: the shop with what it is to sell beside; None: only what it sells.
    """

    of: Chosen
    draft: Path
    scenario: Path
    before: ProgramBefore = NOTHING_BEFORE
    stand: str = ""
    scenario_text: str = ""
    wider: "Shop | None" = None

    @property
    def assumed(self) -> Assumed:
        """As `assumed_beside` gives it."""
        return self.before, self.stand, self.scenario_text

    @property
    def note(self) -> str:
        """What is to be known of the shop, in a sentence; "" where it is the owner's."""
        from designer.screens.overlays.not_sold import sold_too_words

        return sold_too_words(self.wider) if self.wider else ""

    def texts(self) -> list[ProgramText]:
        """The programs, and the shop as it was read, whatever happens to its file."""
        from simulator.calibration.to_yaml import scenario_to_yaml

        texts = [
            ProgramText(file.name, text, file)
            for file, text in zip(self._files(), self.of.texts, strict=True)
        ]
        widened = self.wider.widened if self.wider is not None else None
        shop = scenario_to_yaml(widened) if widened is not None else self.scenario_text
        return [*texts, ProgramText(self.scenario.name, shop, ending=self.scenario.suffix)]

    def _files(self) -> Iterator[Path]:
        return (each.file or self.draft for each in self.of.designs)

    def words(self) -> Words:
        """What a person would type, given copies of the texts."""

        def words(copies: Sequence[Path]) -> tuple[str, ...]:
            *designs, scenario = map(str, copies)
            return (
                *("compare", *designs, "--scenario", scenario),
                *(*Extent(before=self.before).options(), "--json", "--progress-json"),
            )

        return words
