"""What screens have in common that read an owner's files, one command at a time."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from designer.authoring.draft import Checked
from designer.screens.command_process import COMMAND_LINE
from designer.screens.long_work import Done, Failed, LongWork, Progress, Words
from designer.screens.newest_read import NewestRead, Show
from designer.screens.overlay_actions import ScreenAbove
from designer.screens.progress_line import progress_words
from designer.screens.shell import NARROW, ShellScreen
from designer.screens.widgets.chart import Chart
from designer.screens.widgets.fitted import Fitted
from designer.screens.widgets.results import MARK, Results
from designer.screens.widgets.setup_list import SetupList, SetupRow
from designer.screens.widgets.wrapped_table import WrappedTable
from designer.workbench.refusal import Refusal
from designer.workbench.working_copies import ProgramText

if TYPE_CHECKING:
    from designer.report.replay_shown import Table
    from designer.screens.widgets.chart import Drawing
    from dsl.program.program import Program

R = TypeVar("R")

STOPPED = "Stopped; nothing was written."
MENDED_FIRST = "The program has mistakes that have to be mended first: F8 in Design shows them."
COMES_HERE = "Here comes what is found, once it is read."
CHANGED_BY = "Enter in the list changes what is read, and how."
BACK = Binding("escape", "back", "Back", id="reading.back")
TABLES = (".csv", ".tsv", ".txt", ".parquet")
"""How files end that hold orders, returns and the like."""

PROBLEM = "problem"
"""The view of what went wrong last, beside results that stay as they are."""

_SHOWN = ("-chart", "-table", "-words")


class ReadingScreen(ShellScreen, ScreenAbove):
    """A screen above the stages: what is read at the left, what it shows at the right.

    Esc stops what runs, else leads back; a subclass has `BACK` among its keys.

    Attributes:
        HEADING: what it is for.
        LEFT, RIGHT: its two sides.
        VIEWS: the ways of looking at what came, with their titles.
        OLDER: what is said where something else was read than what stands at the left, or where the
            program was another one.
    """

    HEADING = ""
    VIEWS: ClassVar[Mapping[str, str]] = {}
    OLDER = ""
    LEFT: ClassVar[type[SetupList]] = SetupList
    RIGHT: ClassVar[type[Results]] = Results
    COMMAND_LINE: ClassVar[Sequence[str]] = COMMAND_LINE
    CSS_PATH = "reading.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.long_work = LongWork(self, self.COMMAND_LINE)
        self._reads = NewestRead(self)
        self._kind = self._doing = ""
        self._take: Callable[[str], Show] = lambda result: lambda: None
        self._results: dict[str, tuple[Callable[[str], Show], str]] = {}
        self._view = next(iter(self.VIEWS), "")
        self._problem = ""

    def compose_top(self) -> Iterator[Widget]:
        yield Static(self.HEADING, id="heading", markup=False)

    def compose_stage(self) -> Iterator[Widget]:
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield self.LEFT()
            with self.RIGHT():
                yield Static(id="headline", markup=False)
                yield Chart(id="chart")
                yield WrappedTable(id="table")
                with VerticalScroll(id="page"):
                    yield Fitted(id="words")
        yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        self.designer.text_changed.subscribe(self, lambda _: self._mark_older())
        self.designer.rewritten.subscribe(self, lambda _: self._write_figures_anew())
        self.query_one("#left").border_title = "What is read"
        self.query_one(SetupList).focus()
        self.say(self.LEFT.SAID)

    # ---------------------------------------------------------------- what is read

    def with_program(self, act: "Callable[[Program], None]") -> None:
        """Act with the program that is open; where it has mistakes, say so."""

        def judge(checked: Checked) -> None:
            if checked.program is None:
                self.say_progress(f"✗ {MENDED_FIRST}")
            else:
                act(checked.program)

        self.designer.with_check(judge)

    def take_over(self, result: R | None, first: str, take: Callable[[Path, R], str]) -> None:
        """Let the forecast rest on what was found out here.

        Args:
            result: what was found out; None: nothing yet.
            first: tells what to do before.
            take: called in a thread with the program's file; may refuse, and says what was done.
        """
        path = self.designer.path
        if result is None or path is None:
            self.notify(first)
            return

        def taken() -> Show:
            told = take(path, result)
            return lambda: self.notify(told)

        self.look("use", taken, self.notify_error)

    def look(
        self, what: str, read: Callable[[], Show], refuse: Callable[[str], None] | None = None
    ) -> None:
        """Read something in a thread, then show it, or tell why it cannot be read.

        Args:
            what: its kind; of several answers of a kind only the newest is shown.
            read: called in the thread; may refuse.
            refuse: tells it; else it stands where results do.
        """
        refused_by = refuse or self.show_refusal

        def read_or_refuse() -> Show:
            try:
                return read()
            except Refusal as refused:
                sentence = refused.sentence
                return lambda: refused_by(sentence)

        self._reads.read(what, read_or_refuse)

    def show_refusal(self, words: str) -> None:
        """Tell that something cannot be read."""
        self.show_problem(words)

    def notify_error(self, words: str) -> None:
        """Tell in a corner that something could not be done."""
        self.notify(words, severity="error")

    def show_setup(self, rows: Sequence[SetupRow]) -> None:
        """Show what is read, line by line."""
        self.query_one(SetupList).show(rows)

    @on(OptionList.OptionSelected, "#setup")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.change_row(event.option_id or "")

    @abstractmethod
    def change_row(self, key: str) -> None:
        """Let the person change a line."""

    # ---------------------------------------------------------------- running a command

    def begin(self, kind: str, doing: str, words: Words, take: Callable[[str], Show]) -> None:
        """Run a command on a copy of the program as it is now.

        Args:
            kind: of the result; a newer one takes its place.
            doing: what is done, in words.
            words: the command.
            take: reads what it printed, in a thread.
        """
        draft = self.designer.draft
        assert draft is not None
        self._kind, self._doing, self._take = kind, doing, take
        self.say_progress(f"{doing} ... Esc stops it.")
        self.long_work.begin([ProgramText(draft.name, draft.text, self.designer.path)], words)

    def is_busy(self, kind: str) -> bool:
        """Whether work of another kind is under way, as is said: two at once are not done.

        Args:
            kind: of the result that is asked for.
        """
        is_other = self.long_work.is_running and self._kind != kind
        if is_other:
            self.notify(
                f"{self._doing} is still under way: wait until it is done, or stop it with Esc.",
                severity="warning",
            )
        return is_other

    def say_progress(self, words: str) -> None:
        """Show a line below the panes."""
        self.query_one("#progress", Static).update(words)

    @on(Progress)
    def _progressed(self, told: Progress) -> None:
        if told.work == self.long_work.number and self.long_work.is_running:
            self.say_progress(progress_words(told, room=self.size.width - 2))

    @on(Done)
    def _done(self, told: Done) -> None:
        if told.work == self.long_work.number:
            self.say_progress(STOPPED if told.stopped else "")
        if told.work == self.long_work.number and not told.stopped:
            take = self._take
            self._results[self._kind] = take, told.result
            self._problem = ""
            self.look(self._kind, lambda: take(told.result))

    @on(Failed)
    def _failed(self, told: Failed) -> None:
        if told.work != self.long_work.number:
            return
        self.say_progress(STOPPED if told.stopped else "✗ Not worked out")
        if not told.stopped:
            words = told.words.removeprefix("Error: ")
            self.show_problem(words)

    def action_back(self) -> None:
        """Stop what runs; else go back, in a small window first to what is read."""
        if self.long_work.is_running:
            self.long_work.stop()
        elif self.has_class("-result") and self.size.width < NARROW:
            self.show_setup_side()
        else:
            self.dismiss(None)

    # ---------------------------------------------------------------- showing what came

    @abstractmethod
    def views(self) -> Sequence[str]:
        """Those of `VIEWS` that have something to show."""

    @abstractmethod
    def draw(self) -> None:
        """Show what came, in the view that was chosen."""

    @abstractmethod
    def is_older(self) -> bool:
        """Whether something that is shown is of what was read before."""

    def forget_results(self) -> None:
        """What was shown is of no use any more."""
        self._reads.forget(self._results)
        self._results.clear()
        self._problem = ""

    def _mark_older(self) -> None:
        if self._results and not self.long_work.is_running:
            self.say_if_older()

    def _write_figures_anew(self) -> None:
        """Show all results in the way of writing that was chosen, in the view at hand."""
        for kind, (take, result) in self._results.items():
            self.look(kind, partial(self._in_this_view, take, result))

    def _in_this_view(self, take: Callable[[str], Show], result: str) -> Show:
        show = take(result)

        def both() -> None:
            view = self._view
            show()
            self._view = view
            self._draw_view()

        return both

    def action_view(self) -> None:
        """Show the next view."""
        views = self._all_views()
        if views:
            place = views.index(self._view) + 1 if self._view in views else 0
            self._view = views[place % len(views)]
            self._draw_view()

    def _all_views(self) -> list[str]:
        views = list(self.views())
        return [*views, PROBLEM] if views and self._problem else views

    def _draw_view(self) -> None:
        if self._view == PROBLEM:
            self._draw_problem()
        else:
            self.draw()

    def named_views(self) -> list[str]:
        """The names of the views, with the one at hand marked."""
        names = {**self.VIEWS, PROBLEM: "Problem"}
        views = ((each, names[each]) for each in self._all_views())
        return [f"{MARK}{name}▌" if each == self._view else name for each, name in views]

    def say_if_older(self) -> None:
        """Tell below whether what is shown is of something else."""
        self.say_progress(self.OLDER if self.is_older() else "")

    def show_setup_side(self) -> None:
        """Go to what is read."""
        self.remove_class("-result")
        self.query_one(SetupList).focus()

    def show_headline(self, sentences: Sequence[str], views: Sequence[str] = ()) -> None:
        """Show sentences above a picture or a table, the first one in bold, below named views."""
        first, *others = sentences or ("",)
        told = Content("\n").join([Content.styled(first, "bold"), *map(Content, others)])
        self.query_one("#headline", Static).update(told)
        right = self.query_one(Results)
        right.name_views(views)
        right.SAID = self.RIGHT.SAID if views else COMES_HERE

    def show_chart(self, drawing: "Drawing") -> None:
        """Show a picture."""
        self.query_one("#chart", Chart).show(drawing)
        self._show("-chart", "#chart")

    def show_table(self, shown: "Table") -> None:
        """Show figures."""
        self.query_one(WrappedTable).show(shown)
        self._show("-table", "#table")

    def show_words(self, words: str) -> None:
        """Show a text in place of all else."""
        self.query_one("#words", Fitted).show(words)
        self._show("-words", "#page")
        self.query_one("#page").scroll_home(animate=False)

    def show_about(self, words: str, views: Sequence[str] = ()) -> None:
        """Show what there is to know before anything is read; in a small window below it."""
        self.show_headline((), views)
        self.query_one("#words", Fitted).show(words)
        self.query_one("#page").scroll_home(animate=False)
        self.remove_class(*_SHOWN, "-result")
        self.add_class("-words", "-about")

    def show_problem(self, words: str) -> None:
        """Show what went wrong, beside results that are there."""
        self._problem = words
        if self._all_views():
            self._view = PROBLEM
        self._draw_problem()

    def _draw_problem(self) -> None:
        """In a small window below the list in which it is mended."""
        self.show_about(f"✗ {self._problem}\n\n{CHANGED_BY}", self.named_views())
        self.query_one(SetupList).focus()

    def _show(self, kind: str, box: str) -> None:
        had_focus = self.focused is not None and self.query_one("#right") in self.focused.ancestors
        self.remove_class(*_SHOWN, "-about")
        self.add_class(kind, "-result")
        if had_focus or self.size.width < NARROW:
            self.call_after_refresh(self.query_one(box).focus)

    def on_resize(self, event: events.Resize) -> None:
        """A side that is hidden has no focus."""
        if event.size.width < NARROW and self.has_class("-result"):
            self.screen.focus_next("#right *")
