"""The stage Design: the program's blocks, one of them as a form, and the text, side by side."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, Static, TextArea

from designer.authoring.draft import Checked
from designer.authoring.history import Change
from designer.authoring.marks import marks_of
from designer.screens.stage import StageScreen
from designer.screens.widgets.check_bar import CheckBar
from designer.screens.widgets.cost_meter import CostMeter
from designer.screens.widgets.program_editor import ProgramEditor
from dsl.diagnostics.diagnostic import Diagnostic


class DesignScreen(StageScreen):
    """Where a program is written, as a form or as text."""

    STAGE = "design"
    CSS_PATH = "design.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "form_or_text", "Form or text", id="design.form_or_text"),
        Binding("f8", "next_problem", "Next problem", id="design.next_problem"),
        Binding(
            "shift+f8",
            "next_problem(-1)",
            "Previous problem",
            id="design.previous_problem",
            show=False,
        ),
        Binding("f7", "apply_fix", "Use the fix", id="design.fix", show=False),
    ]

    def compose_stage(self) -> Iterator[Widget]:
        with Horizontal(id="panes"):
            yield OptionList(id="outline")
            yield Static(id="form")
            yield ProgramEditor(self.draft.text)
        yield CheckBar(id="check")

    def stage_ready(self) -> None:
        self._newest: Checked | None = None
        self.editor.focus()

    @property
    def editor(self) -> ProgramEditor:
        """The text."""
        return self.query_one(ProgramEditor)

    # ---------------------------------------------------------------- following the draft

    def text_changed(self, change: Change) -> None:
        self.editor.follow(self.draft.text)

    def checked(self, checked: Checked) -> None:
        self._newest = checked
        self._estimate(checked)
        self.editor.show_marks(marks_of(checked.compiled.diagnostics))
        self._show_problem()

    def _estimate(self, checked: Checked) -> None:
        """Work the cost meter out in a thread, for this text and as long as it stands."""
        meter = self.query_one(CostMeter)
        if checked.program is None:
            meter.say_instead("What it gives back is worked out once there is no error.")
            return
        self.run_worker(
            lambda: self._estimated(checked),
            thread=True,
            group="estimate",
            exclusive=True,
            exit_on_error=False,
        )

    def _estimated(self, checked: Checked) -> None:
        from designer.workbench.quick_estimate import estimate_beside

        found = estimate_beside(
            checked.compiled,
            self.draft.shop,
            self.designer.path,
            datetime.now().astimezone().date(),
            lambda: self.draft.revision != checked.revision,
        )
        if found is not None:
            self.app.call_from_thread(self.query_one(CostMeter).show, found)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor says which problem is at hand."""
        self._show_problem()

    def _show_problem(self) -> None:
        if self._newest is not None:
            self.query_one(CheckBar).show(self._newest, self._problem_at_hand())

    def _problem_at_hand(self) -> Diagnostic | None:
        """The problem on the cursor's line, else the next below it, else the first."""
        assert self._newest is not None
        problems = self._newest.compiled.diagnostics
        if not problems:
            return None
        row, _ = self.editor.cursor_location
        document = self._newest.document
        lines = [document.line_of(each.label.span.start) for each in problems]
        return problems[bisect_right(lines, row) % len(problems)]

    # ---------------------------------------------------------------- actions

    def action_form_or_text(self) -> None:
        """Go from the form to the text or back, at the same place."""
        self.editor.focus()

    def action_next_problem(self, step: int = 1) -> None:
        """Bring the cursor to the next problem, round and round."""
        if self._newest is None or not self._newest.compiled.diagnostics:
            self.say("Nothing is wrong here.")
            return
        starts = [each.label.span.start for each in self._newest.compiled.diagnostics]
        here = self.editor.offset_of_cursor
        if step > 0:
            found = next((start for start in starts if start > here), starts[0])
        else:
            found = next((start for start in reversed(starts) if start < here), starts[-1])
        self.editor.go_to(found)

    def action_apply_fix(self) -> None:
        """Make the change that mends the problem at hand."""
        problem = self._problem_at_hand() if self._newest is not None else None
        if problem is None or problem.fix is None or not problem.fix.edits:
            self.say("There is no fix to use here.")
            return
        if self._newest is None or self._newest.revision != self.draft.revision:
            return
        from dsl.diagnostics.edits import apply_edits

        self.designer.change(apply_edits(self.draft.text, problem.fix.edits), problem.fix.title)
