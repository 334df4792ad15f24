"""A box of styled words, as high as its lines are when they are wrapped."""

from collections.abc import Sequence
from typing import ClassVar

from textual.widgets import Static

from designer.screens.charts.axis import Line
from designer.screens.widgets.chart import STYLES, styled


class Written(Static):
    """Shows lines in the styles of charts."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{style}" for style in STYLES}
    DEFAULT_CSS = """
    Written { height: auto; }
    Written > .chart--label { color: $foreground 85%; }
    Written > .chart--curve { color: $accent; }
    Written > .chart--gain { color: $text-success; }
    Written > .chart--cost { color: $text-warning; }
    """

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.update(styled(self, lines))
