"""The state saved as plain data, and read again.

The saved form has a version of its own and holds the program it belongs to, because wallets,
rules and tiers are kept by their place in it. Under a changed program it goes on by their names.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dsl.engine.changed_program import ProgramChanged, carry_over
from dsl.engine.holdings.books import Books
from dsl.engine.holdings.state import VERSION, State, Usage
from dsl.engine.pruning import prune
from dsl.plan.plan import Plan
from dsl.program.program import Program


class StateRefused(ValueError):
    """A saved state that cannot be used, with the reason."""


def save(books: Books) -> dict[str, Any]:
    """The state as JSON can hold it, without what no fact to come can need.

    The same members and facts give the same bytes, whenever something was dropped before.
    """
    prune(books)
    _put_in_order(books.state)
    data: dict[str, Any] = _adapter().dump_python(books.state, mode="json")
    return {**data, "program": books.saved_program}


def load(data: dict[str, Any], program: Program, plan: Plan) -> State:
    """The state of a saved form, carried over where the program has changed since.

    Raises:
        StateRefused: it is no saved state, one of another version, or one that cannot go on under
            the program.
    """
    version = data.get("version")
    if not isinstance(version, int):
        raise StateRefused("this is no saved state")
    if version != VERSION:
        raise StateRefused(f"the saved state has version {version}; this engine reads {VERSION}")
    try:
        state = _adapter().validate_python(data)
        if state.program_sha256 == plan.program_sha256:
            _check_fits(state, program, plan)
        elif not isinstance(data.get("program"), dict):
            raise StateRefused("the saved state is damaged: its program is missing")
        else:
            state = carry_over(state, data["program"], program, plan)
    except ValidationError as problem:
        raise StateRefused(f"the saved state is damaged: {problem.error_count()} places") from None
    except ProgramChanged as problem:
        raise StateRefused(f"the program has changed, and {problem}") from problem
    return state


def _check_fits(state: State, program: Program, plan: Plan) -> None:
    """Refuse members that have another number of things than their program."""
    wallets, counters, tiers = len(program.wallets), len(plan.counters), len(program.tiers)
    for member in state.members.values():
        fits = len(member.accounts) == wallets and len(member.counters) == counters
        if not fits or not -1 <= member.standing.rank < tiers:
            raise StateRefused("the saved state is damaged: it does not fit its own program")


def _put_in_order(state: State) -> None:
    """Bring what is looked up by its key into the order of the keys."""
    _sort_each((state.ignored, state.early, state.perks, *state.perks.values()))
    _sort_usage(state.usage)
    for member in state.members.values():
        standing = member.standing
        _sort_each((standing.earned_days, standing.reached_day, standing.held_from))
        _sort_each((standing.starting, standing.starting_since))
        for step in standing.before:
            _sort_each((step.reached_day, step.held_from, step.effects))
        _sort_each((standing.carried, *standing.carried.values()))
        _sort_each((*member.counters, member.visits, member.purchase_days, member.perks))
        _sort_each((member.carries, *member.carries.values()))
        _sort_each((member.alive, *member.alive.values()))
        _sort(member.progress)
        _sort_usage(member.usage)
        standing.invited.sort()


def _sort_usage(usage: Usage) -> None:
    _sort(usage)
    for by_key in usage.values():
        _sort_each((by_key, *by_key.values()))


def _sort_each(several: Iterable[dict[Any, Any]]) -> None:
    for told in several:
        _sort(told)


def _sort(told: dict[Any, Any]) -> None:
    if len(told) > 1:
        ordered = sorted(told.items())
        told.clear()
        told.update(ordered)


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)
