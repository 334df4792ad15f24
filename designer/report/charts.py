"""The charts of a forecast as SVG: for paper, and without colour.

Marks and words carry the meaning; one blue and greys are enough. The same figures give the same
bytes: no date is written and no number in the file is drawn by chance.
"""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from textwrap import fill, shorten
from typing import Any

import matplotlib as mpl
from babel.numbers import format_compact_currency, get_currency_precision
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from designer.report.assumption_words import assumption_name
from designer.report.curves import middle_of
from designer.report.figures import percents, round_money
from designer.report.forecast_curves import middles_lack
from designer.report.way_of_writing import locale_at_hand
from simulator.forecasts.forecast import Comparison, Forecast, Month, Run
from simulator.forecasts.spread import Spread
from simulator.forecasts.verdict import has_bands

BLUE, PALE, PALER, INK, GREY = "#1f4e79", "#9dbbd8", "#d6e3f0", "#222222", "#888888"
SIZE = (7.2, 3.4)
MOST_SWINGS = 10
LACK = "oo"
"""The hatch of what middles lack to add up, which is no money: grey, and neither plus nor minus."""
MILLION = 1_000_000
LONGEST_NAME = 26
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "perkwright",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
}


def forecast_charts(forecast: Forecast) -> dict[str, str]:
    """Title -> SVG of each chart that the forecast has figures for."""
    drawn: dict[str, Callable[[Axes], None]] = {
        "Net benefit since the start": lambda axes: _fan(axes, forecast),
        "From additional margin to net benefit": lambda axes: _waterfall(axes, forecast),
    }
    if forecast.wallets:
        drawn["What members will still redeem"] = lambda axes: _still_to_be_redeemed(axes, forecast)
    if forecast.tiers:
        drawn["Members in each tier"] = lambda axes: _tiers(axes, forecast)
    charts = {title: _svg(draw) for title, draw in drawn.items()}
    if forecast.swings:
        rows = min(len(forecast.swings), MOST_SWINGS)
        tall = 1.1 + 0.27 * rows
        charts["What matters most"] = _svg(lambda axes: _swings(axes, forecast), height=tall)
    return charts


def comparison_chart(comparison: Comparison) -> str:
    """The net benefit of each design, as SVG."""
    rows = [(design.program, design.net_benefit_minor) for design in comparison.designs]
    return _svg(lambda axes: _ranges(axes, rows, comparison), height=1.2 + 0.5 * len(rows))


def _svg(draw: Callable[[Axes], None], height: float = SIZE[1]) -> str:
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(SIZE[0], height), layout="constrained")
        draw(figure.subplots())
        stream = StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()[stream.getvalue().index("<svg") :]


def _fan(axes: Axes, forecast: Forecast) -> None:
    shown = _shown(forecast)
    months = [month.month for month in shown]
    spreads = [month.cumulative_net_benefit_minor for month in shown]
    if has_bands(forecast.runs):
        axes.fill_between(
            months,
            [_value(each.p2_5) for each in spreads],
            [_value(each.p97_5) for each in spreads],
            color=PALER,
            label=f"{percents(95)} of the runs",
        )
    _middle_in_its_band(axes, months, spreads, forecast)
    axes.axhline(0, color=INK, lw=0.8)
    _mark_horizon(axes, forecast)
    _money_axis(axes.yaxis, forecast)
    axes.legend(frameon=False, loc="best")


def _middle_in_its_band(axes: Axes, months: list[int], spreads: list[Spread], run: Run) -> None:
    """The middle of the runs, and where 80% of them lie; of a few the middle alone."""
    label = middle_of(run.runs)
    if has_bands(run.runs):
        lows, highs = ([_value(getattr(each, end)) for each in spreads] for end in ("p10", "p90"))
        axes.fill_between(months, lows, highs, color=PALE, label=f"{percents(80)} of the runs")
        label = "middle"
    axes.plot(months, [_value(each.median) for each in spreads], color=BLUE, lw=2, label=label)


def _waterfall(axes: Axes, forecast: Forecast) -> None:
    steps = [step for step in _steps(forecast) if step[1]]
    level = 0.0
    for place, (_, amount, hatch) in enumerate(steps):
        is_money = hatch != LACK
        fill, edge = (PALE, BLUE) if is_money else ("white", GREY)
        axes.bar(place, amount, 0.6, bottom=level, color=fill, edgecolor=edge, hatch=hatch)
        if place + 1 < len(steps):
            axes.plot([place - 0.3, place + 1.3], [level + amount] * 2, color=GREY, lw=0.8)
        told = amount if is_money else abs(amount)
        _amount_at(axes, place, max(level, level + amount), told, forecast)
        level += amount
    benefit = _value(forecast.net_benefit_minor.median)
    axes.bar(len(steps), benefit, 0.6, color=BLUE, edgecolor=BLUE)
    _amount_at(axes, len(steps), max(0.0, benefit), benefit, forecast)
    axes.axhline(0, color=INK, lw=0.8)
    axes.set_xticks(range(len(steps) + 1), [*(name for name, _, _ in steps), "net\nbenefit"])
    axes.set_xlabel("each bar is a middle of its own")
    axes.use_sticky_edges = False
    axes.margins(y=0.12)
    _money_axis(axes.yaxis, forecast)


def _steps(forecast: Forecast) -> tuple[tuple[str, float, str], ...]:
    """From additional margin on: name, amount and hatch of each bar."""
    cost = -_value(forecast.reward_cost_minor.median)
    subsidised = -_value(forecast.subsidised_baseline_minor.median)
    running = -_value(forecast.running_cost_minor.median) - forecast.setup_minor
    return (
        ("additional\nmargin", _value(forecast.incremental_margin_minor.median), ""),
        ("rewards on\norders that come\nanyway", subsidised, "///"),
        ("other\nrewards", cost - subsidised, "..."),
        ("fees", _value(forecast.fees_minor.median), ""),
        ("running cost\nand set-up", running, "xx"),
        ("middles do\nnot add up by", middles_lack(forecast), LACK),
    )


def _amount_at(axes: Axes, place: int, height: float, amount: float, run: Run) -> None:
    axes.annotate(
        _axis_money(amount, run),
        (place, height),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        fontsize=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )


def _still_to_be_redeemed(axes: Axes, forecast: Forecast) -> None:
    shown = _shown(forecast)
    months = [month.month for month in shown]
    spreads = [month.owed_minor for month in shown]
    _middle_in_its_band(axes, months, spreads, forecast)
    _mark_horizon(axes, forecast)
    axes.set_ylim(bottom=0)
    _money_axis(axes.yaxis, forecast)
    axes.legend(frameon=False, loc="best")


def _tiers(axes: Axes, forecast: Forecast) -> None:
    months = range(1, forecast.months + 1)
    for place, tier in enumerate(forecast.tiers):
        numbers = [_value(number) for number in tier.members]
        axes.plot(months, numbers, color=INK, lw=1.2, ls=("-", "--", ":", "-.")[place % 4])
        axes.annotate(
            shorten(tier.name, LONGEST_NAME, placeholder="..."),
            (months[-1], numbers[-1]),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            annotation_clip=False,
        )
    axes.set_xlabel("month")
    axes.set_ylabel("members")
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def _swings(axes: Axes, forecast: Forecast) -> None:
    """A bar between the two ends, because both may lie on one side of the line."""
    swings = forecast.swings[:MOST_SWINGS][::-1]
    for place, swing in enumerate(swings):
        ends = (swing.at_low_minor, swing.at_high_minor)
        axes.barh(place, ends[1] - ends[0], 0.5, left=ends[0], color=PALE)
        for end, inside in zip(ends, ("white", BLUE), strict=True):
            axes.plot(end, place, "o", color=inside, mec=BLUE, ms=7)
    axes.axvline(swings[0].at_median_minor, color=INK, lw=0.8)
    axes.axvline(0, color=GREY, lw=0.8, ls="--")
    axes.set_yticks(range(len(swings)), [assumption_name(swing.name) for swing in swings])
    axes.set_xlabel(
        "net benefit; empty mark: the assumption at its low end, full: at its high end\n"
        "solid line: all assumptions at their middles, dashed: nothing gained or lost"
    )
    axes.use_sticky_edges = False
    axes.margins(x=0.05)
    _money_axis(axes.xaxis, forecast)


def _ranges(axes: Axes, rows: list[tuple[str, Spread]], run: Run) -> None:
    for place, (_, spread) in enumerate(reversed(rows)):
        if has_bands(run.runs):
            axes.plot([_value(spread.p2_5), _value(spread.p97_5)], [place] * 2, color=PALE, lw=3)
            axes.plot([_value(spread.p10), _value(spread.p90)], [place] * 2, color=BLUE, lw=7)
        axes.plot(_value(spread.median), place, "o", color="white", mec=INK, ms=8)
    axes.axvline(0, color=INK, lw=0.8)
    axes.set_yticks(range(len(rows)), [fill(name, LONGEST_NAME) for name, _ in reversed(rows)])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    bands = f"middle, {percents(80)} and {percents(95)} of the runs"
    axes.set_xlabel(f"net benefit: {bands if has_bands(run.runs) else middle_of(run.runs)}")
    _money_axis(axes.xaxis, run)


def _mark_horizon(axes: Axes, forecast: Forecast) -> None:
    axes.set_xlabel("month")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if any(month.run_off for month in _shown(forecast)):
        axes.axvline(forecast.months, color=GREY, lw=0.8, ls="--")
        axes.annotate(
            "nobody earns any more",
            (forecast.months, 1),
            xytext=(4, 0),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            va="top",
            fontsize=8,
            color=INK,
        )


def _money_axis(axis: mpl.axis.Axis, run: Run) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: _axis_money(value, run)))


def _axis_money(minor: float, run: Run) -> str:
    """Whole units of the currency where they are whole, millions short."""
    amount = Decimal(round(minor)).scaleb(-get_currency_precision(run.currency))
    if abs(amount) >= MILLION:
        return format_compact_currency(
            amount, run.currency, locale=locale_at_hand(), fraction_digits=2
        )
    return round_money(round(minor), run.currency)


def _shown(forecast: Forecast) -> list[Month]:
    """The months to draw: the horizon, and its run-off for as long as anything is redeemed."""
    redeeming = [month.month for month in forecast.monthly if month.owed_minor.p97_5]
    last = max(forecast.months, redeeming[-1] + 1 if redeeming else 0)
    return [month for month in forecast.monthly if month.month <= last]


def _value(figure: float | None) -> float:
    return 0.0 if figure is None else float(figure)
