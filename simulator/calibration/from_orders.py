"""A scenario from a shop's orders: the whole way from facts to a graded record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dsl.program.program import Program
from dsl.values.calendar import zone
from dsl.values.currencies import DECIMALS
from simulator.calibration.acquisition import acquisition_found
from simulator.calibration.assortment import AssortmentCollector
from simulator.calibration.backtest import Backtest, backtest
from simulator.calibration.columns import Floats
from simulator.calibration.customer_parts import (
    AcquisitionPart,
    BacktestPart,
    BasketPart,
    BehaviourPart,
    BgNbdPart,
    CustomersPart,
    Margin,
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
from simulator.calibration.grade import Evidence, grade
from simulator.calibration.likelihood import Fit
from simulator.calibration.purchases import PurchaseCollector, Purchases
from simulator.calibration.renewals import FEWEST_RENEWALS, RenewalCollector, Renewals
from simulator.calibration.repeat_behaviour import RepeatBehaviour, fit_behaviour, run_in_ends
from simulator.calibration.repeats import Repeats
from simulator.calibration.scenario import Period, Scenario, Source
from simulator.calibration.scenario_values import Covariance, money_text
from simulator.calibration.seasons import MONTHS_KNOWN_FROM_DAYS, WEEKDAYS_KNOWN_FROM_DAYS
from simulator.calibration.shifted_beta_geometric import fit_shifted_beta_geometric, of_one_group
from simulator.orders.history import History
from simulator.orders.orders_error import OrdersError

FEWEST_CUSTOMERS = 30
FEWEST_REPEATS = 20
SHORTEST_DAYS = 91
_DIGITS = 6

Progress = Callable[[str, int, int], None]
FACTS_BETWEEN_REPORTS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the orders do not tell.

    Attributes:
        name: what the scenario is called.
        place: the file of orders, for messages.
        renewals: members of a paid membership who joined together: how many there were at the
            start and after each renewal; empty where there is none.
        program: whose memberships the facts of the history are about; None: there are no facts.
    """

    name: str
    place: str
    currency: str
    time_zone: str
    sources: tuple[Source, ...]
    data_sha256: str
    margin: Margin | None = None
    renewals: tuple[int, ...] = ()
    program: Program | None = None


def scenario_from_history(history: History, stated: Stated, progress: Progress) -> Scenario:
    """The scenario that a history tells, graded.

    Raises:
        OrdersError: the history tells too little.
    """
    purchases, assortment, paying = _collect(history, stated, progress)
    _check_enough(purchases, stated)
    progress("Fitting", 0, 0)
    behaviour = fit_behaviour(purchases)
    progress("Trying on the past", 0, 0)
    tried = backtest(purchases)
    report = history.report()
    identified = report.identified_sales_minor / report.sales_minor if report.sales_minor else 0.0
    beyond = far_out(purchases.spend_minor)
    sales_minor = int(purchases.spend_minor.sum())
    evidence = Evidence(
        behaviour, tried, purchases.days, identified, beyond.sum_minor / sales_minor
    )
    seen = purchases.repeats(behaviour.seasons.weeks_at(purchases.first_day, purchases.last_day))
    return Scenario(
        name=stated.name,
        currency=stated.currency,
        time_zone=stated.time_zone,
        period=Period(
            first_day=date.fromordinal(purchases.first_day),
            last_day=date.fromordinal(purchases.last_day),
        ),
        identified_share=_rounded(identified),
        grade=grade(evidence),
        margin=stated.margin,
        customers=_customers(purchases, seen, behaviour, tried, stated.currency),
        behaviour=_behaviour(behaviour, tried),
        spend=_spend(purchases, beyond, stated.currency),
        seasons=_seasons(behaviour, purchases.days),
        acquisition=_acquisition(purchases, behaviour),
        basket=_basket(assortment, stated.currency),
        renewals=_renewals(stated, paying.found(purchases.last_day) if paying else None),
        backtest=_backtest(tried),
        sources=stated.sources,
        data_sha256=stated.data_sha256,
    )


def _collect(
    history: History, stated: Stated, progress: Progress
) -> tuple[Purchases, AssortmentCollector, RenewalCollector | None]:
    local = zone(stated.time_zone)
    purchases, assortment = PurchaseCollector(local), AssortmentCollector()
    paying = RenewalCollector.of(stated.program, local) if stated.program else None
    for number, fact in enumerate(history.facts, 1):
        purchases.add(fact)
        assortment.add(fact)
        if paying is not None:
            paying.add(fact)
        if number % FACTS_BETWEEN_REPORTS == 0:
            progress("Reading purchases", number, history.rows)
    return purchases.purchases(), assortment, paying


def _check_enough(purchases: Purchases, stated: Stated) -> None:
    """Refuse a history that cannot carry any forecast."""
    customers, repeats = purchases.customers, len(purchases.day) - purchases.customers
    instead = "start from five figures instead; `perkwright calibrate --help` names them"
    if customers < FEWEST_CUSTOMERS:
        raise OrdersError(
            f"these orders name {customers:,} customers, and {FEWEST_CUSTOMERS} or more are needed",
            place=stated.place,
            cause="How often people come back differs from one to the next; a few tell nothing.",
            fix=f"give orders that name more customers, or {instead}",
        )
    if purchases.days < SHORTEST_DAYS:
        raise OrdersError(
            f"these orders cover {purchases.days} days, and {SHORTEST_DAYS} or more are needed",
            place=stated.place,
            cause="Who does not come back for weeks cannot be told from who has left.",
            fix=f"give a longer history, or {instead}",
        )
    if repeats < FEWEST_REPEATS:
        raise OrdersError(
            f"of {customers:,} customers hardly anybody bought again: {repeats} times in all,"
            f" and {FEWEST_REPEATS} or more are needed",
            place=stated.place,
            cause="Does each order carry a customer id of its own? Then nobody can come back.",
            fix=f"map the column that is the same whenever one customer buys, or {instead}",
        )


def _rounded(value: float) -> float:
    """The digits that a scenario keeps."""
    return float(f"{value:.{_DIGITS}g}")


def _all_rounded(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(map(_rounded, values))


def _covariance(covariance: Floats) -> Covariance:
    return tuple(_all_rounded(row) for row in covariance.tolist())


def _customers(
    purchases: Purchases,
    seen: Repeats,
    behaviour: RepeatBehaviour,
    tried: Backtest,
    currency: str,
) -> CustomersPart:
    model = behaviour.pareto_nbd if tried.model == "pareto_nbd" else behaviour.bg_nbd
    groups = customer_states(seen, purchases.mean_spend_minor())
    states = (
        State(
            customers=int(groups.customers[row]),
            repeats=_rounded(groups.repeats[row]),
            last=_rounded(groups.last[row]),
            age=_rounded(groups.age[row]),
            mean_purchase=money_text(round(groups.mean_spend_minor[row]), currency),
        )
        for row in range(len(groups.customers))
    )
    return CustomersPart(
        known=purchases.customers,
        here_now=_rounded(seen.total(model.probability_alive(seen))),
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
        correlation=_rounded(tie.correlation),
        rank_correlation=_rounded(tie.rank_correlation),
        independence_probability=_rounded(tie.probability),
        far_out=beyond.purchases,
        far_out_above=money_text(beyond.above_minor, currency) if beyond.purchases else None,
        far_out_share=_rounded(beyond.sum_minor / total),
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
        weekly=_rounded(found.weekly),
        yearly_growth=_rounded(found.yearly_growth),
        spread=_rounded(found.spread),
        covariance=_covariance(found.covariance),
    )


def _basket(assortment: AssortmentCollector, currency: str) -> BasketPart:
    sold = assortment.products()
    lines = sum(one.lines for _, one in sold)
    return BasketPart(
        sizes=_all_rounded(assortment.basket_sizes()),
        products=tuple(
            Product(
                sku=name.sku,
                category=name.category,
                brand=name.brand,
                labels=name.labels,
                gift_card=name.is_gift_card,
                share_of_lines=_rounded(one.lines / lines),
                price=money_text(one.price_minor, currency),
                pieces=_rounded(one.quantity / one.lines),
            )
            for name, one in sold
        ),
    )


def _renewals(stated: Stated, told: Renewals | None) -> RenewalsPart | None:
    if stated.renewals:
        lost, kept = of_one_group(np.array(stated.renewals, dtype=np.int64))
    elif told is not None and told.lost and told.decisions >= FEWEST_RENEWALS:
        lost, kept = (np.array(each, dtype=np.int64) for each in (told.lost, told.kept))
    else:
        return None
    _, fit = fit_shifted_beta_geometric(lost, kept)
    alpha, beta = _all_rounded(fit.parameters)
    return RenewalsPart(alpha=alpha, beta=beta, covariance=_covariance(fit.covariance))


def _backtest(tried: Backtest) -> BacktestPart:
    return BacktestPart(
        origins=tuple(
            OriginPart(
                day=date.fromordinal(origin.day),
                days=origin.days,
                forecast=_rounded(origin.forecast(tried.model)),
                actual=origin.actual,
            )
            for origin in tried.origins
        ),
        level=_rounded(tried.level),
        spread=_rounded(tried.spread),
        largest_error=_rounded(tried.largest_error),
    )
