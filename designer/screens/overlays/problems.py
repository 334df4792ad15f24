"""All problems of the program: which there are, where, what to do, and a key that does it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.signal import Signal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from designer.authoring.marks import SIGNS
from designer.authoring.problems import Problem, problems_of
from designer.screens.themes import COLOURS
from dsl.diagnostics.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from designer.authoring.draft import Checked

_KINDS: tuple[Severity | None, ...] = (None, *SIGNS)
_WORDS = {
    Severity.ERROR: "to mend",
    Severity.WARNING: "to look at",
    Severity.NOTE: "hints",
}
_KEYS = (
    "↑↓ choose   ⏎ go there   [@click=screen.use_fix]F7 use the fix[/]   ←→ which kind   "
    "[@click=screen.dismiss(None)]Esc back[/]"
)


class ProblemsScreen(ModalScreen[Problem | None]):
    """Ends with the problem to go to. It follows the program: what is mended, goes."""

    HELP = "problems"
    SAID = "Enter goes to the problem, F7 uses its fix, ← → shows one kind, Esc leaves."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="problems.leave"),
        Binding("left", "kind(-1)", "Kind before", show=False, priority=True, id="problems.before"),
        Binding("right", "kind(1)", "Next kind", show=False, priority=True, id="problems.next"),
        Binding("f7", "use_fix", "Use the fix", id="problems.fix"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    ProblemsScreen .dialog { height: 90%; padding: 0 1; }
    ProblemsScreen OptionList { height: 1fr; margin-top: 1; border: none; background: transparent; }
    ProblemsScreen OptionList:focus { border: none; }
    ProblemsScreen #advice { height: auto; max-height: 9; border-top: solid $foreground 30%; }
    ProblemsScreen #advice Static { height: auto; }
    ProblemsScreen .keys { margin: 0; }
    ProblemsScreen #kinds { link-style: none; link-style-hover: underline; }
    """

    def __init__(
        self,
        checked: "Checked",
        told: "Signal[Checked]",
        mend: Callable[[Diagnostic, int], None],
        at_hand: int,
    ) -> None:
        """Show the problems of a check.

        Args:
            told: tells of newer checks.
            mend: mends a problem of the text of a revision, or goes where a person has to.
            at_hand: which problem is marked first, from 0.
        """
        super().__init__()
        self._checked, self._told, self._mend = checked, told, mend
        self._kind: Severity | None = None
        self._shown: tuple[Problem, ...] = ()
        self._at_hand = at_hand

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Problems"
            yield Static(id="kinds")
            yield OptionList(markup=False)
            with VerticalScroll(id="advice", can_focus=False):
                yield Static(markup=False)
            yield Static(_KEYS, classes="keys")

    def on_mount(self) -> None:
        self._told.subscribe(self, self._follow)
        self._show(self._at_hand)

    def _follow(self, checked: "Checked") -> None:
        """Show what a newer check found, the mark at the same place."""
        self._checked = checked
        self._show(self.query_one(OptionList).highlighted or 0)

    def _show(self, at_hand: int) -> None:
        self._shown = problems_of(self._checked, self._kind)
        self.query_one("#kinds", Static).update(self._kinds())
        listed = self.query_one(OptionList)
        listed.set_options(_line(each) for each in self._shown)
        if self._shown:
            listed.highlighted = min(at_hand, len(self._shown) - 1)
        else:
            listed.add_option(Option(self._nothing(), disabled=True))
        self._advise()

    def _kinds(self) -> Content:
        """How many there are of each kind, the one that is shown marked."""
        told = []
        for number, kind in enumerate(_KINDS):
            count = len(self._checked.of(kind) if kind else self._checked.compiled.diagnostics)
            words = f"{SIGNS[kind]} {count} {_WORDS[kind]}" if kind else f"All {count}"
            look = "reverse" if kind is self._kind else "not reverse"
            link = f"[{look} @click=screen.show_kind({number})] $words [/]"
            told.append(Content.from_markup(link, words=words))
        return Content(" ").join(told)

    def _nothing(self) -> str:
        if self._kind is not None and self._checked.compiled.diagnostics:
            return "Nothing of this kind."
        return "✓ No problem: the program is understood, and nothing in it deserves a look."

    def on_option_list_option_highlighted(self) -> None:
        """Say what to do."""
        self._advise()

    def _advise(self) -> None:
        problem = self._marked
        told: list[str] = []
        if problem is not None:
            what, *example = problem.advice or ("",)
            key = "   (F7)" if problem.is_mended_by_key else ""
            told = [problem.found.body, f"→ {what}{key}" if what else "", *example]
        self.query_one("#advice Static", Static).update("\n".join(each for each in told if each))
        self.query_one("#advice").display = any(told)

    @property
    def _marked(self) -> Problem | None:
        at = self.query_one(OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        event.stop()
        self.dismiss(self._shown[event.option_index])

    def action_use_fix(self) -> None:
        """Make the change that mends the problem; without one, leave for where it is written."""
        problem = self._marked
        if problem is None:
            return
        if not problem.is_mended_by_key:
            self.dismiss(None)
        self._mend(problem.found, self._checked.revision)

    def action_kind(self, by: int) -> None:
        """Show the next kind of problems, or the one before."""
        self.action_show_kind((_KINDS.index(self._kind) + by) % len(_KINDS))

    def action_show_kind(self, number: int) -> None:
        """Show one kind of problems, or all."""
        self._kind = _KINDS[number]
        self._show(0)


def _line(problem: Problem) -> Option:
    severity = problem.found.severity
    key = "   F7 mends it" if problem.is_mended_by_key else ""
    return Option(
        Content.from_markup(
            f"[{COLOURS[severity]}]$sign[/] $title\n  [$foreground 75%]$place$key[/]",
            sign=SIGNS[severity],
            title=problem.found.title,
            place=problem.place,
            key=key,
        )
    )
