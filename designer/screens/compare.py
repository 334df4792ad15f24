"""The stage Compare: designs on the same customers, and what changed from A to the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from designer.authoring.draft import Checked
from designer.report.compared import LETTERS
from designer.screens.changes_of_designs import ChangesOfDesigns
from designer.screens.comparison_work import Assumed, Comparing, assumed_beside
from designer.screens.long_work import Failed
from designer.screens.newest_read import NewestRead, Show
from designer.screens.result_stage import REPORT_KEY, ResultStage
from designer.screens.scenario_kept import NO_SHOP
from designer.screens.widgets.chart import Chart
from designer.screens.widgets.compare_boxes import ChangesBox, FanOfOne, ProfitOfAll, Results
from designer.screens.widgets.report_writer import ReportWriter
from designer.screens.widgets.which_designs import LEAST, WhichDesigns, left_out_words
from designer.screens.widgets.written import Written
from designer.workbench.designs import (
    DRAFT,
    Chosen,
    DesignChoice,
    Offer,
    designs_beside,
    nearest_design,
    texts_of,
    texts_offered,
)

if TYPE_CHECKING:
    from designer.report.comparison_shown import ComparisonShown
    from designer.report.curves import Curve
    from designer.screens.formats import Formats
    from designer.workbench.products_sold import Shop

TITLE = "Results of the first year"
WORKING = "Playing the same customers with each of them ..."
ASKS_TO_BEGIN = (
    "Choose two designs above, A and B, or up to six. Then press r: the same customers live a year "
    "with each, and here is told which is better for you."
)
NOTHING_NEAR = (
    "Nothing here is like this draft yet. Keep a version of it with ^S before you change it: then "
    "you see what the change does."
)
ANOTHER_TEMPLATE = " Or choose a template that is quite another program."
WORKS = (
    "The same customers live a year with each design now. Here is told which is better for you, as "
    "soon as all runs are done."
)


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
        self._reads = NewestRead(self)
        self._is_offered = False
        self._newest: Chosen | None = None
        self._shown: ComparisonShown | None = None
        self._of: Comparing | None = None
        self._begun: Comparing | None = None
        self._assumed: Assumed | None = None
        self._curves: dict[int, Curve] = {}
        self._changes = ChangesOfDesigns()
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
        self.query_one("#results").border_title = TITLE
        self.query_one("#box_a").border_title = "A  profit since the start"
        self.query_one("#box_b").border_title = "B  on the same scale"
        self.query_one("#box_all").border_title = "Likely profit since the start"
        self._list_designs()
        self.designer.version_saved.subscribe(self, lambda _: self._list_designs())
        self.query_one("#results").focus()

    def on_screen_resume(self) -> None:
        if self._is_offered:
            self._list_designs()

    def checked(self, checked: Checked) -> None:
        self._show_changes()

    # ---------------------------------------------------------------- which designs

    def _list_designs(self) -> None:
        """What there is to choose from."""
        path, text = self.designer.path, self.draft.text
        if path is not None:
            self._reads.read("designs", lambda: self._designs_read(path, text))

    def _designs_read(self, path: Path, text: str) -> Show:
        offer = designs_beside(path, text)
        assumed = assumed_beside(self.designer.home, path)
        near = nearest_design(offer.designs, text)
        usual = (near.key if near else "", DRAFT)

        def show() -> None:
            which = self.query_one(WhichDesigns)
            which.offer(offer, usual)
            if self._shown is None and not self._work.number:
                self.query_one("#verdict", Static).update(_asks_to_begin(offer, near))
            self._is_offered, self._assumed = True, assumed
            self._show_changes(as_offered=True)

        return show

    def _with_texts(
        self, why: str, read: Callable[[Chosen], Show], *, as_offered: bool = False
    ) -> bool:
        """Read in a thread, from the designs that are chosen with their texts as they are now.

        Args:
            why: what they are for; of several reads for one purpose the newest is shown.
            read: called in the thread.
            as_offered: their texts were read this moment, to offer them.

        Returns:
            whether enough are chosen.
        """
        designs, draft_text = self.query_one(WhichDesigns).chosen, self.draft.text
        if len(designs) < LEAST:
            self._newest = None
            return False
        texts = texts_offered if as_offered else texts_of
        self._reads.read(why, lambda: self._texts_read(lambda: texts(designs, draft_text), read))
        return True

    def _texts_read(self, choose: Callable[[], Chosen], read: Callable[[Chosen], Show]) -> Show:
        from designer.workbench.refusal import Refusal

        try:
            chosen = choose()
        except Refusal as refused:
            sentence = refused.sentence
            return lambda: self.notify(sentence, severity="error")
        show = read(chosen)

        def both() -> None:
            self._newest = chosen
            show()

        return both

    @on(WhichDesigns.Chosen)
    def _others_chosen(self) -> None:
        self._show_changes()

    def action_swap(self) -> None:
        """A becomes B, and B becomes A."""
        self.query_one(WhichDesigns).swap()
        self._show_changes()
        if self._of is not None and not self.is_working:
            self._run_again(self._of)

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
        def take(chosen: Chosen) -> None:
            place = next(at for at, each in enumerate(chosen.designs) if each.key == key)
            words = chosen.designs[place].words
            self.designer.change(chosen.texts[place], f"Use {words}")
            self.notify(f"The draft is {words} now. ^Z brings yours back.")

        if key is not None:
            self._with_texts("use", lambda chosen: lambda: take(chosen))

    # ---------------------------------------------------------------- what changed

    def action_words(self) -> None:
        """Show what changed in words, or in the texts."""
        self._shows_text = not self._shows_text
        self._show_changes()

    def _show_changes(self, *, as_offered: bool = False) -> None:
        """What changed, and whether the figures are of the texts that are there now."""
        shows_text = self._shows_text
        is_read = self._with_texts(
            "changes",
            lambda chosen: self._changes_read(chosen, shows_text),
            as_offered=as_offered,
        )
        if not is_read:
            self.say_state()

    def _changes_read(self, chosen: Chosen, shows_text: bool) -> Show:
        lines = self._changes.lines(chosen, are_of_texts=shows_text)
        way = "in the texts" if shows_text else "in words"
        # Beside the figures of more than two designs there is no room for more.
        what = "What changed from A to B" if len(chosen.texts) == LEAST else "Changes"

        def show() -> None:
            self.query_one("#changes_box").border_title = f"{what}, {way}   d"
            self.query_one("#changes", Written).show(lines)
            self.say_state()

        return show

    # ---------------------------------------------------------------- running

    def action_run(self) -> None:
        """Compare them on the same customers, in the shop of the draft."""
        path = self.designer.path
        if path is None or not self._with_texts("run", lambda chosen: self._ready(path, chosen)):
            self.notify("Choose two designs or more.")

    def _run_again(self, before: Comparing) -> None:
        """Compare the same designs in another order, in the same shop."""
        self._with_texts("run", lambda chosen: lambda: self._run(replace(before, of=chosen)))

    def _ready(self, path: Path, chosen: Chosen) -> Show:
        """Begin, in a thread: unless a design asks for what the shop does not sell, as is asked."""
        from designer.workbench.products_sold import shop_for
        from designer.workbench.refusal import Refusal
        from designer.workbench.shop_figures import scenario_beside

        assumed = assumed_beside(self.designer.home, path)
        work = Comparing(chosen, path, scenario_beside(path), *assumed)
        if not work.scenario.is_file():
            return lambda: self.query_one("#verdict", Static).update(NO_SHOP)
        try:
            shop = shop_for(work.scenario, chosen, work.before)
        except Refusal as refused:
            sentence = f"✗ {refused.sentence}"
            return lambda: self.query_one("#verdict", Static).update(sentence)
        if not shop.sells_all:
            return lambda: self._ask_what_is_sold(work, shop)
        return lambda: self._run(work)

    def _ask_what_is_sold(self, work: Comparing, shop: "Shop") -> None:
        from designer.screens.overlays.not_sold import SOLD_TOO, NotSold

        def answered(answer: str | None) -> None:
            if answer is not None:
                self._run(replace(work, wider=shop) if answer == SOLD_TOO else work)

        self.app.push_screen(NotSold(shop, work.scenario.name), answered)

    def _run(self, work: Comparing) -> None:
        self._begun, self._assumed = work, work.assumed
        self._curves = {}
        self.begin(work.texts(), work.words(), WORKING)
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
        if begun is not None and len(self._curves) == len(begun.of.designs):
            curves = [self._curves[at] for at in range(len(self._curves))]
            self._draw_curves(curves, begun.of.currency)

    def result_read(self, result: str, *, is_whole: bool) -> Show:
        from designer.report.comparison_shown import comparison_shown

        shown, begun = comparison_shown(result), self._begun
        return lambda: self._show(shown, begun)

    def _show(self, shown: "ComparisonShown", of: Comparing | None) -> None:
        from designer.screens.comparison_drawings import comparison_words, table_lines

        self._shown, self._of = shown, of
        formats = self._formats(shown.currency)
        held = f", against {shown.against}" if shown.against else ""
        self.query_one("#results").border_title = Content(f"{TITLE}{held}")
        self.query_one("#verdict", Static).update(shown.verdict)
        table = self.query_one("#both", Chart)
        table.styles.height = len(shown.rows) + 1
        table.show(lambda width, height: table_lines(shown.rows, width, formats))
        note = of.note if of else ""
        self.query_one("#words", Static).update(comparison_words(shown, note))
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

        chosen, basis = self._newest, self._of
        older = ""
        if chosen is not None and basis is not None and chosen.texts != basis.of.texts:
            older = "for other texts than these · r compares again"
        elif basis is not None and basis.assumed != self._assumed:
            older = "for other assumptions · r compares again"
        return state_words(self._shown, ended, older, self.size.width - 2)

    def on_resize(self, event: events.Resize) -> None:
        """What the figures are of is said as far as there is room."""
        self.say_state()

    def action_charts(self) -> None:
        """In a small window: the charts, or the figures again."""
        self.toggle_class("-charts")


def _asks_to_begin(offer: Offer, near: DesignChoice | None) -> str:
    """What to do, and what is not among the designs to choose from."""
    nothing_near = NOTHING_NEAR + (ANOTHER_TEMPLATE if len(offer.designs) > 1 else "")
    told = (ASKS_TO_BEGIN, "" if near else nothing_near, left_out_words(offer))
    return "\n\n".join(filter(None, told))
