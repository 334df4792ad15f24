"""The cost meter: what the program gives back to a typical customer, beside the owner's limit.

The engine and the formats of figures are loaded with the first estimate, after the first paint.
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from designer.workbench.quick_estimate import QuickEstimate

PAYS = "F4 tells whether it pays"
SHARED_LIMIT = "shared limit for one"
_WIDEST_BAR = 24
_SHORTEST_BAR = 8
_WIDE = 100


class CostMeter(Widget):
    """Two lines of figures, a bar in the first of them; empty while nothing can be said."""

    DEFAULT_CSS = "CostMeter { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._estimate: QuickEstimate | None = None
        self._instead = "Working out what it gives back..."

    def show(self, estimate: "QuickEstimate") -> None:
        """Show figures."""
        self._estimate = estimate
        self.refresh()

    def say_instead(self, words: str) -> None:
        """Show words where there are no figures."""
        self._estimate, self._instead = None, words
        self.refresh()

    def render(self) -> Content:
        estimate = self._estimate
        if estimate is None:
            return Content.from_markup("[$foreground 65%]$words[/]", words=self._instead)
        room = self.size.width
        is_wide = room >= _WIDE
        bars = (_WIDEST_BAR, _SHORTEST_BAR) if is_wide else (_SHORTEST_BAR,)
        first = _fitting([_first_line(estimate, cells, is_wide) for cells in bars], room)
        second = _fitting(_second_lines(estimate, is_wide), room)
        return Content("\n").join([first, second])


def _fitting(ways: list[list[Content]], room: int) -> Content:
    """The first way to say a line that fits; of the last as much as fits, its beginning first."""
    last = ways[-1]
    shorter = [last[:parts] for parts in range(len(last) - 1, 0, -1)]
    lines = [Content("   ").join(parts) for parts in (*ways, *shorter)]
    return next((line for line in lines if line.cell_length <= room), lines[-1])


def _first_line(estimate: "QuickEstimate", cells: int, is_wide: bool) -> list[Content]:
    from designer.report import estimate_text

    colour = "$text-warning" if estimate.over_limit else "$foreground"
    typical = estimate.typical
    fees = estimate_text.fees(typical)
    words = [
        Content.from_markup(
            f"Gives back [{colour}]$bar[/] [bold]$share[/] of sales",
            bar=_bar(estimate, cells),
            share=estimate_text.gives_back(typical),
        ),
        Content.from_markup(f"[{colour}]$verdict[/]", verdict=estimate_text.verdict(estimate)),
    ]
    if is_wide and not fees:
        words.append(Content(estimate_text.monthly(estimate)))
    if is_wide and fees:
        words.append(Content(f"members pay {fees} in fees"))
    return words


def _second_lines(estimate: "QuickEstimate", is_wide: bool) -> list[list[Content]]:
    """The second line in all the ways in which it can be said, the longest first."""
    from designer.report import estimate_text

    told = estimate_text.assumed(estimate)
    what = Content(estimate_text.owed(estimate) if is_wide else estimate_text.monthly(estimate))
    shared = [SHARED_LIMIT] if estimate.shares_limit else []
    said = [*shared, f"assumed: {told}"] if told else shared
    hows = [f"quick estimate, {', '.join(said)}  "] if said else []
    hows += [f"{begin}{SHARED_LIMIT}  " for begin in ("quick estimate, ", "") if shared]
    return [
        [
            what,
            Content.from_markup(
                f"[$foreground 65%]$how[/][@click=app.stage('forecast')]{PAYS}[/]", how=how
            ),
        ]
        for how in (*hows, "quick estimate  ", "")
    ]


def _bar(estimate: "QuickEstimate", cells: int) -> str:
    """The share given back as a bar, with a stroke where the limit is."""
    typical = estimate.typical
    sales = max(typical.sales_minor, 1)
    given = Fraction(typical.given_minor, sales)
    limit = estimate.limit
    whole = max(given, 2 * limit if limit else Fraction(1, 10))
    filled = min(cells, round(given / whole * cells)) if given else 0
    drawn = ["█"] * filled + ["░"] * (cells - filled)
    if limit:
        drawn[min(cells - 1, round(limit / whole * cells))] = "|"
    return f"▕{''.join(drawn)}▏"
