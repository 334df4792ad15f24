"""Files of tests (strict YAML) become test cases. The format: `tests/conformance/README.md`."""

from collections.abc import Iterator

from designer.workbench.test_cases import (
    Balance,
    Case,
    Changes,
    Expect,
    Happens,
    Problem,
    Step,
    TestsFile,
    WhyNot,
)
from dsl.ledger import event_values as values
from dsl.ledger.event_words import Key, Kind
from dsl.ledger.from_events import TimePasses, happening_from, require_format
from dsl.ledger.strict_yaml import Record, Refused, Value, read
from dsl.ledger.to_record import RECORD_WORDS
from dsl.ledger.written import Written
from dsl.program.program import Program

FILE_KEYS = {
    "format": Key(Kind.TEXT, required=True),
    "about": Key(Kind.TEXT, required=True),
    "program": Key(Kind.TEXT),
    "program before": Key(Kind.TEXT),
    "problems": Key(Kind.LIST),
    "cases": Key(Kind.LIST),
}
CASE_KEYS = {"name": Key(Kind.TEXT, required=True), "steps": Key(Kind.LIST, required=True)}
PROBLEM_KEYS = {
    "slug": Key(Kind.TEXT, required=True),
    "line": Key(Kind.COUNT, required=True),
    "column": Key(Kind.COUNT, required=True),
}
AMOUNTS = ("available", "pending", "debt")
BALANCE_KEYS = {
    "member": Key(Kind.TEXT, required=True),
    "wallet": Key(Kind.TEXT),
    **{name: Key(Kind.TEXT) for name in AMOUNTS},
    "tier": Key(Kind.TEXT),
    "rewards": Key(Kind.TEXTS),
}
WHY_NOT_KEYS = {"rule": Key(Kind.TEXT, required=True), "says": Key(Kind.TEXT, required=True)}
EXPECTED_KEYS = {name: Key(Kind.TEXT, required=name == "entry") for name in RECORD_WORDS}
STEP_KEYS = {
    "expect": Key(Kind.LIST, required=True),
    "balances": Key(Kind.LIST, required=True),
    "why not": Key(Kind.RECORD, required=True),
    "program": Key(Kind.TEXT, required=True),
}
CHANGED = "changed"


def tests_file_from(text: str) -> TestsFile:
    """A file's frame.

    Raises:
        Refused: it is not a file of this format.
    """
    record = values.record(read(text), FILE_KEYS)
    require_format(record)
    file = record.values
    return TestsFile(
        about=values.text(file["about"]),
        program=values.text(file["program"]) if "program" in file else None,
        before=values.text(file["program before"]) if "program before" in file else None,
        problems=_problems(file["problems"]) if "problems" in file else None,
        cases=tuple(_records(file["cases"], CASE_KEYS)) if "cases" in file else (),
    )


def case_from(case: Record, program: Program, before: Program | None = None) -> Case:
    """One case, read with the program that its events and names belong to.

    Args:
        case: the case as it is written.
        program: the program.
        before: the one that runs until the case says that it has changed.

    Raises:
        Refused: a step cannot be meant, or does not belong to the program.
    """
    steps: list[Step] = []
    running = before or program
    for value in values.items(case.values["steps"]):
        happened = sum(isinstance(step, Happens) for step in steps)
        steps.extend(_steps(value, running, happened + 1))
        if isinstance(steps[-1], Changes):
            running = program
    return Case(values.text(case.values["name"]), case.line, tuple(steps))


def _records(value: Value, keys: dict[str, Key]) -> Iterator[Record]:
    for item in values.items(value):
        yield values.record(item, keys)


def _problems(value: Value) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            slug=values.text(record.values["slug"]),
            line=values.count(record.values["line"]),
            column=values.count(record.values["column"]),
        )
        for record in _records(value, PROBLEM_KEYS)
    )


def _steps(value: Value, program: Program, number: int) -> Iterator[Step]:
    """The step, or the several that a list of balances is."""
    if not isinstance(value, Record):
        raise Refused(value.line, "A step is an event, or says what must be true.")
    said = next((key for key in STEP_KEYS if key in value.values), None)
    if said is None:
        yield _happens(value, program, number)
        return
    content = values.record(value, {said: STEP_KEYS[said]}).values[said]
    if said == "expect":
        entries = tuple(_plain(entry) for entry in _records(content, EXPECTED_KEYS))
        yield Expect(value.line, entries)
    elif said == "balances":
        for record in _records(content, BALANCE_KEYS):
            yield _balance(Written(record, program))
    elif said == "program":
        values.one_of(content, [CHANGED], "step")
        yield Changes(value.line)
    else:
        written = Written(values.record(content, WHY_NOT_KEYS), program)
        rule = written.one_of("rule", [rule.name for rule in program.rules], "rule")
        yield WhyNot(value.line, rule, written.text("says"))


def _happens(value: Record, program: Program, number: int) -> Happens:
    happening = happening_from(value, program, number)
    told = [values.text(value.values["event"])]
    if not isinstance(happening, TimePasses):
        told.append(f"by {happening.member}")
    told.append(f"at {values.text(value.values['at'])}")
    return Happens(value.line, " ".join(told), happening)


def _plain(record: Record) -> dict[str, str]:
    return {name: values.text(value) for name, value in record.values.items()}


def _balance(written: Written) -> Balance:
    amounts = {name: written.text(name) for name in AMOUNTS if written.has(name)}
    tiers = [*(tier.name for tier in written.program.tiers), "none"]
    tier = written.one_of("tier", tiers, "tier") if written.has("tier") else None
    held = tuple(sorted(written.texts("rewards"))) if written.has("rewards") else None
    return Balance(
        line=written.record.line,
        member=written.text("member"),
        wallet=_wallet(written) if amounts else "",
        amounts=amounts,
        tier=tier,
        rewards=held,
    )


def _wallet(written: Written) -> str:
    wallets = [wallet.name for wallet in written.program.wallets]
    if written.has("wallet"):
        return written.one_of("wallet", wallets, "wallet")
    if len(wallets) != 1:
        raise Refused(written.record.line, "The program has several wallets: which one is it?")
    return wallets[0]
