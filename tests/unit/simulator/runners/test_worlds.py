"""What must hold of any simulation, whatever is assumed."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from dsl.columns import analysis
from simulator.behaviour import assumptions
from simulator.limits import LEAST_PARAMETER
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Tally
from simulator.runners import (
    candidates,
    luck,
    order_counts,
    orders,
    program_worlds,
    simulate_worlds,
)
from simulator.runners.arms import PriceCut, ProgramArm
from simulator.runners.by_day import ledger_by_day
from simulator.runners.by_member import ledger_by_member
from tests.unit.simulator.behaviour.no_effect import without_effect
from tests.unit.simulator.runners.worlds import (
    PAID,
    POINTS,
    STAMPS,
    behaviour,
    block,
    bytes_of,
    program,
    scenario,
    simulated,
)

TENTH = Fraction(1, 10)
FRIENDS_DAY = """
benefit "Friends day"
  on a purchase
  when the net spend is at least 10 EUR
  give 20% off
"""
BUDGET = '  at most 2,000 points in total\n\nearn "Coffee"'
MODELS = ("pareto_nbd", "bg_nbd")
SAME_WITHOUT_EFFECT = (
    Measure.ORDERS,
    Measure.SALES_MINOR,
    Measure.MARGIN_MINOR,
    Measure.CUSTOMERS_ORDERING,
    Measure.ACTIVE_CUSTOMERS,
    Measure.FIRST_REPEATS,
)


def arm_of(tally: Tally, place: int, arms: int) -> Tally:
    worlds = slice(place, None, arms)
    return Tally(
        tally.months[:, worlds],
        tally.wallets[:, :, worlds],
        tally.tiers[:, worlds],
        tally.trading_months,
    )


@pytest.mark.parametrize("model", MODELS)
def test_a_program_without_effect_changes_nothing_bit_for_bit(model: str) -> None:
    table = without_effect(assumptions.usual())
    shop = scenario(behaviour=behaviour(model))
    arms = [None, ProgramArm(program(POINTS)), ProgramArm(program(STAMPS))]
    tally = simulated(arms, shop=shop, table=table)
    without = arm_of(tally, 0, 3)
    for place in (1, 2):
        arm = arm_of(tally, place, 3)
        for measure in SAME_WITHOUT_EFFECT:
            assert arm.of(measure).tolist() == without.of(measure).tolist(), measure
        assert arm.of(Measure.ORDERS_GAINED).sum() == arm.of(Measure.ORDERS_LOST).sum() == 0
        assert arm.of(Measure.REWARD_COST_MINOR).sum() > 0
        assert arm.of(Measure.MEMBERS)[:, -1].min() > 100
    assert arm_of(tally, 1, 3).of(Measure.TIERS_GAINED).sum() > 0
    assert arm_of(tally, 1, 3).of(Measure.TIERS_LOST).sum() > 0


@pytest.mark.parametrize("model", MODELS)
def test_customers_who_hardly_ever_come_back_are_worked_out_without_a_warning(model: str) -> None:
    """Most of their rates are smaller than any number that a computer can hold."""
    shop = scenario(behaviour=behaviour(model, r=LEAST_PARAMETER))
    tally = simulated([None, ProgramArm(program(PAID))], shop=shop, months=2)
    without, arm = (arm_of(tally, place, 2) for place in (0, 1))
    again = without.of(Measure.FIRST_REPEATS).sum()
    assert 0 < again < without.of(Measure.ORDERS).sum()
    assert arm.of(Measure.MEMBERS)[:, -1].min() > 0


@pytest.mark.parametrize(
    ("model", "first"),
    [*((model, None) for model in MODELS), ("bg_nbd", ProgramArm(program(STAMPS)))],
    ids=["pareto", "bg", "stamps"],
)
def test_labels_are_the_difference_of_the_arms(model: str, first: ProgramArm | None) -> None:
    shop = scenario(behaviour=behaviour(model))
    arms = [first, ProgramArm(program(POINTS)), PriceCut(TENTH)]
    strong = {"post_reward_reset": {"median": 0.5}, "attrition": {"median": 0.5}}
    table = assumptions.replaced(assumptions.usual(), strong)
    tally = simulated(arms, shop=shop, replications=range(3), table=table)
    before = arm_of(tally, 0, 3).of(Measure.ORDERS)
    for place in (1, 2):
        arm = arm_of(tally, place, 3)
        both, lost = arm.of(Measure.ORDERS_IN_BOTH), arm.of(Measure.ORDERS_LOST)
        gained = arm.of(Measure.ORDERS_GAINED)
        assert (both + lost).tolist() == before.tolist()
        assert (both + gained).tolist() == arm.of(Measure.ORDERS).tolist()
        assert gained.sum() > 0
    assert arm_of(tally, 1, 3).of(Measure.ORDERS_LOST).sum() > 0


def test_what_one_arm_gains_on_another_that_one_loses_to_it() -> None:
    strong = {"post_reward_reset": {"median": 0.5}, "frequency": {"median": 0.3}}
    table = assumptions.replaced(assumptions.usual(), strong)
    arms = [ProgramArm(program(POINTS)), ProgramArm(program(STAMPS))]
    there, back = (
        simulated(each, table=table, customers=range(200)) for each in (arms, arms[::-1])
    )
    points, stamps = arm_of(back, 1, 2), arm_of(there, 1, 2)
    assert points.of(Measure.ORDERS_GAINED).tolist() == stamps.of(Measure.ORDERS_LOST).tolist()
    assert points.of(Measure.ORDERS_LOST).tolist() == stamps.of(Measure.ORDERS_GAINED).tolist()
    assert points.of(Measure.ORDERS_LOST).sum() > 0 < points.of(Measure.ORDERS_GAINED).sum()


def test_all_that_a_program_gives_on_orders_it_gives_on_those_of_the_same_program() -> None:
    strong = {"frequency": {"median": 0.5}}
    table = assumptions.replaced(assumptions.usual(), strong)
    stamps, gifts = ProgramArm(program(STAMPS)), Measure.DISCOUNT_MINOR
    same = arm_of(simulated([stamps, stamps], table=table, customers=range(200)), 1, 2)
    assert same.of(Measure.DISCOUNT_IN_BOTH_MINOR).tolist() == same.of(gifts).tolist()
    granted, in_both = (
        same.wallets[0, each] for each in (WalletMeasure.GRANTED, WalletMeasure.GRANTED_IN_BOTH)
    )
    assert in_both.tolist() == granted.tolist()
    without = arm_of(simulated([None, stamps], table=table, customers=range(200)), 1, 2)
    assert without.of(gifts).tolist() == same.of(gifts).tolist()
    in_both = without.wallets[0, WalletMeasure.GRANTED_IN_BOTH]
    assert (in_both.sum(axis=-1) < granted.sum(axis=-1)).all()


def test_what_is_granted_is_for_an_order_or_for_none() -> None:
    welcome = 'earn "Welcome"\n  on joining\n  give 3 stamps\n\n'
    welcoming = ProgramArm(program(STAMPS.replace('earn "A stamp"', welcome + 'earn "A stamp"')))
    same = arm_of(simulated([welcoming, welcoming], customers=range(200)), 1, 2)
    gifts = same.wallets[0, WalletMeasure.GRANTED_FOR_NO_ORDER]
    assert gifts.tolist() == (3 * same.of(Measure.JOINS)).tolist()
    assert gifts.sum() > 0
    for_orders = same.wallets[0, WalletMeasure.GRANTED_IN_BOTH]
    assert (for_orders + gifts).tolist() == same.wallets[0, WalletMeasure.GRANTED].tolist()


def test_every_unit_is_somewhere_and_after_the_run_off_nowhere() -> None:
    tally = simulated([ProgramArm(program(POINTS))], run_off_months=6)
    units = tally.wallets[0]
    gone = units[WalletMeasure.REDEEMED] + units[WalletMeasure.EXPIRED]
    moved = units[WalletMeasure.GRANTED] - gone - units[WalletMeasure.REVERSED]
    assert units[WalletMeasure.OUTSTANDING].tolist() == np.cumsum(moved, axis=-1).tolist()
    assert units[WalletMeasure.OUTSTANDING, :, 5].min() > 0
    assert units[WalletMeasure.OUTSTANDING, :, -1].tolist() == [0, 0]
    assert units[WalletMeasure.GRANTED, :, 6:].sum() == 0
    assert units[WalletMeasure.REDEEMED, :, 6:].sum() > 0
    assert tally.of(Measure.ORDERS)[:, 6:].sum() == 0


def test_no_member_ever_has_less_than_nothing() -> None:
    drawn = block([ProgramArm(program(POINTS))], shop=scenario(), months=4, customers=300)
    balance: dict[str, int] = {}
    for entry in ledger_by_day(drawn, 0):
        if entry.wallet and entry.kind != "make available":
            balance[entry.member] = balance.get(entry.member, 0) + entry.amount
            assert balance[entry.member] >= 0
    assert len(balance) > 100


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_a_split_changes_nothing(parts: int) -> None:
    arms = [None, ProgramArm(program(POINTS))]
    whole = simulated(arms, customers=range(500), run_off_months=3)
    edges = np.linspace(0, 500, parts + 1).astype(int).tolist()
    shards = [
        simulated(arms, customers=range(first, last), run_off_months=3)
        for first, last in pairwise(edges)
    ]
    together = shards[0]
    for shard in shards[1:]:
        together = together + shard
    assert bytes_of(together) == bytes_of(whole)


def test_replications_stand_for_themselves() -> None:
    arms = [None, ProgramArm(program(STAMPS))]
    side_by_side = simulated(arms, replications=range(4), customers=range(300))
    alone = simulated(arms, replications=range(3, 4), customers=range(300))
    assert side_by_side.months[:, 6:].tolist() == alone.months.tolist()
    assert side_by_side.wallets[:, :, 6:].tolist() == alone.wallets.tolist()


def test_an_arm_does_not_depend_on_the_others() -> None:
    points = ProgramArm(program(POINTS))
    among = simulated([None, points, ProgramArm(program(STAMPS)), PriceCut(TENTH)])
    alone = arm_of(simulated([None, points]), 1, 2)
    found = arm_of(among, 1, 4)
    assert found.months.tolist() == alone.months.tolist()
    assert found.wallets.tolist() == alone.wallets.tolist()


@pytest.mark.parametrize("text", [POINTS, STAMPS])
@pytest.mark.parametrize("model", MODELS)
def test_both_runners_write_the_same_ledger(text: str, model: str) -> None:
    shop = scenario(120, behaviour=behaviour(model))
    drawn = block([ProgramArm(program(text))], shop=shop, months=5, customers=180)
    by_day = ledger_by_day(drawn, 0)
    assert by_day == ledger_by_member(drawn, 0)
    assert {"accrue", "use reward", "expire"} <= {entry.kind for entry in by_day}


def test_members_who_pay_pay_until_they_end_it() -> None:
    table = assumptions.replaced(assumptions.usual(), {"join_by_paying": {"median": 0.2}})
    shop = scenario(120)
    tally = simulated([ProgramArm(program(PAID))], shop=shop, table=table, months=5)
    assert tally.of(Measure.FEES_MINOR).sum() % 400 == 0
    paying = tally.of(Measure.FEES_MINOR) // 400
    joined = tally.of(Measure.JOINS)
    assert (paying[:, 0] == joined[:, 0]).all()
    assert (paying.sum(axis=1) > joined.sum(axis=1)).all()
    assert (paying[:, -1] < tally.of(Measure.MEMBERS)[:, -1]).all()
    assert tally.of(Measure.DISCOUNT_MINOR).sum() > 0


def test_both_runners_write_the_same_ledger_of_paying_members() -> None:
    table = assumptions.replaced(assumptions.usual(), {"join_by_paying": {"median": 0.3}})
    arm = ProgramArm(program(PAID))
    drawn = block([arm], shop=scenario(80), months=5, customers=110, table=table)
    by_day = ledger_by_day(drawn, 0)
    assert by_day == ledger_by_member(drawn, 0)
    kinds = {entry.kind for entry in by_day}
    assert {"fee charged", "membership lapsed", "discount", "use reward"} <= kinds


@pytest.mark.parametrize(
    ("before", "limit"),
    [
        ("per 1 EUR of net spend", "at most 200 points in total per month"),
        (
            "per 1 EUR of net spend",
            "at most 500 points in total per week\n  pay nothing when a limit cuts",
        ),
        ("per 1 EUR of net spend", "at most 7 times in total per week"),
        ("per 1 EUR of net spend", "at most 90 points in total in any 5 days"),
        ("give 50 points", "at most 120 points in total per week"),
        ("gives 3 EUR off", "at most 1 times in total per week"),
        ("costs us 4 EUR", "at most 2 times in total per month"),
        ("gives 3 EUR off", "at most 8 EUR in total per month"),
        ("gives 3 EUR off", "at most 700 points in total per week"),
        ("give 20% off", "at most 40 EUR in total per week"),
    ],
)
def test_members_who_share_a_limit_come_in_their_order(before: str, limit: str) -> None:
    text = (POINTS + FRIENDS_DAY).replace(f"{before}\n", f"{before}\n  {limit}\n")
    drawn = block([ProgramArm(program(text))], shop=scenario(60), months=4, customers=100)
    assert drawn.setting.is_coupled
    assert not drawn.setting.goes_one_by_one
    assert ledger_by_day(drawn, 0) == ledger_by_member(drawn, 0)


def test_who_pays_no_more_takes_none_of_the_few() -> None:
    few = """
wallet "Points"
  unit point, plural points
  expire never

earn "Every purchase"
  on a purchase
  give 5 points per 1 EUR of net spend

reward "A cup"
  costs 20 points
  gives the experience "A cup with a name"
  costs us 4 EUR
  at most 1 times in total per day
"""
    table = assumptions.replaced(assumptions.usual(), {"join_by_paying": {"median": 0.3}})
    arm = ProgramArm(program(PAID + few))
    drawn = block([arm], shop=scenario(200), months=4, customers=300, table=table)
    assert not drawn.setting.goes_one_by_one
    assert ledger_by_day(drawn, 0) == ledger_by_member(drawn, 0)


FEW_OF_EACH = (
    POINTS.replace("costs 300 points", "costs 60 points")
    .replace("costs 900 points", "costs 120 points")
    .replace("gives 3 EUR off\n", "gives 3 EUR off\n  at most 3 times in total per week\n")
    .replace("costs us 4 EUR\n", "costs us 4 EUR\n  at most 2 times in total per week\n")
    + """
reward "A cookie"
  costs 40 points
  gives 1 EUR off
  at most 5 times in total in any 5 days
  at most 11.50 EUR in total per month

reward "Pay with points"
  costs 20 points or more
  gives 0.02 EUR off per 1 point
  at most 90 points in total per week
"""
)


def test_who_finds_that_a_reward_is_gone_takes_another() -> None:
    drawn = block([ProgramArm(program(FEW_OF_EACH))], shop=scenario(60), months=3, customers=120)
    assert not drawn.setting.goes_one_by_one
    by_day = ledger_by_day(drawn, 0)
    assert by_day == ledger_by_member(drawn, 0)
    paid = Counter(entry.rule for entry in by_day if entry.kind == "spend")
    assert min(paid[name] for name in ("3 EUR off", "A cup", "A cookie", "Pay with points")) >= 10


def test_the_last_of_a_reward_goes_to_who_comes_first_after_the_months_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arms = [None, ProgramArm(program(FEW_OF_EACH))]
    together = simulated(arms, months=3, run_off_months=5)
    monkeypatch.setattr(analysis, "goes_by_day", lambda program, plan: False)
    assert bytes_of(simulated(arms, months=3, run_off_months=5)) == bytes_of(together)


@pytest.mark.parametrize("occasion", ["joining", "the birthday"])
def test_customers_who_stay_together_are_simulated_under_few_tables_at_a_time(
    occasion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who shares a limit of a birthday's goes one by one."""
    limited = f"on {occasion}\n  give 50 points\n  at most 5 times in total per month\n"
    text = POINTS.replace("on joining\n  give 50 points\n", limited)
    shop, arms = scenario(120), [None, ProgramArm(program(text))]
    medians = [{"frequency": {"median": each}} for each in (0.0, 0.1, 0.2)]
    tables = [assumptions.replaced(assumptions.usual(), each) for each in medians]
    each = [simulated(arms, shop=shop, table=table, months=3) for table in tables]
    for rows in (simulate_worlds.ROWS_AT_ONCE, 300):
        monkeypatch.setattr(simulate_worlds, "ROWS_AT_ONCE", rows)
        together = simulated(arms, shop=shop, tables=tables, months=3)
        assert (together.months == np.concatenate([one.months for one in each], axis=1)).all()


def test_members_of_other_replications_share_nothing() -> None:
    arms = [None, ProgramArm(program(POINTS.replace('\nearn "Coffee"', BUDGET)))]
    together = simulated(arms, replications=range(3))
    each = [simulated(arms, replications=range(one, one + 1)) for one in range(3)]
    assert (together.months == np.concatenate([one.months for one in each], axis=1)).all()


@pytest.mark.parametrize("text", [POINTS, STAMPS, POINTS.replace('\nearn "Coffee"', BUDGET)])
def test_how_many_are_worked_on_at_once_changes_nothing(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    arms = [None, ProgramArm(program(text))]
    found = simulated(arms, run_off_months=6)
    monkeypatch.setattr(candidates, "DRAWN_AT_ONCE", 500)
    monkeypatch.setattr(candidates, "SPREAD", -5)
    monkeypatch.setattr(luck, "DRAWN_AHEAD", 11)
    for module in (orders, order_counts, program_worlds):
        monkeypatch.setattr(module, "AT_ONCE", 13)
    assert bytes_of(simulated(arms, run_off_months=6)) == bytes_of(found)


def test_customers_who_have_all_left_buy_nothing() -> None:
    shop = scenario()
    gone = shop.customers.model_copy(update={"states": (), "here_now": 0.0})
    tally = simulated(
        [None], shop=shop.model_copy(update={"customers": gone}), customers=range(400)
    )
    assert tally.of(Measure.ORDERS).sum() == 0
