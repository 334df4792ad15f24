"""The stage Compare: designs on the same customers, and what changed from A to the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from designer.authoring.draft import Checked, Draft
from designer.report.compared import LETTERS
from designer.screens.extent import Extent
from designer.screens.long_work import Failed
from designer.screens.result_stage import REPORT_KEY, ResultStage, Show
from designer.screens.widgets.chart import Chart
from designer.screens.widgets.report_writer import ReportWriter
from designer.screens.widgets.scenario_box import NO_SHOP
from designer.screens.widgets.which_designs import LEAST, WhichDesigns
from designer.screens.widgets.written import Written
from designer.workbench.designs import (
    DRAFT,
    DesignChoice,
    currency_of,
    designs_beside,
    nearest_design,
    text_of,
)
from designer.workbench.working_copies import ProgramText

if TYPE_CHECKING:
    from designer.report.comparison_shown import ComparisonShown
    from designer.report.curves import Curve
    from designer.screens.formats import Formats
    from dsl.program.program import Program

WORKING = "Playing the same customers with each of them ..."
ASKS_TO_BEGIN = (
    "Choose two designs above, A and B, or up to six. Then press r: the same customers live a year "
    "with each, and here is told which is better for you."
)
WORKS = (
    "The same customers live a year with each design now. Here is told which is better for you, as "
    "soon as all runs are done."
)


@dataclass(frozen=True)
class Chosen:
    """Designs with their texts as they were, and the currency of all."""

    designs: tuple[DesignChoice, ...]
    texts: tuple[str, ...]
    currency: str


class Results(VerticalScroll, can_focus=True):
    """The table of all, and the same in words."""

    HELP = "compare_results"
    SAID = "✓ better in 8 of 10 runs or more, ! worse than A; ● no clear change."


class ChangesBox(VerticalScroll, can_focus=True):
    """What changed."""

    HELP = "compare_changes"
    SAID = "What changed from A to the others: + new, - gone, ~ changed, = as it was."


class FanOfOne(Chart):
    """One design's fan."""

    HELP = "compare_charts"
    SAID = "Profit since the start; both charts have one scale."


class ProfitOfAll(Chart):
    """A line for each of more than two designs."""

    HELP = "compare_charts"
    SAID = "The likely profit since the start, one sign for each design."


class CompareScreen(ResultStage):
    """Designs side by side."""

    STAGE = "compare"
    CSS_PATH = "compare.tcss"
    HEADLINE = "#verdict"
    REPORT = "comparison"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Compare", id="compare.run"),
        Binding("escape", "stop", "Stop", id="compare.stop", show=False),
        Binding("s", "swap", "Swap A, B", id="compare.swap"),
        Binding("d", "words", "Words/Text", id="compare.words"),
        Binding("u", "use", "Use one", id="compare.use"),
        REPORT_KEY,
        Binding("c", "charts", "Charts", id="compare.charts", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._is_offered = False
        self._shown: ComparisonShown | None = None
        self._of: Chosen | None = None
        self._begun: Chosen | None = None
        self._curves: dict[int, Curve] = {}
        self._programs: dict[str, Program | None] = {}
        self._shows_text = False

    def compose_stage(self) -> Iterator[Widget]:
        yield WhichDesigns()
        with Horizontal(id="panes"):
            with Results(id="results"):
                yield Static(ASKS_TO_BEGIN, id="verdict", markup=False)
                yield Chart(id="both")
                yield Static(id="words", markup=False)
            with ChangesBox(id="changes_box"):
                yield Written(id="changes")
        with Horizontal(id="fans"):
            with Vertical(id="box_a"):
                yield FanOfOne(id="fan_a")
            with Vertical(id="box_b"):
                yield FanOfOne(id="fan_b")
            with Vertical(id="box_all"):
                yield ProfitOfAll(id="profit_of_all")
        yield Static(id="progress", markup=False)
        yield ReportWriter(self.COMMAND_LINE)

    def stage_ready(self) -> None:
        self.query_one("#results").border_title = "Results of the first year"
        self.query_one("#box_a").border_title = "A  profit since the start"
        self.query_one("#box_b").border_title = "B  on the same scale"
        self.query_one("#box_all").border_title = "Likely profit since the start"
        self._list_designs()
        self.query_one("#results").focus()

    def on_screen_resume(self) -> None:
        if self._is_offered:
            self._list_designs()

    def checked(self, checked: Checked) -> None:
        self._show_changes()
        self.say_state()

    # ---------------------------------------------------------------- which designs

    def _list_designs(self) -> None:
        """What there is to choose from."""
        path = self.designer.path
        if path is None:
            return
        found = designs_beside(path, self.draft.text)
        usual = (nearest_design(found, self.draft.text).key, DRAFT)
        self.query_one(WhichDesigns).offer(found, usual)
        self._is_offered = True
        self._show_changes()

    def _chosen_now(self) -> Chosen | None:
        """Those that are chosen, with their texts as they are now; None: too few, or unreadable."""
        from designer.workbench.refusal import Refusal

        designs = self.query_one(WhichDesigns).chosen
        if len(designs) < LEAST:
            return None
        try:
            texts = tuple(text_of(each, self.draft.text) for each in designs)
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            return None
        return Chosen(designs, texts, currency_of(self.draft.text))

    @on(WhichDesigns.Chosen)
    def _others_chosen(self) -> None:
        self._show_changes()
        self.say_state()

    def action_swap(self) -> None:
        """A becomes B, and B becomes A."""
        self.query_one(WhichDesigns).swap()
        self._show_changes()
        if self._of is not None and not self.is_working:
            self.action_run()

    def action_use(self) -> None:
        """Ask which becomes the draft, even of one; undo takes it back in one step."""
        from designer.screens.overlays.chooser import Choice, Chooser

        designs = self.query_one(WhichDesigns).chosen
        others = [
            Choice(each.key, each.words, letter)
            for letter, each in zip(LETTERS, designs, strict=False)
            if each.key != DRAFT
        ]
        if others:
            asked = "Which becomes your draft?" if len(others) > 1 else "Does it become your draft?"
            self.app.push_screen(Chooser(asked, others), self._use)
        else:
            self.notify("It is the draft already.")

    def _use(self, key: str | None) -> None:
        chosen = self._chosen_now()
        if chosen is None or key is None:
            return
        place = next(at for at, each in enumerate(chosen.designs) if each.key == key)
        words = chosen.designs[place].words
        self.designer.change(chosen.texts[place], f"Use {words}")
        self.notify(f"The draft is {words} now. ^Z brings yours back.")

    # ---------------------------------------------------------------- what changed

    def action_words(self) -> None:
        """Show what changed in words, or in the texts."""
        self._shows_text = not self._shows_text
        self._show_changes()

    def _show_changes(self) -> None:
        from designer.screens.comparison_drawings import text_lines, under_letters

        chosen = self._chosen_now()
        if chosen is None:
            return
        way = "in the texts" if self._shows_text else "in words"
        others = "B" if len(chosen.texts) == LEAST else "the others"
        self.query_one("#changes_box").border_title = f"What changed from A to {others}, {way}   d"
        if self._shows_text:
            first, *texts = chosen.texts
            lines = under_letters([text_lines(first, each) for each in texts])
            self.query_one("#changes", Written).show(lines)
            return
        self.run_worker(
            lambda: self._tell_changes(chosen), thread=True, group="changes", exclusive=True
        )

    def _tell_changes(self, chosen: Chosen) -> None:
        from designer.authoring.changes_in_words import changes_in_words
        from designer.screens.comparison_drawings import change_lines, mended_first, under_letters

        known = self._programs
        self._programs = {
            text: known[text] if text in known else Draft("program", text).checked().program
            for text in chosen.texts
        }
        first, *others = (self._programs[text] for text in chosen.texts)
        parts = [
            mended_first(LETTERS[0] if first is None else letter)
            if first is None or other is None
            else change_lines(changes_in_words(first, other))
            for letter, other in zip(LETTERS[1:], others, strict=False)
        ]
        if not self._shows_text:
            lines = under_letters(parts)
            self.app.call_from_thread(self.query_one("#changes", Written).show, lines)

    # ---------------------------------------------------------------- running

    def action_run(self) -> None:
        """Compare them on the same customers."""
        from designer.workbench.shop_figures import scenario_beside

        chosen, path = self._chosen_now(), self.designer.path
        if chosen is None or path is None:
            self.notify("Choose two designs or more.")
            return
        scenario = scenario_beside(path)
        if not scenario.is_file():
            self.query_one("#verdict", Static).update(NO_SHOP)
            return
        self._begun = chosen
        self._curves = {}
        texts = [
            ProgramText(each.file.name if each.file else path.name, text, each.file or path)
            for each, text in zip(chosen.designs, chosen.texts, strict=True)
        ]
        self.begin(
            texts,
            lambda copies: (
                *("compare", *map(str, copies), "--scenario", str(scenario)),
                *(*Extent().options(), "--json", "--progress-json"),
            ),
            WORKING,
        )
        if self._shown is None:
            self.query_one("#verdict", Static).update(WORKS)

    @on(Failed)
    def _stopped_early(self, told: Failed) -> None:
        if told.work == self._work.number and told.stopped and self._shown is None:
            self.query_one("#verdict", Static).update(ASKS_TO_BEGIN)

    def action_stop(self) -> None:
        """Stop what runs."""
        self.stop_work()

    def part_read(self, line: Mapping[str, Any]) -> Show:
        from designer.report.comparison_shown import partial_fan

        place, curve = partial_fan(line)
        return lambda: self._show_part(place, curve)

    def _show_part(self, place: int, curve: "Curve") -> None:
        begun = self._begun
        self._curves[place] = curve
        if begun is not None and len(self._curves) == len(begun.designs):
            curves = [self._curves[at] for at in range(len(begun.designs))]
            self._draw_curves(curves, begun.currency)

    def result_read(self, result: str, *, is_whole: bool) -> Show:
        from designer.report.comparison_shown import comparison_shown

        shown, begun = comparison_shown(result), self._begun
        return lambda: self._show(shown, begun)

    def _show(self, shown: "ComparisonShown", of: Chosen | None) -> None:
        from designer.screens.comparison_drawings import comparison_words, table_lines

        self._shown, self._of = shown, of
        formats = self._formats(shown.currency)
        self.query_one("#verdict", Static).update(shown.verdict)
        table = self.query_one("#both", Chart)
        table.styles.height = len(shown.rows) + 1
        table.show(lambda width, height: table_lines(shown.rows, width, formats))
        self.query_one("#words", Static).update(comparison_words(shown))
        self._draw_curves(shown.curves, shown.currency)

    def write_figures_anew(self) -> None:
        if self._shown is not None:
            self._show(self._shown, self._of)

    def _draw_curves(self, curves: "Sequence[Curve]", currency: str) -> None:
        from designer.screens.comparison_drawings import fan_drawing, profit_drawing

        formats = self._formats(currency)
        is_pair = len(curves) == LEAST
        self.set_class(not is_pair, "-many")
        if not is_pair:
            self.query_one("#profit_of_all", Chart).show(profit_drawing(curves, formats))
            return
        for box, curve in zip(("#fan_a", "#fan_b"), curves, strict=True):
            self.query_one(box, Chart).show(fan_drawing(curve, curves, formats))

    def _formats(self, currency: str) -> "Formats":
        from designer.screens.formats import Formats

        return Formats(currency, self.designer.settings.language)

    def state_words(self, ended: str) -> str:
        """How many runs, and whether they are of the designs that are chosen."""
        if self._shown is None:
            return ended
        from designer.screens.comparison_drawings import state_words

        chosen, of = self._chosen_now(), self._of
        older = ""
        if chosen is not None and of is not None and chosen.texts != of.texts:
            older = "for other texts than these · r compares again"
        return state_words(self._shown, ended, older)

    def action_charts(self) -> None:
        """In a small window: the charts, or the figures again."""
        self.toggle_class("-charts")
