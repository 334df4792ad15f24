"""All problems of a program, each with the part of the program in which it is."""

from dataclasses import dataclass

from designer.authoring.cards import card_on, cards_of
from designer.authoring.draft import Checked
from designer.authoring.sections import titled
from dsl.diagnostics.diagnostic import Diagnostic, Severity


@dataclass(frozen=True)
class Problem:
    """A problem and its place.

    Attributes:
        found: what the check says.
        part: the part of the program that it is in, as lists name it; nothing above all parts.
        line: its line in the text, from 1.
    """

    found: Diagnostic
    part: str
    line: int

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return f"{self.part}, line {self.line}" if self.part else f"line {self.line}"

    @property
    def is_mended_by_key(self) -> bool:
        """Whether there is one change that mends it."""
        return self.found.fix is not None and bool(self.found.fix.edits)

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do, and lines that show it; nothing where the check knows nothing."""
        fix = self.found.fix
        if fix is None:
            return ()
        return (fix.title[:1].upper() + fix.title[1:], *fix.example.splitlines())


def words_by_hand(found: Diagnostic) -> str:
    """What a person has to write where no change is ready, in one line."""
    fix = found.fix
    if fix is None:
        return "This one has to be written by hand; Shift+F7 tells more of it."
    told = f"This one has to be written by hand: {fix.title}"
    lines = fix.example.splitlines()
    if len(lines) > 1:
        return f"{told}, as Shift+F7 shows."
    return f"{told}: {lines[0].strip()}" if lines else f"{told}."


def problems_of(checked: Checked, severity: Severity | None = None) -> tuple[Problem, ...]:
    """The problems of one severity, or all, in the order of the text."""
    cards = cards_of(checked)
    found: list[Problem] = []
    for each in checked.compiled.diagnostics:
        if severity in (None, each.severity):
            line = checked.document.line_of(each.label.span.start)
            card = card_on(cards, line)
            found.append(Problem(each, titled(card) if card else "", line))
    return tuple(found)
