"""Rows that were left out, and sentences about those that make figures less than they seem."""

from collections.abc import Iterator
from typing import Any

from designer.report.figures import counted
from simulator.orders.report_rules import Effect

_MEANT_SO = ("guest", "cancelled", "pending")
"""Rules that leave out what is no sale to a customer."""


def rows_lost(imported: dict[str, Any]) -> tuple[str, ...]:
    """What an import report says of rows that could not be used: a sentence, or nothing."""
    lost = sum(
        found["count"]
        for found in imported["findings"]
        if found["effect"] == Effect.LEFT_OUT and found["rule"] not in _MEANT_SO
    )
    return (f"{counted(lost, 'row')} could not be used: see what was left out.",) if lost else ()


def orders_ahead(imported: dict[str, Any]) -> tuple[str, ...]:
    """What an import report says of orders later than today: a sentence, or nothing."""
    return tuple(
        f"{counted(found['count'], 'order')} {'is' if found['count'] == 1 else 'are'} later than "
        f"today (row {', '.join(map(str, found['rows']))}): correct the dates, or leave "
        "them out. Until then everything is measured up to the last of them: points expire, and "
        "customers seem gone."
        for found in imported["findings"]
        if found["rule"] == "after-today"
    )


def rows_left_out(imported: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """What an import report says was left out: how many rows of which file, and why."""
    for found in imported["findings"] if imported else ():
        if found["effect"] == Effect.LEFT_OUT:
            yield f"{counted(found['count'], 'row')} of {found['file']}", found["meaning"]
