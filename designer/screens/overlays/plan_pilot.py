"""Asking for the orders that a pilot is planned from."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static


class PlanPilot(ModalScreen[str | None]):
    """Ends with the path of a file of orders, or with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Plan none")]

    def __init__(self, folder: str, last: str) -> None:
        """Ask for orders.

        Args:
            folder: where the plan goes.
            last: the orders that were read last; "" where none were.
        """
        super().__init__()
        self._folder, self._last = folder, last

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(
                "A pilot tries the program on a part of your customers, the most profitable "
                "first, and compares them with others like them. It is planned from your orders: "
                "how many to invite, for how long, and what it can show. It begins tomorrow.\n\n"
                f"Plan and list of customers are written into {self._folder}.\n\n"
                "The file of your orders (CSV or Parquet):",
                markup=False,
            )
            yield Input(self._last, placeholder="orders.csv", id="orders")
            with Horizontal(classes="buttons"):
                yield Button("Plan it", id="plan", variant="primary")
                yield Button("Plan none", id="leave")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self._end()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "plan":
            self._end()
        else:
            self.dismiss(None)

    def _end(self) -> None:
        path = self.query_one(Input).value.strip()
        if path:
            self.dismiss(path)
