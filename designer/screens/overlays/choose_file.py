"""Choosing a file to read: by its path, or in the folders."""

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

NO_FILE = Path()
"""Stands for: none, after all."""


class Files(DirectoryTree):
    """Folders, and the files in them that end as wanted."""

    def __init__(self, folder: Path, endings: tuple[str, ...]) -> None:
        super().__init__(folder, id="folders")
        self._endings = endings

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Keep what may be chosen, and folders on the way."""
        shown = (path for path in paths if not path.name.startswith("."))
        return [path for path in shown if path.suffix.lower() in self._endings or path.is_dir()]


class ChooseFile(ModalScreen[Path | None]):
    """Ends with a file, with `NO_FILE` where none shall be read, or with nothing.

    Where a folder is wanted, any file in it stands for it.
    """

    CSS = """
    ChooseFile .dialog { padding: 0 2; }
    ChooseFile #about { margin-bottom: 1; }
    ChooseFile #folders { height: 1fr; min-height: 5; max-height: 16; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("ctrl+d", "no_file", "None", priority=True),
    ]

    def __init__(
        self,
        heading: str,
        about: str,
        folder: Path,
        endings: tuple[str, ...],
        *,
        can_be_none: bool = False,
        is_folder: bool = False,
    ) -> None:
        super().__init__()
        self._heading, self._about, self._folder = heading, about, folder
        self._endings, self._can_be_none, self._is_folder = endings, can_be_none, is_folder

    def compose(self) -> ComposeResult:
        none = "   [@click=screen.no_file]^D none, after all[/]" if self._can_be_none else ""
        with Vertical(classes="dialog"):
            yield Static(self._about, id="about", markup=False)
            yield Input(placeholder="Choose it below, or type its path here", id="path")
            yield Files(self._folder.absolute(), self._endings)  # a relative one has no name
            yield Static("", id="wrong", markup=False)
            yield Static(
                f"⏎ take it{none}   [@click=screen.dismiss(None)]Esc back[/]", classes="keys"
            )

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = self._heading
        self.query_one("#folders").focus()

    def action_no_file(self) -> None:
        """End with no file, where there need not be one."""
        if self._can_be_none:
            self.dismiss(NO_FILE)

    @on(Input.Submitted, "#path")
    def _typed(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.query_one("#folders").focus()
            return
        path = path_typed(self._folder, event.value)
        if path is not None and (path.is_file() or (self._is_folder and path.is_dir())):
            self._take(path)
        else:
            told = f"✗ There is no file {path or event.value}."
            self.query_one("#wrong", Static).update(told)

    @on(DirectoryTree.FileSelected)
    def _selected(self, event: DirectoryTree.FileSelected) -> None:
        self._take(event.path)

    def _take(self, path: Path) -> None:
        self.dismiss(path.parent if self._is_folder and path.is_file() else path)
