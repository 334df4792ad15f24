"""Amounts that can be read in two ways, or with other signs alone, for whoever knows the shop."""

import re
from typing import Any

from designer.report.figures import counted, money


def amounts_questions(imported: dict[str, Any], currency: str) -> tuple[str, ...]:
    """What an import report asks and says about amounts, in a paragraph for each file."""
    asked = tuple(_question(each, currency) for each in imported["doubtful_amounts"])
    unread = imported.get("unread_amounts")  # absent from what an earlier version wrote
    return (*asked, _written_otherwise(unread)) if unread else asked


def _written_otherwise(found: dict[str, Any]) -> str:
    how = _how(found["decimal"], found["thousands"])
    return (
        f'{counted(found["count"], "order")} with an amount such as "{found["written"]}" in row '
        f"{found['row']} {'was' if found['count'] == 1 else 'were'} left out. To read "
        f"{'it' if found['count'] == 1 else 'them'}, write {how}"
    )


def _how(decimal: str, thousands: str) -> str:
    """Where the signs of amounts are said."""
    return (
        f'decimal = "{decimal}" and thousands = "{thousands}" under [formats] in the file of '
        "--map; in the designer, choose it at Amounts in Your orders."
    )


def _question(found: dict[str, Any], currency: str) -> str:
    read, other = (
        _amount(found[each], found["written"], currency) for each in ("read_minor", "other_minor")
    )
    rows, written = counted(found["count"], "row"), found["written"]
    is_left_out = found["read_minor"] is None
    taken = f"left out: {currency} has no coin so small" if is_left_out else f"read as {read}"
    how = _how(found["other_decimal"], found["other_thousands"])
    if found["against"]:
        return (
            f'"{written}" in row {found["row"]} of the {found["file"]} was {taken}, but is {other}:'
            f' "{found["against"]}" in row {found["against_row"]} was left out, and tells how '
            f"amounts are written. {rows} can be read in these two ways. Write {how}"
        )
    return (
        f'Is "{written}" {read} or {other}? It stands in row {found["row"]} of the '
        f"{found['file']} and was {taken}. {rows} can be read in these two ways, and no other "
        f"amount tells which is meant. If it is {other}, write {how}"
    )


def _amount(minor: int | None, written: str, currency: str) -> str:
    """An amount as money; with its decimals as they stand where no coin is so small."""
    if minor is not None:
        return money(minor, currency)
    whole, behind = re.findall("[0-9]+", written)
    return f"{currency} {whole}.{behind}"
