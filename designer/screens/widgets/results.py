"""A box for what came of something, with the names of its views in its border."""

from collections.abc import Sequence

from textual import events
from textual.containers import Vertical

MARK = "▐"
"""Before the name of the view at hand."""

_BESIDE = 6
"""Cells of the border beside the names."""


class Results(Vertical):
    """What came of it; a subclass says what it shows."""

    SAID = ""

    def __init__(self) -> None:
        super().__init__(id="right")
        self._views: Sequence[str] = ()

    def name_views(self, views: Sequence[str]) -> None:
        """Show the names of all views as far apart as there is room, else of the one at hand."""
        self._views = views
        room = self.outer_size.width - _BESIDE
        fitting = [gap.join(views) for gap in ("   ", "  ", " ")]
        found = [names for names in fitting if len(names) <= room]
        at_hand = [
            f"{name}   {place} of {len(views)}  v"
            for place, name in enumerate(views, 1)
            if name.startswith(MARK)
        ]
        self.border_title = next(iter((*found, *at_hand)), "")

    def on_resize(self, event: events.Resize) -> None:
        """The names follow the width."""
        self.name_views(self._views)
