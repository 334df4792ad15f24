"""Your orders: the program replayed over the shop's own orders, and what they teach a forecast."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from designer.screens.keeper import SECONDS_BETWEEN_LOOKS
from designer.screens.long_work import PartialResult
from designer.screens.newest_read import Show
from designer.screens.opening_orders import OpeningOrders
from designer.screens.reading import BACK, TABLES, ReadingScreen
from designer.screens.widgets.results import Results
from designer.screens.widgets.setup_list import SetupList, SetupRow

if TYPE_CHECKING:
    from designer.report.replay_shown import ReplayShown
    from designer.workbench.own_orders import OwnOrders
    from dsl.program.program import Program
    from simulator.calibration.scenario import Scenario

VIEWS = {
    "costs": "Cost by month",
    "given": "Given",
    "gained": "Gained most",
    "left_out": "Left out",
    "customers": "Customers",
}
_WHAT_IT_IS = (
    "What would this program have given your customers, and what would it have cost? Replay it "
    "over orders of your own.\n\n"
    "The file is what your till or your web shop exports, as CSV or Parquet: one row for each "
    "order, and the first row names the columns. It has to tell\n\n"
    "  · the order's number\n"
    "  · the customer (empty where nobody knows)\n"
    "  · day and time\n"
    "  · what was paid for the goods\n\n"
    "How the columns are called does not matter: what is recognised is shown at the left, and "
    "Enter puts it right. Nothing leaves this computer."
)
_ABOUT = {
    "file": "The orders that your till or web shop exports: one row for each, as CSV or Parquet.",
    "lines": "What each order was made of: order_id, net_amount, and category, sku, quantity where "
    "rules ask for products.",
    "returns": "What came back: return_id, occurred_at, order_id or customer_id, amount.",
    "facts": "What orders do not tell, such as birthdays: member, fact, name, value.",
}
NO_COST = "There is no cost in any month."
_STILL_ASSUMED = "What is sold stays as assumed: only lines of orders tell it."
OLDER = "! These results are of what was read before; r replays, c learns."


@dataclass(frozen=True)
class _Basis:
    """What a result is of.

    Attributes:
        text: the program's; "" where another one would not change the result.
    """

    own: "OwnOrders"
    text: str


class OrdersRead(SetupList):
    """What is read."""

    HELP = "orders_read"
    SAID = "What is read, and how. Enter changes the line at hand; r replays."


class OrdersResult(Results):
    """What came of it."""

    HELP = "orders_result"
    SAID = "What the program would have given. v shows the next view."


class OrdersScreen(ReadingScreen):
    """The owner's orders."""

    HEADING = "Your orders: what this program would have given"
    LEFT = OrdersRead
    RIGHT = OrdersResult
    VIEWS = VIEWS
    OLDER = OLDER
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "replay", "Replay", id="orders.replay"),
        Binding("v", "view", "View", id="orders.view"),
        Binding("c", "learn", "Learn", id="orders.learn"),
        Binding("u", "use", "Use", id="orders.use"),
        BACK,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._opening = OpeningOrders(self, self._opened)
        self._own: OwnOrders | None = None
        self._shown: ReplayShown | None = None
        self._learned: Scenario | None = None
        self._learned_words = ""
        self._imported: dict[str, Any] = {}
        self._of: dict[str, _Basis] = {}

    def on_mount(self) -> None:
        self._show_rows()
        self.show_about(_WHAT_IT_IS)
        self._opening.open_last()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self._look)

    def _look(self) -> None:
        """Follow what somebody writes into the mapping beside the orders."""
        if self.is_current and self._own is not None and not self.long_work.is_running:
            own = self._own
            self._opening.look(own, lambda found: self._mapped_anew(own, found))

    def _mapped_anew(self, before: "OwnOrders", own: "OwnOrders") -> None:
        if self._own is before:
            self._say_opened(own)
            self._change(own)

    def came_back(self) -> None:
        """Look whether the orders are as they were; figures of others are marked."""
        if self._own is None:
            self._opening.open_last()
        elif not self.long_work.is_running:
            self._opening.open_again(self._own, self._change)

    # ---------------------------------------------------------------- what is read

    def _show_rows(self) -> None:
        if self._own is None:
            self.show_setup(
                [SetupRow("", "Files"), SetupRow("file", "Orders", "choose it with Enter")]
            )
            return
        from designer.screens.orders_rows import setup_rows

        self.show_setup(setup_rows(self._own))

    def change_row(self, key: str) -> None:
        if key in _ABOUT:
            self._ask_file(key)
        elif self._own is not None:
            self._ask_choice(key, self._own)

    def _ask_file(self, key: str) -> None:
        from designer.screens.overlays.choose_file import NO_FILE, ChooseFile

        def chosen(path: Path | None) -> None:
            if path is None:
                return
            if key == "file":
                self._opening.open(path)
            elif self._own is not None:
                from designer.screens.orders_rows import with_file

                self._change(with_file(self._own, key, None if path == NO_FILE else path))

        endings = (*TABLES, ".yaml", ".yml") if key == "facts" else TABLES
        heading = {"file": "Your orders", "lines": "Lines of orders", "returns": "What came back"}
        self.app.push_screen(
            ChooseFile(
                heading.get(key, "Birthdays and more"),
                _ABOUT[key],
                self._folder(),
                endings,
                can_be_none=key != "file",
            ),
            chosen,
        )

    def _folder(self) -> Path:
        if self._own is not None:
            return self._own.file.path.parent
        return self.designer.path.parent if self.designer.path else Path.cwd()

    def show_refusal(self, words: str) -> None:
        """It stands where results do, and nothing is under way."""
        self.say_progress("")
        self.show_problem(words)

    def _opened(self, found: "OwnOrders") -> None:
        self.designer.orders_path = found.file.path
        self._shown = self._learned = None
        self._of.clear()
        self.forget_results()
        self.show_about(_WHAT_IT_IS)
        self.remove_class("-about")
        self._change(found)
        self._say_opened(found)

    def _say_opened(self, found: "OwnOrders") -> None:
        """Tell what to look at, and what to do next."""
        from designer.screens.orders_rows import asks_which_day

        rows = len(found.file.head.rows)
        self.say_progress(f"{len(found.file.head.header)} columns. r replays the program over it.")
        if found.file.lacking:
            self.say_progress("✗ What is needed and not recognised has to be chosen at the left.")
        elif asked := asks_which_day(found.file):
            self.say_progress(f"✗ {asked}: choose at Days which is meant.")
        elif not rows:
            self.say_progress("✗ The file has no rows below the names of its columns.")
        elif found.file.other_days.rows or found.file.other_amounts.rows:
            self.say_progress("! Not all rows are written in one way: see Days and Amounts.")

    def _change(self, own: "OwnOrders") -> None:
        asked, self._own = self._own and self._own.file.doubtful_day, own
        if asked and not own.file.doubtful_day:
            self.say_progress("r replays the program over it.")
        self._opening.remember(own)
        self._show_rows()
        if self._of and not self.long_work.is_running:
            self.say_if_older()

    def is_older(self) -> bool:
        return any(
            of.own != self._own or of.text not in ("", self._text) for of in self._of.values()
        )

    def _ask_choice(self, key: str, own: "OwnOrders") -> None:
        from designer.screens import orders_rows as rows
        from designer.screens.overlays.chooser import Chooser

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._change(rows.with_choice(own, key, answer))

        self.app.push_screen(Chooser(rows.heading(key), rows.choices(own.file, key)), chosen)

    # ---------------------------------------------------------------- replaying

    def action_replay(self) -> None:
        """Run the program over the orders."""
        if not self.is_busy("replay"):
            self._when_ready(lambda own, program: lambda: self._replay(own))

    def _when_ready(self, prepare: "Callable[[OwnOrders, Program], Show]") -> None:
        """Begin with what is to be read, unless something is lacking, as is said.

        Args:
            prepare: called in a thread, once it is written what the columns are.
        """
        from designer.screens.orders_rows import asks_which_day

        own = self._own
        if own is None:
            self._ask_file("file")
        elif own.file.lacking:
            self.notify("Choose the columns that are needed first.", severity="warning")
            self.query_one(SetupList).focus()
        elif asked := asks_which_day(own.file):
            self.notify(f"{asked}: choose first how days are written.", severity="warning")
            self.query_one(SetupList).focus()
        else:
            self.with_program(lambda program: self._keep_columns(own, program, prepare))

    def _keep_columns(
        self, own: "OwnOrders", program: "Program", prepare: "Callable[[OwnOrders, Program], Show]"
    ) -> None:
        from designer.workbench.order_files import keep_mapping

        def kept() -> Show:
            now = replace(own, file=keep_mapping(own.file))
            begin = prepare(now, program)
            return lambda: self._begin_with(own, now, begin)

        self.look("columns", kept)

    def _begin_with(self, before: "OwnOrders", own: "OwnOrders", begin: Show) -> None:
        """Begin, unless something else was chosen while the columns were written."""
        if self._own is not before:
            self.say_progress("! What is read was changed just now; press the key again.")
            return
        self._own = own
        self._opening.remember(own)
        begin()

    def _replay(self, own: "OwnOrders") -> None:
        from designer.workbench.own_orders import replay_words

        of = _Basis(own, self._text)
        self.begin(
            "replay",
            "Replaying",
            lambda copies: replay_words(own, copies[0]),
            lambda result: self._replayed(result, of),
        )

    @property
    def _text(self) -> str:
        """The program's text as it is now."""
        return self.designer.draft.text if self.designer.draft else ""

    def _replayed(self, result: str, of: "_Basis") -> Show:
        from designer.report.replay_shown import replay_shown

        shown = replay_shown(result)
        return lambda: self._show_replay(shown, of)

    def _show_replay(self, shown: "ReplayShown", of: "_Basis") -> None:
        self._shown, self._of["replay"] = shown, of
        self._view = "costs"
        self.draw()
        self.say_if_older()

    # ---------------------------------------------------------------- showing

    def views(self) -> list[str]:
        replayed = ["costs", "given", "gained", "left_out"] if self._shown else []
        return [*replayed, *(["customers"] if self._learned else [])]

    def draw(self) -> None:
        shown, views = self._shown, self.named_views()
        if self._view == "customers" or shown is None:
            self.show_headline((), views)
            self.show_words(self._learned_words)
            return
        lines = (*shown.headline, *(f"! {each}" for each in shown.warnings))
        self.show_headline(lines, views)
        if self._view == "costs":
            self._draw_costs(shown)
        else:
            self.show_table(getattr(shown, self._view))

    def _draw_costs(self, shown: "ReplayShown") -> None:
        from designer.screens.charts.columns import columns_by_month
        from designer.screens.formats import Formats

        formats = Formats(shown.currency, self.designer.settings.language)
        self.show_chart(
            lambda width, height: columns_by_month(
                shown.costs, shown.months, width, height, formats.short_money, NO_COST
            )
        )

    # ---------------------------------------------------------------- learning from them

    def action_learn(self) -> None:
        """Learn from the orders how customers behave."""
        if not self.is_busy("customers"):
            self._when_ready(self._margin_read)

    def _margin_read(self, own: "OwnOrders", program: "Program") -> Show:
        from designer.workbench.own_orders import margin_said

        margin = margin_said(self.designer.path, program)
        return lambda: self._learn(own, program, margin)

    def _learn(self, own: "OwnOrders", program: "Program", margin: str | None) -> None:
        from designer.workbench.own_orders import learning_words

        of = _Basis(own, self._text if own.facts else "")
        imported = self._imported = {}
        self.begin(
            "customers",
            "Learning how customers behave",
            lambda copies: learning_words(own, copies[0], program, margin),
            lambda result: self._taught(result, imported, of),
        )

    @on(PartialResult)
    def _import_came(self, told: PartialResult) -> None:
        if told.work == self.long_work.number:
            self._imported.update(told.line)

    def _taught(self, result: str, imported: dict[str, Any], of: "_Basis") -> Show:
        from designer.report.calibration_text import calibration_text
        from simulator.calibration.scenario import Scenario

        learned = Scenario.model_validate_json(result)
        words = calibration_text(learned, imported or None)
        return lambda: self._show_learned(learned, words, of)

    def _show_learned(self, learned: "Scenario", words: str, of: "_Basis") -> None:
        self._learned, self._of["customers"] = learned, of
        self._learned_words = f"{words}\nu lets the forecast rest on this."
        self._view = "customers"
        self.draw()
        self.say_if_older()

    def action_use(self) -> None:
        """Let the forecast rest on what the orders told."""
        self.take_over(self._learned, "Learn from the orders first: c.", _taken)


def _taken(path: Path, learned: "Scenario") -> str:
    from designer.workbench.own_orders import take_scenario

    taken = take_scenario(path, learned)
    former = f" The one before is kept as {taken.former.name}." if taken.former else ""
    told = "Forecasts, the estimate and Try it rest on these orders now, grade"
    sold = f" {_STILL_ASSUMED}" if taken.keeps_products else ""
    return f"{told} {learned.grade.letter}.{sold}{former}"
