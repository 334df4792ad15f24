"""The assignment list as a file: one line for each customer, in the order of their ids."""

import csv
import io
from collections.abc import Sequence
from hashlib import sha256

from simulator.pilots.assignment import Assigned, Group
from simulator.pilots.pilot_error import PilotError

_HEADER = ["member", "stratum", "group"]


def list_text(assigned: Sequence[Assigned]) -> str:
    """The list as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows((row.member, row.stratum, row.group) for row in assigned)
    return text.getvalue()


def list_sha256(assigned: Sequence[Assigned]) -> str:
    """The hash of the list's text."""
    return sha256(list_text(assigned).encode()).hexdigest()


def read_list(text: str) -> tuple[Assigned, ...]:
    """The rows of a list.

    Raises:
        PilotError: a row is not one of such a list.
    """
    rows = csv.DictReader(io.StringIO(text))
    if list(rows.fieldnames or ()) != _HEADER:
        raise PilotError(f"The list of a pilot starts with the line {','.join(_HEADER)}.")
    return tuple(_row(row, number) for number, row in enumerate(rows, 2))


def _row(row: dict[str, str], number: int) -> Assigned:
    member, stratum, group = (row[name] or "" for name in _HEADER)
    if not member or not stratum.isdecimal() or group not in tuple(Group):
        raise PilotError(
            f"Line {number} of the list names no customer with a stratum and a group; "
            f"groups are {', '.join(Group)}."
        )
    return Assigned(member, int(stratum), Group(group))
