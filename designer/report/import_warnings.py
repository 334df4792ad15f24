"""What an import leaves to ask and to know, before figures that come from it."""

from typing import Any

from designer.report.amounts_asked import amounts_questions
from designer.report.paragraphs import wrapped
from designer.report.rows_lost import rows_lost


def import_warnings(imported: dict[str, Any] | None) -> tuple[str, ...]:
    """What makes the figures less than they seem, in paragraphs; none where no orders were read."""
    if imported is None:
        return ()
    asked = amounts_questions(imported, imported["currency"])
    return tuple(map(wrapped, (*asked, *rows_lost(imported))))
