"""The bar of stages: where the person is, and where they can go."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

STAGES = {
    "design": "Design",
    "try_it": "Try it",
    "forecast": "Forecast",
    "compare": "Compare",
    "launch": "Launch",
}


class StageBar(Horizontal):
    """The stages with the current one marked; each can be clicked."""

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current

    def compose(self) -> ComposeResult:
        for number, (name, title) in enumerate(STAGES.items(), 1):
            words = f"{number} {title}"
            shown = f"▐{words}▌" if name == self._current else f" {words} "
            yield Static(f"[@click=app.stage('{name}')]{shown}[/]", classes="stage")
