"""The stage Design: the program's blocks, one of them as a form, and the text, side by side."""

from collections.abc import Iterator
from time import sleep
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import TextArea
from textual.worker import Worker, WorkerState

from designer.authoring.cards import Card, Row, card_on, card_with, cards_of
from designer.authoring.draft import Checked
from designer.authoring.history import Change
from designer.authoring.line_actions import SAY_MORE, act
from designer.authoring.marks import marks_of
from designer.authoring.patches import Patch
from designer.authoring.sections import first_to_look_at, next_without
from designer.screens.overlays.add import AddBlockScreen, AddLineScreen
from designer.screens.text_actions import TextActions
from designer.screens.widgets.card_form import CardForm
from designer.screens.widgets.check_bar import CheckBar
from designer.screens.widgets.completion_list import CompletionList
from designer.screens.widgets.cost_meter import CostMeter
from designer.screens.widgets.field_box import Wanted
from designer.screens.widgets.form_row import FormRow
from designer.screens.widgets.outline import Outline
from designer.screens.widgets.program_editor import ProgramEditor
from designer.workbench.today_here import today_here

_LOOKING = "look closer"
_SECONDS_OF_PAUSE = 0.25
"""The cost meter, and the form while the text is typed, wait for a longer pause than the check."""


class DesignScreen(TextActions):
    """Where a program is written, as a form or as text.

    The cursor of the text says what is at hand: its card is in the form, its problem in the bar.
    """

    STAGE = "design"
    CSS_PATH = "design.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "form_or_text", "Form/Text", id="design.form_or_text"),
        Binding("ctrl+n", "add", "Add", id="design.add"),
        Binding("alt+up", "part(-1)", "Part before", show=False, id="design.part_before"),
        Binding("alt+down", "part(1)", "Next part", show=False, id="design.next_part"),
        Binding("escape", "parts", "All parts", show=False, id="design.parts"),
    ]

    def compose_stage(self) -> Iterator[Widget]:
        with Horizontal(id="panes"):
            yield Outline(id="outline")
            yield CardForm(id="form")
            yield ProgramEditor(self.draft.text)
        yield CheckBar(id="check")
        yield CompletionList()

    def stage_ready(self) -> None:
        self._newest: Checked | None = None
        self._cards: tuple[Card, ...] = ()
        self._card: Card | None = None
        self._next_card = ""
        self._taken_back: Change | None = None
        self._added_line = False
        self._is_new = True
        self._goes_in = False
        self._show_pane(text=False)

    # ---------------------------------------------------------------- following the draft

    def text_changed(self, change: Change) -> None:
        self.editor.follow(self.draft.text)

    def show_change(self, change: Change) -> None:
        """Show the part in which something was taken back; in the text the cursor goes there."""
        self._taken_back = None if self.editor.has_focus else change

    def checked(self, checked: Checked) -> None:
        super().checked(checked)
        if checked.revision != self.draft.revision:
            return
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
            group=_LOOKING,
            exclusive=True,
            exit_on_error=False,
        )

    def _look_closer(self, checked: Checked) -> None:
        """Deal the cards and work the cost meter out, in a thread, while the text stands."""
        from designer.workbench.quick_estimate import estimate_beside

        is_typing = self.editor.has_focus
        if not is_typing:
            self.app.call_from_thread(self._show_cards, checked, cards_of(checked))
        if checked.revision:
            sleep(_SECONDS_OF_PAUSE)
        if self.draft.revision != checked.revision:
            return
        if is_typing:
            self.app.call_from_thread(self._show_cards, checked, cards_of(checked))
        found = estimate_beside(
            checked.compiled,
            self.draft.shop,
            self.designer.path,
            today_here(),
            lambda: self.draft.revision != checked.revision,
        )
        if found is not None:
            self.app.call_from_thread(self.query_one(CostMeter).show, found)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so where the estimate failed, and go on."""
        if event.worker.group == _LOOKING and event.state is WorkerState.ERROR:
            self.query_one(CostMeter).say_instead("What it gives back could not be worked out.")
            self.log.error(event.worker.error)

    def _show_cards(self, checked: Checked, cards: tuple[Card, ...]) -> None:
        if checked.revision == self.draft.revision:
            self._cards = cards
            next_card, self._next_card = card_with(cards, self._next_card), ""
            if self._taken_back is not None:
                self._go_to_change(self._taken_back)
                self._taken_back = None
            is_at_start = self.editor.cursor_location == (0, 0) and not self.editor.has_focus
            if self._card is None and is_at_start:
                next_card = first_to_look_at(cards)
            if next_card is not None:
                self.editor.go_to(next_card.rows[-1].start)
            self._show_card(next_card or self._card_at_hand())
            if self._is_new:
                self._begin_at_parts()
            if self._goes_in:
                self._goes_in = False
                self._show_pane(text=False)
                row, _ = self.editor.cursor_location
                line = 0 if next_card else row + 1
                self.query_one(CardForm).enter(line, last_line=self._added_line)

    def _begin_at_parts(self) -> None:
        """Begin where digits lead to the stages: what is pressed first overwrites nothing."""
        self._is_new = False
        self.action_parts()
        self.say_focused()
        self.designer.give_keys()

    def _go_to_change(self, change: Change) -> None:
        """Go to the card that a change brought, else to where the change is."""
        blanks = len(change.inserted) - len(change.inserted.lstrip())
        first, last = (
            self.draft.text.count("\n", 0, change.start + length) + 1
            for length in (blanks, len(change.inserted.rstrip()))
        )
        came = (card for card in self._cards if first <= card.rows[0].number <= last)
        card = next(came, None)
        self.editor.go_to(card.header.start if card else change.start + blanks)

    # ---------------------------------------------------------------- what is at hand

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor says what is at hand."""
        self._show_problem()
        is_checked = self._newest is not None and self._newest.revision == self.draft.revision
        found = self._card_at_hand()
        if is_checked and found is not self._card:
            self._show_card(found)

    def _card_at_hand(self) -> Card | None:
        row, _ = self.editor.cursor_location
        return card_on(self._cards, row + 1)

    def _show_card(self, card: Card | None) -> None:
        self._card = card
        self.query_one(Outline).show(self._cards, card)
        self.query_one(CardForm).show(card, self._cards, self._newest)

    def on_outline_chosen(self, event: Outline.Chosen) -> None:
        """Go where a card is written, and into its form."""
        self._go_to_card(event.card_id)
        if event.enter:
            self._show_pane(text=False)
            self.query_one(CardForm).enter()

    def on_card_form_card_wanted(self, event: CardForm.CardWanted) -> None:
        """Go into a card that stands inside another one."""
        self._go_to_card(event.card)
        self.query_one(CardForm).enter()

    def on_outline_add_wanted(self) -> None:
        """Ask what to add."""
        self.action_add()

    def on_outline_delete_wanted(self) -> None:
        """Delete the card at hand; ^Z brings it back."""
        self.query_one(CardForm).act_on_card("delete_card")

    def action_parts(self) -> None:
        """Go to the list of all parts, where nothing is typed and digits lead to the stages."""
        self.query_one(Outline).take_focus()

    def action_part(self, by: int) -> None:
        """Go to the part before or behind the one at hand, in the order of the outline."""
        self.query_one(Outline).action_step(by)

    # ---------------------------------------------------------------- changes by the form

    def take_back(self) -> bool:
        """Take back a value that was refused last, wherever the focus went since; False: none."""
        revision, rows = self.draft.revision, self.query(FormRow)
        return self.query_one(CardForm).display and any(row.take_back(revision) for row in rows)

    def on_wanted(self, event: Wanted) -> None:
        """Set the value of a box."""
        event.stop()

        def set_value(checked: Checked) -> None:
            patch = self.query_one(CardForm).set_value(checked, event)
            if patch is not None:
                self._change(patch, joins=f"field:{event.card}:{event.path}")

        self.when_checked(set_value)

    def on_card_form_act_wanted(self, event: CardForm.ActWanted) -> None:
        """Do something with a line or a card."""
        self.command(lambda checked: self._act(checked, event))

    def _act(self, checked: Checked, wanted: CardForm.ActWanted) -> None:
        cards = cards_of(checked)
        card = card_with(cards, wanted.card)
        row = card.row_on(wanted.line) if card else None
        if card is None or row is None:
            return
        if wanted.does == SAY_MORE:
            self._ask_for_line(checked, card, row)
            return
        patch = act(checked, cards, card, row, wanted.does)
        if patch is None:
            self.notify("It is the last one on this side.", timeout=2)
            return
        if wanted.does == "delete_card":
            self._next_card = next_without(cards, card)
        self._change(patch)
        if wanted.does.startswith("delete"):
            done = patch.why.replace("Delete", "Deleted", 1)
            self.notify(f"{done}. ^Z brings it back.", timeout=4)

    def on_card_form_fix_wanted(self, event: CardForm.FixWanted) -> None:
        """Make the change that mends a problem."""
        self.use_fix_of(event.fix, event.revision)

    def _change(self, patch: Patch, *, joins: str | None = None) -> None:
        """Change the text, and show the card that the change is about."""
        self.designer.change(patch.text, patch.why, joins=joins)
        self._next_card = patch.card or self._next_card

    def on_card_form_line_at_hand(self, event: CardForm.LineAtHand) -> None:
        """Keep the text at the line of the form."""
        row, _ = self.editor.location_of(event.start)
        if not self.editor.has_focus and row != self.editor.cursor_location[0]:
            self.editor.go_to(event.start)

    def open_at(self, start: int) -> None:
        """Show what is written at an offset of the text, in the form too."""
        super().open_at(start)
        row, _ = self.editor.cursor_location
        self._is_new = self._goes_in = False
        self.query_one(CardForm).enter(row + 1)

    def open_in_text(self, start: int) -> None:
        """Bring the cursor to an offset of the text, and the text before the person."""
        self._is_new = self._goes_in = False
        self._show_pane(text=True)
        super().open_in_text(start)

    def on_card_form_line_wanted(self, event: CardForm.LineWanted) -> None:
        """Ask which line to add to a card."""

        def ask(checked: Checked) -> None:
            card = card_with(cards_of(checked), event.card)
            if card is not None:
                self._ask_for_line(checked, card)

        self.command(ask)

    def _ask_for_line(self, checked: Checked, card: Card, row: Row | None = None) -> None:
        """Ask which line to add to a card, or what more to say on one of its lines."""
        self._added_line = row is None
        self.app.push_screen(AddLineScreen(checked, card, row), self._added)

    def action_add(self) -> None:
        """Ask what the program should do besides."""

        def ask(checked: Checked) -> None:
            self._added_line = False
            self.app.push_screen(AddBlockScreen(checked), self._added)

        self.command(ask)

    def _added(self, patch: Patch | None) -> None:
        """Make the change, show what was added, and go into it."""
        if patch is not None:
            self._change(patch)
            self._goes_in = True
            self.designer.keep_keys()

    def _go_to_card(self, card_id: str) -> None:
        card = card_with(self._cards, card_id)
        if card is None:
            return
        self.editor.go_to(card.header.start)
        if card is not self._card:
            self._show_card(card)
        self.editor.show_lines(card.rows[0].number - 1, card.rows[-1].number - 1)

    def _show_problem(self) -> None:
        if self._newest is not None:
            self.query_one(CheckBar).show(self._newest, self.problem_at_hand(self._newest))

    # ---------------------------------------------------------------- actions

    def action_form_or_text(self) -> None:
        """Go from the form to the text or back, at the same place."""
        to_text = not self.editor.has_focus
        self._is_new = self._goes_in = False
        self._show_pane(text=to_text)
        if to_text:
            self.editor.focus()
        else:
            row, _ = self.editor.cursor_location
            line = row + 1
            above = [each for each in self._card.rows if each.number <= line] if self._card else []
            self.query_one(CardForm).enter(above[-1].number if above else line)

    def _show_pane(self, *, text: bool) -> None:
        """In a narrow window, show the text or the form."""
        self.set_class(text, "-text").set_class(not text, "-form")
