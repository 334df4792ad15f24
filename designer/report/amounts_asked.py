"""The question about amounts that can be read in two ways, for whoever knows the shop."""

import re
from typing import Any

from designer.report.figures import counted, money


def amounts_questions(imported: dict[str, Any], currency: str) -> tuple[str, ...]:
    """What an import report asks about amounts, in a paragraph for each file."""
    return tuple(_question(each, currency) for each in imported["doubtful_amounts"])


def _question(found: dict[str, Any], currency: str) -> str:
    read, other = (
        _amount(found[each], found["written"], currency) for each in ("read_minor", "other_minor")
    )
    rows, written = counted(found["count"], "row"), found["written"]
    is_left_out = found["read_minor"] is None
    taken = f"left out: {currency} has no coin so small" if is_left_out else f"read as {read}"
    how = (
        f'decimal = "{found["other_decimal"]}" and thousands = "{found["other_thousands"]}" under '
        "[formats] in the file of --map; in the designer, choose it at Amounts in Your orders."
    )
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
