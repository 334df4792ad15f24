"""Saying an assumption about people oneself: the likely figure, and between what it lies."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Static

from designer.report.assumption_words import assumption_figure, assumption_name, figure_said
from designer.screens.overlays.figures_asked import FiguresAsked

if TYPE_CHECKING:
    from designer.workbench.shop_figures import Assumed
    from simulator.calibration.scenario import AssumptionPart

_BOXES = {
    "low": "At least (19 in 20 times)",
    "median": "Likely",
    "high": "At most (19 in 20 times)",
}
_GUESS = "our own guess"


class AssumptionFigures(FiguresAsked["AssumptionPart | str"]):
    """Ends with the owner's figures, with the name to take the usual ones, or with nothing.

    What is entered as it stood is nothing: usual figures do not become the owner's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave as it is", id="assumption.leave")
    ]

    def __init__(self, assumed: "Assumed") -> None:
        super().__init__()
        self._assumed = assumed
        row = assumed.row
        figures = zip(_BOXES, (row.interval[0], row.median, row.interval[1]), strict=True)
        self._known = {key: assumption_figure(row.name, figure) for key, figure in figures}
        self._known["source"] = row.source if assumed.is_own else _GUESS

    def compose(self) -> ComposeResult:
        row = self._assumed.row
        with Vertical(classes="dialog"):
            told = f"{assumption_name(row.name)}: {row.unit}.\n\nSource: {row.source}."
            yield Static(told, markup=False)
            for key, words in _BOXES.items():
                with Horizontal(classes="figure"):
                    yield Label(words)
                    yield Input(self._known[key], id=key, compact=True)
            with Horizontal(classes="figure"):
                yield Label("How you know")
                yield Input(self._known["source"], id="source", compact=True)
            yield Static(id="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Use these", id="use", variant="primary")
                if self._assumed.is_own:
                    yield Button("Take the usual figures", id="usual")
                yield Button("Leave as it is", id="leave")

    def on_mount(self) -> None:
        self.query_one("#median").focus()

    @on(Button.Pressed, "#usual")
    def _take_usual(self, event: Button.Pressed) -> None:
        self.dismiss(self._assumed.row.name)

    def answer(self) -> "AssumptionPart | str | None":
        from designer.workbench.shop_figures import part_said

        if self.typed(self._known) == self._known:
            return None
        row = self._assumed.row
        source = " ".join(self.query_one("#source", Input).value.split()) or _GUESS
        figures = {key: figure_said(row.name, text) for key, text in self.typed(_BOXES).items()}
        return part_said(row, source=source, **figures)
