"""The state saved as plain data, and read again.

The saved form has a version of its own and holds the program it belongs to, because wallets,
rules and tiers are kept by their place in it. Under a changed program it goes on by their names.
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dsl.engine.changed_program import ProgramChanged, carry_over
from dsl.engine.holdings.books import Books
from dsl.engine.holdings.state import VERSION, State
from dsl.engine.pruning import prune
from dsl.plan.plan import Plan
from dsl.program.program import Program


class StateRefused(ValueError):
    """A saved state that cannot be used, with the reason."""


def save(books: Books) -> dict[str, Any]:
    """The state as JSON can hold it, without what no fact to come can need."""
    prune(books)
    data: dict[str, Any] = _adapter().dump_python(books.state, mode="json")
    return {**data, "program": books.saved_program}


def load(data: dict[str, Any], program: Program, plan: Plan) -> State:
    """The state of a saved form, carried over where the program has changed since.

    Raises:
        StateRefused: it is no saved state, one of another version, or one that cannot go on under
            the program.
    """
    version = data.get("version")
    if version != VERSION:
        raise StateRefused(f"the saved state has version {version}; this engine reads {VERSION}")
    try:
        state = _adapter().validate_python(data)
        if state.program_sha256 != plan.program_sha256:
            state = carry_over(state, data["program"], program, plan)
    except ValidationError as problem:
        raise StateRefused(f"the saved state is damaged: {problem.error_count()} places") from None
    except ProgramChanged as problem:
        raise StateRefused(f"the program has changed, and {problem}") from problem
    return state


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)
