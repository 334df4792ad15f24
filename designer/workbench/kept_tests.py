"""Tests kept from trying: cases in the file beside a program, written and run again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from designer.workbench.engine_runner import start
from designer.workbench.files import write_text
from designer.workbench.from_tests_file import tests_file_from
from designer.workbench.layouts import write_over
from designer.workbench.program_tests import Result, run_cases
from designer.workbench.refusal import Refusal
from designer.workbench.test_cases import TestsFile
from designer.workbench.test_files import SUFFIX
from designer.workbench.text_files import read_document
from designer.workbench.to_events_yaml import Event, Written, flow, item
from designer.workbench.trials import Standing, Step, Trial
from dsl.compile import compile_text
from dsl.ledger.strict_yaml import Items, Record, Refused, Text, Value
from dsl.ledger.to_record import amount_text
from dsl.program.program import Program
from dsl.source.document import Document

_COMPARED = ("entry", "rule", "amount", "expires", "worth", "cost", "cut", "tier", "reason")
_STEP_INDENT = 6


@dataclass(frozen=True)
class KeptTests:
    """A file of tests as it is run while a program is being written.

    Attributes:
        results: how each case went; none where the file could not be read.
        problem: why it could not be read; empty where it could.
    """

    results: tuple[Result, ...]
    problem: str = ""

    @property
    def failed(self) -> tuple[Result, ...]:
        """Those that did not pass."""
        return tuple(each for each in self.results if not each.passed)


def file_of_tests(program_file: Path) -> Path:
    """The file of tests beside a program."""
    return program_file.with_name(program_file.stem + SUFFIX)


def run_kept(path: Path, program: Program) -> KeptTests:
    """Runs the tests beside a program on a text of it that may not be saved yet.

    Args:
        path: the file of tests; without one there are no results.
        program: what the text says now.
    """
    if not path.is_file():
        return KeptTests(())
    try:
        file = _read(path)
    except Refusal as refusal:
        return KeptTests((), refusal.sentence)
    before = None
    if file.before is not None:
        before = compile_text(Document(str(path), file.before)).program
    return KeptTests(tuple(run_cases(file, program, start, before)))


def keep(path: Path, trial: Trial, step: Step, name: str) -> None:
    """Adds a case to a file of tests: all events up to a step, and what that step gave.

    Everything that the file holds stays as it is, comments too.

    Args:
        path: the file; it is made where there is none.
        trial: what was tried.
        step: the step whose entries and balances must come again.
        name: of the case.

    Raises:
        Refusal: the file cannot be read or written, holds a test of that name, or is laid out so
            that nothing can be added to it.
    """
    case = case_lines(trial, step, name)
    if not path.exists():
        about = flow(f"What {trial.program.name} gives.")
        write_text(path, "\n".join(["format: 1", f"about: {about}", "cases:", *case, ""]))
        return
    text = read_document(path).text
    before = names_of_cases(_read(path))
    if name in before:
        raise Refusal(f'{path} has a test called "{name}" already. Give this one another name.')
    added = _with_case(text, case)
    try:
        after = names_of_cases(tests_file_from(added))
    except Refused:
        after = []
    if sorted(after) != sorted([*before, name]):
        raise Refusal(
            f"{path} is laid out so that nothing can be added to it. Write its cases one below "
            "the other, each with a dash at the start of its first line."
        )
    write_over(path, added)


def events_of_test(path: Path, name: str) -> tuple[Event, ...]:
    """What happens in a test, to be tried step by step.

    Raises:
        Refusal: the file cannot be read, or holds no test of that name.
    """
    for case in _read(path).cases:
        if _text_of(case.values["name"]) == name:
            steps = _written(case.values["steps"])
            return tuple(step for step in steps if isinstance(step, dict) and "event" in step)
    raise Refusal(f'{path} holds no test called "{name}".')


def _written(value: Value) -> Written:
    """A value as it can be written again."""
    match value:
        case Text():
            return value.text
        case Items():
            return [_written(each) for each in value.items]
        case Record():
            return {key: _written(each) for key, each in value.values.items()}


def names_of_cases(file: TestsFile) -> list[str]:
    """What the cases of a file are called."""
    return [_text_of(case.values["name"]) for case in file.cases]


def _text_of(value: Value) -> str:
    return value.text if isinstance(value, Text) else ""


def _read(path: Path) -> TestsFile:
    try:
        return tests_file_from(read_document(path).text)
    except Refused as refused:
        raise Refusal(f"{path}, {refused}") from refused


def _with_case(text: str, case: Sequence[str]) -> str:
    """The text with a case after its last one, moved in as its others are."""
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if line.startswith("cases:")), None)
    if start is None:
        return "\n".join([*lines, "cases:", *case, ""])
    if lines[start].split("#")[0].split() == ["cases:", "[]"]:
        lines[start] = "cases:"
    end = _end_of(lines, start)
    first = next((line for line in lines[start + 1 : end] if line.lstrip().startswith("- ")), "  -")
    indent = len(first) - len(first.lstrip())
    moved = [" " * indent + line.removeprefix("  ") for line in case]
    return "\n".join([*lines[:end], *moved, *lines[end:], ""])


def _end_of(lines: Sequence[str], start: int) -> int:
    """Where the list that begins at a line ends: after its last line that is not blank."""
    end = start + 1
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.startswith(("- ", " ")) and line.strip():
            end = at + 1
        elif line.strip() and not line.startswith("#"):
            break
    return end


def case_lines(trial: Trial, step: Step, name: str) -> list[str]:
    """A case as the lines of a file of tests."""
    return [f"  - name: {flow(name)}", "    steps:", *_steps(trial, step)]


def _steps(trial: Trial, step: Step) -> Iterator[str]:
    for each in trial.steps[: step.number]:
        yield from item(each.event, _STEP_INDENT)
    entries: list[Written] = [
        {key: entry[key] for key in _COMPARED if key in entry} for entry in step.entries
    ]
    yield from item({"expect": entries}, _STEP_INDENT)
    balances: list[Written] = [*_balances(trial.program, step.standing, _member(trial))]
    if balances:
        yield from item({"balances": balances}, _STEP_INDENT)


def _member(trial: Trial) -> str:
    return next(str(each.event["member"]) for each in trial.steps if "member" in each.event)


def _balances(program: Program, standing: Standing, member: str) -> Iterator[Event]:
    for place, wallet in enumerate(program.wallets):
        held: Event = {"member": member}
        if len(program.wallets) > 1:
            held["wallet"] = wallet.name
        for key, amount in standing.amounts[wallet.name].items():
            if key == "available" or amount:
                held[key] = amount_text(amount, wallet, program)
        if place == 0:
            held |= _status(program, standing)
        yield held
    if not program.wallets:
        yield {"member": member} | _status(program, standing)


def _status(program: Program, standing: Standing) -> Event:
    status: Event = {"tier": standing.tier or "none"} if program.tiers else {}
    return status | {"rewards": sorted(standing.rewards)}
