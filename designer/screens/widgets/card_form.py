"""The form: one block of the program, line by line, each line a sentence with boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Static

from designer.authoring.cards import Card, Row
from designer.authoring.draft import Checked
from designer.authoring.field_values import Unfit
from designer.authoring.line_actions import line_actions
from designer.authoring.patches import Patch, field_at, set_field
from designer.authoring.sections import titled
from designer.screens.app import DesignerApp
from designer.screens.widgets.field_box import ChoiceList, FieldBox, FieldChoice, Wanted
from designer.screens.widgets.form_buttons import AddLine, GoToCard, UseFix
from designer.screens.widgets.form_row import FormRow, LineMenu, parts_of
from designer.screens.widgets.no_part import words_without_part
from dsl.diagnostics.diagnostic import Fix
from dsl.program.to_words import block_in_words

_WITHOUT_LINES = ("version", "unread")
SECONDS_BEFORE_ANOTHER = 0.12
"""Another card waits until the cursor of the text, or of the outline, stays with it."""


class CardForm(VerticalScroll, can_focus=False):
    """Shows a card, and tells what a person changes in it."""

    HELP = "form"
    SAID = "The part of the program at hand, as sentences with boxes."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", "Line above", show=False, id="form.row_above"),
        Binding("down", "row(1)", "Line below", show=False, id="form.row_below"),
        Binding("shift+up", "act('line_up')", "Move the line up", show=False, id="form.move_up"),
        Binding(
            "shift+down", "act('line_down')", "Move the line down", show=False, id="form.move_down"
        ),
        Binding("ctrl+l", "line_menu", "This line", id="form.line_menu"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    CardForm { padding: 0 1; scrollbar-size-vertical: 1; }
    CardForm #form_rows, CardForm #form_inner { height: auto; }
    CardForm .inner { margin-left: 2; width: 1fr; height: auto; }
    CardForm .inner { content-align: left middle; text-align: left; }
    CardForm #add_line { margin: 1 0 0 2; }
    CardForm #form_words { height: auto; margin-top: 1; color: $foreground 80%; }
    CardForm .words { padding-left: 2; }
    CardForm .words:first-of-type { padding-left: 0; text-style: bold; }
    """

    @dataclass
    class LineAtHand(Message):
        """A person goes to a line of the card.

        Attributes:
            start: the offset of its first word in the text that was checked last.
        """

        start: int

    @dataclass
    class CardWanted(Message):
        """A card inside the one that is shown is wanted."""

        card: str

    @dataclass
    class LineWanted(Message):
        """Another line is wanted in the card that is shown, or more on one of its lines.

        Attributes:
            card: the card.
            line: the line of the text on which more is to be said; 0 for another line.
        """

        card: str
        line: int = 0

    @dataclass
    class ActWanted(Message):
        """Something is to be done with a line of a card, or with the card.

        Attributes:
            does: what, by its name in `line_actions`.
            card, line: of the card that is shown.
        """

        does: str
        card: str
        line: int

    @dataclass
    class FixWanted(Message):
        """The change that mends a problem is wanted.

        Attributes:
            revision: of the text that has the problem.
        """

        fix: Fix
        revision: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as in every widget
        super().__init__(id=id)
        self._card: Card | None = None
        self._checked: Checked | None = None
        self._shown_card = ""
        self._is_due = False
        self._at_menu: Row | None = None
        self._entering: tuple[int, bool, Widget | None] | None = None
        self._words: tuple[str, ...] = ()
        self._soon: Timer | None = None
        self._inner: tuple[Card, ...] = ()
        self._inner_shown: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield Vertical(id="form_rows")
        yield Vertical(id="form_inner")
        yield AddLine()
        yield Vertical(id="form_words")

    def on_mount(self) -> None:
        self.show(None)

    @property
    def _designer(self) -> DesignerApp:
        app = self.app
        assert isinstance(app, DesignerApp)
        return app

    # ---------------------------------------------------------------- showing

    def show(
        self, card: Card | None, cards: Sequence[Card] = (), checked: Checked | None = None
    ) -> None:
        """Show a card; boxes that are being typed in keep what is typed.

        Args:
            cards: all cards, for those that stand inside this one.
            checked: the text that they are of.
        """
        self._card = card
        self._inner = tuple(each for each in cards if card and each.outside == card.id)
        self._checked = checked
        self._follow_soon()

    def _follow_soon(self) -> None:
        """Show it once, however often that is asked; late while somebody goes through the text."""
        is_another = self._card is not None and self._card.id != self._shown_card
        is_elsewhere = self.screen.focused is not None and not self.has_focus_within
        if self._soon is not None:
            self._soon.stop()
        if is_another and is_elsewhere and self._shown_card and self._entering is None:
            self._soon = self.set_timer(SECONDS_BEFORE_ANOTHER, self._follow)
        elif not self._is_due:
            self._is_due = True
            self.call_later(self._follow)

    def enter(self, line: int = 0, *, last_line: bool = False) -> None:
        """Go into the card, once it is shown, unless the person goes elsewhere meanwhile.

        Args:
            line: the line of the text whose box is meant; without it the first value is.
            last_line: the last line is meant, as after it was added.
        """
        self._entering = (line, last_line, self.screen.focused)
        self._designer.keep_keys()
        self._follow_soon()

    def _enter(self) -> None:
        line, last_line, focused = self._entering or (0, False, None)
        rows = list(self.query(FormRow))
        if line and all(row.row.number != line for row in rows):
            return
        self._entering = None
        self._designer.give_keys()
        if self.screen.focused not in (focused, None):
            return
        skips_name = self._card is not None and self._card.kind != "program"
        below = rows[-1:] if last_line else rows[skips_name:] or rows
        here = [row for row in rows if row.row.number == line]
        typed = [box for row in below for box in row.query(FieldBox)]
        found = [row.first_box() for row in here or below]
        target = next(iter([] if here else typed), None) or next(iter(found), None)
        if target is not None:
            target.focus()

    async def _follow(self) -> None:
        """Make the widgets those of the card, in one picture; what has kept its shape stays."""
        self._is_due = False
        card, checked = self._card, self._checked
        with self.app.batch_update():
            self.border_title = Content(titled(card) if card else "Form")
            self.query_one(AddLine).display = card is not None and card.kind not in _WITHOUT_LINES
            await self._follow_words()
            await self._follow_inner()
            if card is None or checked is None:
                await self._follow_nothing()
            else:
                await self._follow_card(card, checked)

    async def _follow_card(self, card: Card, checked: Checked) -> None:
        is_another = self._shown_card != card.id
        focused = self._path_of_focus()
        await self._follow_rows(card, checked)
        self._shown_card = card.id
        if is_another:
            self.scroll_home(animate=False)
        if self._entering is not None:
            self._enter()
        elif focused and self.screen.focused is None:
            self._focus_on("1.0" if is_another else focused)

    async def _follow_nothing(self) -> None:
        """Say how to get to a part; nothing before the first check."""
        self._shown_card = ""
        rows = self.query_one("#form_rows")
        await rows.remove_children()
        if self._checked is not None:
            is_narrow = self.screen.has_class("-narrow")
            words = words_without_part(self._checked, is_narrow=is_narrow)
            await rows.mount(Static(words, markup=False))
        if self._entering is not None:
            self._entering = None
            self._designer.give_keys()

    async def _follow_rows(self, card: Card, checked: Checked) -> None:
        """Keep the rows that have the shape of their line, and make the others anew."""
        around = self.query_one("#form_rows")
        rows = list(around.query_children(FormRow)) if self._shown_card == card.id else []
        wanted: list[FormRow] = []
        for at, row in enumerate(card.rows):
            parts = parts_of(checked, card, row, at)
            is_kept = at < len(rows) and rows[at].shows(row, parts)
            wanted.append(rows[at] if is_kept else FormRow(card.id, row, parts))
        new = [row for row in wanted if row not in rows]
        old = [child for child in around.children if child not in wanted]
        if new:
            await around.mount(*new)
        if old:
            self._let_go(old)
            await around.remove_children(old)
        if new and len(new) < len(wanted):
            around.sort_children(key=lambda child: getattr(child, "row", card.header).number)

    def _let_go(self, old: list[Widget]) -> None:
        """Leave a box before it goes; else the focus would go to just any other one."""
        focused = self.screen.focused
        if focused is not None and any(each in old for each in focused.ancestors):
            self.screen.set_focus(None)

    async def _follow_inner(self) -> None:
        around = self.query_one("#form_inner")
        wanted = [(card.id, titled(card)) for card in self._inner]
        if wanted != self._inner_shown:
            self._inner_shown = wanted
            await around.remove_children()
            await around.mount(*(GoToCard(card) for card in self._inner))

    async def _follow_words(self) -> None:
        card, checked = self._card, self._checked
        program = checked.program if checked else None
        words = block_in_words(program, card.kind, card.name) if card and program else ()
        if words == self._words:
            return
        self._words = words
        around = self.query_one("#form_words")
        await around.remove_children()
        lines = ["In words", *words] if words else []
        await around.mount(*(Static(line, markup=False, classes="words") for line in lines))

    def _path_of_focus(self) -> str:
        focused = self.screen.focused
        if isinstance(focused, FieldBox | FieldChoice) and self in focused.ancestors:
            return focused.path
        return ""

    def _focus_on(self, path: str) -> None:
        for box in self.query("FieldBox, FieldChoice"):
            if isinstance(box, FieldBox | FieldChoice) and box.path == path:
                box.focus()
                return
        rows = list(self.query(FormRow))
        place = int(path.split(".")[0])
        if rows:
            rows[min(place, len(rows) - 1)].first_box().focus()

    # ---------------------------------------------------------------- changing values

    def set_value(self, checked: Checked, wanted: Wanted) -> Patch | None:
        """The text with a value in it, or None where it cannot be set; then its box says why.

        Args:
            checked: the text as it is now, which may have another card in the meantime.
        """
        found = field_at(checked, wanted.card, wanted.path)
        if found is None:
            return None
        row, field = found
        result = set_field(checked, row, field, wanted.typed)
        widget = self._row_widget(wanted.path) if wanted.card == self._shown_card else None
        if isinstance(result, Unfit):
            if widget is not None:
                widget.refuse(wanted.path, result, checked.revision)
            return None
        if widget is not None:
            widget.accept(wanted.path, result.shown)
        return result

    def _row_widget(self, path: str) -> FormRow | None:
        rows = list(self.query(FormRow))
        at = int(path.split(".")[0])
        return rows[at] if at < len(rows) else None

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Use a fix, ask for another line, or go into a card."""
        event.stop()
        if isinstance(event.button, AddLine) and self._card is not None:
            self.post_message(self.LineWanted(self._card.id))
        if isinstance(event.button, GoToCard):
            self.post_message(self.CardWanted(event.button.card_id))
        if isinstance(event.button, UseFix) and self._checked is not None:
            self.post_message(self.FixWanted(event.button.fix, self._checked.revision))

    # ---------------------------------------------------------------- lines

    def on_descendant_focus(self) -> None:
        """Tell which line is at hand."""
        here = self._row_at_hand()
        if here is not None:
            self.post_message(self.LineAtHand(here.row.start))

    def _row_at_hand(self) -> FormRow | None:
        around = self.screen.focused.ancestors_with_self if self.screen.focused else []
        return next((each for each in around if isinstance(each, FormRow)), None)

    def action_row(self, by: int) -> None:
        """Go to the line above or below."""
        rows = list(self.query(FormRow))
        here = self._row_at_hand()
        if here is not None:
            rows[min(max(rows.index(here) + by, 0), len(rows) - 1)].first_box().focus()

    def action_line_menu(self) -> None:
        """Show what can be done with the line at hand."""
        here = self._row_at_hand()
        if here is not None:
            self._open_menu(here)

    def on_line_menu_opened(self, event: LineMenu.Opened) -> None:
        """Show what can be done with the line of the menu."""
        event.stop()
        for row in event.menu.ancestors:
            if isinstance(row, FormRow):
                self._open_menu(row)

    def _open_menu(self, row: FormRow) -> None:
        actions = line_actions(self._card, row.row) if self._card else {}
        if actions and not row.query(ChoiceList):
            self._at_menu = row.row
            row.query_one(LineMenu).mount(ChoiceList(tuple(actions), ""))

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """Do what was chosen from the menu of a line."""
        event.stop()
        if self._card is not None and self._at_menu is not None:
            does = line_actions(self._card, self._at_menu)[event.option]
            self.post_message(self.ActWanted(does, self._card.id, self._at_menu.number))

    def action_act(self, name: str) -> None:
        """Do something with the line at hand."""
        here = self._row_at_hand()
        if here is not None:
            self.post_message(self.ActWanted(name, here.card, here.row.number))

    def act_on_card(self, name: str) -> None:
        """Do something with the card that is shown, unless it is one that a program needs."""
        card = self._card
        if card is not None and name in line_actions(card, card.header).values():
            self.post_message(self.ActWanted(name, card.id, card.header.number))
