"""What an import leaves to ask and to know, beside figures that come from it."""

from typing import Any

from designer.report.amounts_asked import amounts_questions
from designer.report.paragraphs import listed, wrapped
from designer.report.rows_lost import orders_ahead, rows_left_out, rows_lost


def import_warnings(imported: dict[str, Any] | None) -> tuple[str, ...]:
    """What makes the figures less than they seem, in paragraphs; none where no orders were read."""
    if imported is None:
        return ()
    asked = amounts_questions(imported, imported["currency"])
    return tuple(map(wrapped, (*asked, *orders_ahead(imported), *rows_lost(imported))))


def left_out_section(imported: dict[str, Any] | None) -> tuple[str, ...]:
    """The section of a text that lists what was left out; none where all was used."""
    found = [listed(f"{rows}: {why}") for rows, why in rows_left_out(imported)]
    return ("\n".join(["Left out", *found]),) if found else ()
