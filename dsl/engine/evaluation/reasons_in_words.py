"""Why a rule does not fire, in its owner's words: the first reason that failed, and what it saw."""

from typing import NamedTuple

from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.runtime import Runtime
from dsl.plan.judging import Fires, Reason
from dsl.program.program import Program
from dsl.program.rules import Audience, OnNth, Rule
from dsl.program.words_of_amounts import listed, money_words, names
from dsl.program.words_of_conditions import condition_words, seen_words
from dsl.program.words_of_rules import (
    audience_words,
    life_words,
    limit_words,
    trigger_words,
)
from dsl.program.words_of_time import date_words, day_words, ordinal_words


class Judged(NamedTuple):
    """One thing that had to hold.

    Attributes:
        words: what it is.
        seen: the value that it looked at; empty where that says nothing more.
    """

    words: str
    held: bool
    seen: str


def judged(runtime: Runtime, fires: Fires, outcome: Outcome) -> list[Judged]:
    """All reasons of a rule, in the order in which they are looked at."""
    rule = runtime.program.rules[fires.rule]
    found = []
    for reason in fires.reasons:
        seen = None if reason.seen is None else outcome.registers[reason.seen]
        held = bool(outcome.registers[reason.truth])
        words, value = _words(runtime.program, rule, reason, seen)
        only_of_failure = reason.seen is None or reason.part == "limit"
        found.append(Judged(words, held, "" if held and only_of_failure else value))
    return found


def first_failed(runtime: Runtime, fires: Fires, outcome: Outcome) -> str:
    """The first reason that failed, as the end of a sentence; empty if all hold."""
    rule = runtime.program.rules[fires.rule]
    for reason, each in zip(fires.reasons, judged(runtime, fires, outcome), strict=True):
        if each.held:
            continue
        if reason.part == "when" and rule.guards[reason.index].negated:
            words = condition_words(runtime.program, rule.guards[reason.index].condition)
            return f"it does not apply when {words}; {each.seen or 'that held'}"
        return f"{each.words}; {each.seen}" if each.seen else each.words
    return ""


def _words(program: Program, rule: Rule, reason: Reason, seen: object) -> tuple[str, str]:
    """What a reason asks for, and what it saw."""
    match reason.part:
        case "life":
            return f"it {life_words(rule.life)[0]}", f"it was {_day(seen)}"
        case "during":
            return f"it runs only during {names(rule.life.during, 'or')}", "it was outside of that"
        case "program":
            return _program_words(program), f"it was {_day(seen)}"
        case "inside":
            return _audience(program, rule.inside, seen)
        case "audience":
            return _audience(program, rule.audience, seen)
        case "nth":
            return f"it is for what happens {_nth(program, rule)}", f"this was the {_count(seen)}"
        case "paid":
            return "it pays once for each number", _paid_before(seen)
        case "day":
            return "it is for days that the member chose", "this is none of them"
        case "minimum":
            return _minimum(program, rule, seen)
        case "limit":
            return _limits(program, rule)
        case "when":
            return _guard(program, rule, reason.index, seen)


def _day(seen: object) -> str:
    return day_words(seen) if isinstance(seen, int) else "another day"


def _count(seen: object) -> str:
    return ordinal_words(seen) if isinstance(seen, int) else "first"


def _paid_before(seen: object) -> str:
    """What stands in the way once an earlier purchase has come back."""
    return f"an earlier purchase was paid as the {_count(seen)}"


def _nth(program: Program, rule: Rule) -> str:
    assert isinstance(rule.trigger, OnNth)
    return trigger_words(program, rule.trigger)


def _program_words(program: Program) -> str:
    parts = []
    if program.starts:
        parts.append(f"starts on {date_words(program.starts)}")
    if program.ends:
        parts.append(f"ends on {date_words(program.ends)}")
    return f"the program {listed(parts)}"


def _audience(program: Program, audience: Audience, seen: object) -> tuple[str, str]:
    words = f"it is only for {audience_words(audience)}"
    if not isinstance(seen, int) or isinstance(seen, bool):
        return words, "the member is not among them"
    tier = f'"{program.tiers[seen].name}"' if seen >= 0 else "none"
    return words, f"the member's tier was {tier}"


def _minimum(program: Program, rule: Rule, seen: object) -> tuple[str, str]:
    least = rule.benefit.minimum_minor if rule.benefit else None
    spent = seen if isinstance(seen, int) else 0
    return (
        f"it needs a purchase of at least {money_words(program, least or 0)}",
        f"this one was {money_words(program, spent)}",
    )


def _limits(program: Program, rule: Rule) -> tuple[str, str]:
    limits = [limit for limit in rule.limits if limit.times is not None]
    for group in program.groups:
        if group.name == rule.group:
            limits += [limit for limit in group.limits if limit.times is not None]
    return f"it pays {listed([limit_words(program, limit) for limit in limits])}", "that is used up"


def _guard(program: Program, rule: Rule, index: int, seen: object) -> tuple[str, str]:
    guard = rule.guards[index]
    value = seen if isinstance(seen, int | str) else None
    word = "unless" if guard.negated else "when"
    words = f"it applies {word} {condition_words(program, guard.condition)}"
    return words, seen_words(program, guard.condition, value)
