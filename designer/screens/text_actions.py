"""What one key does to the text of a program, wherever the focus is in the stage Design."""

from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from designer.authoring.draft import Checked
from designer.authoring.names_in_text import (
    Name,
    definition_of_unit,
    name_at,
    refused_name,
    renaming,
)
from designer.authoring.problems import Problem, words_by_hand
from designer.screens.stage import StageScreen
from designer.screens.widgets.program_editor import ProgramEditor
from dsl.diagnostics.diagnostic import Diagnostic, Fix
from dsl.diagnostics.edits import apply_edits
from dsl.syntax.to_text import format_text


class TextActions(StageScreen):
    """Problems, names and layout of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "next_problem", "Next problem", id="design.next_problem"),
        Binding("f7", "apply_fix", "Use the fix", id="design.fix"),
        Binding(
            "shift+f8",
            "next_problem(-1)",
            "Previous problem",
            id="design.previous_problem",
            show=False,
        ),
        Binding("shift+f7", "problems", "All problems", id="design.problems", show=False),
        Binding(
            "f12", "go_to_definition", "Go to where it is defined", id="design.define", show=False
        ),
        Binding("ctrl+r", "rename", "Rename it everywhere", id="design.rename", show=False),
        Binding("ctrl+t", "tidy", "Tidy up the text", id="design.tidy", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Callable[[Checked], None]] = deque()

    @property
    def editor(self) -> ProgramEditor:
        """The text."""
        return self.query_one(ProgramEditor)

    # ---------------------------------------------------------------- acting on what is checked

    def when_checked(self, act: Callable[[Checked], None]) -> None:
        """Act with the check of the newest text, at once or when it is there; one by one."""
        self._waiting.append(act)
        self._act_on_check()

    def command(self, act: Callable[[Checked], None]) -> None:
        """Act on a key: what is typed behind it comes after what it does."""
        self.designer.keep_keys()

        def do(checked: Checked) -> None:
            act(checked)
            self.designer.give_keys()

        self.when_checked(do)

    def checked(self, checked: Checked) -> None:
        self._act_on_check()

    def _act_on_check(self) -> None:
        """Do what waits, as long as the newest check is of the newest text."""
        while self._waiting:
            checked = self.draft.newest_check
            if checked is None or checked.revision != self.draft.revision:
                self.designer.check_now()
                return
            self._waiting.popleft()(checked)

    # ---------------------------------------------------------------- problems

    def problem_at_hand(self, checked: Checked) -> Diagnostic | None:
        """The problem on the cursor's line, else the next below it, else the first."""
        problems = checked.compiled.diagnostics
        if not problems:
            return None
        row, _ = self.editor.cursor_location
        lines = [checked.document.line_of(each.label.span.start) for each in problems]
        return problems[bisect_right(lines, row) % len(problems)]

    def action_next_problem(self, step: int = 1) -> None:
        """Bring the cursor to the next problem, round and round."""
        self.command(lambda checked: self._go_to_problem(checked, step))

    def _go_to_problem(self, checked: Checked, step: int) -> None:
        starts = [each.label.span.start for each in checked.compiled.diagnostics]
        if not starts:
            self.say("✓ There is no problem to go to.")
            return
        here = self.editor.offset_of_cursor
        if step > 0:
            found = next((start for start in starts if start > here), starts[0])
        else:
            found = next((start for start in reversed(starts) if start < here), starts[-1])
        self.editor.go_to(found)

    def action_problems(self) -> None:
        """List all problems; choosing one goes there."""
        self.command(self._list_problems)

    def _list_problems(self, checked: Checked) -> None:
        from designer.screens.overlays.problems import ProblemsScreen

        problem = self.problem_at_hand(checked)
        at_hand = checked.compiled.diagnostics.index(problem) if problem else 0
        told = self.designer.checked
        self.app.push_screen(ProblemsScreen(checked, told, self.mend, at_hand), self._go_to_chosen)

    def _go_to_chosen(self, problem: Problem | None) -> None:
        if problem is None:
            return
        go = self.editor.go_to if self.focused is self.editor else self.open_at
        go(problem.found.label.span.start)

    def open_at(self, start: int) -> None:
        """Show what is written at an offset of the text."""
        self.editor.go_to(start)

    def open_in_text(self, start: int) -> None:
        """Bring the cursor to an offset of the text, and the focus there."""
        self.editor.go_to(start)
        self.set_focus(self.editor)

    def mend(self, problem: Diagnostic, revision: int) -> None:
        """Mend a problem of the text of a revision, or go where a person has to write."""
        if problem.fix is not None and problem.fix.edits:
            self.use_fix_of(problem.fix, revision)
        elif revision == self.draft.revision:
            self.open_in_text(problem.label.span.start)
            self.say(words_by_hand(problem))

    def use_fix_of(self, fix: Fix, revision: int) -> None:
        """Make a change that mends a problem of the text of a revision, if that is the newest."""
        if revision == self.draft.revision:
            self.designer.change(
                apply_edits(self.draft.text, fix.edits), f"Use the fix: {fix.title}"
            )

    def action_apply_fix(self) -> None:
        """Make the change that mends the problem at hand, or go where it has to be written."""
        self.command(self._apply_fix)

    def _apply_fix(self, checked: Checked) -> None:
        problem = self.problem_at_hand(checked)
        if problem is None:
            self.say("✓ There is no problem to mend.")
            return
        self.mend(problem, checked.revision)

    def action_go_to_definition(self) -> None:
        """Bring the cursor to where the name under it is defined."""
        self.command(self._go_to_definition)

    def _go_to_definition(self, checked: Checked) -> None:
        here = self.editor.offset_of_cursor
        name = name_at(checked, here)
        span = name.definition if name else definition_of_unit(checked, here)
        if span is None:
            self.say("Put the cursor on a name or a unit first, then press F12.")
            return
        self.editor.go_to(span.start)

    def action_rename(self) -> None:
        """Ask for another name for what is under the cursor, and write it everywhere."""
        self.command(self._ask_for_name)

    def _ask_for_name(self, checked: Checked) -> None:
        name = name_at(checked, self.editor.offset_of_cursor)
        if name is None:
            self.say("Put the cursor on a name in quotes first, then press ^R.")
            return
        from designer.screens.overlays.rename import Rename

        self.app.push_screen(
            Rename(name, lambda new: refused_name(checked, name, new)),
            lambda new: self._rename(name, new),
        )

    def _rename(self, name: Name, new: str | None) -> None:
        if new is None or new == name.name:
            return
        renamed = apply_edits(self.draft.text, renaming(name, new))
        self.designer.change(renamed, f'Rename "{name.name}" to "{new}"')
        self.notify(
            f"Renamed in {len(name.places)} places. If customers use it already, add to it:"
            f' formerly "{name.name}"'
        )

    def action_tidy(self) -> None:
        """Write the text in its one layout; order, comments and meaning stay."""
        self.command(self._tidy)

    def _tidy(self, checked: Checked) -> None:
        tidy = format_text(checked.document)
        if tidy == self.draft.text:
            self.say("✓ The text is tidy already.")
            return
        self.designer.change(tidy, "Tidy up the text")
