"""Draws a problem on its line: a sign beside the line's number, its title in the room behind it."""

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from designer.authoring.marks import SIGNS, Mark

_GAP = 2
_LEAST_ROOM = 14


def with_marks(strip: Strip, mark: Mark, style: Style, gutter: int, end: int, room: int) -> Strip:
    """A drawn line with a mark on it.

    Args:
        strip: the line as it is drawn, its number in the first cells.
        mark: its gravest problem.
        gutter: cells before the line's text, the last two of them blank.
        end: the cell after the line's text; less than `gutter` where it is scrolled away.
        room: cells that are in view.
    """
    before = strip.crop(0, gutter - 2)
    behind = strip.crop(gutter)
    sign = Segment(f"{SIGNS[mark.severity]} ", _style_at(before) + style)
    drawn = Strip.join([before, Strip([sign], 2), behind])
    start = max(end, gutter) + _GAP
    free = room - start
    if free < _LEAST_ROOM:
        return drawn
    title = mark.title if len(mark.title) <= free else mark.title[: free - 1].rstrip() + "…"
    cells = len(title)
    shown = Segment(set_cell_size(title, cells), _style_at(strip) + style + Style(italic=True))
    return Strip.join([drawn.crop(0, start), Strip([shown], cells), drawn.crop(start + cells)])


def _style_at(strip: Strip) -> Style:
    """The style of the last cell, whose background the mark takes over."""
    segments = list(strip)
    style = segments[-1].style if segments else None
    return Style(bgcolor=style.bgcolor if style else None)
