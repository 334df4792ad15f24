"""The settings: colours, signs, how numbers are written."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Select, Static

from designer.workbench.settings import CHOICES, FILE, Settings

LANGUAGES = {
    "en": "1,234.56   March 1, 2026",
    "en_GB": "1,234.56   1 March 2026",
    "de": "1.234,56   1. März 2026",
    "fr": "1 234,56   1 mars 2026",
    "es": "1.234,56   1 de marzo de 2026",
    "nl": "1.234,56   1 maart 2026",
}
_WORDS = {
    "theme": "Colours",
    "symbols": "Signs",
    "language": "Numbers and dates",
}


class ChangeSettings(ModalScreen[Settings | None]):
    """Ends with the settings to keep; None where they stay as they were."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, settings: Settings, home: Path) -> None:
        super().__init__()
        self._settings = settings
        self._home = home

    def compose(self) -> ComposeResult:
        languages = LANGUAGES | {self._settings.language: LANGUAGES.get(self._settings.language)}
        choices = {name: [(each, each) for each in found] for name, found in CHOICES.items()}
        choices["language"] = [(told or code, code) for code, told in languages.items()]
        with Vertical(classes="dialog settings"):
            for name, words in _WORDS.items():
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Select(
                        choices[name],
                        value=getattr(self._settings, name),
                        allow_blank=False,
                        compact=True,
                        id=name,
                    )
            yield Static(
                'Keys can be changed too: with a line such as  "stage.design" = "f12"\n'
                "below [keys] in the settings file. F1 lists the names. The file is\n"
                f"{self._home / FILE}",
                markup=False,
                classes="note",
            )
            with Horizontal(classes="buttons"):
                yield Button("Keep", id="keep", variant="primary")
                yield Button("Back", id="back")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = "Settings"

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "back":
            self.dismiss(None)
            return
        theme, symbols, language = (
            str(self.query_one(f"#{name}", Select).value) for name in _WORDS
        )
        self.dismiss(replace(self._settings, theme=theme, symbols=symbols, language=language))
