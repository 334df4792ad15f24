"""Figures of a forecast as cells of a table: one by one, and with their spread."""

from designer.report.curves import middle_of
from designer.report.figures import count, counted, money, percents, rounded
from simulator.forecasts.forecast import Run
from simulator.forecasts.spread import Figure, Spread
from simulator.forecasts.verdict import has_bands

INNER = ("1 run in 10 is below", "middle", "1 run in 10 is above")
SPREAD = ("1 run in 40 is below", *INNER, "1 run in 40 is above")


def percent(figure: Figure, places: int = 1) -> str:
    """A ratio in percent; a dash where there is none."""
    return "-" if figure is None else percents(rounded(100 * figure, places))


def in_runs(share_of_runs: float, runs: int) -> str:
    """A share of the runs as "25% of the runs", and of a few as "2 of 8 runs"."""
    if not has_bands(runs):
        return f"{count(round(share_of_runs * runs))} of {counted(runs, 'run')}"
    return f"{percent(share_of_runs, 0)} of the runs"


def money_of(figure: Figure, run: Run) -> str:
    """An amount; a dash where there is none."""
    return "-" if figure is None else money(round(figure), run.currency)


def points(spread: Spread) -> tuple[Figure, ...]:
    """All five, from the lowest."""
    return (spread.p2_5, spread.p10, spread.median, spread.p90, spread.p97_5)


def inner_titles(run: Run) -> tuple[str, ...]:
    """What stands above the columns of `inner`."""
    return INNER if has_bands(run.runs) else (middle_of(run.runs),)


def inner(spread: Spread, run: Run) -> tuple[Figure, ...]:
    """The middle and where 80% of the runs lie; of a few runs the middle alone."""
    if not has_bands(run.runs):
        return (spread.median,)
    return (spread.p10, spread.median, spread.p90)


def moneys(spread: Spread, run: Run) -> tuple[str, ...]:
    """The same as amounts."""
    return tuple(money_of(figure, run) for figure in inner(spread, run))
