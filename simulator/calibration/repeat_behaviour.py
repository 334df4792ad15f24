"""How often customers come back: both models of repeat purchases, in the time of the seasons.

The first purchase seen of a customer is the first of all only if the history shows the beginning.
So the models are fitted to customers who came after the history's first weeks, and used for all.
"""

from dataclasses import dataclass

import numpy as np

from simulator.calibration.bg_nbd import BgNbd, fit_bg_nbd
from simulator.calibration.columns import DAYS_IN_WEEK
from simulator.calibration.likelihood import Fit
from simulator.calibration.pareto_nbd import ParetoNbd, fit_pareto_nbd
from simulator.calibration.purchases import Purchases
from simulator.calibration.seasons import MONTHS_KNOWN_FROM_DAYS, Seasons, seasons_found

RUN_IN_DAYS = 91
RUN_IN_PART = 4
NEWCOMERS_NEEDED = 100
NEWCOMERS_ONE_IN = 5
"""New are customers first seen after 91 days, or after a quarter of a shorter history. If they are
fewer than 100 or than one in five, all customers are taken for new."""

FITTED_CUSTOMERS = 20_000
"""Of more customers every second, third, ... is fitted: the parameters are then sure enough."""

RepeatModel = BgNbd | ParetoNbd


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RepeatBehaviour:
    """The fitted models.

    Attributes:
        new_since: ordinal of the day from which a first purchase seen is taken for the first one.
        firsts_known: there were enough customers after the history's first weeks to fit them alone.
        fitted_customers: how many customers the parameters come from.
        repeats: repeat purchases of those.
    """

    seasons: Seasons
    new_since: int
    firsts_known: bool
    fitted_customers: int
    repeats: int
    bg_nbd: BgNbd
    bg_nbd_fit: Fit
    pareto_nbd: ParetoNbd
    pareto_nbd_fit: Fit

    def forecast(self, model: RepeatModel, purchases: Purchases, days: int) -> float:
        """Purchases that the customers of a history make in the days after it."""
        seen = purchases.repeats(self.seasons.weeks_at(purchases.first_day, purchases.last_day))
        ahead = np.arange(purchases.last_day + 1, purchases.last_day + 1 + days)
        weeks = float(self.seasons.index(ahead).sum()) / DAYS_IN_WEEK
        return seen.total(model.conditional_expectation(seen, weeks))


def fit_behaviour(purchases: Purchases) -> RepeatBehaviour:
    """Fit both models to a history."""
    new_since, known = _new_since(purchases)
    newcomers = _thinned(purchases.of_customers(purchases.first_days >= new_since))
    seasons = _seasons(purchases, newcomers)
    seen = newcomers.repeats(seasons.weeks_at(newcomers.first_day, newcomers.last_day))
    bg_nbd, bg_nbd_fit = fit_bg_nbd(seen)
    pareto_nbd, pareto_nbd_fit = fit_pareto_nbd(seen)
    return RepeatBehaviour(
        seasons=seasons,
        new_since=new_since,
        firsts_known=known,
        fitted_customers=newcomers.customers,
        repeats=int(seen.repeats.sum()),
        bg_nbd=bg_nbd,
        bg_nbd_fit=bg_nbd_fit,
        pareto_nbd=pareto_nbd,
        pareto_nbd_fit=pareto_nbd_fit,
    )


def run_in_ends(purchases: Purchases) -> int:
    """The day from which most first purchases seen are the first of all."""
    return purchases.first_day + min(RUN_IN_DAYS, purchases.days // RUN_IN_PART)


def _new_since(purchases: Purchases) -> tuple[int, bool]:
    """The day from which customers are new, and whether enough of them came after the run-in."""
    day = run_in_ends(purchases)
    newcomers = int(np.count_nonzero(purchases.first_days >= day))
    if newcomers >= max(NEWCOMERS_NEEDED, purchases.customers / NEWCOMERS_ONE_IN):
        return day, True
    return purchases.first_day, False


def _thinned(purchases: Purchases) -> Purchases:
    step = -(-purchases.customers // FITTED_CUSTOMERS)
    if step <= 1:
        return purchases
    return purchases.of_customers(np.arange(purchases.customers) % step == 0)


def _seasons(purchases: Purchases, newcomers: Purchases) -> Seasons:
    """The seasons of a history; months need a first fit without them."""
    if purchases.days < MONTHS_KNOWN_FROM_DAYS:
        return seasons_found(purchases, newcomers, np.zeros_like)
    plain = newcomers.repeats(Seasons().weeks_at(newcomers.first_day, newcomers.last_day))
    model, _ = fit_bg_nbd(plain)
    return seasons_found(purchases, newcomers, model.expected)
