"""What each replication takes for true of a shop: the scenario's figures, each drawn anew."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Self, cast

import numpy as np

from dsl.values.currencies import DECIMALS
from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.customer_parts import BgNbdPart, RenewalsPart
from simulator.calibration.gamma_gamma import DEPENDENT_ABOVE, GammaGamma
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats
from simulator.calibration.scenario import Scenario
from simulator.calibration.scenario_values import Covariance, minor_of
from simulator.cohorts import draws, philox
from simulator.cohorts.purposes import Purpose
from simulator.cohorts.seasons import ShopClock

DAYS_IN_YEAR = 365.25


class Parameter(IntEnum):
    """The second word of the counter. Append only; a model's four parameters follow each other."""

    PURCHASES = 0
    VALUE = 4
    ACQUISITION = 8
    LEVEL = 12
    RENEWALS = 13


PARAMETERS = 15
"""How many numbers they are."""

NUMBERS_OF_A_GROUP = 2**27
"""Each group of customers has so many numbers for its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Existing customers by what they bought; equal ones may stand in one row.

    Attributes:
        repeats: of each row.
        mean_value: of a customer's purchases, in units of the currency; 0 where nothing is known.
        here: the share of them that may still be there, before what their purchases tell.
    """

    repeats: Repeats
    mean_value: Floats
    here: float = 1.0

    @property
    def size(self) -> int:
        """How many customers there are."""
        return int(self.repeats.customers.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """What one replication takes for true of a shop's customers.

    Attributes:
        replication: the second word of the key.
        purchases: how often they buy and when they leave, in weeks.
        value: what a purchase is worth, in units of the currency.
        together: correlation (normal, as ranks) of how often and for how much new customers buy.
        level: factor on how often they buy.
        clock: the simulated days.
        arrivals: new customers expected by the start of each of them, and in all.
        usual_rate: purchases a week of an average new customer of the whole shop.
        renewals: parameters of the beta distribution of ending a paid membership; none known, none.
        first_id: where the numbers of these customers begin.
    """

    replication: int
    purchases: BgNbd | ParetoNbd
    value: GammaGamma
    together: float
    level: float
    clock: ShopClock
    arrivals: Floats
    usual_rate: float
    renewals: tuple[float, float] | None = None
    first_id: int = 0


def known_customers(scenario: Scenario) -> Known:
    """The customers that the shop has, from the scenario's groups of like ones."""
    states, people = scenario.customers.states, scenario.customers
    if not states:
        nothing = np.zeros(1)
        repeats = Repeats(np.zeros(1, np.int64), nothing, nothing, np.array([people.known]))
        return Known(repeats, nothing, min(people.here_now / people.known, 1.0))
    # A group's repeats are an average, and the formulas take averages as well as counts.
    counts = cast(Wholes, np.array([state.repeats for state in states]))
    last, age = (np.array([getattr(state, name) for state in states]) for name in ("last", "age"))
    customers = np.array([state.customers for state in states])
    units = 10 ** DECIMALS[scenario.currency]
    means = np.array([minor_of(state.mean_purchase) / units for state in states])
    return Known(Repeats(counts, last, age, customers), means)


def market(
    scenario: Scenario,
    clock: ShopClock,
    trading_days: int,
    *,
    share: float,
    seed: int,
    replication: int,
    group: int | None = None,
) -> Market:
    """Draw what a replication takes for true.

    Args:
        scenario: the shop.
        clock: the simulated days.
        trading_days: those in which new customers come.
        share: of the shop's customers that are simulated.
        seed, replication: the key.
        group: which of the scenario's groups of customers it is of; None: all of them as one.
    """
    scores = _Scores.of(group or 0, (seed, replication))
    own = scenario if group is None else scenario.group_alone(group)
    purchases, level = _coming_back(own, scores)
    spend = own.spend
    value = _around((spend.p, spend.q, spend.v), spend.covariance, scores(Parameter.VALUE, 3))
    return Market(
        replication,
        purchases,
        GammaGamma(*value),
        _together(spend.rank_correlation),
        level,
        clock,
        _arrivals(own, clock, trading_days, scores(Parameter.ACQUISITION, 2)) * share,
        _usual_rate(purchases, level) if group is None else _of_all_groups(scenario, scores.key),
        _renewals(own.renewals, scores(Parameter.RENEWALS, 2)),
        (group or 0) * NUMBERS_OF_A_GROUP,
    )


class _Scores(NamedTuple):
    """How far each parameter lies from what is likeliest, as standard normal draws.

    What the orders of one group tell is unsure by itself, and so are its parameters. Whether
    forecasts are too high or too low as a whole is a matter of the times, the same for all groups.
    """

    own: Floats
    level: float
    key: tuple[int, int]

    @classmethod
    def of(cls, group: int, key: tuple[int, int]) -> Self:
        """Those of a group."""
        places = np.arange(PARAMETERS)
        own, first = (
            draws.normal(philox.uniforms((0, places, Purpose.CALIBRATION, number), key)[0])
            for number in (group, 0)
        )
        return cls(own, first[Parameter.LEVEL], key)

    def __call__(self, parameter: Parameter, count: int) -> Floats:
        return self.own[parameter : parameter + count]


def _coming_back(own: Scenario, scores: _Scores) -> tuple[BgNbd | ParetoNbd, float]:
    """How often customers buy, and the factor on it."""
    back = own.backtest
    level = back.level * float(np.exp(back.spread * scores.level))
    return _purchases(own, scores(Parameter.PURCHASES, 4)), level


def _usual_rate(purchases: BgNbd | ParetoNbd, level: float) -> float:
    return purchases.r / purchases.alpha * level


def _of_all_groups(scenario: Scenario, key: tuple[int, int]) -> float:
    """The usual rate of the whole shop: the average over its customers."""
    return sum(
        _usual_rate(*_coming_back(scenario.group_alone(number), _Scores.of(number, key)))
        * group.customers.known
        / scenario.customers.known
        for number, group in enumerate(scenario.groups)
    )


def _together(rank_correlation: float) -> float:
    """The normal correlation with a rank correlation; a weak one is taken for none."""
    if abs(rank_correlation) <= DEPENDENT_ABOVE:
        return 0.0
    return float(2 * np.sin(np.pi * rank_correlation / 6))


def _renewals(known: RenewalsPart | None, scores: Floats) -> tuple[float, float] | None:
    if known is None:
        return None
    alpha, beta = _around((known.alpha, known.beta), known.covariance, scores)
    return alpha, beta


def _purchases(scenario: Scenario, scores: Floats) -> BgNbd | ParetoNbd:
    behaviour = scenario.behaviour
    if behaviour.model == "bg_nbd" and behaviour.bg_nbd is not None:
        bg: BgNbdPart = behaviour.bg_nbd
        return BgNbd(*_around((bg.r, bg.alpha, bg.a, bg.b), bg.covariance, scores))
    pareto = behaviour.pareto_nbd
    likeliest = (pareto.r, pareto.alpha, pareto.s, pareto.beta)
    return ParetoNbd(*_around(likeliest, pareto.covariance, scores))


def _arrivals(scenario: Scenario, clock: ShopClock, trading_days: int, scores: Floats) -> Floats:
    coming = scenario.acquisition
    growth = (max(coming.weekly, 1e-12), coming.yearly_growth)
    weekly, yearly = _around(growth, coming.covariance, scores)
    days = np.arange(clock.days)
    daily = np.diff(clock.elapsed) * weekly * yearly ** (days / DAYS_IN_YEAR)
    daily[trading_days:] = 0
    if not coming.weekly:
        daily[:] = 0
    return np.concatenate(([0.0], np.cumsum(daily)))


def _around(
    parameters: tuple[float, ...], covariance: Covariance, scores: Floats
) -> tuple[float, ...]:
    """Positive parameters, their logarithms drawn from a normal distribution."""
    moved = np.log(parameters) + _root(np.array(covariance)) @ scores
    return tuple(np.exp(moved).tolist())


def _root(covariance: Floats) -> Floats:
    """The lower triangle whose square is a covariance, in which some may be known for certain."""
    root = np.zeros_like(covariance)
    for column in range(len(root)):
        rest = covariance[column:, column] - root[column:, :column] @ root[column, :column]
        if rest[0] > 0:
            root[column:, column] = rest / np.sqrt(rest[0])
    return root
