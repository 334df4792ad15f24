"""From a forecast, finished or not, to what its charts show."""

from collections.abc import Callable, Iterable, Sequence

from designer.report.assumption_words import assumption_name
from designer.report.curves import Curve, Reach, Series, Step, StepKind
from simulator.forecasts.forecast import Design, Forecast, Month
from simulator.forecasts.progress import Band, Partial
from simulator.forecasts.spread import Figure, Spread
from simulator.forecasts.verdict import has_bands

SEEN_PARTS = 50
"""A chart is about so many rows high, at most: less cannot be seen on it."""


def net_benefit_curve(design: Design, runs: int) -> Curve:
    """The net benefit since the start, at the end of each month of so many runs."""
    return _curve(design, runs, lambda month: month.cumulative_net_benefit_minor)


def reward_cost_curve(design: Design, runs: int) -> Curve:
    """What rewards cost, in each month of so many runs."""
    return _curve(design, runs, lambda month: month.reward_cost_minor)


def to_be_redeemed_curve(design: Design, runs: int) -> Curve:
    """What members will still redeem of what they hold, at the end of each month."""
    return _curve(design, runs, lambda month: month.owed_minor)


def partial_curve(partial: Partial) -> Curve:
    """The net benefit since the start, as the finished runs have it."""
    fan = partial.net_benefit_minor
    rows = tuple(zip(partial.months, fan.p10, fan.median, fan.p90, strict=True))
    return _settled(rows, partial.trading_months, partial.runs)


def member_series(design: Design) -> tuple[Series, ...]:
    """Members at the end of each month of the horizon: all, and those in each tier."""
    trading = _trading(design)
    everybody = tuple(_whole(month.members.median) for month in design.monthly[:trading])
    return (
        Series("all members", everybody),
        *(Series(tier.name, tuple(map(_whole, tier.members))) for tier in design.tiers),
    )


def money_steps(design: Design | Partial) -> tuple[Step, ...]:
    """From additional margin to net benefit, each in the middle of the runs.

    Rewards on orders that come anyway stand apart from the others: nothing is gained by them. Where
    the middles do not add up to that of the net benefit, a step of its own says what they lack,
    which is neither gain nor cost.
    """
    cost = -_whole(design.reward_cost_minor.median)
    subsidised = -_whole(design.subsidised_baseline_minor.median)
    running = -_whole(design.running_cost_minor.median) - design.setup_minor
    steps = (
        ("Profit on extra purchases", _whole(design.incremental_margin_minor.median)),
        ("Rewards on purchases that come anyway", subsidised),
        ("Other rewards", cost - subsidised),
        ("Membership fees", _whole(design.fees_minor.median)),
        ("Running it, and set-up", running),
    )
    moved = (
        *((name, amount, StepKind.GAIN if amount > 0 else StepKind.COST) for name, amount in steps),
        ("Middles do not add up by", middles_lack(design), StepKind.LACK),
    )
    total = Step("Left over (net benefit)", _benefit(design), StepKind.TOTAL)
    return (*(Step(*step) for step in moved if step[1]), total)


def middles_lack(design: Design | Partial) -> int:
    """What the middles of all lines lack to add up to the middle of the net benefit."""
    lines = (design.incremental_margin_minor, design.fees_minor)
    costs = (design.reward_cost_minor, design.running_cost_minor)
    whole = sum(_whole(each.median) for each in lines)
    return (
        _benefit(design) + design.setup_minor + sum(_whole(each.median) for each in costs) - whole
    )


def reaches(forecast: Forecast, most: int) -> tuple[Reach, ...]:
    """What matters most, the largest first."""
    return tuple(
        Reach(
            assumption_name(swing.name),
            swing.at_low_minor,
            swing.at_median_minor,
            swing.at_high_minor,
        )
        for swing in forecast.swings[:most]
    )


def _benefit(design: Design | Partial) -> int:
    if isinstance(design, Partial):
        return design.net_benefit_minor.median[-1]
    return _whole(design.net_benefit_minor.median)


def _curve(design: Design, runs: int, of: Callable[[Month], Spread]) -> Curve:
    rows = [(month.month, *_three(of(month))) for month in design.monthly]
    return _settled(rows, _trading(design), runs)


def _three(spread: Spread | Band) -> tuple[int, int, int]:
    return _whole(spread.p10), _whole(spread.median), _whole(spread.p90)


def _settled(rows: Iterable[Sequence[int]], trading: int, runs: int) -> Curve:
    """The horizon, and after it the months in which anything can still be seen to change."""
    few_runs = 0 if has_bands(runs) else runs
    kept = [(month, *[three[1]] * 3) if few_runs else (month, *three) for month, *three in rows]
    amounts = [amount for _, *three in kept for amount in three]
    seen = (max(amounts) - min(amounts)) // SEEN_PARTS
    last = kept[-1]
    while len(kept) > trading and _is_near(kept[-2], last, seen):
        kept.pop()
    months, low, middle, high = (tuple(each) for each in zip(*kept, strict=True))
    return Curve(months, low, middle, high, trading, few_runs)


def _is_near(row: Sequence[int], other: Sequence[int], apart: int) -> bool:
    return all(abs(mine - its) <= apart for mine, its in zip(row[1:], other[1:], strict=True))


def _trading(design: Design) -> int:
    return sum(not month.run_off for month in design.monthly)


def _whole(figure: Figure) -> int:
    return 0 if figure is None else round(figure)
