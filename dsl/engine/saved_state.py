"""The state saved as plain data, and read again.

The saved form has a version of its own and names the program it belongs to, because wallets,
rules and tiers are kept by their place in it.
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dsl.engine.holdings.books import Books
from dsl.engine.holdings.state import VERSION, State
from dsl.engine.pruning import prune


class StateRefused(ValueError):
    """A saved state that cannot be used, with the reason."""


def save(books: Books) -> dict[str, Any]:
    """The state as JSON can hold it, without what no fact to come can need."""
    prune(books)
    data: dict[str, Any] = _adapter().dump_python(books.state, mode="json")
    return data


def load(data: dict[str, Any], program_sha256: str) -> State:
    """The state of a saved form.

    Raises:
        StateRefused: it is no saved state, or one of another program or version.
    """
    version = data.get("version")
    if version != VERSION:
        raise StateRefused(f"the saved state has version {version}; this engine reads {VERSION}")
    if data.get("program_sha256") != program_sha256:
        raise StateRefused("the saved state belongs to another program, or to an older text of it")
    try:
        return _adapter().validate_python(data)
    except ValidationError as problem:
        raise StateRefused(f"the saved state is damaged: {problem.error_count()} places") from None


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)
