"""The live check: whether the program is understood, what is wrong in it, and what it costs."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from designer.authoring.draft import Checked
from designer.authoring.marks import SIGNS
from designer.screens.themes import COLOURS
from designer.screens.widgets.cost_meter import CostMeter
from dsl.diagnostics.diagnostic import Diagnostic


class CheckBar(Vertical):
    """The verdict on the newest text, the problem at hand, and the cost meter."""

    HELP = "live_check"
    SAID = "What the check says of the program now. F8 next problem, Shift+F7 all of them."
    DEFAULT_CSS = """
    CheckBar { height: auto; }
    CheckBar Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as in every widget
        super().__init__(id=id)
        self._shown = ""

    def compose(self) -> ComposeResult:
        yield Static(id="verdict")
        yield CostMeter()

    def on_mount(self) -> None:
        self.border_title = "Live check"

    def show(self, checked: Checked, current: Diagnostic | None) -> None:
        """Show what a check said.

        Args:
            current: the problem at hand, one of the check's; None where there is none.
        """
        verdict = Content("   ").join(_verdict(checked, checked.compiled.diagnostics, current))
        if verdict.markup != self._shown:
            self._shown = verdict.markup
            self.query_one("#verdict", Static).update(verdict, layout=False)


def _verdict(
    checked: Checked, problems: Sequence[Diagnostic], current: Diagnostic | None
) -> list[Content]:
    understood = checked.program is not None
    words = (
        "[$text-success]✓ understood[/]" if understood else "[$text-error]✗ not yet understood[/]"
    )
    counts = [Content.from_markup(words)]
    for severity, colour in COLOURS.items():
        number = len(checked.of(severity))
        words = f"{SIGNS[severity]} {number}"
        counts.append(Content.from_markup(f"[{colour if number else '$foreground 65%'}]{words}[/]"))
    told = [Content("   ").join(counts).stylize(Style.from_meta({"@click": "screen.problems"}))]
    if current is None:
        return told
    line = checked.document.line_of(current.label.span.start)
    place = f"{problems.index(current) + 1} of {len(problems)}"
    told.append(
        Content.from_markup(
            "[@click=screen.next_problem]$place, line $line: $title[/]",
            place=place,
            title=current.title,
            line=str(line),
        )
    )
    if current.fix and current.fix.edits:
        told.append(
            Content.from_markup(
                "[@click=screen.apply_fix][reverse] F7 $fix [/][/]", fix=current.fix.title
            )
        )
    elif len(problems) > 1:
        told.append(Content.from_markup("[$text-muted]F8 next[/]"))
    return told
