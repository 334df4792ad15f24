"""The stage Compare: two designs on the same customers, and what changed from one to the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Label, Select, Static

from designer.authoring.draft import Checked
from designer.screens.extent import Extent
from designer.screens.long_work import (
    COMMAND_LINE,
    Done,
    Failed,
    LongWork,
    PartialResult,
    Progress,
)
from designer.screens.stage import StageScreen
from designer.screens.widgets.chart import Chart
from designer.screens.widgets.scenario_box import NO_SHOP
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

WORKING = "Playing the same customers with A and with B ..."
ASKS_TO_BEGIN = (
    "Choose two designs above, A and B. Then press r: the same customers live a year with each, "
    "and here is told which is better for you."
)
FAIR = "on the same customers, with the same chance"


@dataclass(frozen=True)
class Pair:
    """Two designs with their texts, and the currency of both."""

    first: DesignChoice
    second: DesignChoice
    texts: tuple[str, str]
    currency: str


class WhichDesigns(Horizontal):
    """The two boxes where A and B are chosen."""

    HELP = "compare_which"
    SAID = "Which designs are compared: the draft, a version, or a program beside it."


class Results(VerticalScroll, can_focus=True):
    """The table of both, and the same in words."""

    HELP = "compare_results"
    SAID = "✓ better for you in 8 of 10 runs or more; ● no clear change."


class ChangesBox(VerticalScroll, can_focus=True):
    """What changed."""

    HELP = "compare_changes"
    SAID = "What changed from A to B: + new, - gone, ~ changed, = as it was."


class FanOfOne(Chart):
    """One design's fan."""

    HELP = "compare_charts"
    SAID = "Profit since the start; both charts have one scale."


class CompareScreen(StageScreen):
    """Two designs side by side."""

    STAGE = "compare"
    CSS_PATH = "compare.tcss"
    COMMAND_LINE: ClassVar[Sequence[str]] = COMMAND_LINE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Compare", id="compare.run"),
        Binding("escape", "stop", "Stop", id="compare.stop", show=False),
        Binding("s", "swap", "Swap", id="compare.swap"),
        Binding("d", "words", "Words/Text", id="compare.words"),
        Binding("u", "use", "Use A", id="compare.use"),
        Binding("c", "charts", "Charts", id="compare.charts", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._work = LongWork(self, self.COMMAND_LINE)
        self._choices: dict[str, DesignChoice] = {}
        self._shown: ComparisonShown | None = None
        self._of: Pair | None = None
        self._begun: Pair | None = None
        self._fans: dict[int, Curve] = {}
        self._shows_text = False
        self._state = ""

    def compose_stage(self) -> Iterator[Widget]:
        with WhichDesigns(id="which"):
            yield Label("A")
            yield Select[str]((), id="first", compact=True, prompt="a design")
            yield Label("B")
            yield Select[str]((), id="second", compact=True, prompt="a design")
            yield Static(FAIR, id="fair", markup=False)
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
        yield Static(id="progress", markup=False)

    def stage_ready(self) -> None:
        self.query_one("#results").border_title = "Results of the first year"
        self.query_one("#box_a").border_title = "A  profit since the start"
        self.query_one("#box_b").border_title = "B  on the same scale"
        self._list_designs()
        self.query_one("#results").focus()

    def on_screen_resume(self) -> None:
        if self._choices:
            self._list_designs()

    def checked(self, checked: Checked) -> None:
        self._show_changes()
        self._say_state()

    # ---------------------------------------------------------------- which two

    def _list_designs(self) -> None:
        """What there is to choose from; what was chosen stays chosen."""
        path = self.designer.path
        if path is None:
            return
        found = designs_beside(path, self.draft.text)
        self._choices = {each.key: each for each in found}
        usual = (nearest_design(found, self.draft.text).key, DRAFT)
        for box, key in zip(self._boxes(), usual, strict=True):
            chosen = box.value if box.value in self._choices else key
            with box.prevent(Select.Changed):
                box.set_options([(each.words, each.key) for each in found])
                box.value = chosen
        self._show_changes()

    def _boxes(self) -> tuple["Select[str]", "Select[str]"]:
        return self.query_one("#first", Select), self.query_one("#second", Select)

    def _pair(self) -> Pair | None:
        """The two that are chosen, with their texts as they are now."""
        from designer.workbench.refusal import Refusal

        first, second = (self._choices.get(str(box.value)) for box in self._boxes())
        if first is None or second is None:
            return None
        try:
            texts = text_of(first, self.draft.text), text_of(second, self.draft.text)
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            return None
        return Pair(first, second, texts, currency_of(self.draft.text))

    @on(Select.Changed)
    def _chosen(self) -> None:
        self._show_changes()
        self._say_state()

    def action_swap(self) -> None:
        """A becomes B, and B becomes A."""
        first, second = self._boxes()
        keys = first.value, second.value
        for box, key in zip((second, first), keys, strict=True):
            with box.prevent(Select.Changed):
                box.value = key
        self._show_changes()
        if self._of is not None and not self._work.is_running:
            self.action_run()

    def action_use(self) -> None:
        """Make A the draft; undo takes it back in one step."""
        pair = self._pair()
        if pair is None or pair.first.key == DRAFT:
            self.notify("A is the draft already.")
            return
        self.designer.change(pair.texts[0], f"Use {pair.first.words}")
        self.notify(f"The draft is {pair.first.words} now. ^Z brings yours back.")

    # ---------------------------------------------------------------- what changed

    def action_words(self) -> None:
        """Show what changed in words, or in the texts."""
        self._shows_text = not self._shows_text
        self._show_changes()

    def _show_changes(self) -> None:
        from designer.screens.comparison_drawings import text_lines

        pair = self._pair()
        if pair is None:
            return
        way = "in the texts" if self._shows_text else "in words"
        self.query_one("#changes_box").border_title = f"What changed from A to B, {way}   d"
        if self._shows_text:
            self.query_one("#changes", Written).show(text_lines(*pair.texts))
            return
        self.run_worker(
            lambda: self._tell_changes(pair), thread=True, group="changes", exclusive=True
        )

    def _tell_changes(self, pair: Pair) -> None:
        from designer.authoring.changes_in_words import changes_in_words
        from designer.authoring.draft import Draft
        from designer.screens.charts.axis import Line, Span
        from designer.screens.comparison_drawings import change_lines

        before, after = (Draft("program", text).checked().program for text in pair.texts)
        if before is None or after is None:
            which = "A" if before is None else "B"
            lines: list[Line] = [(Span(f"✗ {which} has mistakes that have to be mended first."),)]
        else:
            lines = change_lines(changes_in_words(before, after))
        if not self._shows_text:
            self.app.call_from_thread(self.query_one("#changes", Written).show, lines)

    # ---------------------------------------------------------------- running

    def action_run(self) -> None:
        """Compare the two on the same customers."""
        from designer.workbench.shop_figures import scenario_beside

        pair, path = self._pair(), self.designer.path
        if pair is None or path is None:
            return
        scenario = scenario_beside(path)
        if not scenario.is_file():
            self.query_one("#verdict", Static).update(NO_SHOP)
            return
        self._begun, self._state = pair, ""
        self._fans = {}
        texts = [
            ProgramText(each.file.name if each.file else path.name, text, each.file or path)
            for each, text in zip((pair.first, pair.second), pair.texts, strict=True)
        ]
        self._work.begin(
            texts,
            lambda copies: (
                *("compare", *map(str, copies), "--scenario", str(scenario)),
                *(*Extent().options(), "--json", "--progress-json"),
            ),
        )
        self._say_work(WORKING)

    def action_stop(self) -> None:
        """Stop what runs."""
        self._work.stop()

    @on(Progress)
    def _progressed(self, message: Progress) -> None:
        from designer.screens.forecast_drawings import progress_words

        if message.work == self._work.number and self._work.is_running:
            self._say_work(progress_words(message, None))

    @on(PartialResult)
    def _partial_came(self, message: PartialResult) -> None:
        number, line = message.work, message.line

        def read() -> None:
            from designer.report.comparison_shown import partial_fan

            place, curve = partial_fan(line)
            self.app.call_from_thread(self._show_part, number, place, curve)

        self.run_worker(read, thread=True, group="shown")

    def _show_part(self, number: int, place: int, curve: "Curve") -> None:
        if number == self._work.number and self._work.is_running and self._begun is not None:
            self._fans[place] = curve
            if len(self._fans) > 1:
                self._draw_fans((self._fans[0], self._fans[1]), self._begun.currency)

    @on(Done)
    def _finished(self, message: Done) -> None:
        pair, number, result = self._begun, message.work, message.result
        if pair is None:
            return
        self._state = "Stopped" if message.stopped else ""

        def read() -> None:
            from designer.report.comparison_shown import comparison_shown

            self.app.call_from_thread(self._show, number, comparison_shown(result), pair)

        self.run_worker(read, thread=True, group="shown")

    def _show(self, number: int, shown: "ComparisonShown", pair: Pair) -> None:
        from designer.screens.comparison_drawings import comparison_words, table_lines

        if number != self._work.number:
            return
        self._shown, self._of = shown, pair
        self.query_one("#verdict", Static).update(shown.verdict)
        table = self.query_one("#both", Chart)
        table.styles.height = len(shown.rows) + 1
        table.show(lambda width, height: table_lines(shown.rows, width))
        self.query_one("#words", Static).update(comparison_words(shown))
        self._draw_fans(shown.curves, shown.currency)
        self._say_state()

    def _draw_fans(self, curves: "tuple[Curve, Curve]", currency: str) -> None:
        from designer.screens.comparison_drawings import fan_drawing
        from designer.screens.formats import Formats

        formats = Formats(currency, self.designer.settings.language)
        for box, curve in zip(("#fan_a", "#fan_b"), curves, strict=True):
            self.query_one(box, Chart).show(fan_drawing(curve, curves, formats))

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        if message.work == self._work.number:
            self._state = "Stopped" if message.stopped else "✗ Not worked out"
            if not message.stopped:
                self.query_one("#verdict", Static).update(f"✗ {message.words}")
            self._say_work(self._state)

    # ---------------------------------------------------------------- what it is of

    def _say_work(self, words: str) -> None:
        self.query_one("#progress", Static).update(words)

    def _say_state(self) -> None:
        """Below the charts: how many runs, and whether they are of the two that are chosen."""
        if self._work.is_running or self._shown is None:
            return
        from designer.screens.comparison_drawings import state_words

        pair, of = self._pair(), self._of
        older = ""
        if pair is not None and of is not None and pair.texts != of.texts:
            older = "for other texts than these · r compares again"
        self._say_work(state_words(self._shown, self._state, older))

    def action_charts(self) -> None:
        """In a small window: the charts, or the figures again."""
        self.toggle_class("-charts")
