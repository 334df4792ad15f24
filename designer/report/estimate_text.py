"""The quick estimate in words, for the command line and for the meter of the Design screen."""

from typing import Any

from designer.report.figures import count, money, round_money, share
from designer.workbench.quick_estimate import FREQUENT_BUYS, CustomerYear, QuickEstimate
from dsl.values.rounding import nearest

LIMIT_OF_ONES_OWN = (
    "The limit is 1/5 of what is left of a sale (the margin); set your own beside the program, in "
    'NAME.shop.toml: give_back_limit = "4%".'
)
LIMIT_SHARED = (
    "All members share a limit. Here one customer has it alone, so with others each may get less; "
    "a forecast lets them share it."
)


def gives_back(year: CustomerYear) -> str:
    """What a year gives back, as a share of what was bought."""
    return share(year.given_minor, year.sales_minor)


def fees(year: CustomerYear) -> str:
    """What members pay to be members, as a share of what they buy; empty where it is nothing."""
    return share(year.fees_minor, year.sales_minor) if year.fees_minor else ""


def limit(estimate: QuickEstimate) -> str:
    """The limit as a share of sales; empty where there is none."""
    if estimate.limit is None:
        return ""
    return share(estimate.limit.numerator, estimate.limit.denominator)


def verdict(estimate: QuickEstimate) -> str:
    """Whether the limit holds, and whose it is; fees that members pay are taken off before.

    There is no tick: that little is given back does not say that it brings anything.
    """
    if estimate.limit is None:
        return "no limit: the program does not say what is left of a sale"
    mark = "! " if estimate.over_limit else ""
    typical = estimate.typical
    net = share(typical.net_minor, typical.sales_minor)
    holds = _holds(estimate, told_alike=net == limit(estimate))
    if typical.fees_minor:
        return f"{mark}{net} after fees, {holds} {limit(estimate)}"
    if estimate.habits.limit is None:
        return f"{mark}{holds} {limit(estimate)}, 1/5 of what is left"
    return f"{mark}{holds} your limit of {limit(estimate)}"


def _holds(estimate: QuickEstimate, *, told_alike: bool) -> str:
    """How the year stands to the limit; told alike: both are the same figure once rounded."""
    typical = estimate.typical
    if estimate.limit is not None and typical.net_minor == estimate.limit * typical.sales_minor:
        return "at"
    return f"{'just ' if told_alike else ''}{'over' if estimate.over_limit else 'under'}"


def monthly(estimate: QuickEstimate) -> str:
    """What a typical customer gets a month."""
    return f"{money(estimate.typical.monthly_minor, estimate.currency)} a customer a month"


def owed(estimate: QuickEstimate) -> str:
    """What is owed at the end of a year."""
    each = money(estimate.typical.owed_minor, estimate.currency)
    everybody = estimate.owed_to_all_minor
    if everybody is None:
        return f"Owed at the end of a year: {each} a customer"
    known = count(estimate.habits.customers or 0)
    about = round_money(_rounded(everybody), estimate.currency)
    return f"Owed at the end of a year: {each} a customer, about {about} if all {known} join"


def _rounded(minor: int) -> int:
    """An amount to two places that count, as an estimate is told."""
    place: int = 10 ** max(len(str(minor)) - 2, 0)
    return nearest(minor, place) * place


def assumed(estimate: QuickEstimate) -> str:
    """What the shop did not say; empty where it said all."""
    return " and ".join(estimate.habits.assumed)


def sentences(estimate: QuickEstimate) -> list[str]:
    """The whole estimate, line by line."""
    typical, frequent = estimate.typical, estimate.frequent
    purchase = money(estimate.habits.purchase_minor, estimate.currency)
    buys = f"a typical customer buys {typical.purchases} times in a year for {purchase}"
    lines = [
        f"Quick estimate: {buys}.",
        f"Gives back {gives_back(typical)} of sales, {monthly(estimate)}.",
        f"{_begun(verdict(estimate))}. Whether it pays, a forecast tells.",
        f"One who buys {FREQUENT_BUYS} times as often gets back {gives_back(frequent)}.",
        f"{owed(estimate)}.",
    ]
    if estimate.shares_limit:
        lines.append(LIMIT_SHARED)
    if fees(typical):
        lines.append(f"Members pay {fees(typical)} of their sales in fees.")
    if estimate.limit is not None and estimate.habits.limit is None:
        lines.append(LIMIT_OF_ONES_OWN)
    if estimate.habits.assumed:
        lines.append(f"Assumed, because nothing beside the program says it: {assumed(estimate)}.")
    if estimate.left_out:
        lines.append("Lines that do not run yet are left out.")
    return lines


def _begun(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def to_record(estimate: QuickEstimate) -> dict[str, Any]:
    """The figures as plain data, in minor units."""
    return {
        "currency": estimate.currency,
        "purchase_minor": estimate.habits.purchase_minor,
        "assumed": list(estimate.habits.assumed),
        "customers": estimate.habits.customers,
        "limit": limit(estimate),
        "over_limit": estimate.over_limit,
        "typical": _year(estimate.typical),
        "frequent": _year(estimate.frequent),
        "owed_to_all_minor": estimate.owed_to_all_minor,
        "shares_limit": estimate.shares_limit,
    }


def _year(year: CustomerYear) -> dict[str, Any]:
    return {
        "purchases": year.purchases,
        "sales_minor": year.sales_minor,
        "cost_minor": year.cost_minor,
        "owed_minor": year.owed_minor,
        "fees_minor": year.fees_minor,
        "monthly_minor": year.monthly_minor,
        "gives_back": gives_back(year),
    }
