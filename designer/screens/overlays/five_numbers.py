"""Five numbers about the business: what a forecast needs of a shop without orders at hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Select, Static

from designer.screens.overlays.figures_asked import FiguresAsked
from designer.workbench.five_numbers import SECTORS, FiveNumbers, five_figures

if TYPE_CHECKING:
    from simulator.calibration.from_five_figures import FiveFigures

HEADING = (
    "Five numbers about your business. Guess now, change any time; nothing leaves this computer."
)
FROM_ORDERS = (
    "Your orders tell how customers behave. What is left of a sale they do not tell: that is yours "
    "to say."
)
_BOXES = {
    "purchase": "Average purchase",
    "visits": "Visits of a customer in a month",
    "margin": "Left of each sale, before rewards",
    "customers": "Customers",
}


class FiveNumbersAsked(FiguresAsked["FiveFigures"]):
    """Ends with the figures, or with nothing where they stay as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave as it is", id="five_numbers.leave")
    ]

    def __init__(self, known: FiveNumbers, *, only_margin: bool = False) -> None:
        super().__init__()
        self._known = known
        self._only_margin = only_margin

    def compose(self) -> ComposeResult:
        units = {"purchase": self._known.currency, "margin": "%"}
        with Vertical(classes="dialog"):
            yield Static(FROM_ORDERS if self._only_margin else HEADING, markup=False)
            for name, words in _BOXES.items():
                with Horizontal(classes="figure"):
                    yield Label(words)
                    is_fixed = self._only_margin and name != "margin"
                    value = getattr(self._known, name)
                    yield Input(value, id=name, compact=True, disabled=is_fixed)
                    yield Label(units.get(name, ""), classes="unit")
            with Horizontal(classes="figure"):
                yield Label("Most like")
                yield Select(
                    [(words, sector) for sector, words in SECTORS.items()],
                    value=self._known.sector,
                    allow_blank=False,
                    id="sector",
                    compact=True,
                    disabled=self._only_margin,
                )
            yield Static(id="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Use these", id="use", variant="primary")
                yield Button("Leave as it is", id="leave")

    def on_mount(self) -> None:
        self.query_one("#margin" if self._only_margin else "#purchase").focus()

    def answer(self) -> "FiveFigures":
        sector = str(self.query_one("#sector", Select).value)
        return five_figures(replace(self._known, sector=sector, **self.typed(_BOXES)))
