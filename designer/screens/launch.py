"""The stage Launch: what is missing, what leaves, and the launch itself."""

from asyncio import to_thread
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from designer.authoring.draft import Checked
from designer.screens.leaving import LEAVING
from designer.screens.long_work import Done, Failed, LongWork, Progress
from designer.screens.opening_design import open_block, open_line
from designer.screens.stage import StageScreen
from designer.screens.widgets.checklist import Behind, Checklist
from designer.workbench.today_here import today_here

if TYPE_CHECKING:
    from designer.screens.overlays.launch_now import Answer
    from designer.workbench.launch_items import Item
    from designer.workbench.launching import Readiness

EXPORT_ENDING = ".export"
_LEADS = {
    "pilot": "Plan a pilot from your orders",
    "staff": "Read the staff sheet",
    "law": "Read the terms",
}


class Leaving(OptionList):
    """The pages that leave with the program."""

    HELP = "launch_leaving"
    SAID = "What a launch writes for people and for the till. Enter shows a page."


class Past(OptionList):
    """Named versions and launches, the newest first."""

    HELP = "launch_past"
    SAID = "Versions that were kept, and launches that were made."


class LaunchScreen(StageScreen):
    """Where a program is made ready and leaves."""

    STAGE = "launch"
    CSS_PATH = "launch.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="launch.tick"),
        Binding("t", "page('terms')", "Terms", id="launch.terms"),
        Binding("s", "page('staff_sheet')", "Staff sheet", id="launch.staff_sheet", show=False),
        Binding("e", "export", "Export", id="launch.export"),
        Binding("l", "launch", "Launch", id="launch.launch"),
        Binding("r", "stage('forecast')", "Forecast", id="launch.forecast", show=False),
        Binding("escape", "stop", "Stop", id="launch.stop", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._work = LongWork(self)
        self._done_words = ""
        self._looked_at: Readiness | None = None

    def compose_stage(self) -> Iterator[Widget]:
        with Horizontal(id="panes"):
            with Vertical(id="before"):
                yield Checklist()
                yield Behind(id="behind")
            with Vertical(id="after"):
                with Vertical(id="leaving_box"):
                    yield Leaving(id="leaving")
                    yield Static(id="folder", markup=False)
                with Vertical(id="past_box"):
                    yield Past(id="past")

    def stage_ready(self) -> None:
        self.query_one("#before").border_title = "Before you launch"
        self.query_one("#leaving_box").border_title = "What leaves"
        self.query_one("#past_box").border_title = "Versions and launches"
        pages = {
            "terms": "terms.md           for customers",
            "staff_sheet": "staff_sheet.md     for the team",
            "in_words": "program_in_words   the program, told",
        }
        leaving = self.query_one(Leaving)
        leaving.add_options(Option(words, key) for key, words in pages.items())
        leaving.add_options(
            Option(words, disabled=True)
            for words in (
                "program.json       for the till",
                "plan.json          what engines run",
                "*.tests.yaml       what must come out",
                "forecast.html      if of this very text",
                "manifest.json      the hash of each file",
            )
        )
        self.query_one("#folder", Static).update(f"into {self._folder.name}/")
        self.query_one(Checklist).focus()
        self.say(Checklist.SAID)
        self.designer.version_saved.subscribe(self, lambda _: self.on_screen_resume())

    def on_screen_resume(self) -> None:
        """A forecast, a version or a test may have been kept meanwhile."""
        if self._looked_at is not None:
            self.designer.check_now()

    @property
    def _path(self) -> Path:
        path = self.designer.path
        assert path is not None
        return path

    @property
    def _folder(self) -> Path:
        return self._path.with_suffix(EXPORT_ENDING)

    # ---------------------------------------------------------------- following the draft

    def checked(self, checked: Checked) -> None:
        self._look(checked)

    def _look(self, checked: Checked) -> None:
        """Work the list out in a thread."""
        self.run_worker(
            lambda: self._look_now(checked),
            thread=True,
            group="readiness",
            exclusive=True,
            exit_on_error=False,
        )

    def _look_now(self, checked: Checked) -> None:
        from designer.workbench.launching import readiness
        from designer.workbench.program_before import program_before
        from designer.workbench.refusal import Refusal

        today = today_here()
        try:
            before = program_before(self.designer.home, self._path)
            found = readiness(self._path, checked.document, checked.compiled, today, before)
            past = _past_of(self._path)
        except Refusal as refused:
            self.app.call_from_thread(self.say, f"\u2717 {refused.sentence}")
            return
        self.app.call_from_thread(self._show, found, past)

    def _show(self, found: "Readiness", past: list[str]) -> None:
        from designer.report.launch_text import summary

        self._looked_at = found
        self.query_one("#before").border_title = f"Before you launch \u00b7 {summary(found)}"
        self.query_one(Checklist).show(found)
        self._show_behind()
        box = self.query_one(Past)
        box.clear_options()
        box.add_options(Option(Content(line)) for line in past)
        if not past:
            box.add_option(Option("Nothing yet. ^S keeps a version.", disabled=True))

    @on(OptionList.OptionHighlighted, "#checklist")
    def _item_at_hand(self, event: OptionList.OptionHighlighted) -> None:
        self._show_behind()

    def _show_behind(self) -> None:
        item = self.query_one(Checklist).item
        self.query_one(Behind).show(item, _enter_does(item))

    # ---------------------------------------------------------------- mending

    @on(OptionList.OptionSelected, "#checklist")
    def _mend(self, event: OptionList.OptionSelected) -> None:
        """Do what mends the item at hand, or go where it is mended."""
        item = self.query_one(Checklist).item
        if item is None:
            return
        if _is_planned(item):
            self.run_worker(self._show_plan(), group="pilot")
        elif item.key == "pilot":
            self.designer.keep_keys()
            self.run_worker(self._ask_for_orders(), group="pilot")
        elif item.key in _LEADS:
            self.action_page("staff_sheet" if item.key == "staff" else "terms")
        elif item.fix is not None and item.fix.text:
            self.designer.change(item.fix.text, item.fix.words)
            self.notify(f"{item.fix.words}: done. ^Z takes it back.")
        elif item.fix is not None and item.fix.line:
            open_line(self.designer, item.fix.line)
        elif item.fix is not None and item.fix.block:
            open_block(self.designer, item.fix.block)
        elif item.fix is not None:
            self.designer.action_stage(item.fix.stage)

    def action_tick(self) -> None:
        """Tick the item at hand, or take its tick back."""
        from designer.workbench.launch_items import State

        item = self.query_one(Checklist).item
        if item is None or not item.by_hand:
            self.say("This is worked out from your program; Enter leads to where it is mended.")
            return
        moment = None if item.state is State.READY else datetime.now().astimezone()
        self.run_worker(self._tick(item.key, moment), group="tick")

    async def _tick(self, key: str, moment: datetime | None) -> None:
        from designer.workbench.launch_notes import tick
        from designer.workbench.refusal import Refusal

        try:
            await self.designer.in_turn(lambda: tick(self._path, key, moment))
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
        self.designer.check_now()

    # ---------------------------------------------------------------- pages

    @on(OptionList.OptionSelected, "#leaving")
    def _open_page(self, event: OptionList.OptionSelected) -> None:
        self.action_page(str(event.option_id))

    def action_page(self, name: str) -> None:
        """Show a page as it would be written."""
        from designer.screens.overlays.text_page import TextPage

        program = self._looked_at.program if self._looked_at else None
        if program is None:
            self.say("There is no page before the errors are mended.")
        elif name == "terms":
            from designer.report.customer_terms import customer_terms

            self.app.push_screen(TextPage("Terms for customers", customer_terms(program)))
        elif name == "staff_sheet":
            from designer.report.staff_sheet import staff_sheet

            self.app.push_screen(TextPage("Staff sheet", staff_sheet(program)))
        else:
            from dsl.program.to_words import program_in_words

            told = program_in_words(program).replace("\n  ", "\n\n")
            self.app.push_screen(TextPage("The program, told", told))

    # ---------------------------------------------------------------- leaving

    def action_export(self) -> None:
        """Write all that leaves, and record no launch."""
        self._leave("Exporting", "Exported", "--export-only")

    def action_launch(self) -> None:
        """Launch, after a look at what is open."""
        from designer.screens.overlays.launch_now import LaunchNow
        from designer.workbench.launch_items import State

        if self._looked_at is None or self._looked_at.program is None:
            self.say("It cannot run before its errors are mended: F8 in Design.")
            return
        open_besides = tuple(each for each in self._looked_at.items if each.state is State.SHOULD)
        asked = LaunchNow(self._looked_at.must_fix, f"{self._folder.name}/", open_besides)
        self.app.push_screen(asked, self._launch)

    def _launch(self, answer: "Answer | None") -> None:
        if answer is not None:
            self._leave("Launching", "Launched", "--by", answer.by, "--reason", answer.reason)

    def _leave(self, doing: str, done: str, *options: str) -> None:
        """Who closes the designer meanwhile waits for it."""
        if self._is_leaving():
            return
        self.say(f"{doing} ... Esc stops it.")
        self.run_worker(self._written(doing, done, *options), name=doing, group=LEAVING)

    def _is_leaving(self) -> bool:
        """Whether something is being written, as is said: beginning anew would end it."""
        is_leaving = any(each.group == LEAVING for each in self.workers)
        if is_leaving:
            self.notify("Wait until it is written; Esc stops it.")
        return is_leaving

    async def _written(self, doing: str, done: str, *options: str) -> bool:
        """The command that a person would type, on the file as it is saved now; did it end well?"""
        await self.designer.keeper.save()
        if not self.designer.keeper.state.is_newest:
            self.notify("The newest text is not in its file, so it cannot leave.", severity="error")
            return False
        words = ("launch", str(self._path), "-o", str(self._folder), "--json", *options)
        self._begin(doing, f"{done}: see {self._folder.name}/", words)
        return await self._work.ended()

    async def _ask_for_orders(self) -> None:
        from designer.screens.overlays.plan_pilot import PlanPilot
        from designer.workbench.launching import PILOT_ENDING
        from designer.workbench.orders_remembered import orders_path_remembered

        folder = self._path.with_suffix(PILOT_ENDING)

        def plan(orders: str | None) -> None:
            if orders is not None and not self._is_leaving():
                words = self._pilot_words(orders, folder)
                self._begin("Planning", f"Planned: see {folder.name}/", words)

        home, path = self.designer.home, self._path
        last = self.designer.orders_path or await to_thread(orders_path_remembered, home, path)
        await self.app.push_screen(PlanPilot(f"{folder.name}/", str(last or "")), plan)
        self.designer.give_keys()

    async def _show_plan(self) -> None:
        """The plan of the pilot, as it was written."""
        from designer.screens.overlays.text_page import TextPage
        from designer.workbench.launching import PILOT_ENDING
        from designer.workbench.refusal import Refusal
        from designer.workbench.text_files import read_document

        try:
            plan = self._path.with_suffix(PILOT_ENDING) / "plan.txt"
            told = (await to_thread(read_document, plan)).text
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
        else:
            self.app.push_screen(TextPage("The pilot", told, as_written=True))

    def _pilot_words(self, orders: str, folder: Path) -> tuple[str, ...]:
        from designer.workbench.pilot_files import planning_words
        from designer.workbench.typed_paths import path_typed

        program = self._looked_at.program if self._looked_at else None
        found = path_typed(Path(), orders) or Path(orders)
        tomorrow = today_here() + timedelta(days=1)
        return planning_words(found, folder, self._path, program, tomorrow)

    def _begin(self, doing: str, done_words: str, words: tuple[str, ...]) -> None:
        self._done_words = done_words
        self.say(f"{doing} ... Esc stops it.")
        self._work.begin((), lambda _: words)

    def action_stop(self) -> None:
        """Stop what is being written."""
        self._work.stop()

    @on(Progress)
    def _progressed(self, told: Progress) -> None:
        if told.work == self._work.number:
            self.say(f"{told.doing} ... Esc stops it.")

    @on(Done)
    def _done(self, told: Done) -> None:
        if told.work != self._work.number:
            return
        self.say("")
        self.notify(self._done_words)
        self.designer.check_now()

    @on(Failed)
    def _failed(self, told: Failed) -> None:
        if told.work == self._work.number:
            self.say("")
            words = "Stopped; nothing was written." if told.stopped else told.words
            self.notify(words, severity="error", timeout=15)


def _enter_does(item: "Item | None") -> str:
    if item is None:
        return ""
    if _is_planned(item) and not item.by_hand:
        return "Read the plan; 7 reads what the pilot showed"
    return item.fix.words if item.fix else _LEADS.get(item.key, "")


def _is_planned(item: "Item") -> bool:
    """Whether it is the pilot, and a plan of it can be read."""
    return item.key == "pilot" and (item.fix is not None or not item.by_hand)


def _past_of(path: Path) -> list[str]:
    """Versions and launches, the newest first."""
    from designer.workbench.launch_notes import launches_of
    from designer.workbench.versions import versions_of

    kept = [(each.saved, f"v{each.number}  {each.name}") for each in versions_of(path)]
    launched = [
        (each.moment, f"launched{f' by {each.by}: {each.reason}' if each.by else ''}")
        for each in launches_of(path)
    ]
    return [f"{moment[:10]}  {words}" for moment, words in sorted([*kept, *launched], reverse=True)]
