"""The bar of stages: which program this is, where the person is, and whether all is saved."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

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

    def compose(self) -> ComposeResult:
        yield StageName("start", id="program_name")
        for name in STAGES:
            yield StageName(name, id=f"stage_{name}")
        yield FilesWord(id="kept", markup=False)

    def on_mount(self) -> None:
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

    def _words(self, number: int, name: str) -> str:
        words = f"{number} {STAGES[name][self._is_narrow]}"
        return f"▐{words}▌" if name == self._current else f" {words} "

    def _draw(self) -> None:
        """Draw what changed; what keeps its width is not laid out anew, which is felt in typing."""
        longest = 14 if self._is_narrow else LONGEST_NAME
        whole = self._program
        name = whole if len(whole) <= longest else whole[: longest - 1] + "…"
        shown = {"program_name": name + (" " if self._kept.is_newest else "*")}
        shown |= {f"stage_{each}": self._words(at, each) for at, each in enumerate(STAGES, 1)}
        shown["kept"] = self._kept_words()
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
