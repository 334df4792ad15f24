"""Tried events as text."""

from collections.abc import Iterator, Sequence

from designer.workbench.program_tests import entry_line
from designer.workbench.tryout import Step


def tryout_text(steps: Sequence[Step]) -> str:
    """Each event, and indented below it what came of it."""
    return "\n".join(line for step in steps for line in _step_lines(step))


def _step_lines(step: Step) -> Iterator[str]:
    yield step.told
    if not step.entries and not step.ignored:
        yield "    nothing"
    for why in step.ignored:
        yield f"    changed nothing: {why}"
    for entry in step.entries:
        yield f"    {entry_line(entry)}"
    for line in step.reason:
        yield f"    why: {line}"
