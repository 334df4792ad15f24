"""Five numbers about the business, as boxes to fill in; guessed at first from the trade."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Select, Static

from designer.workbench.five_numbers import (
    SECTORS,
    FiveNumbers,
    problems_of,
    usual_numbers,
)
from dsl.values.currencies import DECIMALS

_FREQUENT = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY", "INR")
_TYPED = {
    "purchase": "Average purchase",
    "visits": "Visits of each a month",
    "margin": "Left of a sale, in %",
    "customers": "Customers",
}
_SAID = {
    "sector": "What kind of business it is. Numbers that were not typed follow it.",
    "currency": "The currency of all amounts.",
    "purchase": "What a customer spends on one visit, on average.",
    "visits": "How often an average customer buys in a month; 0.5 is every second month.",
    "margin": "What is left of a sale after the goods are paid, before rewards (the margin).",
    "customers": "How many people buy from you, whether you know their names or not.",
}
ALL = ("sector", "currency", *_TYPED)
NOTE = "They drive estimates and forecasts. Nothing leaves this computer."


class NumberBox(Input):
    """One number; what it means is said while it has the focus."""

    HELP = "five_numbers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next box"),
        Binding("enter", "submit", "Begin"),
    ]

    @property
    def SAID(self) -> str:  # noqa: N802 - the name that every box has
        return _SAID[self.id or "purchase"]


class ChoiceBox(Select[str]):
    """One choice; what it means is said while it has the focus."""

    HELP = "five_numbers"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "show_overlay", "Choose")]

    @property
    def SAID(self) -> str:  # noqa: N802 - the name that every box has
        return _SAID[self.id or "sector"]


class BeginButton(Button):
    """Takes the numbers as they are."""

    HELP = "five_numbers"
    SAID = "Begins with these numbers, as Enter does in each of the boxes."

    def __init__(self, words: str) -> None:
        super().__init__(words, compact=True, id="begin", variant="primary")


class FiveNumbersForm(Vertical):
    """The numbers; what was typed stays, the rest follows the kind of business."""

    DEFAULT_CSS = """
    FiveNumbersForm { height: auto; }
    FiveNumbersForm #boxes { height: 2; }
    FiveNumbersForm #choice_boxes { width: 1fr; height: 2; margin-right: 3; }
    FiveNumbersForm Grid { width: 2fr; grid-size: 2 2; grid-gutter: 0 3; height: 2; }
    FiveNumbersForm .number { height: 1; }
    FiveNumbersForm Label { width: 1fr; }
    FiveNumbersForm Input { width: 13; }
    FiveNumbersForm Select { width: 18; }
    FiveNumbersForm #foot { height: auto; }
    FiveNumbersForm #begin { min-width: 11; }
    FiveNumbersForm #note { width: 1fr; height: auto; }
    FiveNumbersForm.-tall #boxes { layout: vertical; height: 6; }
    FiveNumbersForm.-tall #choice_boxes { height: 2; margin: 0; }
    FiveNumbersForm.-tall Grid { width: 1fr; grid-size: 1 4; height: 4; }
    FiveNumbersForm.-tall #foot { margin-top: 1; }
    """

    @dataclass
    class Submitted(Message):
        """Enter was pressed, and all numbers can be used.

        Attributes:
            said: the names of those that the person said.
        """

        numbers: FiveNumbers
        said: frozenset[str]

    def __init__(
        self,
        numbers: FiveNumbers,
        *,
        said: Collection[str] = (),
        asked: Collection[str] = ALL,
        begins: str = "",
    ) -> None:
        """Boxes with some numbers in them.

        Args:
            numbers: what the boxes hold first.
            said: the names of those that the person said before, which do not follow the trade.
            asked: the boxes that can be changed.
            begins: what a button says that does the same as Enter; "" for no button.
        """
        super().__init__()
        self._numbers = numbers
        self._said = set(said)
        self._asked = asked
        self._begins = begins

    def compose(self) -> ComposeResult:
        rest = sorted(set(DECIMALS) - set(_FREQUENT))
        with Horizontal(id="boxes"):
            with Vertical(id="choice_boxes"):
                yield from self._choice("sector", "Business", [(v, k) for k, v in SECTORS.items()])
                currencies = [(each, each) for each in (*_FREQUENT, *rest)]
                yield from self._choice("currency", "Currency", currencies)
            with Grid():
                for name in _TYPED:
                    yield from self._typed_box(name)
        with Horizontal(id="foot"):
            yield Static(NOTE, id="note", markup=False)
            if self._begins:
                yield BeginButton(self._begins)

    def _choice(self, name: str, words: str, choices: list[tuple[str, str]]) -> Iterator[Widget]:
        value = getattr(self._numbers, name)
        with Horizontal(classes="number"):
            yield Label(words)
            box = ChoiceBox(choices, value=value, allow_blank=False, compact=True, id=name)
            box.disabled = name not in self._asked
            yield box

    def _typed_box(self, name: str) -> Iterator[Widget]:
        with Horizontal(classes="number"):
            yield Label(_TYPED[name])
            box = NumberBox(getattr(self._numbers, name), compact=True, id=name, max_length=12)
            box.disabled = name not in self._asked
            yield box

    @property
    def numbers(self) -> FiveNumbers:
        """The numbers as they stand in the boxes."""
        return self._numbers

    def follow_sector(self, sector: str) -> None:
        """Show what is usual in a trade, but for what was typed; a chosen trade stays."""
        if "sector" not in self._said and sector != self._numbers.sector:
            with self.prevent(Select.Changed):
                self.query_one("#sector", ChoiceBox).value = sector
            self._follow(sector)

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        event.stop()
        name, value = event.select.id, str(event.value)
        if name is None or value == getattr(self._numbers, name):
            return
        self._said.add(name)
        if name == "currency":
            self._numbers = replace(self._numbers, currency=value)
            self._follow(self._numbers.sector)
        else:
            self._follow(value)

    def _follow(self, sector: str) -> None:
        usual = usual_numbers(sector, self._numbers.currency)
        kept = {name: getattr(self._numbers, name) for name in self._said if name in _TYPED}
        self._numbers = replace(usual, **kept)
        for name in _TYPED:
            with self.prevent(Input.Changed):
                self.query_one(f"#{name}", NumberBox).value = getattr(self._numbers, name)
        self._judge()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        name = event.input.id
        if name is None or event.value == getattr(self._numbers, name):
            return
        self._said.add(name)
        self._numbers = replace(self._numbers, **{name: event.value})
        self._judge()

    def _judge(self) -> None:
        problems = problems_of(self._numbers)
        for name in _TYPED:
            self.query_one(f"#{name}").set_class(name in problems, "-wrong")
        told = f"✗ {next(iter(problems.values()))}" if problems else NOTE
        self.query_one("#note", Static).update(told)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    @on(Button.Pressed, "#begin")
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.submit()

    def submit(self) -> None:
        """Tell that these are the numbers, or go to the first that cannot be used."""
        self._judge()
        problems = problems_of(self._numbers)
        if problems:
            self.query_one(f"#{next(iter(problems))}").focus()
        else:
            self.post_message(self.Submitted(self._numbers, frozenset(self._said)))
