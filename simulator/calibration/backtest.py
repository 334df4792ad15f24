"""The backtest: forecasts from earlier days of the history, held against what came.

Each origin sees only what was known on its day: seasons and parameters are fitted anew.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulator.calibration.columns import Floats
from simulator.calibration.purchases import Purchases
from simulator.calibration.repeat_behaviour import fit_behaviour
from simulator.limits import MOST_LEVEL, MOST_SPREAD

ORIGINS = 4
HORIZON_PART = 5
SHORTEST_HORIZON_DAYS = 28
LONGEST_HORIZON_DAYS = 182
FIRST_ORIGIN_AFTER = 0.4
FIRST_ORIGIN_AFTER_DAYS = 56
CUSTOMERS_NEEDED = 50
REPEATS_NEEDED = 20

ModelName = Literal["pareto_nbd", "bg_nbd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One forecast of the purchases of the customers known on a day.

    Attributes:
        day: the last day that the forecast knows, as ordinal.
        days: how many days are forecast.
        forecast: purchases expected, by model.
        actual: purchases that came.
    """

    day: int
    days: int
    pareto_nbd: float
    bg_nbd: float
    actual: int

    def forecast(self, model: ModelName) -> float:
        """What a model expected."""
        return self.pareto_nbd if model == "pareto_nbd" else self.bg_nbd

    def ratio(self, model: ModelName) -> float:
        """What came against what was expected; without any purchase, as if there was half a one."""
        return max(self.actual, 0.5) / self.forecast(model)


@dataclass(frozen=True, slots=True)
class Backtest:
    """All origins together.

    Attributes:
        model: the one whose forecasts were closer; the forecast goes on with it.
        level: what forecasts have to be multiplied by, on average over the origins; 10 at most.
        spread: standard deviation of the natural logarithm of that factor among the origins; 1 at
            most.
        largest_error: the largest distance of a forecast from what came, as share of what came.
    """

    origins: tuple[Origin, ...]
    model: ModelName
    level: float
    spread: float
    largest_error: float


def backtest(purchases: Purchases) -> Backtest:
    """Forecast from some earlier days, as far as the history carries."""
    origins = tuple(
        _origin(known, purchases, horizon)
        for day, horizon in _days(purchases)
        if _tells_enough(known := purchases.until(day))
    )
    if not origins:
        return Backtest((), "pareto_nbd", 1.0, 0.0, 0.0)
    names: tuple[ModelName, ...] = ("pareto_nbd", "bg_nbd")
    model = min(names, key=lambda name: float(np.square(_logarithms(origins, name)).sum()))
    logarithms = _logarithms(origins, model)
    return Backtest(
        origins,
        model,
        level=min(float(np.exp(logarithms.mean())), MOST_LEVEL),
        spread=min(float(logarithms.std(ddof=1)), MOST_SPREAD) if len(origins) > 1 else 0.0,
        largest_error=max(abs(1 / origin.ratio(model) - 1) for origin in origins),
    )


def _days(purchases: Purchases) -> list[tuple[int, int]]:
    """The last day known of each origin, and how many days it forecasts."""
    days = purchases.days
    horizon = min(max(days // HORIZON_PART, SHORTEST_HORIZON_DAYS), LONGEST_HORIZON_DAYS)
    latest = days - horizon
    earliest = max(int(days * FIRST_ORIGIN_AFTER), FIRST_ORIGIN_AFTER_DAYS)
    if latest < earliest:
        return []
    lengths = np.unique(np.linspace(earliest, latest, ORIGINS).astype(np.int64))
    return [(purchases.first_day + int(length) - 1, horizon) for length in lengths]


def _tells_enough(known: Purchases) -> bool:
    repeats = len(known.day) - known.customers
    return known.customers >= CUSTOMERS_NEEDED and repeats >= REPEATS_NEEDED


def _origin(known: Purchases, purchases: Purchases, horizon: int) -> Origin:
    behaviour = fit_behaviour(known)
    day = known.last_day
    is_ahead = (purchases.day > day) & (purchases.day <= day + horizon)
    was_known = (purchases.first_days <= day)[purchases.customer]
    return Origin(
        day=day,
        days=horizon,
        pareto_nbd=behaviour.forecast(behaviour.pareto_nbd, known, horizon),
        bg_nbd=behaviour.forecast(behaviour.bg_nbd, known, horizon),
        actual=int(np.count_nonzero(is_ahead & was_known)),
    )


def _logarithms(origins: tuple[Origin, ...], model: ModelName) -> Floats:
    return np.log([origin.ratio(model) for origin in origins])
