"""A state of every program of the library is saved, resumed, and goes on as if nothing had been."""

import json
from pathlib import Path

import pytest

from designer.workbench.program_files import open_program
from dsl.engine.engine import Engine
from dsl.ledger.entry import Entry
from dsl.ledger.facts import (
    AnyFact,
    AttributeSet,
    Did,
    Invited,
    Joined,
    Line,
    MembershipStarted,
    Purchased,
    Redeemed,
    Returned,
)
from dsl.plan.from_program import lower
from dsl.program.program import Program
from dsl.program.tiers import ByInvitation
from dsl.values.calendar import DAY

LIBRARY = Path(__file__).resolve().parents[2] / "programs"
PROGRAMS = sorted(LIBRARY.rglob("*.loyalty"))
START = 1_767_261_600_000_000  # 1 January 2026, 10:00 in UTC
MEMBERS = ("ada", "bea", "cy")
PURCHASES = 60


def _history(program: Program) -> list[AnyFact]:
    """Purchases of three members over more than a year, with everything else that may happen."""
    first: list[AnyFact] = []
    for number, name in enumerate(MEMBERS):
        at = START + number
        first.append(Joined(id=f"join {name}", instant=at, member=name, invited=True))
        first.append(
            AttributeSet(
                id=f"born {name}", name="birthday", value=730_000 + number, instant=at, member=name
            )
        )
        first += [
            MembershipStarted(
                id=f"{each.name} {name}",
                membership=each.name,
                instant=at,
                member=name,
                invited=True,
            )
            for each in program.memberships[: number + 1]
        ]
        first += [
            Invited(id=f"{each.name} {name}", tier=each.name, instant=at, member=name)
            for each in program.tiers[: number + 1]
            if isinstance(each.entry, ByInvitation)
        ]
    return first + [fact for number in range(PURCHASES) for fact in _around(program, number)]


def _around(program: Program, number: int) -> list[AnyFact]:
    """A purchase, and what happens about it: a redemption, an activity, a return."""
    name, instant = MEMBERS[number % 3], START + (1 + 7 * number) * DAY
    found: list[AnyFact] = []
    uses: tuple[str, ...] = ()
    if program.rewards and number % 4 == 3:
        reward = program.rewards[number // 4 % len(program.rewards)]
        uses = (reward.name,)
        found.append(Redeemed(id=f"r{number}", instant=instant, reward=reward.name, member=name))
    values = [products.categories for products in program.products if products.categories]
    category = values[number % len(values)][0] if values else ""
    lines = tuple(
        Line(id=str(place), price_minor=1_111 * (1 + number % 5), quantity=place, category=of)
        for place, of in enumerate((category, ""), start=1)
    )
    found.append(
        Purchased(id=f"p{number}", instant=instant + 1, lines=lines, uses=uses, member=name)
    )
    if program.activities:
        activity = program.activities[number % len(program.activities)].name
        found.append(Did(id=f"d{number}", instant=instant + 2, activity=activity, member=name))
    if number % 5 == 4:
        part = 500 if number % 2 else None
        bought = f"p{number - 3}"
        found.append(
            Returned(
                id=f"b{number}",
                instant=instant + 3,
                member=MEMBERS[(number - 3) % 3],
                purchase=bought,
                amount_minor=part,
            )
        )
    return found


def _played(engine: Engine, facts: list[AnyFact]) -> list[Entry]:
    return [entry for fact in facts for entry in engine.apply(fact)]


@pytest.mark.parametrize("window", [None, 30])
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_two_halves_give_the_ledger_and_the_state_of_the_whole(
    path: Path, window: int | None
) -> None:
    program = open_program(path).compiled.program
    assert program is not None
    plan, facts = lower(program), _history(program)
    whole = Engine(program, plan, return_days=window)
    expected = _played(whole, facts)
    assert len(expected) > PURCHASES / 2
    half = len(facts) // 2
    first = Engine(program, plan, return_days=window)
    entries = _played(first, facts[:half])
    second = Engine.resume(program, plan, json.loads(json.dumps(first.save())))
    assert entries + _played(second, facts[half:]) == expected
    assert second.save() == whole.save()
