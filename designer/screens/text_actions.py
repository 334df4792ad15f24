"""What one key does to the text of a program, wherever the focus is in the stage Design."""

from bisect import bisect_right
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
from designer.screens.stage import StageScreen
from designer.screens.widgets.program_editor import ProgramEditor
from dsl.diagnostics.diagnostic import Diagnostic
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
        Binding(
            "f12", "go_to_definition", "Go to where it is defined", id="design.define", show=False
        ),
        Binding("ctrl+r", "rename", "Rename it everywhere", id="design.rename", show=False),
        Binding("ctrl+t", "tidy", "Tidy up the text", id="design.tidy", show=False),
    ]

    @property
    def editor(self) -> ProgramEditor:
        """The text."""
        return self.query_one(ProgramEditor)

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
        starts = [each.label.span.start for each in self.draft.checked().compiled.diagnostics]
        if not starts:
            self.say("✓ There is no problem to go to.")
            return
        here = self.editor.offset_of_cursor
        if step > 0:
            found = next((start for start in starts if start > here), starts[0])
        else:
            found = next((start for start in reversed(starts) if start < here), starts[-1])
        self.editor.go_to(found)

    def action_apply_fix(self) -> None:
        """Make the change that mends the problem at hand."""
        problem = self.problem_at_hand(self.draft.checked())
        if problem is None or problem.fix is None or not problem.fix.edits:
            self.say("There is no ready change here; the message says what to do.")
            return
        mended = apply_edits(self.draft.text, problem.fix.edits)
        self.designer.change(mended, f"Use the fix: {problem.fix.title}")

    def action_go_to_definition(self) -> None:
        """Bring the cursor to where the name under it is defined."""
        checked, here = self.draft.checked(), self.editor.offset_of_cursor
        name = name_at(checked, here)
        span = name.definition if name else definition_of_unit(checked, here)
        if span is None:
            self.say("Put the cursor on a name or a unit first, then press F12.")
            return
        self.editor.go_to(span.start)

    def action_rename(self) -> None:
        """Ask for another name for what is under the cursor, and write it everywhere."""
        checked = self.draft.checked()
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
        tidy = format_text(self.draft.checked().document)
        if tidy == self.draft.text:
            self.say("✓ The text is tidy already.")
            return
        self.designer.change(tidy, "Tidy up the text")
