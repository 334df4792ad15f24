"""Charts as text."""

from collections.abc import Sequence

from designer.screens.charts.axis import Line


def plain_text(lines: Sequence[Line]) -> str:
    """The signs of a chart without their styles."""
    return "".join("".join(span.words for span in line) + "\n" for line in lines)
