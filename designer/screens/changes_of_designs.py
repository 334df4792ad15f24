"""What changed from the first of some designs to each other one, as lines to draw."""

from typing import TYPE_CHECKING

from designer.report.compared import LETTERS
from designer.workbench.designs import Chosen

if TYPE_CHECKING:
    from designer.screens.charts.axis import Line
    from dsl.program.program import Program


class ChangesOfDesigns:
    """Reads each text once, for as long as it is among those that are chosen."""

    def __init__(self) -> None:
        self._programs: dict[str, Program | None] = {}

    def lines(self, chosen: Chosen, *, are_of_texts: bool) -> "list[Line]":
        """What changed, in words or in the lines of the texts."""
        from designer.screens.comparison_drawings import text_lines, under_letters

        first, *others = chosen.texts
        if are_of_texts:
            return under_letters([text_lines(first, each) for each in others])
        return under_letters(self._in_words(chosen))

    def _in_words(self, chosen: Chosen) -> "list[list[Line]]":
        from designer.authoring.changes_in_words import changes_in_words
        from designer.authoring.draft import Draft
        from designer.screens.comparison_drawings import change_lines, mended_first

        known = self._programs
        self._programs = {
            text: known[text] if text in known else Draft("program", text).checked().program
            for text in chosen.texts
        }
        first, *others = (self._programs[text] for text in chosen.texts)
        return [
            mended_first(LETTERS[0] if first is None else letter)
            if first is None or other is None
            else change_lines(changes_in_words(first, other))
            for letter, other in zip(LETTERS[1:], others, strict=False)
        ]
