"""Saying an assumption about people oneself: the likely figure, and between what it lies."""

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from designer.report.assumption_words import assumption_figure, assumption_name, figure_said
from designer.workbench.refusal import Refusal

if TYPE_CHECKING:
    from designer.workbench.shop_figures import Assumed
    from simulator.calibration.scenario import AssumptionPart

_BOXES = {
    "low": "At least (19 in 20 times)",
    "median": "Likely",
    "high": "At most (19 in 20 times)",
}


Answer: TypeAlias = "AssumptionPart | str | None"


class AssumptionFigures(ModalScreen[Answer]):
    """Ends with the owner's figures, with the name to take the usual ones, or with nothing."""

    CSS_PATH = "five_numbers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave as it is", id="assumption.leave")
    ]

    def __init__(self, assumed: "Assumed") -> None:
        super().__init__()
        self._assumed = assumed

    def compose(self) -> ComposeResult:
        row = self._assumed.row
        low, high = row.interval
        figures = {"low": low, "median": row.median, "high": high}
        with Vertical(classes="dialog"):
            yield Static(f"{assumption_name(row.name)}: {row.unit}.\n\n{row.source}.", markup=False)
            for key, words in _BOXES.items():
                with Horizontal(classes="figure"):
                    yield Label(words)
                    yield Input(assumption_figure(row.name, figures[key]), id=key, compact=True)
            with Horizontal(classes="figure"):
                yield Label("How you know")
                yield Input("our own guess", id="source", compact=True)
            yield Static(id="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Use these", id="use", variant="primary")
                if self._assumed.is_own:
                    yield Button("Take the usual figures", id="usual")
                yield Button("Leave as it is", id="leave")

    def on_mount(self) -> None:
        self.query_one("#median").focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self._end()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "use":
            self._end()
        else:
            self.dismiss(self._assumed.row.name if event.button.id == "usual" else None)

    def _end(self) -> None:
        from designer.workbench.shop_figures import part_said

        row = self._assumed.row
        texts = {key: self.query_one(f"#{key}", Input).value for key in _BOXES}
        source = " ".join(self.query_one("#source", Input).value.split()) or "our own guess"
        try:
            figures = {key: figure_said(row.name, text) for key, text in texts.items()}
            self.dismiss(part_said(row, source=source, **figures))
        except Refusal as refused:
            self.query_one("#problem", Static).update(f"✗ {refused.sentence}")
