"""The assumptions about people in an owner's words."""

from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from math import isfinite
from typing import NamedTuple

from designer.report.figures import number, percents, shortest
from designer.workbench.refusal import Refusal


class Kind(Enum):
    """How an assumption's figure is written."""

    CHANGE = auto()
    SHARE = auto()
    DAYS = auto()
    NUMBER = auto()


class _Words(NamedTuple):
    name: str
    kind: Kind


_WORDS = {
    "frequency": _Words("Extra visits of members", Kind.CHANGE),
    "novelty_half_life_days": _Words("Novelty is half gone after", Kind.DAYS),
    "novelty_floor": _Words("Of the first effect stays", Kind.SHARE),
    "basket": _Words("Larger purchases of members", Kind.CHANGE),
    "attrition": _Words("Members leave, times as often", Kind.NUMBER),
    "goal_gradient": _Words("Extra visits near a reward", Kind.CHANGE),
    "goal_gradient_power": _Words("How late a near reward pulls", Kind.NUMBER),
    "redemption_momentum": _Words("Extra visits after redeeming", Kind.CHANGE),
    "redemption_momentum_days": _Words("Lift after redeeming lasts", Kind.DAYS),
    "post_reward_reset": _Words("Fewer visits after a reward", Kind.SHARE),
    "post_reward_reset_days": _Words("Drop after a reward lasts", Kind.DAYS),
    "tier_pull": _Words("Extra visits in the top tier", Kind.CHANGE),
    "demotion": _Words("Fewer visits after a lost tier", Kind.SHARE),
    "demotion_days": _Words("A lost tier is felt for", Kind.DAYS),
    "paid_frequency": _Words("Extra visits of paying members", Kind.CHANGE),
    "paid_basket": _Words("Larger orders of paying members", Kind.CHANGE),
    "join": _Words("Join at a purchase", Kind.SHARE),
    "join_by_activity": _Words("Regulars join more readily", Kind.NUMBER),
    "join_by_gift": _Words("A gift for joining helps", Kind.NUMBER),
    "join_by_paying": _Words("Join for a fee, at a purchase", Kind.SHARE),
    "knows_balance": _Words("Know what they have", Kind.SHARE),
    "redeem_first": _Words("Ready to redeem, first figure", Kind.NUMBER),
    "redeem_second": _Words("Ready to redeem, second figure", Kind.NUMBER),
    "renewal_first": _Words("End a paid term, first figure", Kind.NUMBER),
    "renewal_second": _Words("End a paid term, second figure", Kind.NUMBER),
    "price_elasticity": _Words("Buy more at lower prices", Kind.NUMBER),
    "most_response": _Words("Most a customer changes, times", Kind.NUMBER),
    "least_response": _Words("Least that is left, times", Kind.NUMBER),
}


def assumption_name(name: str) -> str:
    """What an owner calls an assumption; what the table calls it where it is not known."""
    known = _WORDS.get(name)
    return known.name if known else name.replace("_", " ")


def assumption_kind(name: str) -> Kind:
    """How its figure is written."""
    known = _WORDS.get(name)
    return known.kind if known else Kind.NUMBER


def assumption_figure(name: str, value: float) -> str:
    """A figure of an assumption in everybody's own way: +1.5%, 25%, 120 days or 0.95."""
    match assumption_kind(name):
        case Kind.CHANGE:
            return percents(shortest(100 * value, 3), signed=True)
        case Kind.SHARE:
            return percents(shortest(100 * value, 3))
        case Kind.DAYS:
            return f"{number(shortest(value))} days"
        case Kind.NUMBER:
            return number(shortest(value))


def figure_said(name: str, text: str) -> float:
    """A figure of an assumption as a person types it.

    Raises:
        Refusal: it is no number.
    """
    figure = (
        text.strip().removesuffix("days").strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    )
    in_percent = assumption_kind(name) in (Kind.CHANGE, Kind.SHARE)
    figure = figure.replace("%", "").strip() if in_percent else figure
    try:
        value = Decimal(figure)
    except InvalidOperation:
        value = Decimal("NaN")
    if not isfinite(value):
        raise Refusal(f'Write a number such as {assumption_figure(name, 0.05)}, not "{text}".')
    return float(value / 100 if in_percent else value)
