"""Members from before the first day: a state of the current program, the same in all arms."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from dsl.engine.engine import Engine
from dsl.ledger.entry import Kind
from dsl.ledger.facts import AnyFact, Joined, Line, MembershipStarted, Purchased
from dsl.plan.from_program import lower
from dsl.program.program import Program
from dsl.values import calendar
from simulator.behaviour import assumptions
from simulator.calibration.scenario import Period
from simulator.forecasts.by_reference import by_reference
from simulator.forecasts.members_before import MembersRefused, openings_of, with_members
from simulator.forecasts.simulation import Simulation
from simulator.results.measures import Measure, WalletMeasure
from simulator.runners.arms import ProgramArm
from simulator.runners.by_day import ledger_by_day
from simulator.runners.by_member import ledger_by_member
from simulator.runners.opened import Openings
from tests.unit.simulator.behaviour.no_effect import without_effect
from tests.unit.simulator.forecasts.test_groups_of_customers import in_groups, worked
from tests.unit.simulator.runners.test_worlds import SAME_WITHOUT_EFFECT, arm_of
from tests.unit.simulator.runners.worlds import (
    FIRST_DAY,
    PAID,
    POINTS,
    STAMPS,
    block,
    bytes_of,
    program,
    scenario,
    simulated,
)

SHOP = scenario(200)
OTHER = POINTS.replace("give 5 points", "give 4 points").replace('tier "Friend"', 'tier "Pal"')

SHARED = POINTS.replace(
    "  give 5 points per 1 EUR of net spend\n",
    "  give 5 points per 1 EUR of net spend\n  at most 9,000 points in total\n",
)


def history(of: Program, weeks_ago: int = 40) -> list[AnyFact]:
    """Half of the shop's customers are members, and buy as often as the scenario says.

    They have bought for 40 weeks, whenever they joined.
    """
    zone, found = calendar.zone(of.time_zone), list[AnyFact]()
    for number in range(100):
        repeats, weeks = ((0, 0), (3, 30), (12, 37), (40, 39))[number % 4]
        name, first = f"{number:03}", FIRST_DAY - 40 * 7 + number % 5
        joined = zone.first_instant_of(first + 7 * (40 - weeks_ago)) + 1_000 * number + 8
        found.append(Joined(id=f"j{name}", instant=joined, member=name))
        found += [
            MembershipStarted(id=f"m{name}", instant=joined + 1, member=name, membership=each.name)
            for each in of.memberships
        ]
        for order in range(repeats + 1):
            day = first + 7 * weeks * order // max(repeats, 1)
            at = zone.first_instant_of(day) + 1_000 * number + 10
            line = Line(id="1", price_minor=1_700 + number, category="Coffee")
            found.append(Purchased(id=f"p{name} {order}", instant=at, member=name, lines=(line,)))
    return sorted(found, key=lambda fact: (fact.instant, fact.id.encode()))


def played(text: str, weeks_ago: int = 40) -> Engine:
    current = program(text)
    engine = Engine(current, lower(current))
    for fact in history(current, weeks_ago):
        engine.apply(fact)
    return engine


@cache
def opened(text: str) -> Openings:
    return openings_of(played(text), SHOP, FIRST_DAY, "")


@pytest.mark.parametrize("text", [POINTS, STAMPS, PAID, OTHER, SHARED], ids=range(5))
def test_both_runners_go_on_from_the_openings_with_one_ledger(text: str) -> None:
    current = POINTS if text in (OTHER, SHARED) else text
    drawn = block(
        [ProgramArm(program(text))], shop=SHOP, months=3, customers=120, openings=opened(current)
    )
    entries = ledger_by_day(drawn, 0)
    assert entries == ledger_by_member(drawn, 0)
    there = {f"customer {each}" for each in drawn.customers.ids[drawn.openings >= 0].tolist()}
    joined = {entry.member for entry in entries if entry.kind == "member joined"}
    assert len(there) > 20
    assert not there & joined
    assert {entry.member for entry in entries} & there


def test_each_member_has_one_birthday_a_year_be_it_known_or_not() -> None:
    """Of every member, those who joined before the first day included; some have told theirs."""
    text = PAID.replace("    valid for 30 days\n", "    valid for 1 day\n")
    engine = played(text)
    for name, member in engine.books.state.members.items():
        if int(name) % 3:
            member.attributes["birthday"] = date(1990, 1, 1 + int(name) % 28).toordinal()
    openings = openings_of(engine, SHOP, FIRST_DAY, "")
    arms = [ProgramArm(program(text))]
    drawn = block(arms, shop=SHOP, months=12, customers=120, openings=openings)
    entries = ledger_by_day(drawn, 0)
    there = {f"customer {each}" for each in drawn.customers.ids[drawn.openings >= 0].tolist()}
    lapsed = {entry.member for entry in entries if entry.kind == Kind.MEMBERSHIP_LAPSED}
    presents = Counter(entry.member for entry in entries if entry.kind == Kind.ISSUE)
    all_year = there - lapsed
    assert len(all_year) > 10
    assert {presents[name] for name in all_year} == {1}


def test_a_program_against_itself_changes_nothing_bit_for_bit() -> None:
    arms = [ProgramArm(program(POINTS)), ProgramArm(program(POINTS))]
    tally = simulated(arms, shop=SHOP, months=2, run_off_months=3, openings=opened(POINTS))
    assert bytes_of(arm_of(tally, 0, 2)) == bytes_of(arm_of(tally, 1, 2))
    young = simulated(arms[:1], shop=SHOP, months=2, run_off_months=3)
    assert bytes_of(arm_of(tally, 0, 2)) != bytes_of(young)


@pytest.mark.parametrize("other", [OTHER, STAMPS])
def test_programs_without_effect_change_no_order(other: str) -> None:
    table = without_effect(assumptions.usual())
    arms = [None, ProgramArm(program(POINTS)), ProgramArm(program(other))]
    tally = simulated(arms, shop=SHOP, months=3, table=table, openings=opened(POINTS))
    for place in (1, 2):
        arm = arm_of(tally, place, 3)
        for measure in SAME_WITHOUT_EFFECT:
            assert arm.of(measure).tolist() == arm_of(tally, 0, 3).of(measure).tolist(), measure


def test_what_is_open_is_owed_and_not_granted_and_is_somewhere_in_the_end() -> None:
    arms = [ProgramArm(program(POINTS))]
    tally = simulated(arms, shop=SHOP, run_off_months=6, openings=opened(POINTS))
    units = tally.wallets[0].sum(axis=-1)
    opening = units[WalletMeasure.OPENING]
    gone = units[WalletMeasure.REDEEMED] + units[WalletMeasure.EXPIRED]
    assert opening.min() > 0
    assert (opening + units[WalletMeasure.GRANTED]).tolist() == gone.tolist()
    assert tally.wallets[0, WalletMeasure.OUTSTANDING, :, -1].tolist() == [0, 0]
    members = tally.of(Measure.MEMBERS)[:, 0] - tally.of(Measure.JOINS)[:, 0]
    assert (members > 50).all()
    without = simulated([None], shop=SHOP, openings=opened(POINTS))
    assert bytes_of(without) == bytes_of(simulated([None], shop=SHOP))


def test_members_from_before_are_counted_where_a_program_runs_member_by_member() -> None:
    arms = (ProgramArm(program(SHARED)),)
    empty = Simulation.of(SHOP, arms, seed=7, runs=1, months=1, existing=200)
    simulation = with_members(empty, played(SHARED), "")
    tally = simulated(list(arms), shop=SHOP, months=1, run_off_months=1, openings=opened(SHARED))
    (found,) = by_reference(simulation, tally)
    at_first, joined = (tally.of(each)[:, 0] for each in (Measure.MEMBERS, Measure.JOINS))
    assert (at_first - joined > 50).all()
    assert tally.of(Measure.LEAVES).sum() == tally.of(Measure.JOINS)[:, 1].sum() == 0
    assert (found.members.p2_5, found.members.p97_5) == (at_first.min(), at_first.max())


def test_members_are_among_those_who_bought_like_them_and_stand_for_as_many() -> None:
    """Of the 50 customers in each row half are members; each member bought as the row says."""
    found = opened(POINTS)
    assert [cell.members for cell in found.cells[None]] == [25] * 4
    members = list(found.state.members.values())
    for cell, repeats in zip(found.cells[None], (0, 3, 12, 40), strict=True):
        assert {len(members[place].purchase_days) - 1 for place in cell.openings} == {repeats}


def test_purchases_before_joining_do_not_move_members_to_those_who_bought_less() -> None:
    """The program is 10 weeks old, the orders 40; who bought once, at first, has not joined."""
    found = openings_of(played(POINTS, weeks_ago=10), SHOP, FIRST_DAY, "")
    assert [cell.members for cell in found.cells[None]] == [0, 25, 25, 25]
    names = list(found.state.members)
    for row, cell in enumerate(found.cells[None]):
        assert {int(names[place]) % 4 for place in cell.openings} <= {row}


def test_who_joined_long_before_all_others_does_not_tell_since_when_they_were_asked() -> None:
    """One card to try the program with, thirty weeks before it was offered to anybody."""
    current = program(POINTS)
    engine, early = Engine(current, lower(current)), history(current)[:2]
    late = [fact for fact in history(current, weeks_ago=10) if fact.member != early[0].member]
    for fact in early + late:
        engine.apply(fact)
    found = openings_of(engine, SHOP, FIRST_DAY, "")
    alone = openings_of(played(POINTS, weeks_ago=10), SHOP, FIRST_DAY, "")
    asked, usual, longer = (
        sum(cell.asked for cell in each.cells[None]) for each in (found, alone, opened(POINTS))
    )
    assert abs(asked - usual) < 1
    assert asked < longer / 2


def test_states_that_tell_too_little_or_too_much_are_refused() -> None:
    current = program(POINTS)
    plan, facts = lower(current), history(current)
    forgetful, late, empty = (Engine(current, plan, return_days=days) for days in (30, None, None))
    forgetful.apply(facts[0])
    late.advance_to(FIRST_DAY)
    for engine, why in ((forgetful, "--return-window"), (late, "after the"), (empty, "nobody")):
        with pytest.raises(MembersRefused, match=why):
            openings_of(engine, SHOP, FIRST_DAY, "")


def test_a_split_changes_nothing() -> None:
    arms = [ProgramArm(program(POINTS)), ProgramArm(program(OTHER))]
    whole, first, second = (
        simulated(arms, shop=SHOP, customers=part, months=3, openings=opened(POINTS))
        for part in (range(240), range(77), range(77, 240))
    )
    assert bytes_of(first + second) == bytes_of(whole)


def test_each_group_of_customers_has_members_of_its_own() -> None:
    eve = date.fromordinal(FIRST_DAY - 1)
    shop = in_groups(period=Period(first_day=date(2024, 1, 1), last_day=eve))
    arms = (ProgramArm(program(POINTS)), ProgramArm(program(OTHER)))
    empty = Simulation.of(shop, arms, seed=7, runs=1, months=1, existing=120)
    simulation = with_members(empty, played(POINTS), "")
    told = simulation.members_before
    assert told is not None
    assert (told.members, told.simulated) == (100, 100)
    assert [(each.kind, each.name) for each in told.over[0].lost] == [("tier", "Friend")]
    # Of 400 customers 300 are none, and a few of those have only not come to it yet.
    assert 0.7 < told.over[0].never_join < 0.75
    assert simulation.openings is not None
    often, seldom = (simulation.openings.cells[group][0] for group in (0, 1))
    assert 0 < often.members < 100
    assert often.members + seldom.members == 100
    whole, first, second = (
        worked(simulation, part) for part in (None, range(100), range(100, simulation.customers()))
    )
    assert bytes_of(first + second) == bytes_of(whole)
    there = whole.wallets[0, WalletMeasure.OPENING].sum(axis=-1)
    assert there.min() > 0
