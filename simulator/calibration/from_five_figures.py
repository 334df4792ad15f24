"""A scenario from five figures of an owner who has no orders at hand, graded D.

What the figures do not tell comes from the sector, and is unsure by so much that a forecast's
interval shows it.
"""

from dataclasses import dataclass
from fractions import Fraction

from simulator.calibration.acquisition import WEEKS_IN_YEAR
from simulator.calibration.customer_parts import (
    AcquisitionPart,
    BehaviourPart,
    CustomersPart,
    Margin,
    ParetoNbdPart,
    SeasonsPart,
    SpendPart,
)
from simulator.calibration.scenario import GradePart, Reason, Scenario, Source
from simulator.calibration.scenario_values import Covariance, minor_of, money_text
from simulator.calibration.sectors import SECTORS, Sector

MONTHS = (1.0,) * 12

# Variances of logarithms, our assumption. Shape and weeks of a rate go together, so that the
# rate itself is unsure by 20% (coming back) and 40% (leaving), its spread among customers by more.
_BEHAVIOUR: Covariance = (
    (0.16, 0.16, 0.0, 0.0),
    (0.16, 0.20, 0.0, 0.0),
    (0.0, 0.0, 0.25, 0.25),
    (0.0, 0.0, 0.25, 0.41),
)
# The owner's average purchase is taken as right within 10%.
_SPEND: Covariance = ((0.10, 0.0, -0.10), (0.0, 0.01, 0.0), (-0.10, 0.0, 0.11))
_ACQUISITION: Covariance = ((0.0625, 0.0), (0.0, 0.01))


@dataclass(frozen=True, slots=True, kw_only=True)
class FiveFigures:
    """What an owner knows without looking anything up.

    Attributes:
        purchase: what a purchase is worth on average, with its currency.
        visits_per_year: purchases a year of an average customer.
        margin: what is left of a sale, as a share of it.
        customers: people who buy there, by name or not.
        sector: a name of `SECTORS`.
    """

    purchase: str
    visits_per_year: Fraction
    margin: str
    customers: int
    sector: str = "other"


def scenario_from_five_figures(figures: FiveFigures, time_zone: str) -> Scenario:
    """The scenario of a shop like others of its sector, with the owner's figures."""
    sector = SECTORS[figures.sector]
    currency = figures.purchase.split(" ")[1]
    purchase_minor = minor_of(figures.purchase)
    mean = float(Fraction(figures.purchase.split(" ")[0]))
    p, q = sector.purchase_shape, sector.customer_shape
    return Scenario(
        name=f"A shop like others ({figures.sector})",
        currency=currency,
        time_zone=time_zone,
        identified_share=1.0,
        grade=GradePart(
            letter="D",
            reasons=(
                Reason(
                    at_best="D",
                    found="the owner's five figures and what is usual in the sector stand in for "
                    "orders",
                    remedy="the orders of half a year or more",
                ),
            ),
        ),
        margin=Margin(rate=figures.margin, source="the owner"),
        customers=CustomersPart(known=figures.customers, here_now=float(figures.customers)),
        behaviour=_behaviour(sector, figures.visits_per_year),
        spend=SpendPart(
            p=p,
            q=q,
            v=mean * (q - 1) / p,
            covariance=_SPEND,
            mean_purchase=money_text(purchase_minor, currency),
        ),
        seasons=SeasonsPart(months=MONTHS, weekdays=_level(sector.weekdays)),
        acquisition=AcquisitionPart(
            weekly=figures.customers * sector.lost_in_year / WEEKS_IN_YEAR,
            covariance=_ACQUISITION,
        ),
        sources=_sources(sector),
    )


def _behaviour(sector: Sector, visits_per_year: Fraction) -> BehaviourPart:
    """Rates whose average is the owner's, and that lose the sector's share in a year."""
    r, s = sector.differing, sector.leaving
    left_in_year = 1 - sector.lost_in_year
    return BehaviourPart(
        model="pareto_nbd",
        pareto_nbd=ParetoNbdPart(
            r=r,
            alpha=r * WEEKS_IN_YEAR / float(visits_per_year),
            s=s,
            beta=WEEKS_IN_YEAR / (left_in_year ** (-1 / s) - 1),
            covariance=_BEHAVIOUR,
        ),
    )


def _level(weekdays: tuple[float, ...]) -> tuple[float, ...]:
    """Indices with mean 1."""
    return tuple(index * len(weekdays) / sum(weekdays) for index in weekdays)


def _sources(sector: Sector) -> tuple[Source, ...]:
    return (
        Source(what="average purchase, visits, margin, customers, currency", source="the owner"),
        Source(what="how customers differ and leave", source=sector.behaviour_source),
        Source(what="how purchases differ in worth", source=sector.spend_source),
        Source(what="weekdays", source=sector.weekdays_source),
        Source(what="months", source="our assumption: none busier than others"),
        Source(
            what="new customers",
            source="our assumption: as many come as leave in their first year",
        ),
        Source(what="how unsure these are", source="our assumption"),
    )
