"""Choosing a program's file: by its path, or in the folders."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DirectoryTree, Input, Static

from designer.workbench.typed_paths import path_typed


class Programs(DirectoryTree):
    """Folders, and the programs in them."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        shown = (path for path in paths if not path.name.startswith("."))
        return [path for path in shown if path.suffix == ".loyalty" or path.is_dir()]


class OpenFile(ModalScreen[Path | None]):
    """Ends with a path; None where nothing was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Input(placeholder="Path of a file that ends with .loyalty", id="path")
            yield Programs(self._folder, id="folders")
            yield Static("", id="wrong", markup=False)
            yield Static(
                "Tab to the folders   ⏎ open   [@click=screen.dismiss(None)]Esc back[/]",
                classes="keys",
            )

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = "Open a program"
        self.query_one("#folders").focus()

    @on(Input.Submitted, "#path")
    def _typed(self, event: Input.Submitted) -> None:
        path = path_typed(self._folder, event.value)
        if path is not None and path.is_file():
            self.dismiss(path)
        else:
            told = f"✗ There is no file {path or event.value}."
            self.query_one("#wrong", Static).update(told)

    @on(DirectoryTree.FileSelected)
    def _selected(self, event: DirectoryTree.FileSelected) -> None:
        self.dismiss(event.path)
