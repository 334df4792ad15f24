"""Five numbers about the business: what a forecast needs of a shop without orders at hand."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from designer.screens.five_numbers_form import ALL, FiveNumbersForm
from designer.workbench.five_numbers import FiveNumbers

HEADING = "Guess now, change any time. All amounts are in the currency of the program."
FROM_ORDERS = (
    "Your orders tell how customers behave. What is left of a sale they do not tell: that is yours "
    "to say."
)
_OF_THE_SHOP = ("purchase", "visits", "margin", "customers", "sector")


class FiveNumbersAsked(ModalScreen[FiveNumbers | None]):
    """Ends with the numbers, or with nothing where they stay as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave as it is", id="five_numbers.leave")
    ]

    def __init__(
        self, known: FiveNumbers, *, are_own: bool = False, only_margin: bool = False
    ) -> None:
        super().__init__()
        self._heading = FROM_ORDERS if only_margin else HEADING
        self._asked = ("margin",) if only_margin else _OF_THE_SHOP
        self._form = FiveNumbersForm(known, said=ALL if are_own else (), asked=self._asked)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Five numbers about your business"
            yield Static(self._heading, classes="heading", markup=False)
            yield self._form.add_class("-tall")
            with Horizontal(classes="buttons"):
                yield Button("Use these", id="use", variant="primary")
                yield Button("Leave as it is", id="leave")

    def on_mount(self) -> None:
        self.query_one(f"#{self._asked[0]}").focus()

    @on(FiveNumbersForm.Submitted)
    def _said(self, event: FiveNumbersForm.Submitted) -> None:
        self.dismiss(event.numbers)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "use":
            self._form.submit()
        else:
            self.dismiss(None)
