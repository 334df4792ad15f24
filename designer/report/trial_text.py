"""A trial as text and as plain data, for the command line."""

from collections.abc import Iterator, Sequence
from typing import Any

from designer.report.trial_words import (
    FIRED,
    NOT_FIRED,
    WhyLine,
    first_year,
    happens,
    standing_words,
    totals,
    when,
    why_lines,
)
from designer.workbench.persona import Persona
from designer.workbench.trials import Step, Trial

_MARKS = {FIRED: "yes", NOT_FIRED: "no "}


def trial_text(persona: Persona, trial: Trial) -> str:
    """Each event with what came of it and why, and what is held in the end."""
    year = first_year(trial)
    lines = [f"{persona.name} ({persona.about})", ""]
    for step in trial.steps:
        lines += _step_lines(step, trial, year)
    held = trial.steps[-1].standing
    lines += [f"{label:16}{value}" for label, value in standing_words(held, trial.program)]
    return "\n".join(lines)


def _step_lines(step: Step, trial: Trial, year: int) -> Iterator[str]:
    yield f"{step.number:2}  {when(step.event, year)}  {happens(step.event, trial.program)}"
    lines = why_lines(step, trial.program)
    silent = {line.details for line in lines if line.mark == NOT_FIRED}
    for line in lines:
        if line.mark == NOT_FIRED and len(silent) == 1:
            continue
        yield from _why(line)
    if len(silent) == 1:
        yield f"    no   any other rule: {_lowered(silent.pop()[0])}"
    yield "         " + ", ".join(
        f"{label.lower()} {value}" for label, value in totals(step, trial.program)
    )
    yield ""


def _why(line: WhyLine) -> Iterator[str]:
    mark = _MARKS.get(line.mark, "   ")
    if line.mark == NOT_FIRED:
        yield f"    {mark}  {line.name}: {' '.join(line.details)}"
        return
    yield f"    {mark}  {line.name}" + (f"  {line.amount}" if line.amount else "")
    yield from (f"           {detail}" for detail in line.details)


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def trial_record(persona: Persona, trial: Trial) -> dict[str, Any]:
    """The trial for `try --json`."""
    return {
        "persona": persona.key,
        "name": persona.name,
        "steps": [_step_record(step) for step in trial.steps],
    }


def _step_record(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "event": step.event,
        "entries": list(step.entries),
        "rules": [
            {
                "rule": each.rule,
                "gave": each.gave,
                "moved": each.moved,
                "conditions": [
                    {"words": one.words, "held": one.held, "seen": one.seen}
                    for one in each.conditions
                ],
                "steps": list(each.steps),
                "why_not": each.why_not,
            }
            for each in step.rules
        ],
        "change": step.change,
        "amounts": step.standing.amounts,
        "tier": step.standing.tier,
        "rewards": list(step.standing.rewards),
        "cost_minor": step.cost_minor,
        "cost_so_far_minor": step.cost_so_far_minor,
    }


def personas_text(personas: Sequence[Persona]) -> str:
    """Everybody that a program can be tried on."""
    return "\n".join(f"{each.key:12}{each.name}: {each.about}" for each in personas)
