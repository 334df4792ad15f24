"""The table of operations, as `PLAN.md` shows it: made from the operations themselves."""

import inspect
from typing import get_args

from dsl.plan.operations import Operation
from dsl.program.model import Model


def operation_classes() -> tuple[type[Model], ...]:
    """All operations, in the order in which they are listed."""
    union = get_args(Operation)[0]
    return get_args(union)


def operation_table() -> str:
    """One row for each operation: its word, what it reads, what it does."""
    rows = ["| operation | reads | meaning |", "|---|---|---|"]
    rows += [_row(operation) for operation in operation_classes()]
    return "\n".join(rows) + "\n"


def _row(operation: type[Model]) -> str:
    fields = [name for name in operation.model_fields if name != "do"]
    word = operation.model_fields["do"].default
    meaning = (inspect.getdoc(operation) or "").split("\n\n")[0].replace("\n", " ")
    return f"| `{word}` | {', '.join(fields) or 'nothing'} | {meaning} |"
