"""What can lie over any screen: help, the menu, going to a place, settings, the tour."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal
from textual.widget import Widget

from designer.report.way_of_writing import write_as
from designer.screens.actions import actions_of, do, keys_here
from designer.screens.focused import told_by
from designer.screens.keys_in_order import KeysInOrder
from designer.screens.themes import theme_named
from designer.workbench.refusal import Refusal
from designer.workbench.settings import Settings, save_settings

if TYPE_CHECKING:
    from designer.authoring.draft import Checked, Draft

T = TypeVar("T")

ABOVE_STAGES = {"orders": "OrdersScreen", "pilot": "PilotScreen"}
"""The screens above the stages by their modules; they are kept as they are while others show."""


class ScreenAbove(Screen[None]):
    """A screen above the stages."""

    def came_back(self) -> None:
        """Called when it is shown again, as it was left: what it reads may be another."""


class OverlayActions(KeysInOrder):
    """The app, as far as it shows something over its screens.

    Attributes:
        draft: the program that is open.
        path: its file.
        home: the folder of settings.
        settings: what the person set.
        rewritten: tells that figures are to be written in another way.
        orders_path: the file of the owner's orders that was looked at last.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "Help", id="app.help"),
        Binding("ctrl+p,f10,colon", "menu", "Menu", id="app.menu"),
        Binding("ctrl+o", "go_to", "Go to", id="app.go_to", show=False),
        Binding("ctrl+backslash", "settings", "Settings", id="app.settings", show=False),
        Binding("ctrl+right_square_bracket", "tour", "Tour", id="app.tour", show=False),
        Binding("6", "orders", "Your orders", id="app.orders", show=False),
        Binding("7", "pilot", "Read a pilot", id="app.pilot", show=False),
    ]

    draft: "Draft | None"
    path: Path | None
    home: Path
    settings: Settings
    rewritten: Signal[str]
    orders_path: Path | None = None

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._writing = asyncio.Lock()

    async def in_turn(self, write: Callable[[], T]) -> T:
        """Write a small file in a thread, after those before it: it is changed as they left it."""
        async with self._writing:
            return await asyncio.to_thread(write)

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

        async def act(name: str) -> None:
            await do(self, listed[name])
            self.give_keys()

        def chosen(name: str | None) -> None:
            if name is not None:
                self.keep_keys()
                self.run_worker(act(name), group="menu")

        self.push_screen(Chooser("Everything that can be done", choices), chosen)

    def action_go_to(self) -> None:
        """Go to a box of this screen, or to any part of the program."""
        from designer.screens.overlays.chooser import Choice, Chooser

        boxes = _boxes(self.screen)

        def chosen(name: str | None) -> None:
            if name in boxes:
                boxes[name].focus()
            elif name is not None:
                self.go_to_line(int(name.split()[1]))

        def ask(parts: Mapping[int, tuple[str, str]]) -> None:
            choices = [
                *(Choice(name, name, "box") for name in boxes),
                *(Choice(f"line {line}", words, kind) for line, (words, kind) in parts.items()),
            ]
            self.push_screen(Chooser("Go to", choices), chosen)

        if self.draft is None:
            ask({})
        else:
            self.with_check(lambda checked: ask(_parts(checked)))

    def with_check(self, act: "Callable[[Checked], None]") -> None:
        """Act with the check of the newest text; keys wait where it is worked out first."""
        draft = self.draft
        assert draft is not None
        newest = draft.newest_check
        if newest is not None and newest.revision == draft.revision:
            act(newest)
            return

        def do(checked: "Checked") -> None:
            act(checked)
            self.give_keys()

        self.keep_keys()
        self.run_worker(
            lambda: self.call_from_thread(do, draft.checked()), thread=True, group="check for a key"
        )

    def go_to_line(self, line: int) -> None:
        """Show a line of the program's text, from 1, in Design."""
        import_module("designer.screens.opening_design").open_line(self, line)

    def action_tour(self) -> None:
        """Show what the stages are for."""
        from designer.screens.overlays.tour import Tour

        self.push_screen(Tour())
        if not self.settings.has_seen_tour:
            self._keep(replace(self.settings, has_seen_tour=True))

    # ------------------------------------------------------------ the owner's own orders

    def action_orders(self) -> None:
        """Replay the program over orders of the owner's own."""
        self._show_over("orders")

    def action_pilot(self) -> None:
        """Read what a pilot showed."""
        self._show_over("pilot")

    def _show_over(self, name: str) -> None:
        """Show a screen that needs a program, as it was left; of those above a stage one alone."""
        if self.draft is None:
            self.notify("Choose a program first.", severity="warning")
            return
        if not self.is_screen_installed(name):
            made = getattr(import_module(f"designer.screens.{name}"), ABOVE_STAGES[name])
            self.install_screen(made(), name)
        above = self.get_screen(name, ScreenAbove)
        if self.screen is above:
            return
        self.leave_above()
        self.push_screen(above)
        if above.is_mounted:
            above.came_back()

    def leave_above(self) -> None:
        """Show the stage again where a screen above it is shown; that one goes on as it is."""
        if any(self.screen is each for each in self._above()):
            self.pop_screen()

    async def forget_above(self) -> None:
        """Make the screens above the stages anew when they are asked for: of another program."""
        for screen in self._above():
            self.uninstall_screen(screen)
            await screen.remove()

    def _above(self) -> list[Screen[object]]:
        return [self.get_screen(name) for name in ABOVE_STAGES if self.is_screen_installed(name)]

    # ------------------------------------------------------------ settings

    def action_settings(self) -> None:
        """Change colours, signs, and how numbers are written."""
        from designer.screens.overlays.change_settings import ChangeSettings

        def chosen(settings: Settings | None) -> None:
            if settings is None:
                return
            is_rewritten = settings.language != self.settings.language
            self._keep(settings)
            self.theme = theme_named(settings.theme, has_colour=not self.no_color)
            if is_rewritten:
                write_as(settings.language)
                self.rewritten.publish(settings.language)
            self.screen.refresh(layout=True)

        self.push_screen(ChangeSettings(self.settings, self.home), chosen)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        self.run_worker(self._save_settings(), group="save settings")

    async def _save_settings(self) -> None:
        try:
            await self.in_turn(lambda: save_settings(self.home, self.settings))
        except Refusal as refused:
            self.notify(refused.sentence, severity="warning")


def _parts(checked: "Checked") -> dict[int, tuple[str, str]]:
    """Every part of a program by the line of its text where it begins."""
    from designer.authoring.cards import cards_of

    cards = cards_of(checked)
    return {card.rows[0].number: (card.title, card.kind) for card in cards if card.rows}


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
