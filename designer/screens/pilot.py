"""Read a pilot: what the invitation changed, in an owner's words, and what forecasts learn."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from designer.screens.newest_read import Show
from designer.screens.reading import BACK, TABLES, ReadingScreen
from designer.screens.widgets.results import Results
from designer.screens.widgets.setup_list import SetupList, SetupRow
from designer.workbench.today_here import today_here

if TYPE_CHECKING:
    from designer.report.pilot_shown import PilotShown
    from designer.workbench.order_files import OrdersFile
    from designer.workbench.pilot_files import HeldPilot, PilotFiles
    from simulator.pilots.result import PilotResult

VIEWS = {"answer": "Answer", "groups": "Groups", "full": "In full"}
_FILES = {
    "plan": ("The plan", "The folder of the pilot's plan: choose any file in it."),
    "orders": (
        "Orders since",
        "All orders from before the pilot to its end, of invited customers and of all others.",
    ),
    "joins": ("Who joined", "Who became a member, and when: member, joined_at."),
    "returns": ("What came back", "Returns, if there were any: as in Your orders."),
}
OLDER = "! These results are of what was read before; r reads the pilot."
_WHAT_IT_IS = (
    "A pilot finds out instead of assuming. Chance decides which of your customers are invited to "
    "the program and which are not yet; what both groups buy afterwards shows what the invitation "
    "changed.\n\n"
    'To begin, press Esc and go to Launch (5): "Plan a pilot from your orders" tells how many '
    "customers and weeks it takes, and writes the list of those to invite. When the weeks are "
    "over, come back here, choose the orders since then, and press r.\n\n"
    "A plan that was written elsewhere is chosen in the list, with Enter."
)
NOTHING_READ = "Nothing has been read yet: choose the plan and the orders, then press r."
_WHICH_DAYS = "Days can be read in two ways: choose in Your orders (6) how they are written."
_LATER = "later"


class PilotRead(SetupList):
    """What is read."""

    HELP = "pilot_read"
    SAID = "What is read. Enter changes the line at hand; r reads the pilot."


class PilotFound(Results):
    """What came of it."""

    HELP = "pilot_result"
    SAID = "What the invitation changed. v shows the next view."


class PilotScreen(ReadingScreen):
    """What a pilot showed."""

    HEADING = "Read a pilot: what the invitation changed"
    LEFT = PilotRead
    RIGHT = PilotFound
    VIEWS = VIEWS
    OLDER = OLDER
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "read", "Read", id="pilot.read"),
        Binding("v", "view", "View", id="pilot.view"),
        Binding("u", "use", "Use", id="pilot.use"),
        BACK,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pilot: HeldPilot | None = None
        self._orders: OrdersFile | None = None
        self._beside: dict[str, Path | None] = {"joins": None, "returns": None}
        self._result: PilotResult | None = None
        self._shown: PilotShown | None = None
        self._of: PilotFiles | None = None
        self._full = ""

    def on_mount(self) -> None:
        self._show_rows()
        self.show_about(_WHAT_IT_IS)
        self._look_for_plan()

    def came_back(self) -> None:
        """Look for a plan that was written meanwhile, and whether the orders are as they were."""
        if self._pilot is None:
            self._look_for_plan()
        elif self._orders is not None and not self.long_work.is_running:
            path, currency = self._orders.path, self._pilot.plan.currency
            self.look("orders", lambda: self._open_orders(path, currency))

    def _look_for_plan(self) -> None:
        from designer.workbench.launching import PILOT_ENDING

        if self.designer.path is not None:
            folder = self.designer.path.with_suffix(PILOT_ENDING)
            self.look("plan", lambda: self._open_plan_if_there(folder))

    # ---------------------------------------------------------------- what is read

    def _show_rows(self) -> None:
        missing = "choose it with Enter"
        found = {
            "plan": self._pilot.folder.name if self._pilot else "",
            "orders": self._orders.path.name if self._orders else "",
            **{key: path.name if path else "" for key, path in self._beside.items()},
        }
        rows = [SetupRow("", "Files")]
        for key, (name, _) in _FILES.items():
            empty = "-" if key in self._beside else missing
            rows.append(SetupRow(key, name, found[key] or empty, "✓" if found[key] else ""))
        self.show_setup(rows)

    def change_row(self, key: str) -> None:
        from designer.screens.overlays.choose_file import NO_FILE, ChooseFile

        def chosen(path: Path | None) -> None:
            if path is None:
                return
            if key == "plan":
                self._read_plan(path)
            elif key == "orders":
                self._read_orders(path)
            else:
                self._beside[key] = None if path == NO_FILE else path
                self._changed()

        heading, about = _FILES[key]
        endings = (".json",) if key == "plan" else TABLES
        folder = self.designer.path.parent if self.designer.path else Path.cwd()
        is_plan, is_optional = key == "plan", key in self._beside
        self.app.push_screen(
            ChooseFile(heading, about, folder, endings, can_be_none=is_optional, is_folder=is_plan),
            chosen,
        )

    def _changed(self) -> None:
        self._show_rows()
        if self._of is not None and not self.long_work.is_running:
            self.say_if_older()

    def is_older(self) -> bool:
        return self._of != self._files()

    def _read_plan(self, folder: Path) -> None:
        self.look("plan", lambda: self._open_plan(folder))

    def _open_plan_if_there(self, folder: Path) -> Show:
        return self._open_plan(folder) if folder.is_dir() else lambda: None

    def _open_plan(self, folder: Path) -> Show:
        from designer.report.pilot_plan_text import plan_text
        from designer.workbench.pilot_files import open_pilot

        found = open_pilot(folder)
        words = plan_text(found.plan)
        return lambda: self._plan_opened(found, words)

    def show_refusal(self, words: str) -> None:
        """What is lacking stands before all else while nothing was read."""
        self.show_problem(words if self._shown else f"{words}\n\n{NOTHING_READ}")

    def _plan_opened(self, found: "HeldPilot", words: str) -> None:
        self._pilot = found
        self._result = self._shown = self._of = None
        self.forget_results()
        self._show_rows()
        self.show_about(words)
        if self._orders is not None:  # the plan says the currency in which they are read
            self._read_orders(self._orders.path)

    def _read_orders(self, path: Path) -> None:
        currency = self._pilot.plan.currency if self._pilot else ""
        self.look("orders", lambda: self._open_orders(path, currency))

    def _open_orders(self, path: Path, currency: str) -> Show:
        from designer.workbench.order_files import open_orders

        found = open_orders(path, currency)
        return lambda: self._orders_opened(found)

    def _orders_opened(self, found: "OrdersFile") -> None:
        self._orders = found
        self.say_progress("r reads the pilot.")
        self._changed()
        if found.lacking:
            self.say_progress("✗ Not every column is recognised: choose them in Your orders (6).")
        elif found.doubtful_day:
            self.say_progress(f"✗ {_WHICH_DAYS}")

    # ---------------------------------------------------------------- reading

    def action_read(self) -> None:
        """Read the pilot; a look before its end is asked about."""
        files = self._files()
        if files is None:
            self.change_row("plan" if self._pilot is None else "orders")
        elif files.orders.lacking:
            self.notify("Choose the columns of these orders in Your orders (6).")
        elif files.orders.doubtful_day:
            self.notify(_WHICH_DAYS)
        elif files.pilot.is_over(today_here()):
            self._read(files)
        else:
            self._ask_to_wait(files)

    def _files(self) -> "PilotFiles | None":
        """What is to be read; None where something is lacking."""
        from designer.workbench.pilot_files import PilotFiles

        if self._pilot is None or self._orders is None:
            return None
        return PilotFiles(self._pilot, self._orders, **self._beside)

    def _ask_to_wait(self, files: "PilotFiles") -> None:
        from designer.report.figures import day
        from designer.screens.overlays.chooser import Choice, Question

        def chosen(answer: str | None) -> None:
            if answer not in (None, _LATER):
                self._read(files)

        ends = day(str(files.pilot.plan.last_day))
        choices = [
            Choice(_LATER, f"Wait until it is over, on {ends}"),
            Choice("now", "Look now; later intervals get wider"),
        ]
        self.app.push_screen(Question("This pilot is not over", choices), chosen)

    def _read(self, files: "PilotFiles") -> None:
        self.look("columns", lambda: self._columns_kept(files))

    def _columns_kept(self, files: "PilotFiles") -> Show:
        from designer.workbench.order_files import keep_mapping

        kept = replace(files, orders=keep_mapping(files.orders))
        return lambda: self._read_now(kept)

    def _read_now(self, kept: "PilotFiles") -> None:
        from designer.workbench.pilot_files import pilot_words

        path = self.designer.path
        assert path is not None
        self._orders = kept.orders
        self.begin(
            "pilot",
            "Reading the pilot",
            lambda _: pilot_words(kept, path),
            lambda told: self._was_read(told, kept),
        )

    def _was_read(self, told: str, of: "PilotFiles") -> Show:
        from designer.report.pilot_result_text import result_text
        from designer.report.pilot_shown import pilot_shown, told_by_json

        result, imported = told_by_json(told)
        shown, full = pilot_shown(result, imported), result_text(result, imported)
        return lambda: self._show_result(result, shown, full, of)

    def _show_result(
        self, result: "PilotResult", shown: "PilotShown", full: str, of: "PilotFiles"
    ) -> None:
        self._result, self._shown, self._full, self._of = result, shown, full, of
        self._view = "answer"
        self.draw()
        self.say_if_older()

    # ---------------------------------------------------------------- showing

    def views(self) -> list[str]:
        return list(VIEWS) if self._shown else []

    def draw(self) -> None:
        from designer.report.pilot_shown import more_percent
        from designer.screens.charts.intervals import intervals

        shown = self._shown
        if shown is None:
            return
        self.show_headline((shown.answer, *shown.sentences), self.named_views())
        if self._view == "answer":
            self.show_chart(
                lambda width, height: intervals(shown.bars, width, more_percent, shown.needed)
            )
        elif self._view == "groups":
            self.show_table(shown.groups)
        else:
            self.show_words(self._full)

    # ---------------------------------------------------------------- using it

    def action_use(self) -> None:
        """Let the forecast take over what the pilot showed, for customers like its own."""
        self.take_over(self._result, "Read the pilot first: r.", _taken)


def _taken(path: Path, result: "PilotResult") -> str:
    from designer.workbench.pilot_files import use_learned

    scenario = use_learned(path, result)
    whom = f", for {result.learned.customers}" if result.learned else ""
    return f"Forecasts take this over from {scenario.name} now{whom}."
