"""What can be done with the program's file: versions, another name, what stands in its way."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from designer.screens.overlay_actions import OverlayActions
from designer.workbench.refusal import Refusal

if TYPE_CHECKING:
    from textual.signal import Signal

    from designer.authoring.draft import Draft
    from designer.screens.keeper import Keeper, Kept
    from designer.workbench.versions import Version


class FileActions(OverlayActions):
    """The app, as far as it keeps files.

    Attributes:
        draft: the program that is open.
        path: its file.
        keeper: what keeps the text in its file.
        version_saved: tells that a version was kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save_version", "Save a version", id="draft.save_version", show=False),
        Binding("ctrl+b", "versions", "Versions", id="draft.versions", show=False),
        Binding("ctrl+g", "save_as", "Save as", id="draft.save_as", show=False),
        Binding("f11", "files", "What is wrong with the files", id="app.files", show=False),
    ]

    draft: "Draft | None"
    path: Path | None
    keeper: "Keeper"
    version_saved: "Signal[Version]"

    def action_files(self) -> None:
        """Tell where the program is kept, and what is wrong with its files."""
        from designer.screens.overlays.files_told import FilesTold

        if self.path is None:
            self.notify("Choose a program first.", severity="warning")
            return

        def chosen(saves_elsewhere: bool | None) -> None:
            if saves_elsewhere:
                self.action_save_as()

        kept = self.keeper.state
        told = FilesTold([*_told(self.path, kept)], can_save_elsewhere=bool(kept.problem))
        self.push_screen(told, chosen)

    def action_save_version(self) -> None:
        """Keep the text as it is now under a name."""
        from designer.screens.overlays.one_line import OneLine
        from designer.workbench.versions import versions_of

        draft, path = self.draft, self.path
        if draft is None or path is None:
            self.notify("Choose a program first.", severity="warning")
            return

        def named(name: str | None) -> None:
            if name is not None:
                self.run_worker(self._save_version(path, draft.text, name), group="save version")

        try:
            number = len(versions_of(path)) + 1
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            return
        words = f"The text as it is now is kept as version {number}. What shall it be called?"
        self.push_screen(OneLine("Save a version", words), named)

    async def _save_version(self, path: Path, text: str, name: str) -> None:
        from designer.workbench.versions import save_version

        moment = datetime.now().astimezone()
        try:
            version = await self.in_turn(lambda: save_version(path, text, name, moment))
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
        else:
            self.notify(f"Kept as version {version.number}, {version.name}.")
            self.version_saved.publish(version)

    def action_versions(self) -> None:
        """List the versions; choosing one makes its text the draft's, as one change."""
        from designer.screens.overlays.chooser import Choice, Chooser
        from designer.workbench.versions import version_text, versions_of

        path = self.path
        if path is None:
            self.notify("Choose a program first.", severity="warning")
            return
        try:
            found = {str(each.number): each for each in reversed(versions_of(path))}
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            return

        def chosen(number: str | None) -> None:
            if number is None:
                return
            try:
                self.change(version_text(path, found[number]), f"Go back to version {number}")
            except Refusal as refused:
                self.notify(refused.sentence, severity="error")
            else:
                self.notify(f"This is the text of version {number}. ^Z takes that back.")

        choices = [
            Choice(number, f"{number}  {each.name}", each.saved[:16].replace("T", " "))
            for number, each in found.items()
        ]
        empty = "There is no version yet. ^S keeps one."
        self.push_screen(Chooser("Versions: choose one to go back to it", choices, empty), chosen)

    def action_save_as(self) -> None:
        """Go on in a file of another name, with the text as it is now."""
        from designer.screens.overlays.one_line import OneLine
        from designer.workbench.typed_paths import path_typed

        draft = self.draft
        if draft is None or self.path is None:
            self.notify("Choose a program first.", severity="warning")
            return

        def named(answer: str | None) -> None:
            if answer is None:
                return
            whole = answer.removesuffix(".loyalty").rstrip("/") + ".loyalty"
            path = path_typed(Path.cwd(), whole)
            if path is None:
                self.notify("No file can have this name.", severity="error")
                return
            if path.exists():
                self.notify(f"{path} exists and was left alone.", severity="error")
                return
            self._go_on_in(path, draft.text)

        suggested = self.path.with_stem(f"{self.path.stem}_2")
        answer = os.path.relpath(suggested) if suggested.is_relative_to(Path.cwd()) else suggested
        words = "Go on in a new file. The old one stays as it is."
        self.push_screen(OneLine("Save as", words, str(answer)), named)

    def _go_on_in(self, path: Path, text: str) -> None:
        """Write a text and open it; what is typed next waits, because it belongs into this file."""
        from designer.workbench.draft_files import DraftFile

        try:
            DraftFile(path).save(text)
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
        else:
            self.open_file(path)


def _told(path: Path, kept: "Kept") -> Iterator[str]:
    if kept.problem:
        yield f"✗ Your newest text is not in its file. {kept.problem}"
        yield "It is tried again every second." + (
            " Meanwhile the text is kept aside, and offered when the program is opened again."
            if kept.is_kept
            else ""
        )
    else:
        yield f"✓ Your program is in {path.absolute()}"
    if kept.beside:
        yield f"! Your shop's own figures are not used. {kept.beside}"
        yield (
            "Until that is mended, checks and estimates go by usual figures. Change the file in "
            "any editor and save it: it is read again by itself."
        )
