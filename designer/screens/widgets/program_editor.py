"""The text of the program: a view of the draft in which one can type."""

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import (
    DocumentNavigator,
    Edit,
    EditResult,
    Selection,
    TextAreaTheme,
)

from designer.authoring.colours import stretches
from designer.authoring.completion import completion
from designer.authoring.history import Change, change_between
from designer.authoring.marks import Mark, moved
from designer.authoring.place_in_text import indent_below
from designer.authoring.typing_steps import TypingSteps
from designer.screens.widgets.completion_list import CompletionList
from designer.screens.widgets.control_characters import as_shown, as_written
from designer.screens.widgets.line_marks import with_marks
from designer.screens.widgets.unbroken_text import UnbrokenText
from dsl.source.document import Document

if TYPE_CHECKING:
    from designer.screens.app import DesignerApp

_LOOK = "program"
_KINDS = ("header", "keyword", "name", "number", "unit", "comment")
_SEVERITIES = ("error", "warning", "note")
_SECONDS_BEFORE_SUGGESTING = 0.08
_Marks = dict[int, list[Mark]]
_Columns = dict[int, list[tuple[int, int, str]]]


class _ProgramLook(TextAreaTheme):
    """The colours of the style sheet; the current line keeps the colours of its words."""

    def apply_css(self, text_area: TextArea) -> None:
        super().apply_css(text_area)
        if self.cursor_line_style is not None:
            self.cursor_line_style = Style(bgcolor=self.cursor_line_style.bgcolor)


class ProgramEditor(TextArea):
    """Shows the draft's text and passes on what is typed; never a truth of its own."""

    HELP = "text"
    SAID = "The program as text. ^Space suggests, F8 next problem, F9 to the form."
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"program--{kind}" for kind in (*_KINDS, *_SEVERITIES)),
    }
    DEFAULT_CSS = """
    ProgramEditor {
        & .program--header { color: $text-accent; text-style: bold; }
        & .program--keyword { color: $text-primary; }
        & .program--name { color: $text-success; }
        & .program--number { color: $text-warning; }
        & .program--unit { color: $text-secondary; }
        & .program--comment { color: $foreground 65%; }
        & .program--error { color: $text-error; }
        & .program--warning { color: $text-warning; }
        & .program--note { color: $foreground 65%; }
        & .text-area--gutter { color: $foreground 70%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "app.stage('launch')", show=False, id="stage.launch"),
        Binding("f7", "screen.apply_fix", "Use the fix"),
        Binding("ctrl+home", "go_to_start", show=False),
        Binding("ctrl+end", "go_to_end", show=False),
        Binding("ctrl+space,ctrl+@", "suggest", "Suggestions", id="text.suggest", show=False),
    ]

    def __init__(self, text: str) -> None:
        self._written: str | None = None
        self._colours: dict[str, Style] = {}
        super().__init__(
            as_shown(text),
            id="text",
            soft_wrap=False,
            tab_behavior="focus",
            show_line_numbers=True,
            max_checkpoints=1,
        )
        self._draw_unbroken()
        self._following = self._taking = False
        self._steps = TypingSteps()
        self._marks: tuple[Mark, ...] = ()
        self._marks_by_line: _Marks = {}
        self._columns: _Columns = {}
        self._suggest_later: Timer | None = None

    def on_mount(self) -> None:
        self.register_theme(_ProgramLook(_LOOK))
        self.theme = _LOOK
        self.border_title = "Text"

    def on_show(self) -> None:
        """Bring the cursor into view, which it was not while the text was hidden."""
        self.scroll_to(x=0, animate=False)
        self.call_after_refresh(self.scroll_cursor_visible)

    # ---------------------------------------------------------------- changes

    @property
    def text(self) -> str:
        """The text as the draft has it; Textual asks for it with each line that it draws."""
        if self._written is None:
            self._written = as_written(super().text)
        return self._written

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(as_shown(value))

    def load_text(self, text: str) -> None:
        """Show another text, which nothing takes back."""
        super().load_text(text)
        self._draw_unbroken()
        self._written = None

    def _draw_unbroken(self) -> None:
        self.wrapped_document = UnbrokenText(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)

    @property
    def selected_text(self) -> str:
        """What is selected, as the draft has it."""
        return as_written(super().selected_text)

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit here, and in the draft if it was typed here."""
        before = self.text
        result = super().edit(replace(edit, text=as_shown(edit.text)))
        self._written = None
        change = change_between(before, self.text, "Typing")
        if change is None:
            return result
        self._show(moved(self._marks, change))
        if not self._following:
            self._pass_on(change)
            self._suggest_soon(change)
        return result

    def _pass_on(self, change: Change) -> None:
        step = self._steps.step(change.start, change.removed, change.inserted, monotonic())
        self._designer.change(self.text, change.why, joins=step)

    @property
    def _designer(self) -> "DesignerApp":
        from designer.screens.app import DesignerApp

        app = self.app
        assert isinstance(app, DesignerApp)
        return app

    def follow(self, text: str) -> None:
        """Show the text that something else made, changing no more than what differs.

        The cursor and what is in view stay; with the focus here the cursor goes to the change.
        """
        change = change_between(self.text, text, "")
        if change is None:
            return
        self._steps.end()
        scrolled = self.scroll_offset
        start = self.location_of(change.start)
        end = self.location_of(change.start + len(change.removed))
        self._following = True
        result = self.replace(change.inserted, start, end)
        self._following = False
        if self.has_focus:
            self.move_cursor(result.end_location)
        else:
            self.scroll_to(scrolled.x, scrolled.y, animate=False)

    # ---------------------------------------------------------------- suggestions

    @property
    def _list(self) -> CompletionList:
        return self.screen.query_one(CompletionList)

    def on_key(self, event: events.Key) -> None:
        """Let the list of suggestions have its keys while it is open."""
        chosen = self._list.takes(event.key)
        if chosen is not None:
            self._take(chosen.text)
        elif self._list.moves(event):
            pass
        elif event.key == "enter":
            self._begin_a_line()
        else:
            return
        event.prevent_default()
        event.stop()

    def _begin_a_line(self) -> None:
        """Break the line; the new one is moved in as its block asks."""
        start, end = sorted(self.selection)
        indent = indent_below(self.text, self._offset_of(start))
        self.replace(f"\n{indent}", start, end, maintain_selection_offset=False)

    def on_blur(self) -> None:
        self._list.close()

    def action_suggest(self) -> None:
        """Show what may come next."""
        self._suggest(asked=True)

    def _take(self, text: str) -> None:
        """Write a suggestion in the place of what was begun."""
        start, end = self._list.stretch
        self._list.close()
        self._steps.end()
        self._taking = True
        result = self.replace(text, self.location_of(start), self.location_of(end))
        self._taking = False
        self.move_cursor(result.end_location)

    def _suggest_soon(self, change: Change) -> None:
        """Suggest when a word is being written, once it is on the screen."""
        self._list.close()
        if self._suggest_later is not None:
            self._suggest_later.stop()
        begins_a_word = change.inserted[-1:].isalpha() or change.inserted[-1:] == '"'
        if begins_a_word and not self._taking and len(change.inserted) == 1:
            self._suggest_later = self.set_timer(_SECONDS_BEFORE_SUGGESTING, self._suggest)

    def _suggest(self, *, asked: bool = False) -> None:
        draft = self._designer.draft
        if draft is None or draft.newest_check is None:
            return
        found = completion(draft.newest_check, self.text, self.offset_of_cursor)
        self._list.offer(found, self.cursor_screen_offset, asked=asked)

    # ---------------------------------------------------------------- places

    @property
    def offset_of_cursor(self) -> int:
        """Where the cursor is in the text, in characters."""
        return self._offset_of(self.cursor_location)

    def _offset_of(self, location: tuple[int, int]) -> int:
        row, column = location
        return sum(len(self.document[line]) + 1 for line in range(row)) + column

    def location_of(self, offset: int) -> tuple[int, int]:
        """Row and column of an offset."""
        document = Document("", self.text)
        return document.line_of(offset) - 1, document.column_of(offset) - 1

    def go_to(self, start: int, end: int | None = None) -> None:
        """Bring the cursor to an offset and into view; with `end`, select up to there.

        A line is in view from its start, unless the offset lies too far to the right.
        """
        location = self.location_of(start)
        self.scroll_to(x=0, animate=False, immediate=True)
        if location == self.cursor_location and end is None:
            self.scroll_cursor_visible()
            return
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        self.move_cursor(location, center=not top <= location[0] < top + height - 1)
        if end is not None:
            self.selection = Selection(location, self.location_of(end))
        self._steps.end()

    def action_go_to_start(self) -> None:
        """Bring the cursor to the start of the text."""
        self.move_cursor((0, 0))

    def action_go_to_end(self) -> None:
        """Bring the cursor to the end of the text."""
        self.move_cursor(self.document.end)

    def show_lines(self, first: int, last: int) -> None:
        """Scroll so that lines (from 0) are in view, the first of them above all."""
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if first < top or min(last, first + height - 1) >= top + height:
            self.scroll_to(y=max(0, first - 2), animate=False)

    # ---------------------------------------------------------------- looks

    def show_marks(self, marks: Iterable[Mark]) -> None:
        """Show where the newest check found problems."""
        self._show(tuple(marks))

    def _show(self, marks: tuple[Mark, ...]) -> None:
        if not marks and not self._marks:
            return
        self._marks = marks
        by_line, columns = self._placed(marks)
        if (by_line, columns) != (self._marks_by_line, self._columns):
            self._marks_by_line, self._columns = by_line, columns
            self.notify_style_update()
            self.refresh()

    def _placed(self, marks: tuple[Mark, ...]) -> tuple[_Marks, _Columns]:
        """By row, the marks from the gravest on, and the columns to underline."""
        by_line: _Marks = {}
        columns: _Columns = {}
        document = Document("", self.text)
        for mark in sorted(marks, key=lambda mark: mark.gravity, reverse=True):
            start = min(mark.span.start, len(document.text))
            row, column = document.line_of(start) - 1, document.column_of(start) - 1
            most = max(len(document.line_text(row + 1)), column + 1)
            end = min(column + max(mark.span.end - start, 1), most)
            by_line.setdefault(row, []).insert(0, mark)
            columns.setdefault(row, []).append((column, end, mark.severity.value))
        return by_line, columns

    def get_line(self, line_index: int) -> Text:
        """A line with its words coloured and what is wrong in it underlined."""
        line = super().get_line(line_index)
        for kind, start, end in stretches(line.plain):
            line.stylize(self._colour(kind), start, end)
        for start, end, severity in self._columns.get(line_index, ()):
            line.stylize(Style(underline=True) + self._colour(severity), start, end)
        return line

    def _colour(self, kind: str) -> Style:
        """The colour and weight of a kind of words, without its background."""
        known = self._colours.get(kind)
        if known is None:
            style = self.get_component_rich_style(f"program--{kind}")
            known = self._colours[kind] = Style(color=style.color, bold=style.bold)
        return known

    def notify_style_update(self) -> None:
        """Forget colours when the theme changes."""
        self._colours.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """A line with its mark before it and its message behind it."""
        strip = super().render_line(y)
        row, _ = self.wrapped_document.offset_to_location(Offset(0, y + self.scroll_offset.y))
        marks = self._marks_by_line.get(row)
        if not marks or y + self.scroll_offset.y >= self.wrapped_document.height:
            return strip
        gutter = self.gutter_width
        end = gutter + self.get_column_width(row, len(self.document[row])) - self.scroll_offset.x
        room = self.scrollable_content_region.width
        return with_marks(strip, marks[0], self._colour(marks[0].severity.value), gutter, end, room)
