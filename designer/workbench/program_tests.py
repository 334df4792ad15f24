"""Running a file of tests: each case from an empty shop, and what differs shown in plain words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from designer.workbench.from_tests_file import case_from
from designer.workbench.test_cases import (
    Balance,
    Case,
    Changes,
    Expect,
    Happens,
    TestsFile,
    WhyNot,
)
from dsl.engine.fact_names import FactRefused
from dsl.engine.saved_state import StateRefused
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.ledger.from_events import TimePasses, joins_left_out
from dsl.ledger.strict_yaml import Record, Refused
from dsl.ledger.to_record import amount_text, record_of
from dsl.program.program import Program

Entries = Sequence[dict[str, str]]


@dataclass(frozen=True)
class Holdings:
    """What a member holds now.

    Attributes:
        amounts: wallet -> `available`, `pending` and `debt` in smallest units.
        tier: `none` without one.
        rewards: names of the rewards that can still be used.
    """

    amounts: dict[str, dict[str, int]]
    tier: str
    rewards: tuple[str, ...]


class Runner(Protocol):
    """An engine at work on one case."""

    def apply(self, fact: AnyFact) -> list[Entry]:
        """The entries of the calendar work due before a fact, and of the fact."""

    def advance_to(self, instant: int) -> list[Entry]:
        """The entries of the calendar work that is due up to an instant."""

    def holdings(self, member: str) -> Holdings:
        """What a member holds."""

    def why_not(self, rule: str) -> str:
        """Why a rule gave nothing for the fact that was applied last; empty if it gave."""

    def change_to(self, program: Program) -> None:
        """Go on under a changed program.

        Raises:
            StateRefused: what members have cannot be found again in it.
        """


@dataclass(frozen=True)
class Result:
    """How one case went.

    Attributes:
        difference: lines that say what differs; none when it passed.
    """

    name: str
    line: int
    difference: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as the case says."""
        return not self.difference


def run_cases(
    file: TestsFile,
    program: Program,
    start: Callable[[Program], Runner],
    before: Program | None = None,
) -> list[Result]:
    """Runs every case of a file; a case that cannot be read has failed, and says where.

    Args:
        file: the tests.
        program: what they are about.
        start: makes a runner in an empty shop.
        before: the program that runs until a case says that it has changed.
    """
    return [_result(record, program, start, before) for record in file.cases]


def _result(
    record: Record, program: Program, start: Callable[[Program], Runner], before: Program | None
) -> Result:
    try:
        case = case_from(record, program, before)
    except Refused as refused:
        return Result(f"the case in line {record.line}", record.line, (str(refused),))
    try:
        run = _Run(case, program, start(before or program), before)
        difference = tuple(run.differences())
    except (FactRefused, StateRefused) as problem:
        difference = (str(problem),)
    return Result(case.name, case.line, difference)


class _Run:
    """One case at work: the runner, and what the event before a step gave."""

    def __init__(
        self, case: Case, program: Program, runner: Runner, before: Program | None
    ) -> None:
        self._case = case
        self._changed = program
        self._program = program = before or program
        self._runner = runner
        happened = [step.happening for step in case.steps if isinstance(step, Happens)]
        self._joins = joins_left_out(happened, program)
        self._last: Happens | None = None
        self._entries: Entries = ()

    def differences(self) -> Iterator[str]:
        """What differs, step by step."""
        for step in self._case.steps:
            match step:
                case Happens():
                    self._happen(step)
                case Expect():
                    yield from self._told(step.line, entry_differences(step.entries, self._entries))
                case Balance():
                    yield from self._told(step.line, self._balance_differences(step))
                case Changes():
                    self._program = self._changed
                    self._runner.change_to(self._changed)
                case WhyNot():
                    yield from self._told(step.line, self._reason_differences(step))

    def _told(self, line: int, found: Iterator[str]) -> Iterator[str]:
        lines = list(found)
        if lines:
            after = f" after {self._last.told}" if self._last else ""
            yield f"line {line},{after}:"
            yield from (f"  {told}" for told in lines)

    def _happen(self, step: Happens) -> None:
        happening = step.happening
        if isinstance(happening, TimePasses):
            entries = self._runner.advance_to(happening.instant)
        else:
            joining = self._joins.get(happening.id)
            if joining:
                self._runner.apply(joining)
            entries = self._runner.apply(happening)
        self._last = step
        self._entries = [record_of(entry, self._program) for entry in entries]

    def _balance_differences(self, step: Balance) -> Iterator[str]:
        held = self._runner.holdings(step.member)
        for name, expected in step.amounts.items():
            wallet = next(each for each in self._program.wallets if each.name == step.wallet)
            found = amount_text(held.amounts[step.wallet][name], wallet, self._program)
            if found != expected:
                yield f"{step.member} has {found} {name} in {step.wallet}, expected {expected}"
        if step.tier not in (None, held.tier):
            yield f"{step.member} has the tier {held.tier}, expected {step.tier}"
        rewards = tuple(sorted(held.rewards))
        if step.rewards not in (None, rewards):
            yield f"{step.member} holds {_listed(rewards)}, expected {_listed(step.rewards or ())}"

    def _reason_differences(self, step: WhyNot) -> Iterator[str]:
        if self._last is None or isinstance(self._last.happening, TimePasses):
            yield "nothing that a rule could look at has happened before"
            return
        said = self._runner.why_not(step.rule)
        if not said:
            yield f"{step.rule} did give something"
        elif step.says not in said:
            yield f"the reason is: {said} It lacks the words: {step.says}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) if names else "nothing"


def entry_differences(expected: Entries, found: Entries) -> Iterator[str]:
    """How two lists of entries differ, pair by pair, by the keys that are expected."""
    for number in range(max(len(expected), len(found))):
        wanted = expected[number] if number < len(expected) else None
        given = found[number] if number < len(found) else None
        if wanted is None and given is not None:
            yield f"not expected: {entry_line(given)}"
        elif given is None and wanted is not None:
            yield f"missing:      {entry_line(wanted)}"
        elif wanted and given and any(given.get(key) != wanted[key] for key in wanted):
            yield f"expected:     {entry_line(wanted)}"
            yield f"found:        {entry_line({key: given.get(key, '-') for key in wanted})}"


def entry_line(record: dict[str, str]) -> str:
    """A record on one line: what it is, and then its keys."""
    rest = ", ".join(f"{key} {value}" for key, value in record.items() if key != "entry")
    return f"{record['entry']}: {rest}" if rest else record["entry"]
