"""A program while it is written: its text with one history, and what checking it says.

A draft knows no file and no screen. Whoever changes the text, the form, the editor or a fix, does
it here; everybody else reads `text` and `checked`.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock

from designer.authoring.history import Change, History
from dsl.compile import Compiled, compile_text
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.program.program import Program
from dsl.program.shop import Shop
from dsl.source.document import Document
from dsl.syntax.tree import Node


@dataclass(frozen=True)
class Checked:
    """A text of one revision with what checking it said.

    Attributes:
        revision: the draft's revision that was checked; an older one tells of an older text.
    """

    revision: int
    document: Document
    compiled: Compiled

    @property
    def program(self) -> Program | None:
        """The program; None where there is any error."""
        return self.compiled.program

    @property
    def tree(self) -> Node:
        """What was written; lines that could not be read are `unread` nodes in it."""
        return self.compiled.reading.tree

    def of(self, severity: Severity) -> list[Diagnostic]:
        """The problems of one severity, in the order of the text."""
        return [each for each in self.compiled.diagnostics if each.severity is severity]


class Draft:
    """A program's text being changed.

    Attributes:
        name: how messages name it, usually its file's name.
        revision: grows with each change, also one that takes another back.
        shop: the shop's own figures, for the checks that need them.
    """

    def __init__(self, name: str, text: str, shop: Shop | None = None) -> None:
        self.name = name
        self.revision = 0
        self.shop = shop
        self._history = History(text)
        self._checked: Checked | None = None
        self._one_check = Lock()

    @property
    def text(self) -> str:
        """The whole text as it is now."""
        return self._history.text

    @property
    def newest_check(self) -> Checked | None:
        """What the last check said, of this text or an older one; None before the first."""
        return self._checked

    def use_shop(self, shop: Shop | None) -> None:
        """Take other figures of the shop; the text has to be checked anew."""
        self.shop, self._checked = shop, None

    def change(self, text: str, why: str, *, joins: str | None = None) -> Change | None:
        """Make a text the current one; see `History.change`."""
        return self._noted(self._history.change(text, why, joins=joins))

    def undo(self) -> Change | None:
        """Take the last step back."""
        return self._noted(self._history.undo())

    def redo(self) -> Change | None:
        """Make the step again that was taken back last."""
        return self._noted(self._history.redo())

    def checked(self, today: date | None = None) -> Checked:
        """The current text, checked; worked out once for each revision.

        Takes tenths of a second for a long text: a screen calls it in a thread. Of several that
        ask for the same text at once, one works it out.
        """
        with self._one_check:
            found = self._checked
            revision = self.revision
            if found is None or found.revision != revision:
                document = Document(self.name, self.text)
                found = Checked(revision, document, compile_text(document, self.shop, today=today))
                self._checked = found
            return found

    def _noted(self, change: Change | None) -> Change | None:
        if change is not None:
            self.revision += 1
        return change
