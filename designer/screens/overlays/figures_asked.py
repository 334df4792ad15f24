"""A dialog that asks for figures: Enter or a button uses them, Esc leaves all as it is."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from designer.workbench.refusal import Refusal

A = TypeVar("A")


class FiguresAsked(ModalScreen[A | None], Generic[A]):
    """Ends with what the figures say, or with nothing; a figure that cannot be used is told."""

    CSS_PATH: ClassVar[str] = "figures_asked.tcss"

    @abstractmethod
    def answer(self) -> A | None:
        """What the figures say; None where they say what was known.

        Raises:
            Refusal: one of them cannot be used.
        """

    def typed(self, boxes: Iterable[str]) -> dict[str, str]:
        """What stands in some boxes, by their names."""
        return {name: self.query_one(f"#{name}", Input).value for name in boxes}

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self._end()

    @on(Button.Pressed, "#use")
    def _used(self, event: Button.Pressed) -> None:
        self._end()

    @on(Button.Pressed, "#leave")
    def _left(self, event: Button.Pressed) -> None:
        self.dismiss(None)

    def _end(self) -> None:
        try:
            self.dismiss(self.answer())
        except Refusal as refused:
            self.query_one("#problem", Static).update(f"✗ {refused.sentence}")
