"""What can lie over any screen: help, the menu, going to a place, versions, settings, the tour."""

import os
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from designer.screens.actions import actions_of, do, keys_here
from designer.screens.focused import told_by
from designer.screens.themes import theme_named
from designer.workbench.refusal import Refusal
from designer.workbench.settings import Settings, save_settings

if TYPE_CHECKING:
    from designer.authoring.draft import Draft


class OverlayActions(App[None]):
    """The app, as far as it shows something over its screens.

    Attributes:
        draft: the program that is open.
        path: its file.
        home: the folder of settings.
        settings: what the person set.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "Help", id="app.help"),
        Binding("ctrl+p,f10,colon", "menu", "Menu", id="app.menu"),
        Binding("ctrl+o", "go_to", "Go to", id="app.go_to", show=False),
        Binding("ctrl+s", "save_version", "Save a version", id="draft.save_version", show=False),
        Binding("ctrl+b", "versions", "Versions", id="draft.versions", show=False),
        Binding("ctrl+g", "save_as", "Save as", id="draft.save_as", show=False),
        Binding("ctrl+backslash", "settings", "Settings", id="app.settings", show=False),
        Binding("ctrl+right_square_bracket", "tour", "Tour", id="app.tour", show=False),
    ]

    draft: "Draft | None"
    path: Path | None
    home: Path
    settings: Settings

    def change(self, text: str, why: str, *, joins: str | None = None) -> None:
        """Change the draft's text."""

    def open_file(self, path: Path) -> None:
        """Work on a program's file from here on."""

    # ------------------------------------------------------------ finding one's way

    def action_help(self) -> None:
        """Explain the box that has the focus, and list the keys that work there."""
        from designer.screens.overlays.help_page import HelpPage

        page = told_by(self.focused, "HELP") or told_by(self.screen, "HELP")
        listed = actions_of(self, self.screen, self.settings.keys)
        names = [(each.id, each.words) for each in listed]
        self.push_screen(HelpPage(page, keys_here(self, self.screen), names))

    def action_menu(self) -> None:
        """List everything that can be done, by name."""
        from designer.screens.overlays.chooser import Choice, Chooser

        listed = {each.id: each for each in actions_of(self, self.screen, self.settings.keys)}
        choices = [Choice(each.id, each.words, each.keys) for each in listed.values()]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.run_worker(do(self, listed[name]), group="menu")

        self.push_screen(Chooser("Everything that can be done", choices), chosen)

    def action_go_to(self) -> None:
        """Go to a box of this screen, or to any part of the program."""
        from designer.screens.overlays.chooser import Choice, Chooser

        boxes = _boxes(self.screen)
        lines = self._lines_by_part()
        choices = [
            *(Choice(name, name, "box") for name in boxes),
            *(Choice(f"line {line}", words, kind) for line, (words, kind) in lines.items()),
        ]

        def chosen(name: str | None) -> None:
            if name in boxes:
                boxes[name].focus()
            elif name is not None:
                self.go_to_line(int(name.split()[1]))

        self.push_screen(Chooser("Go to", choices), chosen)

    def _lines_by_part(self) -> dict[int, tuple[str, str]]:
        """Every part of the program by the line of its text where it begins."""
        if self.draft is None:
            return {}
        from designer.authoring.cards import cards_of

        cards = cards_of(self.draft.checked())
        return {card.rows[0].number: (card.title, card.kind) for card in cards if card.rows}

    def go_to_line(self, line: int) -> None:
        """Show a line of the program's text, from 1, in Design."""
        import_module("designer.screens.opening_design").open_line(self, line)

    def action_tour(self) -> None:
        """Show what the stages are for."""
        from designer.screens.overlays.tour import Tour

        self.push_screen(Tour())
        if not self.settings.has_seen_tour:
            self._keep(replace(self.settings, has_seen_tour=True))

    # ------------------------------------------------------------ settings

    def action_settings(self) -> None:
        """Change colours, signs, and how numbers are written."""
        from designer.screens.overlays.change_settings import ChangeSettings

        def chosen(settings: Settings | None) -> None:
            if settings is not None:
                self._keep(settings)
                self.theme = theme_named(settings.theme, has_colour=not self.no_color)
                self.screen.refresh(layout=True, recompose=False)

        self.push_screen(ChangeSettings(self.settings, self.home), chosen)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        try:
            save_settings(self.home, settings)
        except Refusal as refused:
            self.notify(refused.sentence, severity="warning")

    # ------------------------------------------------------------ versions and files

    def action_save_version(self) -> None:
        """Keep the text as it is now under a name."""
        from designer.screens.overlays.one_line import OneLine
        from designer.workbench.versions import save_version, versions_of

        draft, path = self.draft, self.path
        if draft is None or path is None:
            self.notify("Choose a program first.", severity="warning")
            return

        def named(name: str | None) -> None:
            if name is None:
                return
            try:
                version = save_version(path, draft.text, name, datetime.now().astimezone())
            except Refusal as refused:
                self.notify(refused.sentence, severity="error")
            else:
                self.notify(f"Kept as version {version.number}, {version.name}.")

        try:
            number = len(versions_of(path)) + 1
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            return
        words = f"The text as it is now is kept as version {number}. What shall it be called?"
        self.push_screen(OneLine("Save a version", words), named)

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
        from designer.workbench.draft_files import DraftFile

        draft = self.draft
        if draft is None or self.path is None:
            self.notify("Choose a program first.", severity="warning")
            return

        def named(answer: str | None) -> None:
            if answer is None:
                return
            path = Path(answer).expanduser().absolute()
            path = path if path.suffix == ".loyalty" else path.with_name(f"{path.name}.loyalty")
            if path.exists():
                self.notify(f"{path} exists and was left alone.", severity="error")
                return
            try:
                DraftFile(path).save(draft.text)
            except Refusal as refused:
                self.notify(refused.sentence, severity="error")
            else:
                self.open_file(path)

        suggested = self.path.with_stem(f"{self.path.stem}_2")
        answer = os.path.relpath(suggested) if suggested.is_relative_to(Path.cwd()) else suggested
        words = "Go on in a new file. The old one stays as it is."
        self.push_screen(OneLine("Save as", words, str(answer)), named)


def _boxes(screen: Screen[object]) -> dict[str, Widget]:
    """The boxes of a screen by their names; of several under one title, the first."""
    found: dict[str, Widget] = {}
    for box in screen.focus_chain:
        if told_by(box, "SAID"):
            found.setdefault(_name_of(box), box)
    return found


def _name_of(box: Widget) -> str:
    """The title at its edge, or else the first sentence that it says of itself."""
    around = (each for each in box.ancestors_with_self if isinstance(each, Widget))
    titles = (str(each.border_title) for each in around if each.border_title)
    return next(titles, told_by(box, "SAID").split(".")[0]).strip()
