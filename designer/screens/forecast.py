"""The stage Forecast: what the program would cost and bring, worked out while one looks on."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import DataTable, Static

from designer.authoring.changes_in_words import changes_in_words
from designer.authoring.draft import Checked
from designer.screens.extent import Extent, forecast_words
from designer.screens.keeper import SECONDS_BETWEEN_LOOKS
from designer.screens.long_work import Failed
from designer.screens.newest_read import Show
from designer.screens.result_stage import REPORT_KEY, ResultStage
from designer.screens.widgets.assumptions import Assumptions
from designer.screens.widgets.chart import Chart
from designer.screens.widgets.forecast_boxes import (
    FigureTable,
    ForecastChart,
    MattersChart,
    MoneyChart,
)
from designer.screens.widgets.report_writer import ReportWriter
from designer.screens.widgets.scenario_box import MENDED_FIRST, ScenarioBox
from designer.workbench.working_copies import ProgramText

if TYPE_CHECKING:
    from designer.report.forecast_shown import ForecastShown
    from designer.report.views import View
    from designer.screens.formats import Formats
    from designer.workbench.shop_figures import ScenarioFile
    from dsl.program.program import Program

WORKING = "Playing the same customers with the program and without it ..."
STOPPED_EARLY = "It was stopped before there was anything to show. r begins again."
NEXT = "4 compares it with a cheaper version, 5 tells what a launch still needs."
NOT_SOLD = 'a and Enter on "Products sold" say how what is missing is sold.'


@dataclass(frozen=True)
class Basis:
    """What a forecast is of.

    Attributes:
        stand: of the program until now and its members, as the box of assumptions has it.
    """

    program: "Program"
    scenario: "ScenarioFile"
    extent: Extent
    stand: str


class ForecastScreen(ResultStage):
    """Assumptions at the left, what follows from them at the right."""

    STAGE = "forecast"
    REPORT = "forecast"
    CSS_PATH = "forecast.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Run", id="forecast.run"),
        Binding("escape", "back", "Stop", id="forecast.stop", show=False),
        Binding("a", "assume", "Assumptions", id="forecast.assume"),
        Binding("v", "view", "View", id="forecast.view"),
        Binding("t", "table", "Table", id="forecast.table"),
        REPORT_KEY,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._checked: Checked | None = None
        self._shown: ForecastShown | None = None
        self._basis: Basis | None = None
        self._begun: Basis | None = None
        self._place = 0

    def compose_stage(self) -> Iterator[Widget]:
        with Horizontal(id="panes"):
            yield ScenarioBox()
            with Vertical(id="right"):
                with Vertical(id="main"):
                    yield Static(id="headline", markup=False)
                    yield ForecastChart(id="chart")
                    yield FigureTable(id="table", cursor_type="row")
                with Vertical(id="money_box"):
                    yield MoneyChart(id="money")
        with Vertical(id="matters_box"):
            yield MattersChart(id="matters")
            yield Static(id="matters_words", markup=False)
        yield Static(id="progress", markup=False)
        yield ReportWriter(self.COMMAND_LINE)

    def stage_ready(self) -> None:
        self.query_one("#money_box").border_title = "Where the money goes (middle of the runs)"
        self.query_one("#matters_box").border_title = "What matters most"
        self.query_one("#chart").focus()
        self._draw()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self._look)

    def _look(self) -> None:
        if self.is_current:
            self._box.look()

    def on_screen_resume(self) -> None:
        if self._checked is not None:
            self.query_one(ScenarioBox).read()

    def checked(self, checked: Checked) -> None:
        self._checked = checked
        self._box.follow(checked.program)
        self._mark()
        self.say_state()
        self._run_at_first()

    @on(ScenarioBox.Read)
    def _scenario_read(self) -> None:
        self.designer.assumed.publish(self._box.extent)
        self._mark()
        self.say_state()
        self._run_at_first()

    @on(ScenarioBox.Lacking)
    def _scenario_lacking(self, message: ScenarioBox.Lacking) -> None:
        self.query_one("#headline", Static).update(message.why)

    # ---------------------------------------------------------------- running

    def _run_at_first(self) -> None:
        if self._begun is None and self._checked is not None and self._box.file is not None:
            self._run()

    @property
    def _box(self) -> ScenarioBox:
        return self.query_one(ScenarioBox)

    def action_run(self) -> None:
        """Forecast the newest text."""
        if self._box.file is None:
            self._box.ask_figures()
        else:
            self._run()
            self._box.read()  # somebody may have changed its file meanwhile

    def _run(self) -> None:
        program, file = (self._checked.program if self._checked else None), self._box.file
        if program is None or file is None:
            self.query_one("#headline", Static).update(f"✗ {MENDED_FIRST}")
            return
        extent = self._box.extent
        self._begun = Basis(program, file, extent, self._box.stand)
        if self._shown is None:
            self.query_one("#headline", Static).update(WORKING)
        shop = ProgramText(file.path.name, file.text, ending=file.path.suffix)  # as it is shown
        self.begin(
            [ProgramText(self.draft.name, self.draft.text, self.designer.path), shop],
            lambda copies: (
                *forecast_words(copies[0], copies[1], extent),
                "--json",
                "--progress-json",
            ),
            WORKING,
        )
        self._mark()

    @on(Failed)
    def _stopped_early(self, told: Failed) -> None:
        if told.work == self._work.number and told.stopped and self._shown is None:
            self.query_one("#headline", Static).update(STOPPED_EARLY)

    def action_back(self) -> None:
        """Leave the table or the assumptions; else stop what runs."""
        is_assuming = self.query_one(Assumptions).has_focus
        if self.is_working and not (is_assuming or self.has_class("-table")):
            self.stop_work()
            return
        self.remove_class("-table", "-assuming")
        self.query_one("#chart").focus()

    # ---------------------------------------------------------------- showing

    def part_read(self, line: Mapping[str, Any]) -> Show:
        from designer.report.forecast_shown import partial_shown

        begun = self._begun
        shown = partial_shown(line, begun.program.currency if begun else "")
        return lambda: self._show(shown, begun)

    def result_read(self, result: str, *, is_whole: bool) -> Show:
        """What a result shows; the whole one is kept beside the program, for the launch."""
        from designer.report.forecast_shown import forecast_shown
        from designer.workbench.kept_forecast import keep_forecast
        from designer.workbench.refusal import Refusal

        shown, begun, path = forecast_shown(result), self._begun, self.designer.path
        if is_whole and path is not None:
            with suppress(Refusal):  # that nothing can be written is told by who saves the text
                keep_forecast(path, result)
        return lambda: self._show(shown, begun, said=_what_next(shown) if is_whole else "")

    def _show(self, shown: "ForecastShown", basis: Basis | None, said: str = "") -> None:
        self._shown, self._basis = shown, basis
        self._mark()
        if said:
            self.say(said)
        lines = [shown.verdict, shown.benefit] if shown.verdict else [shown.benefit]
        self.query_one("#headline", Static).update("\n".join(lines))
        self._draw()

    def write_figures_anew(self) -> None:
        self._draw()
        self._box.read()

    @property
    def _formats(self) -> "Formats":
        from designer.screens.formats import Formats

        currency = self._shown.currency if self._shown else ""
        return Formats(currency, self.designer.settings.language)

    def _draw(self) -> None:
        from designer.screens import forecast_drawings as drawings

        shown, formats = self._shown, self._formats
        view = self._view()
        title = drawings.view_title(view, shown, is_narrow=self._is_narrow())
        self.query_one("#main").border_title = title
        self.set_class(view.is_words and shown is not None, "-words")
        self.set_class(shown is None or not shown.reaches, "-unweighed")
        if shown is None:
            return
        self.query_one("#chart", Chart).show(drawings.view_drawing(shown, view, formats))
        self.query_one("#money", Chart).show(drawings.money_drawing(shown, formats))
        self.query_one("#money_box").styles.height = len(shown.steps) + 2
        self.query_one("#matters", Chart).show(drawings.matters_drawing(shown, formats))
        words = drawings.matters_words(shown, is_working=self.is_working)
        self.query_one("#matters_words", Static).update(words)
        if self.has_class("-table"):
            self._fill_table()

    def _is_narrow(self) -> bool:
        return self.has_class("-narrow")

    def _view(self) -> "View":
        from designer.screens.forecast_drawings import views

        found = views(is_narrow=self._is_narrow())
        return found[self._place % len(found)]

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _fill_table(self) -> None:
        from designer.screens import forecast_drawings as drawings

        table = self.query_one("#table", DataTable)
        table.clear(columns=True)
        if self._shown is not None:
            titles, rows = drawings.view_table(self._shown, self._view(), self._formats)
            table.add_columns(*titles)
            table.add_rows(rows)

    def action_view(self) -> None:
        """Show the next picture."""
        self._place += 1
        self.remove_class("-assuming")
        self._draw()

    def action_table(self) -> None:
        """Show the figures of the picture, or the picture again."""
        self.toggle_class("-table")
        self.remove_class("-assuming")
        if self.has_class("-table"):
            self._fill_table()
            self.query_one("#table").focus()
        else:
            self.query_one("#chart").focus()

    def action_assume(self) -> None:
        """Go to what is assumed; without any figures of the shop, ask for them."""
        if self._box.file is None:
            self._box.ask_figures()
            return
        self.add_class("-assuming")
        self.query_one(Assumptions).focus()

    # ---------------------------------------------------------------- what it is of

    def state_words(self, ended: str) -> str:
        """Of which text, how many runs, and whether that is still so."""
        if self._shown is None:
            return ended
        from designer.screens.forecast_drawings import result_words

        self._mark()
        older = self._older(self._basis)
        return result_words(self._shown, ended, older, is_brief=self._is_narrow())

    def _mark(self) -> None:
        """Say at the curve, while runs go on too, that it is not of what is there now."""
        older = self._older(self._basis)
        if older and self._checked is not None and self._checked.program is not None:
            is_coming = self.is_working and not (self._ended or self._older(self._begun))
            older += " · the new one is on its way" if is_coming else " · r runs it again"
        self.query_one("#main").border_subtitle = f"! {older}" if older else ""

    def _older(self, basis: Basis | None) -> str:
        """Why a forecast is not of what is there now; "" where it is."""
        now = self._checked
        if basis is None or now is None:
            return ""
        if now.program is None:
            return "for an earlier text: the newest one has mistakes"
        from simulator.forecasts.what_counts import what_counts

        if what_counts(now.program) != what_counts(basis.program):
            count = len(changes_in_words(basis.program, now.program).blocks)
            parts = "1 part" if count == 1 else f"{count} parts"
            return f"for an earlier text: {parts} of the program changed"
        file = self._box.file
        if file is not None and file.scenario != basis.scenario.scenario:
            return "for other assumptions"
        extent = self._box.extent
        if extent.before != basis.extent.before:
            return "for another program until now"
        if self._box.stand != basis.stand:
            return "for the program until now as it was before"
        return "" if extent == basis.extent else "for other months, runs or seed"


def _what_next(shown: "ForecastShown") -> str:
    found = shown.forecast
    is_lacking = found is not None and (found.products_not_sold or found.against_not_sold)
    return NOT_SOLD if is_lacking else NEXT
