"""A small form for an event that a person adds to a trial."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from designer.workbench.own_events import PURCHASE, RETURN, TIME_PASSES, Wanted
from designer.workbench.refusal import Refusal

_KINDS = {
    "A purchase": PURCHASE,
    "The last purchase comes back": RETURN,
    "Time passes": TIME_PASSES,
}
_ANYTHING = "anything"


class AddEvent(ModalScreen[bool]):
    """Ends once the event was added, or with False where it is not to be.

    Attributes:
        add: takes what was filled in; refuses with a sentence, which is shown here.
    """

    CSS = """
    AddEvent Grid {
        grid-size: 2; grid-columns: 16 1fr; grid-rows: 1; grid-gutter: 1 0; height: auto;
    }
    AddEvent Grid Input { background: $panel; padding: 0 1; border: none; height: 1; }
    AddEvent Grid Input:focus { background: $primary 30%; border: none; }
    AddEvent #refused { color: $text-error; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "Add nothing")]

    def __init__(
        self,
        first: Wanted,
        products: tuple[str, ...],
        currency: str,
        add: Callable[[Wanted], None],
    ) -> None:
        super().__init__()
        self._first, self._products, self._currency = first, products, currency
        self.add = add

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Add what happens after the event at hand.\n")
            with Grid():
                yield Label("What")
                yield Select(
                    list(_KINDS.items()), value=PURCHASE, allow_blank=False, compact=True, id="kind"
                )
                yield Label("Day")
                yield Input(self._first.day, id="day", compact=True)
                yield Label("Time")
                yield Input(self._first.time, id="time", compact=True)
                yield Label(f"Amount, {self._currency}", id="amount_label")
                yield Input(self._first.amount, id="amount", compact=True)
                yield Label("Product", id="product_label")
                named = [(name.replace("[", r"\["), name) for name in self._products]
                choices = [("anything", _ANYTHING), *named]
                yield Select(
                    choices, value=_ANYTHING, allow_blank=False, compact=True, id="product"
                )
            yield Static("", id="refused", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Add", id="add", variant="primary")
                yield Button("Add nothing", id="leave")

    def on_mount(self) -> None:
        self.query_one("#amount", Input).focus()

    @on(Select.Changed, "#kind")
    def _kind_chosen(self, event: Select.Changed) -> None:
        """Only what such an event has can be filled in."""
        for name in ("amount", "amount_label"):
            self.query_one(f"#{name}").display = event.value != TIME_PASSES
        for name in ("product", "product_label"):
            self.query_one(f"#{name}").display = event.value == PURCHASE
        if event.value == RETURN:
            self.query_one("#amount", Input).value = ""
            self.query_one("#amount", Input).placeholder = "all of it"

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self._end()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "add":
            self._end()
        else:
            self.dismiss(False)

    def _end(self) -> None:
        product = self.query_one("#product", Select).value
        wanted = Wanted(
            kind=str(self.query_one("#kind", Select).value),
            day=self.query_one("#day", Input).value,
            time=self.query_one("#time", Input).value,
            amount=self.query_one("#amount", Input).value,
            product="" if product == _ANYTHING else str(product),
        )
        try:
            self.add(wanted)
        except Refusal as refused:
            self.query_one("#refused", Static).update(f"✗ {refused.sentence}")
        else:
            self.dismiss(True)


def _choice(options: list[tuple[str, str]], value: str, name: str) -> Select[str]:
    return Select(options, value=value, allow_blank=False, compact=True, id=name)
