"""The bar of stages: which program this is, where the person is, and whether all is saved.

A stage stands beside the key that leads there now: a digit, and where that would be typed into the
box at hand, a function key.
"""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from designer.screens.actions import nearest_keys
from designer.screens.keeper import Kept
from designer.screens.shell import NARROW

STAGES = {
    "design": ("Design", "Design"),
    "try_it": ("Try it", "Try"),
    "forecast": ("Forecast", "Forecast"),
    "compare": ("Compare", "Compare"),
    "launch": ("Launch", "Launch"),
}
LONGEST_NAME = 34
_MARGINS = 5
"""Beside the program's name and the last word, and a star behind the name."""


class StageName(Static):
    """A name that leads to a stage when it is clicked."""

    def __init__(self, stage: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._stage = stage

    async def on_click(self) -> None:
        """Go there."""
        await self.run_action(f"app.stage('{self._stage}')")


class FilesWord(Static):
    """Whether all is saved; a click tells what is wrong."""

    async def on_click(self) -> None:
        """Tell what is wrong with the files."""
        await self.run_action("app.files")


class StageBar(Horizontal):
    """The stages with the current one marked; each can be clicked, and the name leads to Start."""

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current
        self._drawn: dict[str, str] = {}
        self._program = ""
        self._kept = Kept()
        self._keys: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield StageName("start", id="program_name")
        for name in STAGES:
            yield StageName(name, id=f"stage_{name}")
        yield FilesWord(id="kept", markup=False)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow_keys())
        self._follow_keys()

    def _follow_keys(self) -> None:
        """Show the keys that lead to the stages from the box at hand."""
        self._keys = nearest_keys(self.app, self.screen, "stage.")
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def show_name(self, name: str) -> None:
        """Show what the program calls itself."""
        self._program = name
        self._draw()

    def show_kept(self, kept: Kept) -> None:
        """Show whether the newest text is in its file."""
        self._kept = kept
        self._draw()

    @property
    def _is_narrow(self) -> bool:
        return 0 < self.size.width < NARROW

    def _words(self, name: str) -> str:
        words = f"{self._keys.get(name, '')} {STAGES[name][self._is_narrow]}".lstrip()
        return f"▐{words}▌" if name == self._current else f" {words} "

    def _draw(self) -> None:
        """Draw what changed; what keeps its width is not laid out anew, which is felt in typing."""
        shown = {f"stage_{each}": self._words(each) for each in STAGES}
        shown["kept"] = self._kept_words()
        margins = _MARGINS + (0 if self._is_narrow else 2 * len(STAGES))
        free = self.size.width - margins - sum(map(len, shown.values()))
        longest = min(max(free, 1), LONGEST_NAME)
        whole = self._program
        name = whole if len(whole) <= longest else whole[: longest - 1] + "…"
        shown["program_name"] = name + (" " if self._kept.is_newest else "*")
        for box, words in shown.items():
            drawn = self._drawn.get(box, "")
            if drawn != words:
                is_laid_out = len(drawn) != len(words)
                self.query_one(f"#{box}", Static).update(words, layout=is_laid_out)
        self._drawn = shown

    def _kept_words(self) -> str:
        if self._kept.problem:
            return "✗ not saved"
        if self._kept.beside:
            return "! shop file"
        if self._is_narrow:
            return ""
        return f"saved {self._kept.saved_at:%H:%M}" if self._kept.saved_at else ""
