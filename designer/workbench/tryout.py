"""Trying events on a program: each event with its entries and its reasons."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from designer.workbench.engine_runner import EngineRunner, start
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.engine.evaluation.reasons_in_words import Judged
from dsl.engine.fact_names import FactConflict
from dsl.ledger.facts import AnyFact, Did
from dsl.ledger.from_events import Happening, TimePasses, events_from_text, joins_left_out
from dsl.ledger.strict_yaml import Refused
from dsl.ledger.to_record import moment_text, record_of
from dsl.program.program import Program


@dataclass(frozen=True)
class Step:
    """One event and what came of it.

    Attributes:
        told: the event in a few words.
        entries: its entries, and those of the calendar work before it, as plain records.
        reason: of the rule that was asked for: why it gave nothing, or how it came to what it
            gave, line by line.
        ignored: why the event changed nothing, where it did.
    """

    told: str
    entries: tuple[dict[str, str], ...]
    reason: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """The step as plain data."""
        return asdict(self)


def try_events(program: Program, path: Path, rule: str | None = None) -> list[Step]:
    """Plays the events of a file through an engine in an empty shop.

    Raises:
        Refusal: the file cannot be read, or there is no such rule.
    """
    names = [each.name for each in program.rules]
    if rule is not None and rule not in names:
        raise Refusal(_no_rule(program, rule), wrong_usage=True)
    try:
        happenings = events_from_text(read_document(path).text, program)
        return _steps(program, happenings, rule)
    except Refused as refused:
        raise Refusal(f"{path}, {refused}") from refused
    except FactConflict as conflict:
        raise Refusal(f"{path}: {conflict}") from conflict


def _no_rule(program: Program, name: str) -> str:
    """Why a name cannot be asked for: it is something else, or nothing at all."""
    for kind, named in _NAMED.items():
        if any(each.name == name for each in getattr(program, named)):
            users = [each.name for each in program.rules if _holds(each.model_dump(), name)]
            used = f"Rules that use it: {', '.join(users)}." if users else "No rule uses it."
            return f'"{name}" is {kind}, and only rules can be asked why. {used}'
    names = ", ".join(each.name for each in program.rules)
    return f'There is no rule called "{name}". There is: {names}.'


_NAMED = {
    "a wallet": "wallets",
    "a set of products": "products",
    "an activity": "activities",
    "an attribute": "attributes",
    "a calendar": "calendars",
    "a segment": "segments",
    "a group": "groups",
    "a cause": "causes",
    "a reward": "rewards",
    "a perk": "perks",
    "a tier": "tiers",
    "a membership": "memberships",
}
"""What a name of a program can be besides a rule's -> where the program has them."""


def _holds(value: object, name: str) -> bool:
    """Whether plain data holds a text."""
    if isinstance(value, dict):
        return any(_holds(each, name) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(each, name) for each in value)
    return value == name


def _steps(program: Program, happenings: list[Happening], rule: str | None) -> list[Step]:
    runner = start(program)
    joins = joins_left_out(happenings, program)
    steps = []
    for happening in happenings:
        reason: tuple[str, ...] = ()
        before = runner.engine.ignored
        if isinstance(happening, TimePasses):
            entries = runner.advance_to(happening.instant)
        else:
            joined = joins.get(happening.id)
            entries = runner.apply(joined) if joined else []
            entries += runner.apply(happening)
            reason = _reason(runner, rule) if rule else ()
        records = tuple(record_of(entry, program) for entry in entries)
        ignored = tuple(
            why for why, number in runner.engine.ignored.items() if number > before.get(why, 0)
        )
        steps.append(Step(_told(happening, program), records, reason, ignored))
    return steps


def _reason(runner: EngineRunner, rule: str) -> tuple[str, ...]:
    why_not = runner.engine.why_not(rule)
    if why_not:
        return (why_not,)
    return tuple(
        line
        for explained in runner.engine.explain()
        if explained.rule == rule
        for line in (*map(_condition, explained.conditions), *explained.steps)
    )


def _condition(condition: Judged) -> str:
    seen = f" ({condition.seen})" if condition.seen else ""
    return f"{condition.words}{seen}: {'yes' if condition.held else 'no'}"


def _told(happening: Happening, program: Program) -> str:
    at = moment_text(happening.instant, program)
    if isinstance(happening, TimePasses):
        return f"{at}  time passes"
    if isinstance(happening, Did):
        return f'{at}  "{happening.activity}" by {happening.member}'
    return f"{at}  {_word(happening)} by {happening.member}"


def _word(fact: AnyFact) -> str:
    name = type(fact).__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
