"""Customers as columns: how often each buys, how long, for how much, and what kind of member."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import special

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats
from simulator.cohorts import draws, philox
from simulator.cohorts.market import Known, Market
from simulator.cohorts.purposes import Purpose

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Customers:
    """One row for each customer of each replication who is still there, or comes.

    Attributes:
        ids: number of the customer, the first word of all random counters.
        replications: the second word of the key.
        starts: when the customer is first looked at, in weeks of the shop's clock.
        is_new: comes with a first purchase at that time.
        rate: purchases a week while there.
        leaves: when the customer leaves without a program, in weeks; endless for those who leave
            only after a purchase.
        leaving: the chance to leave after a purchase.
        value: of an average purchase divided by its shape, in units of the currency.
        inclination: uniform, from which the inclination to redeem follows.
        knowledge: uniform, from which it follows whether the balance is known.
        joining: uniform, from which the first purchase with a membership follows.
        renewing: uniform, from which follows how long a paid membership is kept.
    """

    ids: Wholes
    replications: Wholes
    starts: Floats
    is_new: Truths
    rate: Floats
    leaves: Floats
    leaving: Floats
    value: Floats
    inclination: Floats
    knowledge: Floats
    joining: Floats
    renewing: Floats

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, rows: Truths | Wholes) -> Self:
        """Some of them."""
        return type(self)(*(getattr(self, each.name)[rows] for each in fields(self)))

    def by_pace(self) -> Self:
        """The same, who buys most often first: then those of one day are close together."""
        return self.where(np.argsort(-self.rate, kind="stable"))

    @classmethod
    def together(cls, parts: list[Self]) -> Self:
        """Several groups as one."""
        return cls(
            *(np.concatenate([getattr(one, each.name) for one in parts]) for each in fields(cls))
        )


def newcomers(market: Market, seed: int) -> int:
    """How many new customers come in a replication."""
    uniform = philox.uniforms(
        (market.first_id, 0, Purpose.ACQUISITION, 0), (seed, market.replication)
    )[0]
    return int(draws.poisson(uniform, market.arrivals[-1])[0])


def customers_of(
    market: Market, known: Known, existing: int, numbers: Wholes, *, seed: int
) -> Customers:
    """Draw customers; those who have left already, or never come, have no row.

    Args:
        market: what the replication takes for true.
        known: what the shop knows of those it has.
        existing: how many of the shop's customers are simulated; their numbers come first, the
            new customers' follow. They stand evenly for all that are known.
        numbers: of the customers, from 0.
        seed: the first word of the key.
    """
    key = (seed, market.replication)
    numbers = numbers[numbers < existing + newcomers(market, seed)]
    ids, is_new = numbers + market.first_id, numbers >= existing
    first = philox.uniforms((ids, 0, Purpose.CUSTOMER, 0), key)
    traits = philox.uniforms((ids, 0, Purpose.TRAITS, 0), key)
    arrival = philox.uniforms((ids[is_new], 0, Purpose.ARRIVAL, 0), key)[0]
    parts = [
        _existing(market, known, existing, numbers[~is_new], first[:, ~is_new]),
        _new(market, first[:, is_new], arrival),
    ]
    # Existing customers have the lower numbers, but a column of ids may be in any order.
    order = np.argsort(np.concatenate((np.flatnonzero(~is_new), np.flatnonzero(is_new))))
    drawn = [np.concatenate(both)[order] for both in zip(*parts, strict=True)]
    found = Customers(
        ids, np.full_like(ids, market.replication), drawn[0], is_new, *drawn[1:5], *traits
    )
    return found.where(drawn[5] > 0)


def _existing(
    market: Market, known: Known, existing: int, numbers: Wholes, uniforms: Floats
) -> list[Floats]:
    """Columns from the start on, and whether the customer is there, from the posterior."""
    places = numbers * known.size // max(existing, 1)
    rows = np.searchsorted(np.cumsum(known.repeats.customers), places, "right")
    needed, rows = np.unique(rows, return_inverse=True)
    seen = _rows(known.repeats, needed)
    model, draw = market.purchases, _Alike.of(known, existing, needed[rows])
    rate_uniform, leaving_uniform, value_uniform, here_uniform = uniforms
    here = model.probability_alive(seen)[rows] * known.here
    rate = draw(draws.gamma, rate_uniform, model.r + draw.repeats)
    rate *= market.level / (model.alpha + seen.age)[rows]
    nothing = np.zeros(len(rows))
    if isinstance(model, ParetoNbd):
        pace = draw(draws.gamma, leaving_uniform, np.full_like(draw.repeats, model.s))
        leaves = _waiting(here_uniform, here) * (model.beta + seen.age)[rows] / pace
        chance = nothing
    else:
        leaves = nothing + np.inf
        chance = draw(
            draws.beta, leaving_uniform, np.full_like(draw.repeats, model.a), model.b + draw.repeats
        )
    value, bought = market.value, np.where(draw.is_valued, draw.repeats + 1, 0.0)
    spent = bought[draw.which] * known.mean_value[needed][rows]
    scale = (value.v + spent) / draw(draws.gamma, 1 - value_uniform, value.q + value.p * bought)
    return [nothing, rate, leaves, chance, scale, (here_uniform < here).astype(np.float64)]


@dataclass(frozen=True, slots=True, eq=False)
class _Alike:
    """Existing customers of the same number of repeats, whose distributions have the same shape.

    Attributes:
        repeats: of each kind.
        is_valued: whether something is known of the value of the kind's purchases.
        which: the kind of each customer.
        by_table: there are so many customers for each kind that tables are worth their while.
    """

    repeats: Floats
    is_valued: Truths
    which: Wholes
    by_table: bool

    @classmethod
    def of(cls, known: Known, existing: int, rows: Wholes) -> Self:
        """The kinds of all that are known, and those of some rows."""
        pairs = np.stack((known.repeats.x, known.mean_value > 0))
        kinds, which = np.unique(pairs, axis=1, return_inverse=True)
        many = existing >= draws.CELLS * kinds.shape[1]
        return cls(kinds[0], kinds[1] > 0, which.ravel()[rows], many)

    def __call__(
        self, inverse: Callable[..., Floats], uniform: Floats, *parameters: Floats
    ) -> Floats:
        """Variates from parameters by kind."""
        if self.by_table:
            return draws.Table.of(inverse, *parameters)(uniform, self.which)
        return inverse(uniform, *(each[self.which] for each in parameters))


def _new(market: Market, uniforms: Floats, arrival: Floats) -> list[Floats]:
    """The same columns from the prior, at the time when each customer comes."""
    model, value = market.purchases, market.value
    rate_uniform, leaving_uniform, value_uniform, wait_uniform = uniforms
    expected = market.arrivals
    starts = np.interp(arrival * expected[-1], expected, market.clock.elapsed)
    rate = draws.Table.of(draws.gamma, model.r)(rate_uniform) / model.alpha * market.level
    left = np.zeros(len(rate))
    if isinstance(model, ParetoNbd):
        pace = draws.Table.of(draws.gamma, model.s)(leaving_uniform) / model.beta
        leaves, chance = starts + draws.exponential(wait_uniform) / pace, left
    else:
        leaves, chance = left + np.inf, draws.beta(leaving_uniform, model.a, model.b)
    if market.together:
        score = draws.normal(rate_uniform) * market.together
        score += draws.normal(value_uniform) * np.sqrt(1 - market.together**2)
        value_uniform = special.ndtr(score)
    scale = value.v / draws.Table.of(draws.gamma, value.q)(1 - value_uniform)
    return [starts, rate, leaves, chance, scale, left + 1]


def _waiting(uniform: Floats, share: Floats) -> Floats:
    """Unit exponentials from uniforms below a share: the rest of the draw is uniform again."""
    rest = np.divide(uniform, share, out=np.ones_like(uniform), where=share > 0)
    return draws.exponential(np.minimum(rest, 1.0 - 2.0**-33))


def _rows(seen: Repeats, rows: Wholes) -> Repeats:
    return Repeats(seen.repeats[rows], seen.last[rows], seen.age[rows], seen.customers[rows])
