"""The start: recent work, the gallery, five numbers about the business, a blank page."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from designer.screens.five_numbers_form import FiveNumbersForm
from designer.screens.shell import NARROW, ShellScreen
from designer.workbench.draft_files import free_path
from designer.workbench.endings import PROGRAM_ENDING
from designer.workbench.five_numbers import FiveNumbers, usual_numbers
from designer.workbench.gallery_texts import GalleryText, gallery_texts
from designer.workbench.recent_numbers import RecentNumbers, recent_numbers, remember_numbers
from designer.workbench.recent_work import RecentWork, recent_work
from designer.workbench.refusal import Refusal
from designer.workbench.today_here import today_here

if TYPE_CHECKING:
    from designer.screens.overlays.choose_file import ChooseFile

_SECTIONS = {
    "templates": "Ready-made programs",
    "scenarios": "Whole shops",
    "published": "As large companies published theirs",
    "": "More",
}
_EURO = ("DE", "FR", "ES", "IT", "NL", "AT", "BE", "IE", "PT", "FI")
_CURRENCIES = dict.fromkeys(_EURO, "EUR") | {
    "GB": "GBP",
    "CH": "CHF",
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "JP": "JPY",
    "SE": "SEK",
    "NO": "NOK",
    "DK": "DKK",
    "PL": "PLN",
}


class Choices(OptionList):
    """What can be started from."""

    HELP = "start"
    SAID = "What to start from. Enter takes it; the next box says what it is."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Use this"),
        # As early as the Enter of the screen: what is chosen fast is what Enter then takes.
        Binding("down", "cursor_down", "Down", show=False, priority=True),
        Binding("up", "cursor_up", "Up", show=False, priority=True),
        Binding("home", "first", "First", show=False, priority=True),
        Binding("end", "last", "Last", show=False, priority=True),
    ]


class About(VerticalScroll):
    """What the highlighted choice is."""

    HELP = "start"
    SAID = "What the program is, whom it is for, what it costs, and its text."


class StartScreen(ShellScreen):
    """Where a person chooses what to work on."""

    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before a box gets its keys: a number that is typed right after Enter is for its own box.
        Binding("enter", "to_numbers", "Use this", id="start.use", priority=True),
        Binding("o", "open_file", "Open a file", id="start.open"),
        Binding("t", "tour", "Tour", id="start.tour"),
        Binding("escape", "to_list", "Back to the list", id="start.list"),
        Binding("escape", "back", "Back to the program", id="start.back"),
        Binding("q", "app.quit", "Leave", id="start.leave", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._are_numbers_wanted = self._is_opening = False

    def compose_top(self) -> Iterator[Widget]:
        yield Static(
            "[b]Perkwright[/b]  Design, try and price a loyalty program before you launch it",
            id="heading",
        )

    def compose_stage(self) -> Iterator[Widget]:
        self._texts = {each.name: each for each in gallery_texts()}
        self._recent = recent_work(self.designer.home)
        guesses = RecentNumbers(usual_numbers("other", _currency_here()), frozenset())
        self._numbers = recent_numbers(self.designer.home) or guesses
        with Horizontal(id="upper"):
            yield Choices(*self._options(), id="choices")
            with About(id="about"):
                yield Static(id="about_text", markup=False)
        yield Container(id="five")

    def on_mount(self) -> None:
        choices = self.query_one("#choices", Choices)
        choices.border_title = "Start from"
        self.query_one("#five").border_title = "Five numbers about your business (guess now)"
        first = "recent 0" if self._recent else "classic-points"
        choices.highlighted = choices.get_option_index(first)
        choices.focus()
        self.call_after_refresh(self._show_numbers)
        if not self.designer.settings.has_seen_tour:
            self.say("New here? Press t for a tour of two minutes.")

    def on_screen_resume(self) -> None:
        """Whoever comes back may begin another program, or go on with what was open."""
        recent = recent_work(self.designer.home)
        if recent != self._recent:
            self._show_recent(recent)
        if self._is_opening:
            self.say("")
            self.query_one("#choices").focus()
        self._is_opening = False

    def _show_recent(self, recent: list[RecentWork]) -> None:
        """Put what was worked on first, with the one that is open highlighted."""
        self._recent = recent
        choices = self.query_one("#choices", Choices)
        choices.set_options(self._options())
        choices.highlighted = choices.get_option_index("recent 0")

    async def _show_numbers(self) -> None:
        """The boxes for the numbers come after the first picture: they take half of its time."""
        form = FiveNumbersForm(self._numbers.numbers, said=self._numbers.said, begins="Begin")
        await self.query_one("#five").mount(form)
        self._follow_sector()
        if self._are_numbers_wanted:
            self.action_to_numbers()

    def _options(self) -> Iterator[Option | None]:
        if self._recent:
            yield _heading("Continue")
            names = [each.name for each in self._recent]
            for number, each in enumerate(self._recent[:5]):
                name = each.name if names.count(each.name) == 1 else Path(each.path).stem
                yield Option(_line(name, _how_long_ago(each)), f"recent {number}")
        for folder, title in _SECTIONS.items():
            yield _heading(title)
            for text in self._texts.values():
                if _section_of(text) == folder:
                    yield Option(_line(text.title, text.in_short), text.name)
        yield _heading("Other")
        yield Option("  Blank page", "blank")
        yield Option("  Open a file…", "open")
        yield Option("  Your own orders…", "orders")
        yield Option("  Take the tour", "tour")

    # ------------------------------------------------------------ what is highlighted

    @on(OptionList.OptionHighlighted, "#choices")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        chosen = event.option.id or ""
        about = self.query_one("#about", About)
        about.border_title = Content(str(event.option.prompt).strip().split("  ")[0])
        self.query_one("#about_text", Static).update(self._about(chosen))
        about.scroll_home(animate=False)
        self._follow_sector()

    def _follow_sector(self) -> None:
        option = self.query_one("#choices", Choices).highlighted_option
        found = self._texts.get(option.id or "") if option else None
        for form in self.query(FiveNumbersForm):
            if found is not None:
                form.follow_sector(found.sector)

    def _about(self, chosen: str) -> Content:
        if chosen in self._texts:
            return _told(self._texts[chosen], in_short=self.size.width < NARROW)
        if chosen.startswith("recent"):
            return Content(f"Go on with {self._recent_of(chosen).path}")
        return Content(
            {
                "blank": "A wallet, one rule and one reward: the least that is a program.",
                "open": "Open a program on this computer: a file that ends with .loyalty.",
                "orders": "What would a program have given your customers, and what would it have "
                "cost? Choose the program first, then the file of your orders.",
                "tour": "Two minutes: what the five stages are for, and how to get about.",
            }.get(chosen, "")
        )

    def _recent_of(self, chosen: str) -> RecentWork:
        return self._recent[int(chosen.split()[1])]

    # ------------------------------------------------------------ what is chosen

    @on(OptionList.OptionSelected, "#choices")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id or ""
        if chosen.startswith("recent"):
            self.designer.open_file(Path(self._recent_of(chosen).path))
        elif chosen == "open":
            self.action_open_file()
        elif chosen == "orders":
            self._choose_for_orders()
        elif chosen == "tour":
            self.action_tour()
        else:
            self.action_to_numbers()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter leads to the numbers from what can be started with them, and from nowhere else.

        Esc leads from the numbers to the list, and from there to the program.
        """
        is_at_list = isinstance(self.focused, Choices | About)
        if action == "back":
            return is_at_list and self.designer.draft is not None
        if action == "to_list":
            return not is_at_list
        if action != "to_numbers":
            return True
        return is_at_list and self._can_begin(self.query_one(Choices).highlighted_option)

    def _can_begin(self, option: Option | None) -> bool:
        return option is not None and (option.id in self._texts or option.id == "blank")

    def action_to_numbers(self) -> None:
        """Go to the five numbers, at once or as soon as they are there."""
        self._are_numbers_wanted = True
        self._follow_sector()
        for box in self.query("#purchase"):
            self.set_focus(box)

    @on(FiveNumbersForm.Submitted)
    def _start(self, event: FiveNumbersForm.Submitted) -> None:
        choices = self.query_one("#choices", Choices)
        option = choices.highlighted_option
        chosen = option.id if option and option.id else ""
        if self._is_opening:
            return
        if chosen in self._texts or chosen == "blank":
            self._is_opening = True
            self.say("Opening...")
            self.designer.keep_keys()
            recent = RecentNumbers(event.numbers, event.said)
            self.run_worker(self._begin(self._texts.get(chosen), recent), group="begin")
        else:
            choices.focus()
            choices.action_select()

    async def _begin(self, found: GalleryText | None, recent: RecentNumbers) -> None:
        """Begin a program, from a text or a blank page, once its shop's figures are written."""
        from designer.authoring.draft import Draft
        from designer.authoring.from_template import BLANK, adapted, file_stem
        from designer.workbench.five_numbers import sale_in, save_shop_file, tidied
        from designer.workbench.time_zone_here import time_zone_here

        numbers = recent.numbers
        text = found.template.path.read_text("utf-8") if found else BLANK
        sale = sale_in(found, numbers) if found else None
        text = adapted(text, numbers.currency, tidied(numbers.margin), time_zone_here(), sale)
        path = free_path(Path.cwd(), file_stem(text))
        try:
            await self.designer.in_turn(lambda: save_shop_file(path, numbers))
        except Refusal as refused:
            self.notify(refused.sentence, severity="warning")
            self.designer.open_draft(Draft(path.name, text), path)
            return
        self.designer.open_draft(Draft(path.name, text), path)
        await self.designer.in_turn(lambda: remember_numbers(self.designer.home, recent))
        await self._save_scenario(path, numbers, text, found.template.path if found else None)

    async def _save_scenario(
        self, path: Path, numbers: FiveNumbers, text: str, like: Path | None
    ) -> None:
        from designer.authoring.from_template import time_zone_in
        from designer.workbench.five_numbers import save_scenario_file

        zone = time_zone_in(text)
        try:
            await self.designer.in_turn(lambda: save_scenario_file(path, numbers, zone, like))
        except Refusal as refused:
            self.app.notify(refused.sentence, severity="error")
        else:
            self.designer.check_now()

    def action_to_list(self) -> None:
        """Go back from the numbers to what can be started from."""
        self.query_one(Choices).focus()

    def action_back(self) -> None:
        """Go back to the program that is open."""
        self.designer.action_stage("design")

    def action_open_file(self) -> None:
        """Choose a program on this computer."""

        def choose(path: Path | None) -> None:
            if path is not None:
                self.designer.open_file(path)

        self.app.push_screen(_choice_of_program(), choose)

    def _choose_for_orders(self) -> None:
        """Open a program, and replay it over the owner's orders."""
        if self.designer.draft is not None:
            self.designer.action_orders()
            return

        async def follow() -> None:
            opening = [each for each in self.app.workers if each.group == "open"]
            await self.app.workers.wait_for_complete(opening)
            self.designer.action_orders()

        def choose(path: Path | None) -> None:
            if path is not None:
                self.designer.open_file(path)
                self.app.run_worker(follow(), group="orders")

        self.app.push_screen(_choice_of_program(), choose)

    def action_tour(self) -> None:
        """Show what the stages are for."""
        self.designer.action_tour()


def _told(text: GalleryText, *, in_short: bool) -> Content:
    rows = {
        "A customer sees": text.customer_sees,
        "Good for": text.good_for,
        "Think twice if": text.think_twice_if,
        "What it costs": text.costs,
    }
    layout = "[b]$word:[/b] $text" if in_short else "[b]$word[/b]\n$text\n"
    told = [Content.from_markup(layout, word=word, text=words) for word, words in rows.items()]
    if in_short:
        return Content("\n").join(told)
    program = text.template.path.read_text("utf-8")
    shown = program[program.index("\nprogram ") + 1 :]
    return Content("\n").join([*told, Content.from_markup("[$text-muted]$text[/]", text=shown)])


def _choice_of_program() -> "ChooseFile":
    from designer.screens.overlays.choose_file import ChooseFile

    about = f"A program is a file that ends with {PROGRAM_ENDING}."
    return ChooseFile("Open a program", about, Path.cwd(), (PROGRAM_ENDING,))


def _section_of(text: GalleryText) -> str:
    folder = text.template.path.parent.name
    return folder if folder in _SECTIONS else ""


def _heading(words: str) -> Option:
    return Option(Content.from_markup("[b]$words[/b]", words=words), disabled=True)


def _line(title: str, beside: str) -> Content:
    room = max(1, 33 - len(title))
    return Content.from_markup(
        "  $title$gap[$text-muted]$beside[/]", title=title, gap=" " * room, beside=beside
    )


def _how_long_ago(each: RecentWork) -> str:
    days = today_here().toordinal() - each.opened_day
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _currency_here() -> str:
    """The currency of the country in the locale; US dollars where it names none we know."""
    said = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MONETARY", "LANG"))
    locale = next((name for name in said if name), "")
    return _CURRENCIES.get(locale.partition(".")[0].partition("_")[2], "USD")
