"""A calibration as text: its grade, why, and what was found."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from babel.dates import get_day_names, get_month_names

from designer.report.figures import (
    count,
    counted,
    day,
    in_own_way,
    money,
    number,
    percents,
    rounded,
)
from designer.report.grades import GRADES
from designer.report.import_warnings import import_warnings
from designer.report.rows_lost import rows_left_out
from designer.report.way_of_writing import locale_at_hand
from simulator.calibration.acquisition import WEEKS_IN_YEAR
from simulator.calibration.customer_parts import BehaviourPart
from simulator.calibration.gamma_gamma import DEPENDENT_ABOVE
from simulator.calibration.scenario import Scenario
from simulator.calibration.scenario_values import minor_of
from simulator.calibration.to_models import behaviour_model, renewal_model

_NARROWEST_LABEL = 28


def calibration_text(scenario: Scenario, imported: dict[str, Any] | None = None) -> str:
    """What `perkwright calibrate` prints.

    Args:
        scenario: what was learned.
        imported: the report of the import as plain data, where the scenario is from orders.
    """
    parts = (
        _heading(scenario),
        _grade(scenario),
        _warnings(imported),
        _section("How customers come back", _behaviour(scenario)),
        _section("What purchases are worth", _spend(scenario)),
        _section("Seasons and new customers", _seasons(scenario)),
        _section("Tried on the past", _backtest(scenario)),
        _section("Groups that behave differently", _groups(scenario)),
        _section("Left out", _left_out(scenario, imported)),
        _section("Where this comes from", _sources(scenario)),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _heading(scenario: Scenario) -> Iterator[str]:
    period = scenario.period
    when = f", {day(str(period.first_day))} to {day(str(period.last_day))}" if period else ""
    yield f"{scenario.name}{when}"
    yield ""


def _grade(scenario: Scenario) -> Iterator[str]:
    letter = scenario.grade.letter
    yield f"Grade {letter}: {GRADES[letter]}"
    for reason in scenario.grade.reasons:
        yield f"  {reason.at_best} at best: {in_own_way(reason.found)}"
        yield f"    would raise it: {in_own_way(reason.remedy)}"
    yield ""


def _warnings(imported: dict[str, Any] | None) -> Iterator[str]:
    for each in import_warnings(imported):
        yield from (each, "")


def _section(title: str, lines: Iterator[tuple[str, str]]) -> Iterator[str]:
    found = list(lines)
    if found:
        width = max(_NARROWEST_LABEL, *(len(label) for label, _ in found))
        yield title
        yield from (f"  {label:{width}}  {value}" for label, value in found)
        yield ""


def _behaviour(scenario: Scenario) -> Iterator[tuple[str, str]]:
    customers, behaviour = scenario.customers, scenario.behaviour
    yield "customers known", count(customers.known)
    yield "of them still there", count(round(customers.here_now))
    yield "a new one buys again", f"{_in_first_year(behaviour)} times in the first year"
    yield "share of sales with a name", _percent(scenario.identified_share)
    if scenario.renewals is not None:
        renewing = renewal_model(scenario.renewals).renewing(np.array([1.0, 2.0, 3.0]))
        shares = ", ".join(map(_percent, renewing))
        yield "members who renew", f"{shares} at the first three renewals"
    elif any(source.what == "facts" for source in scenario.sources):
        yield "members who renew", "the facts tell too few renewals; usual figures are taken"


def _percent(part: float, places: int = 0, *, signed: bool = False) -> str:
    return percents(rounded(100 * part, places), signed=signed)


def _in_first_year(behaviour: BehaviourPart) -> str:
    """How often a new customer buys again."""
    times = behaviour_model(behaviour).expected(np.array([WEEKS_IN_YEAR]))[0]
    return number(rounded(times, 1))


def _spend(scenario: Scenario) -> Iterator[tuple[str, str]]:
    spend = scenario.spend
    yield "a purchase, on average", money(minor_of(spend.mean_purchase), scenario.currency)
    if spend.far_out and spend.far_out_above:
        limit = money(minor_of(spend.far_out_above), scenario.currency)
        part = _percent(spend.far_out_share, 1)
        yield (
            f"far out: {counted(spend.far_out, 'purchase')}",
            f"above {limit}, {part} of sales; they count like all others",
        )
    tied = "more" if spend.rank_correlation > 0 else "less"
    if abs(spend.rank_correlation) > DEPENDENT_ABOVE:
        yield "frequent customers", f"spend {tied} at a time; both are drawn together"
    categories = {product.category for product in scenario.basket.products} - {""}
    if categories:
        yield "categories sold", ", ".join(sorted(categories))
    margin = scenario.margin
    stated = f"{_percent(float(margin.exact), 1)} ({margin.source})" if margin else ""
    yield "left of a sale (margin)", stated or "not stated; a forecast needs it: --margin 60%"


def _seasons(scenario: Scenario) -> Iterator[tuple[str, str]]:
    seasons = scenario.seasons
    if seasons.months_known:
        once = "" if _is_two_years(scenario) else ", seen once"
        yield "months", _ends(seasons.months, _months()) + once
    elif scenario.period:
        yield "months", "taken as alike: a year of orders is needed to tell"
    if seasons.weekdays_known or not scenario.period:
        yield "weekdays", _ends(seasons.weekdays, _weekdays())
    acquisition = scenario.acquisition
    weekly = number(rounded(acquisition.weekly, 1))
    some = f"{weekly} in a usual week" if acquisition.weekly else "none came lately"
    yield "new customers", some
    if abs(acquisition.yearly_growth - 1) >= 0.005:
        yield "after a year", f"{_percent(acquisition.yearly_growth)} of that"


def _is_two_years(scenario: Scenario) -> bool:
    period = scenario.period
    return period is not None and (period.last_day - period.first_day).days >= 2 * 365 - 1


def _ends(index: tuple[float, ...], names: list[str]) -> str:
    """The busiest and the quietest."""
    high, low = int(np.argmax(index)), int(np.argmin(index))
    if index[high] - index[low] < 0.005:
        return "taken as alike"
    return (
        f"{names[high]} busiest ({_percent(index[high])} of usual), "
        f"{names[low]} quietest ({_percent(index[low])})"
    )


def _months() -> list[str]:
    names = get_month_names("wide", locale=locale_at_hand())
    return [names[number] for number in range(1, 13)]


def _weekdays() -> list[str]:
    names = get_day_names("wide", locale=locale_at_hand())
    return [names[number] for number in range(7)]


def _backtest(scenario: Scenario) -> Iterator[tuple[str, str]]:
    tried = scenario.backtest
    for origin in tried.origins:
        off = origin.forecast / origin.actual - 1 if origin.actual else 1.0
        forecast, came = count(round(origin.forecast)), count(origin.actual)
        said = f"{forecast} purchases forecast, {came} came ({_percent(off, signed=True)})"
        yield f"from {day(str(origin.day))}", f"{origin.days} days: {said}"
    if tried.origins:
        level = number(rounded(tried.level, 2))
        yield "so forecasts are", f"multiplied by {level}, give or take {_percent(tried.spread)}"


def _groups(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for place, group in enumerate(scenario.groups):
        alone = scenario.group_alone(place)
        purchase = money(minor_of(alone.spend.mean_purchase), scenario.currency)
        again = f"buy again {_in_first_year(alone.behaviour)} times in the first year"
        graded = f", grade {group.grade.letter}" if group.grade else ""
        yield group.name, f"{count(group.customers.known)}: {purchase}, {again}{graded}"
    tried = list(_tried_by_group(scenario))
    if tried:
        as_one, by_group = (max(errors) for errors in zip(*tried, strict=True))
        yield (
            "tried on the past",
            f"off by up to {_percent(by_group)} by group, {_percent(as_one)} as one",
        )


def _tried_by_group(scenario: Scenario) -> Iterator[tuple[float, float]]:
    """How far forecasts of the past were off with all customers as one, and with the groups."""
    origins = [group.backtest.origins for group in scenario.groups if group.backtest]
    for whole in scenario.backtest.origins:
        same_day = [each for part in origins for each in part if each.day == whole.day]
        if whole.actual and len(same_day) == len(scenario.groups) > 0:
            forecast = sum(each.forecast for each in same_day)
            yield abs(whole.forecast / whole.actual - 1), abs(forecast / whole.actual - 1)


def _left_out(scenario: Scenario, imported: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    customers = scenario.customers
    if customers.accounts:
        part = _percent(0.05)
        said = f"with {part} of all purchases or sales: a guest number, the house, a wholesaler"
        yield counted(customers.accounts, "customer"), said
    if customers.returned_whole:
        yield counted(customers.returned_whole, "purchase"), "came back whole"
    yield from rows_left_out(imported)


def _sources(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for source in scenario.sources:
        hashed = f" (SHA-256 {source.sha256[:16]})" if source.sha256 else ""
        yield source.what, f"{source.source}{hashed}"
