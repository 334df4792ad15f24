"""The bar of stages: which program this is, where the person is, and whether all is saved."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from designer.screens.keeper import Kept

STAGES = {
    "design": ("Design", "Design"),
    "try_it": ("Try it", "Try"),
    "forecast": ("Forecast", "Forecast"),
    "compare": ("Compare", "Compare"),
    "launch": ("Launch", "Launch"),
}
NARROW = 100
LONGEST_NAME = 34


class StageBar(Horizontal):
    """The stages with the current one marked; each can be clicked, and the name leads to Start."""

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current
        self._drawn = ("", "")
        self._program = ""
        self._kept = Kept()

    def compose(self) -> ComposeResult:
        yield Static(id="program_name", markup=True)
        for number, name in enumerate(STAGES, 1):
            yield Static(self._words(number, name), classes="stage", id=f"stage_{name}")
        yield Static(id="kept", markup=False)

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        for number, name in enumerate(STAGES, 1):
            self.query_one(f"#stage_{name}", Static).update(self._words(number, name))
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
        shown = f"▐{words}▌" if name == self._current else f" {words} "
        return f"[@click=app.stage('{name}')]{shown}[/]"

    def _draw(self) -> None:
        longest = 14 if self._is_narrow else LONGEST_NAME
        name = (
            self._program if len(self._program) <= longest else self._program[: longest - 1] + "…"
        )
        mark = "" if self._kept.is_newest else "*"
        shown = Content.from_markup(
            "[@click=app.stage('start')]$name[/]$mark", name=name, mark=mark
        )
        words = (shown.plain, self._kept_words())
        if words != self._drawn:
            self._drawn = words
            self.query_one("#program_name", Static).update(shown)
            self.query_one("#kept", Static).update(words[1])

    def _kept_words(self) -> str:
        if self._kept.problem:
            return "✗ not saved"
        if self._is_narrow:
            return ""
        return f"saved {self._kept.saved_at:%H:%M}" if self._kept.saved_at else ""
