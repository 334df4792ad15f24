"""A scenario from a shop's orders: the whole way from facts to a graded record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np

from dsl.ledger.facts import Purchased
from dsl.program.program import Program
from dsl.program.words_of_amounts import counted_words
from dsl.values.calendar import zone
from simulator.calibration.assortment import AssortmentCollector
from simulator.calibration.customer_groups import (
    SMALLEST_GROUP,
    WHERE,
    CustomerGroups,
    Where,
    groups_found,
)
from simulator.calibration.customer_parts import Margin, RenewalsPart
from simulator.calibration.grade import Evidence, grade, grade_with_groups
from simulator.calibration.purchases import PurchaseCollector, Purchases
from simulator.calibration.renewals import FEWEST_RENEWALS, RenewalCollector
from simulator.calibration.scenario import GroupPart, Period, Scenario, Source
from simulator.calibration.shifted_beta_geometric import of_one_group
from simulator.calibration.to_parts import (
    Learnt,
    basket_part,
    customer_parts,
    renewals_part,
    rounded,
)
from simulator.orders.history import History
from simulator.orders.orders_error import OrdersError
from simulator.orders.report import ImportReport

FEWEST_CUSTOMERS = 30
FEWEST_REPEATS = 20
SHORTEST_DAYS = 91

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
        groups_by: where they bought first: customers may be in groups by it.
        today: orders of later days are told in the grade; None: of whatever day they are.
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
    groups_by: tuple[Where, ...] = WHERE
    today: date | None = None


class _Collected(NamedTuple):
    """What a history is gathered in, fact by fact."""

    purchases: PurchaseCollector
    assortment: AssortmentCollector
    paying: RenewalCollector | None


def scenario_from_history(
    history: History, stated: Stated, progress: Progress, *, groups_above: int = SMALLEST_GROUP
) -> Scenario:
    """The scenario that a history tells, graded.

    Args:
        history: to be gone through.
        stated: what it does not tell.
        progress: is told how far it is.
        groups_above: groups of customers who behave differently are told apart where each has more.

    Raises:
        OrdersError: the history tells too little.
    """
    collected = _collect(history, stated, progress)
    purchases = collected.purchases.purchases()
    try:
        _check_enough(purchases, stated)
    except OrdersError as problem:
        raise history.left_out.told_with(problem) from problem
    found = groups_found(purchases, collected.purchases, by=stated.groups_by, above=groups_above)
    steps = 1 + (len(found.names) if found else 0)
    progress("Fitting", 0, steps)
    whole = Learnt.of(purchases)
    report = history.report()
    identified = report.identified_sales_minor / report.sales_minor if report.sales_minor else 0.0
    groups = []
    for number in range(steps - 1):
        progress("Fitting", 1 + number, steps)
        assert found is not None, "its groups are the steps"
        groups.append(_group(collected, purchases, found, number, identified, stated.currency))
    evidence = replace(
        _evidence(whole, identified),
        doubtful_amount=_doubtful_amount(report),
        days_ahead=_days_ahead(purchases, stated),
    )
    graded = grade(evidence)
    return Scenario(
        name=stated.name,
        currency=stated.currency,
        time_zone=stated.time_zone,
        period=Period(
            first_day=date.fromordinal(purchases.first_day),
            last_day=date.fromordinal(purchases.last_day),
        ),
        identified_share=rounded(identified),
        grade=grade_with_groups(graded, groups),
        margin=stated.margin,
        **customer_parts(whole, stated.currency),
        basket=basket_part(collected.assortment, stated.currency),
        renewals=_renewals(stated, collected.paying, purchases.last_day),
        groups=tuple(groups),
        sources=(*stated.sources, *_source_of(found)),
        data_sha256=stated.data_sha256,
    )


def _group(
    collected: _Collected,
    purchases: Purchases,
    found: CustomerGroups,
    number: int,
    identified: float,
    currency: str,
) -> GroupPart:
    """What the orders tell about one group alone."""
    chosen = found.group == number
    theirs = replace(purchases.of_customers(chosen), accounts=0, returned_whole=0)
    learnt = Learnt.of(theirs)
    named = np.zeros(len(collected.purchases.customers), np.bool_)
    named[theirs.named] = True
    return GroupPart(
        name=found.names[number],
        grade=grade(_evidence(learnt, identified)),
        **customer_parts(learnt, currency),
        basket=basket_part(collected.assortment, currency, named),
    )


def _evidence(learnt: Learnt, identified: float) -> Evidence:
    return Evidence(
        learnt.behaviour, learnt.tried, learnt.purchases.days, identified, learnt.far_out_share
    )


def _doubtful_amount(report: ImportReport) -> str:
    """The first amount that may be read wrongly: nobody said how, or the file says otherwise."""
    doubtful = (each for each in report.doubtful_amounts if each.against or not each.is_stated)
    return next((each.written for each in doubtful), "")


def _days_ahead(purchases: Purchases, stated: Stated) -> int:
    return max(0, purchases.last_day - stated.today.toordinal()) if stated.today else 0


def _source_of(found: CustomerGroups | None) -> Iterator[Source]:
    if found is not None:
        yield Source(what="groups of customers", source=f"the {found.by} of their first order")


def _collect(history: History, stated: Stated, progress: Progress) -> _Collected:
    local = zone(stated.time_zone)
    purchases, assortment = PurchaseCollector(local), AssortmentCollector()
    paying = RenewalCollector.of(stated.program, local) if stated.program else None
    for number, fact in enumerate(history.facts, 1):
        purchases.add(fact)
        if isinstance(fact, Purchased):
            assortment.add(fact, purchases.customers[fact.member])
        if paying is not None:
            paying.add(fact)
        if number % FACTS_BETWEEN_REPORTS == 0:
            progress("Reading purchases", number, history.rows)
    return _Collected(purchases, assortment, paying)


def _check_enough(purchases: Purchases, stated: Stated) -> None:
    """Refuse a history that cannot carry any forecast."""
    customers, repeats = purchases.customers, len(purchases.day) - purchases.customers
    instead = "start from five figures instead; `perkwright calibrate --help` names them"
    if customers < FEWEST_CUSTOMERS:
        raise OrdersError(
            f"these orders name {counted_words(customers, 'customer')}, and {FEWEST_CUSTOMERS} or "
            "more are needed",
            place=stated.place,
            cause="How often people come back differs from one to the next; a few tell nothing.",
            fix=f"give orders that name more customers, or {instead}",
        )
    if purchases.days < SHORTEST_DAYS:
        raise OrdersError(
            f"these orders cover {counted_words(purchases.days, 'day')}, and {SHORTEST_DAYS} or "
            "more are needed",
            place=stated.place,
            cause="Who does not come back for weeks cannot be told from who has left.",
            fix=f"give a longer history, or {instead}",
        )
    if repeats < FEWEST_REPEATS:
        raise OrdersError(
            f"of {customers:,} customers hardly anybody bought again: "
            f"{counted_words(repeats, 'time')} in all, and {FEWEST_REPEATS} or more are needed",
            place=stated.place,
            cause="Does each order carry a customer id of its own? Then nobody can come back.",
            fix=f"map the column that is the same whenever one customer buys, or {instead}",
        )


def _renewals(
    stated: Stated, paying: RenewalCollector | None, last_day: int
) -> RenewalsPart | None:
    told = paying.found(last_day) if paying else None
    if stated.renewals:
        return renewals_part(*of_one_group(np.array(stated.renewals, dtype=np.int64)))
    if told is None or not told.lost or told.decisions < FEWEST_RENEWALS:
        return None
    return renewals_part(*(np.array(each, dtype=np.int64) for each in (told.lost, told.kept)))
