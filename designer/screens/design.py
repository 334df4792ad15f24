"""The stage Design: the program's blocks, one of them as a form, and the text, side by side."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from designer.authoring.cards import Card, card_on, cards_of
from designer.authoring.draft import Checked
from designer.authoring.history import Change
from designer.authoring.marks import marks_of
from designer.screens.text_actions import TextActions
from designer.screens.widgets.check_bar import CheckBar
from designer.screens.widgets.completion_list import CompletionList
from designer.screens.widgets.cost_meter import CostMeter
from designer.screens.widgets.program_editor import ProgramEditor


class DesignScreen(TextActions):
    """Where a program is written, as a form or as text.

    The cursor of the text says what is at hand: its card is in the form, its problem in the bar.
    """

    STAGE = "design"
    CSS_PATH = "design.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "form_or_text", "Form/Text", id="design.form_or_text"),
    ]

    def compose_stage(self) -> Iterator[Widget]:
        with Horizontal(id="panes"):
            yield OptionList(id="outline")
            yield Static(id="form")
            yield ProgramEditor(self.draft.text)
        yield CheckBar(id="check")
        yield CompletionList()

    def stage_ready(self) -> None:
        self._newest: Checked | None = None
        self._cards: tuple[Card, ...] = ()
        self._card: Card | None = None
        self.add_class("-text")
        self.editor.focus()

    # ---------------------------------------------------------------- following the draft

    def text_changed(self, change: Change) -> None:
        self.editor.follow(self.draft.text)

    def checked(self, checked: Checked) -> None:
        self._newest = checked
        self.editor.show_marks(marks_of(checked.compiled.diagnostics))
        self._show_problem()
        if checked.program is None:
            self.query_one(CostMeter).say_instead(
                "What it gives back is worked out once there is no error."
            )
        self.run_worker(
            lambda: self._look_closer(checked),
            thread=True,
            group="look closer",
            exclusive=True,
            exit_on_error=False,
        )

    def _look_closer(self, checked: Checked) -> None:
        """Deal the cards and work the cost meter out, in a thread, while the text stands."""
        from designer.workbench.quick_estimate import estimate_beside

        self.app.call_from_thread(self._show_cards, checked, cards_of(checked))
        found = estimate_beside(
            checked.compiled,
            self.draft.shop,
            self.designer.path,
            datetime.now().astimezone().date(),
            lambda: self.draft.revision != checked.revision,
        )
        if found is not None:
            self.app.call_from_thread(self.query_one(CostMeter).show, found)

    def _show_cards(self, checked: Checked, cards: tuple[Card, ...]) -> None:
        if checked.revision == self.draft.revision:
            self._cards = cards
            self._show_card(self._card_at_hand())

    # ---------------------------------------------------------------- what is at hand

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor says what is at hand."""
        self._show_problem()
        found = self._card_at_hand()
        if found is not self._card:
            self._show_card(found)

    def _card_at_hand(self) -> Card | None:
        row, _ = self.editor.cursor_location
        return card_on(self._cards, row + 1)

    def _show_card(self, card: Card | None) -> None:
        self._card = card
        outline = self.query_one("#outline", OptionList)
        with self.prevent(OptionList.OptionHighlighted):
            outline.set_options(Option(each.title, each.id) for each in self._cards)
            outline.highlighted = self._cards.index(card) if card else None
        self.query_one("#form", Static).update(
            "\n".join(row.text for row in card.rows) if card else ""
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go where a card is written."""
        self._go_to_card(str(event.option.id))

    def _go_to_card(self, card_id: str) -> None:
        card = next((each for each in self._cards if each.id == card_id), None)
        if card is None:
            return
        self.editor.go_to(card.header.start)
        self.editor.show_lines(card.rows[0].number - 1, card.rows[-1].number - 1)

    def _show_problem(self) -> None:
        if self._newest is not None:
            self.query_one(CheckBar).show(self._newest, self.problem_at_hand(self._newest))

    # ---------------------------------------------------------------- actions

    def action_form_or_text(self) -> None:
        """Go from the form to the text or back, at the same place."""
        to_text = not self.editor.has_focus
        self.set_class(to_text, "-text").set_class(not to_text, "-form")
        if to_text:
            self.editor.focus()
        else:
            self.query_one("#outline").focus()
