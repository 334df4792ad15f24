"""The list of what may come next, shown at the cursor of the text."""

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from designer.authoring.completion import Completion, Suggestion

_TAKING = ("tab", "enter")
_MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}
_WIDEST = 56


class CompletionList(OptionList, can_focus=False):
    """Lies over the screen while it has something to say; the keys come from the text."""

    DEFAULT_CSS = """
    CompletionList {
        display: none;
        overlay: screen;
        constrain: inside inflect;
        width: auto;
        min-width: 20;
        max-width: 60;
        height: auto;
        max-height: 8;
        border: round $accent;
        background: $panel;
        padding: 0;
        &.-open { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="completion")
        self._completion: Completion | None = None
        self._was_moved = False

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self._completion is not None

    def offer(self, completion: Completion | None, at: Offset, *, asked: bool) -> None:
        """Show what may come, or nothing.

        Args:
            completion: what may come.
            at: the cursor's place on the screen.
            asked: the person asked for it, so that Enter takes what is marked.
        """
        if completion is None:
            self.close()
            return
        self._completion, self._was_moved = completion, asked
        self.set_options(Option(_shown(each)) for each in completion.suggestions)
        self.highlighted = 0
        self.absolute_offset = at + Offset(0, 1)
        self.add_class("-open")

    def close(self) -> None:
        """Go away."""
        self._completion = None
        self.remove_class("-open")

    def takes(self, key: str) -> Suggestion | None:
        """What a key takes from the list, if anything.

        Enter begins a new line where the word that is written is whole already, unless somebody
        has chosen in the list.
        """
        if self._completion is None or key not in _TAKING or self.highlighted is None:
            return None
        if key == "enter" and self._completion.is_whole and not self._was_moved:
            return None
        return self._completion.suggestions[self.highlighted]

    def moves(self, event: events.Key) -> bool:
        """Whether a key moves within the list or closes it, which is then done."""
        if not self.is_open:
            return False
        if event.key == "escape":
            self.close()
            return True
        if event.key in _MOVES:
            getattr(self, f"action_{_MOVES[event.key]}")()
            self._was_moved = True
            return True
        return False

    @property
    def stretch(self) -> tuple[int, int]:
        """The stretch of the text that a suggestion replaces."""
        assert self._completion is not None, "asked only while it is open"
        return self._completion.start, self._completion.end


def _shown(suggestion: Suggestion) -> Content:
    """The first line of a suggestion, with what it means where there is room."""
    text = suggestion.text.split("\n", 1)[0]
    free = _WIDEST - len(text) - 2
    about = suggestion.about
    if free < 12 or not about:
        return Content(text)
    shown = about if len(about) <= free else about[: free - 1].rstrip() + "…"
    return Content.from_markup("$text  [$foreground 65%]$about[/]", text=text, about=shown)
