"""Writes values and names into SQL."""

from collections.abc import Iterable

BLANKS = " \t\r\n\u00a0\ufeff"


def text(value: str) -> str:
    """A text as SQL."""
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Several texts as an SQL list in round brackets; never empty."""
    return "(" + ", ".join(text(value) for value in values) + ")"


def name(value: str) -> str:
    """A column's or table's name as SQL."""
    return '"' + value.replace('"', '""') + '"'


def trimmed(column: str) -> str:
    """A column without blanks around it; nothing left is no value."""
    return f"nullif(trim({column}, {text(BLANKS)}), '')"


def said_yes(column: str) -> str:
    """Whether a text says yes; no value says no."""
    return f"coalesce(lower({column}) in ('yes', 'true', '1'), false)"


def first_that_holds(cases: Iterable[tuple[str, str]]) -> str:
    """The label of the first condition that holds, or no value."""
    whens = " ".join(f"when {condition} then {text(label)}" for condition, label in cases)
    return f"case {whens} end"
