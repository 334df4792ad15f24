"""Choosing a file to read: by its path, or in the folders.

There is one choice, and the box on top shows it: what is typed there, or what is at hand below,
whichever came last. So a typed path stays when the focus goes elsewhere.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Event, Key, Paste
from textual.screen import ModalScreen
from textual.widgets import DirectoryTree, Input, Static
from textual.widgets.directory_tree import DirEntry

from designer.workbench.typed_paths import path_typed

NO_FILE = Path()
"""Stands for: none, after all."""


class Files(DirectoryTree):
    """Folders, and the files in them that end as wanted."""

    def __init__(self, folder: Path, endings: tuple[str, ...]) -> None:
        super().__init__(folder, id="folders")
        self._endings = endings

    def on_tree_node_expanded(self, event: DirectoryTree.NodeExpanded[DirEntry]) -> None:
        """Begin at the first file, once the folder is read: that is what Enter takes."""
        lines = (line for line, each in enumerate(self.root.children, 1) if not each.allow_expand)
        first = next(lines, None)
        if event.node is self.root and self.cursor_line <= 0 and first is not None:
            self.move_cursor_to_line(first)

    def action_select_cursor(self) -> None:
        """Take what was typed; where nothing was since the cursor moved, what is at hand."""
        dialog = self.screen
        if isinstance(dialog, ChooseFile) and dialog.is_typed:
            dialog.action_take()
        else:
            super().action_select_cursor()

    def on_key(self, event: Key) -> None:
        """Let a letter begin a path in the box."""
        if event.is_printable and event.key != "space":
            self._hand_on(event, Key(event.key, event.character))

    def on_paste(self, event: Paste) -> None:
        """Let what is pasted be a path in the box."""
        self._hand_on(event, Paste(event.text))

    def _hand_on(self, event: Event, again: Event) -> None:
        """Let the box, which then has the focus and shows its path as chosen, do something."""
        event.stop()
        box = self.screen.query_one("#path", Input)
        self.screen.set_focus(box)
        box.post_message(again)

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Keep what may be chosen, and folders on the way."""
        shown = (path for path in paths if not path.name.startswith("."))
        return [path for path in shown if path.suffix.lower() in self._endings or path.is_dir()]


class ChooseFile(ModalScreen[Path | None]):
    """Ends with a file, with `NO_FILE` where none shall be read, or with nothing.

    Where a folder is wanted, any file in it stands for it.

    Attributes:
        is_typed: the path in the box was typed, and nothing was chosen below since.
    """

    is_typed = False

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
            take, back = (
                "[@click=screen.take]⏎ take it[/]",
                "[@click=screen.dismiss(None)]Esc back[/]",
            )
            yield Static(f"{take}{none}   {back}", classes="keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = self._heading
        self.query_one("#folders").focus()

    def action_no_file(self) -> None:
        """End with no file, where there need not be one."""
        if self._can_be_none:
            self.dismiss(NO_FILE)

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        self.is_typed = bool(event.value.strip())
        self.query_one("#wrong", Static).update("")

    @on(DirectoryTree.NodeHighlighted)
    def _at_hand(self, event: DirectoryTree.NodeHighlighted[DirEntry]) -> None:
        """Show the file at hand in the box; a folder is only on the way to one."""
        entry = event.node.data
        box = self.query_one(Input)
        if entry is None or (box.value and not self.query_one(Files).has_focus):
            return
        self.is_typed = False
        path = entry.path
        with box.prevent(Input.Changed):
            box.value = "" if path.is_dir() else _written(path, self._folder.absolute())

    def action_take(self) -> None:
        """Take the file whose path is in the box, or go and find one."""
        typed = self.query_one(Input).value
        if not typed.strip():
            self.query_one(Files).focus()
            return
        path = path_typed(self._folder, typed)
        if path is not None and (path.is_file() or (self._is_folder and path.is_dir())):
            self._take(path)
        else:
            self.query_one("#wrong", Static).update(f"✗ There is no file {path or typed}.")

    @on(Input.Submitted, "#path")
    def _entered(self) -> None:
        self.action_take()

    @on(DirectoryTree.FileSelected)
    def _selected(self, event: DirectoryTree.FileSelected) -> None:
        self._take(event.path)

    def _take(self, path: Path) -> None:
        self.dismiss(path.parent if self._is_folder and path.is_file() else path)


def _written(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)
