"""What a forecast looks like in its boxes: drawings, tables and the line of progress."""

from collections.abc import Sequence
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from designer.report.curves import Curve, middle_of
from designer.report.views import TITLES, View
from designer.screens.charts.axis import Line, Span
from designer.screens.charts.bars import reach_bars
from designer.screens.charts.fan import fan
from designer.screens.charts.lines import lines_by_month
from designer.screens.charts.waterfall import waterfall
from designer.screens.formats import Formats
from designer.screens.widgets.chart import Drawing

if TYPE_CHECKING:
    from designer.report.forecast_shown import ForecastShown

LEAST_FAN = 5
LEAST_WIDTH = 24
MEMBERS_BY_TIER = "Members in each tier"
_LATER = "This picture comes with the finished forecast."


def views(*, is_narrow: bool) -> tuple[View, ...]:
    """The views of the large chart; in a small window also what has a box of its own elsewhere."""
    return tuple(each for each in View if is_narrow or each is not View.MONEY)


def view_title(view: View, shown: "ForecastShown | None", *, is_narrow: bool) -> str:
    """What the chart shows, and (where there is room) the other views beside it."""
    has_tiers = view is View.MEMBERS and shown is not None and len(shown.members) > 1
    title = MEMBERS_BY_TIER if has_tiers else TITLES[view]
    if is_narrow:
        place = views(is_narrow=True).index(view) + 1
        return f"{title}   ▐{view}▌ {place} of {len(View)}  v"
    others = views(is_narrow=False)
    return title + "   " + "".join(_named(each, view) for each in others) + " v"


def _named(each: View, view: View) -> str:
    return f"▐{each}▌" if each is view else f" {each} "


def view_drawing(shown: "ForecastShown", view: View, formats: Formats) -> Drawing:
    """The large chart."""
    if view is View.MEMBERS and shown.members:
        return partial(
            _tall_enough, lambda w, h: lines_by_month(shown.members, w, h, formats.count)
        )
    if view is View.MONEY:
        return money_drawing(shown, formats)
    if view is View.WORDS:
        return lambda width, height: _wrapped(shown.words, width)
    curve = shown.curves.get(view)
    if curve is None:
        return lambda width, height: [(Span(_LATER, "label"),)]
    return partial(_tall_enough, lambda w, h: fan(curve, w, h, formats.short_money))


def money_drawing(shown: "ForecastShown", formats: Formats) -> Drawing:
    """Where the money goes."""
    return lambda width, height: waterfall(shown.steps, width, formats.money)


def matters_drawing(shown: "ForecastShown", formats: Formats) -> Drawing | None:
    """What matters most; None where it has not been weighed."""
    if not shown.reaches:
        return None

    def drawn(width: int, height: int) -> list[Line]:
        return reach_bars(shown.reaches[:height], width, formats.short_money)

    return drawn


def view_table(
    shown: "ForecastShown", view: View, formats: Formats
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The figures of the large chart: titles of columns, and rows."""
    if view is View.MEMBERS and shown.members:
        by_month = zip(*(each.values for each in shown.members), strict=True)
        titles = ("month", *(each.name for each in shown.members))
        rows = [
            (str(month), *map(formats.count, values)) for month, values in enumerate(by_month, 1)
        ]
        return titles, rows
    curve = shown.curves.get(view)
    if curve is not None and curve.few_runs:
        middle = zip(curve.months, curve.middle, strict=True)
        titles = ("month", f"likely ({middle_of(curve.few_runs)})")
        return titles, [(str(month), formats.money(amount)) for month, amount in middle]
    return ("month", "bad case", "likely", "good case"), _rows(curve, formats) if curve else []


def _wrapped(sentences: Sequence[str], width: int) -> list[Line]:
    lines = (line for each in sentences for line in wrap(each, width, subsequent_indent="  "))
    return [(Span(line),) for line in lines]


def _rows(curve: Curve, formats: Formats) -> list[tuple[str, ...]]:
    rows = zip(curve.months, curve.low, curve.middle, curve.high, strict=True)
    return [(str(month), *map(formats.money, amounts)) for month, *amounts in rows]


def _tall_enough(draw: Drawing, width: int, height: int) -> list[Line]:
    return draw(width, height) if height >= LEAST_FAN and width > LEAST_WIDTH else []


def result_words(shown: "ForecastShown", state: str, older: str, *, is_brief: bool) -> str:
    """Of what a forecast is, below its charts.

    Args:
        shown: the forecast.
        state: how the work on it ended, in a word; "" where it ended by itself.
        older: why it is not of what is there now; "" where it is.
        is_brief: without the hashes.
    """
    runs = f"{shown.runs} of {shown.runs_wanted} runs"
    of = shown.heading.partition("runs, ")[2]
    why = older.partition(":")[0]
    whose = f"! {why}" if why else "for this text exactly"
    return " · ".join(
        part for part in (state, runs, of, whose, "" if is_brief else shown.hashes) if part
    )


def matters_words(shown: "ForecastShown", *, is_working: bool) -> str:
    """The sentence below what matters most."""
    if shown.forecast is None or (is_working and shown.forecast.stopped):
        return "It comes once it is weighed, after the last run."
    return next((each for each in shown.findings if each.startswith("Members would")), "")
