"""Plans: who comes first, how long it takes, and that a hopeless pilot is called so."""

from datetime import date
from typing import Any

import pytest

from simulator.pilots.assignment import Group
from simulator.pilots.pilot_error import PilotError
from simulator.pilots.plan import PilotPlan
from simulator.pilots.planning import Pilot, PilotChoices, Shop, plan_pilot, shortest_weeks
from simulator.pilots.spending import Spending
from tests.unit.simulator.pilots.histories import cdnow, demo

DOLLARS = Shop(currency="USD", currency_decimals=2, time_zone="UTC")


def planned(spending: Spending, **choices: Any) -> Pilot:
    return plan_pilot(spending, PilotChoices(**choices), DOLLARS)


def test_cdnow_cannot_answer_what_online_shops_ask() -> None:
    plan = planned(cdnow(), weeks=26, joining_percent=100, break_even_percent=9.5).plan
    assert (plan.eligible, plan.customers, plan.weeks) == (5_381, 5_381, 26)
    assert (round(plan.variation, 1), round(plan.correlation, 2)) == (1.8, 0.59)
    assert plan.detectable_by_formula_percent == 11.21
    assert plan.detectable_percent > 13
    assert not plan.answer.can_answer
    assert plan.answer.larger is None
    assert plan.answer.joining_percent_needed is None
    assert plan.answer.customers_needed > plan.eligible


def test_an_easy_question_takes_few_of_the_best_customers() -> None:
    pilot = planned(cdnow(), joining_percent=100, break_even_percent=25)
    plan = pilot.plan
    assert plan.answer.can_answer
    assert plan.detectable_percent <= 25
    assert plan.customers < plan.eligible
    spent = dict(zip(cdnow().members, _spent_before(plan), strict=True))
    inside = [spent[row.member] for row in pilot.assigned if row.stratum <= plan.strata]
    outside = [spent[row.member] for row in pilot.assigned if row.stratum > plan.strata]
    assert len(inside) == plan.customers
    assert min(inside) >= max(outside) > 0


def _spent_before(plan: PilotPlan) -> list[int]:
    after = plan.history_last_day.toordinal() + 1
    spent: list[int] = cdnow().spent_minor(after - plan.before_days, after).tolist()
    return spent


def test_fewer_who_join_show_less() -> None:
    everybody = planned(cdnow(), weeks=26, joining_percent=100).plan
    quarter = planned(cdnow(), weeks=26, joining_percent=25).plan
    assert quarter.detectable_by_formula_percent == 44.82
    assert everybody.detectable_by_formula_percent == 11.21
    assert quarter.detectable_percent > 4 * everybody.detectable_percent


def test_the_order_of_orders_does_not_matter_and_another_name_draws_anew() -> None:
    shop = demo()
    names = [shop.members[place] for place in shop.customers]
    backwards = Spending.of(
        names[::-1], shop.days[::-1].tolist(), shop.amounts_minor[::-1].tolist()
    )
    assert planned(backwards) == planned(shop)
    other = planned(shop, name="other")
    assert other.plan.assignment_sha256 != planned(shop).plan.assignment_sha256
    assert planned(shop, salt="S").assigned == planned(shop, salt="S", name="other").assigned


def test_groups_have_their_sizes_in_every_stratum() -> None:
    pilot = planned(cdnow(), invited_percent=40, holdout_percent=10)
    plan = pilot.plan
    groups = [row.group for row in pilot.assigned]
    assert groups.count(Group.HOLDOUT) == plan.holdout == plan.eligible // 10
    assert plan.invited == groups.count(Group.INVITED)
    assert plan.invited + plan.not_invited == plan.customers
    for stratum in range(1, plan.strata + 1):
        inside = [row.group for row in pilot.assigned if row.stratum == stratum]
        assert abs(inside.count(Group.INVITED) - 0.4 * len(inside)) <= 2
        assert abs(inside.count(Group.HOLDOUT) - 0.1 * len(inside)) <= 1


def test_a_pilot_lasts_two_cycles_and_a_reward() -> None:
    assert shortest_weeks(3.0, None) == 4
    assert shortest_weeks(30.0, None) == 9
    assert shortest_weeks(30.0, 100) == 15
    plan = planned(demo(), weeks=2, reward_days=60).plan
    assert (plan.weeks, plan.least_weeks) == (2, 9)
    assert plan.first_day == date(2026, 1, 1)
    assert plan.last_day == date(2026, 1, 14)


def test_too_short_and_too_small_histories_are_told() -> None:
    shop = demo()
    days = shop.last_day - shop.first_day + 1
    with pytest.raises(PilotError, match=f"cover {days} days.* 784 days or more"):
        planned(shop, weeks=104)
    names = [f"C{number}" for number in range(10) for _ in range(30)]
    few = Spending.of(names, [730_000 + 7 * (row % 30) for row in range(300)], [500] * 300)
    with pytest.raises(PilotError, match="Only 10 customers"):
        planned(few)
