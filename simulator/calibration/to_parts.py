"""What the orders of some customers tell, as the parts of a scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import numpy as np

from dsl.values.currencies import DECIMALS
from simulator.calibration.acquisition import acquisition_found
from simulator.calibration.assortment import AssortmentCollector
from simulator.calibration.backtest import Backtest, backtest
from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.customer_parts import (
    AcquisitionPart,
    BacktestPart,
    BasketPart,
    BehaviourPart,
    BgNbdPart,
    CustomersPart,
    OriginPart,
    ParetoNbdPart,
    Product,
    RenewalsPart,
    SeasonsPart,
    SpendPart,
    State,
)
from simulator.calibration.customer_states import customer_states
from simulator.calibration.dependence import dependence
from simulator.calibration.far_out import FarOut, far_out
from simulator.calibration.gamma_gamma import fit_gamma_gamma
from simulator.calibration.likelihood import Fit
from simulator.calibration.purchases import Chosen, Purchases
from simulator.calibration.repeat_behaviour import RepeatBehaviour, fit_behaviour, run_in_ends
from simulator.calibration.scenario_values import Covariance, money_text
from simulator.calibration.seasons import MONTHS_KNOWN_FROM_DAYS, WEEKDAYS_KNOWN_FROM_DAYS
from simulator.calibration.shifted_beta_geometric import fit_shifted_beta_geometric

_DIGITS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What is learnt from the purchases of a shop, or of one group of its customers.

    Attributes:
        beyond: purchases of another kind.
    """

    purchases: Purchases
    behaviour: RepeatBehaviour
    tried: Backtest
    beyond: FarOut

    @classmethod
    def of(cls, purchases: Purchases) -> "Learnt":
        """Fit the models, and try them on the past."""
        return cls(
            purchases,
            fit_behaviour(purchases),
            backtest(purchases),
            far_out(purchases.spend_minor),
        )

    @property
    def far_out_share(self) -> float:
        """Of sales, what purchases of another kind hold."""
        return self.beyond.sum_minor / int(self.purchases.spend_minor.sum())


class CustomerParts(TypedDict):
    """The parts of a scenario, or of a group in it, that purchases tell."""

    customers: CustomersPart
    behaviour: BehaviourPart
    spend: SpendPart
    seasons: SeasonsPart
    acquisition: AcquisitionPart
    backtest: BacktestPart


def customer_parts(learnt: Learnt, currency: str) -> CustomerParts:
    """What is learnt, with the digits that a scenario keeps."""
    return CustomerParts(
        customers=_customers(learnt, currency),
        behaviour=_behaviour(learnt.behaviour, learnt.tried),
        spend=_spend(learnt.purchases, learnt.beyond, currency),
        seasons=_seasons(learnt.behaviour, learnt.purchases.days),
        acquisition=_acquisition(learnt.purchases, learnt.behaviour),
        backtest=_backtest(learnt.tried),
    )


def basket_part(
    assortment: AssortmentCollector, currency: str, some: Chosen | None = None
) -> BasketPart:
    """What is bought by all customers, or by some."""
    sold = assortment.products(some)
    lines = sum(one.lines for _, one in sold)
    return BasketPart(
        sizes=_all_rounded(assortment.basket_sizes(some)),
        products=tuple(
            Product(
                sku=name.sku,
                category=name.category,
                brand=name.brand,
                labels=name.labels,
                gift_card=name.is_gift_card,
                share_of_lines=rounded(one.lines / lines),
                price=money_text(one.price_minor, currency),
                pieces=rounded(one.quantity / one.lines),
            )
            for name, one in sold
        ),
    )


def renewals_part(lost: Wholes, kept: Wholes) -> RenewalsPart:
    """How many members are lost and kept at the first renewal, the second, ..."""
    _, fit = fit_shifted_beta_geometric(lost, kept)
    alpha, beta = _all_rounded(fit.parameters)
    return RenewalsPart(alpha=alpha, beta=beta, covariance=_covariance(fit.covariance))


def rounded(value: float) -> float:
    """The digits that a scenario keeps."""
    return float(f"{value:.{_DIGITS}g}")


def _all_rounded(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(map(rounded, values))


def _covariance(covariance: Floats) -> Covariance:
    return tuple(_all_rounded(row) for row in covariance.tolist())


def _customers(learnt: Learnt, currency: str) -> CustomersPart:
    purchases, behaviour, tried = learnt.purchases, learnt.behaviour, learnt.tried
    seen = purchases.repeats(behaviour.seasons.weeks_at(purchases.first_day, purchases.last_day))
    model = behaviour.pareto_nbd if tried.model == "pareto_nbd" else behaviour.bg_nbd
    groups = customer_states(seen, purchases.mean_spend_minor())
    states = (
        State(
            customers=int(groups.customers[row]),
            repeats=rounded(groups.repeats[row]),
            last=rounded(groups.last[row]),
            age=rounded(groups.age[row]),
            mean_purchase=money_text(round(groups.mean_spend_minor[row]), currency),
        )
        for row in range(len(groups.customers))
    )
    return CustomersPart(
        known=purchases.customers,
        here_now=rounded(seen.total(model.probability_alive(seen))),
        fitted=behaviour.fitted_customers,
        repeats=behaviour.repeats,
        accounts=purchases.accounts,
        returned_whole=purchases.returned_whole,
        states=tuple(states),
    )


def _behaviour(behaviour: RepeatBehaviour, tried: Backtest) -> BehaviourPart:
    def named(names: str, fit: Fit) -> dict[str, object]:
        return {
            **dict(zip(names.split(), _all_rounded(fit.parameters), strict=True)),
            "covariance": _covariance(fit.covariance),
            "log_likelihood": round(fit.log_likelihood, 2),
            "soft_prior": fit.is_soft,
        }

    pareto_nbd = named("r alpha s beta", behaviour.pareto_nbd_fit)
    bg_nbd = named("r alpha a b", behaviour.bg_nbd_fit)
    return BehaviourPart(
        model=tried.model,
        pareto_nbd=ParetoNbdPart.model_validate(pareto_nbd),
        bg_nbd=BgNbdPart.model_validate(bg_nbd),
    )


def _spend(purchases: Purchases, beyond: FarOut, currency: str) -> SpendPart:
    """What purchases are worth; how it goes with their number is asked of repeat buyers."""
    means = purchases.mean_spend_minor() / 10 ** DECIMALS[currency]
    counts = purchases.counts().astype(np.float64)
    _, fit = fit_gamma_gamma(counts, means)
    again = counts > 1
    tie = dependence(counts[again], means[again])
    p, q, v = _all_rounded(fit.parameters)
    total, number = int(purchases.spend_minor.sum()), len(purchases.spend_minor)
    return SpendPart(
        p=p,
        q=q,
        v=v,
        covariance=_covariance(fit.covariance),
        mean_purchase=money_text((2 * total + number) // (2 * number), currency),
        correlation=rounded(tie.correlation),
        rank_correlation=rounded(tie.rank_correlation),
        independence_probability=rounded(tie.probability),
        far_out=beyond.purchases,
        far_out_above=money_text(beyond.above_minor, currency) if beyond.purchases else None,
        far_out_share=rounded(beyond.sum_minor / total),
        soft_prior=fit.is_soft,
    )


def _seasons(behaviour: RepeatBehaviour, days: int) -> SeasonsPart:
    return SeasonsPart(
        months=_all_rounded(behaviour.seasons.months),
        weekdays=_all_rounded(behaviour.seasons.weekdays),
        months_known=days >= MONTHS_KNOWN_FROM_DAYS,
        weekdays_known=days >= WEEKDAYS_KNOWN_FROM_DAYS,
    )


def _acquisition(purchases: Purchases, behaviour: RepeatBehaviour) -> AcquisitionPart:
    found = acquisition_found(
        purchases.first_days, run_in_ends(purchases), purchases.last_day, behaviour.seasons
    )
    return AcquisitionPart(
        weekly=rounded(found.weekly),
        yearly_growth=rounded(found.yearly_growth),
        spread=rounded(found.spread),
        covariance=_covariance(found.covariance),
    )


def _backtest(tried: Backtest) -> BacktestPart:
    return BacktestPart(
        origins=tuple(
            OriginPart(
                day=date.fromordinal(origin.day),
                days=origin.days,
                forecast=rounded(origin.forecast(tried.model)),
                actual=origin.actual,
            )
            for origin in tried.origins
        ),
        level=rounded(tried.level),
        spread=rounded(tried.spread),
        largest_error=rounded(tried.largest_error),
    )
