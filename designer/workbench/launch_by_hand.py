"""What only a person can know before a launch, and ticks."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from designer.workbench.launch_fixes import Fix
from designer.workbench.launch_items import Item, State
from simulator.pilots.plan import PilotPlan


class _Asked(NamedTuple):
    """What a person is asked.

    Attributes:
        title: a statement that should be true.
        why: what it is good for, or what to reckon with.
    """

    title: str
    why: str


_PILOT = _Asked(
    title="A pilot comes first, with a part of the customers",
    why="Mistakes cost least while few people know it. A plan picks them from your orders, the "
    "most profitable first, and says how long it takes to know.",
)
_ASKED = {
    "goal": _Asked(
        title="You have said what it is for",
        why="One goal, with a figure to look at: better customers buy more, lost ones come back, "
        "or you learn who buys what.",
    ),
    "key_customers": _Asked(
        title="You know who your key customers are",
        why="By what they leave you, not only by how often they come, and what they like.",
    ),
    "tracking": _Asked(
        title="Every sale can name its customer",
        why="The till and the web shop ask for the card, the telephone number or the app.",
    ),
    "staff": _Asked(
        title="Everybody at the till has the staff sheet",
        why="Reckon with 2 to 4 hours until everyone has tried it once.",
    ),
    "law": _Asked(
        title="Somebody who knows the law has read the terms",
        why="Points, fees, draws and birthdays are regulated differently in each country.",
    ),
    "set_up": _Asked(
        title="Time and money for the set-up are there",
        why="About a week: the platform 1 to 3 days, joining it to the till 1 to 2 days. Its fee "
        "is a running cost in the forecast.",
    ),
}

READ_WHAT_COULD = "Read the plan, and what could tell"

KEYS = ("pilot", *_ASKED)
"""All that can be ticked."""


def items_by_hand(
    ticks: Mapping[str, str], plan: PilotPlan | None, plan_problem: str = ""
) -> Iterator[Item]:
    """What was ticked, and what not yet.

    Args:
        ticks: key of an item -> when it was ticked.
        plan: of a pilot, beside the program; one that can tell needs no tick.
        plan_problem: why a plan that is there cannot be read; empty where it can.
    """
    if plan_problem:
        yield _item("pilot", _PILOT._replace(why=plan_problem), ticks)
    elif plan is None:
        yield _item("pilot", _PILOT, ticks)
    elif plan.answer.can_answer:
        why = "A plan says who is invited and for how long, and it can tell what that changes."
        yield Item("pilot", _PILOT.title, State.READY, why)
    else:
        yield _item("pilot", _PILOT._replace(why=_cannot(plan)), ticks, Fix(READ_WHAT_COULD))
    for key, asked in _ASKED.items():
        yield _item(key, asked, ticks)


def _cannot(plan: PilotPlan) -> str:
    answer, larger = plan.answer, plan.answer.larger
    asked = "whether a program pays" if answer.is_break_even else "a good program from none"
    if answer.against:
        asked = f"whether a program pays more than {answer.against}"
    could = f"A pilot of {larger.weeks} weeks" if larger else "More customers than you have"
    return (
        f"The plan that is there CANNOT tell {asked}: chance alone moves more than that. "
        f"{could} could. Plan another one (move the folder of this one away first), or go by the "
        "forecast alone and tick that you have decided so."
    )


def _item(key: str, asked: _Asked, ticks: Mapping[str, str], fix: Fix | None = None) -> Item:
    moment = ticks.get(key)
    if moment is None:
        return Item(key, asked.title, State.SHOULD, asked.why, fix, by_hand=True)
    why = f"Ticked on {moment[:10]}. {asked.why}"
    return Item(key, asked.title, State.READY, why, fix, by_hand=True)
