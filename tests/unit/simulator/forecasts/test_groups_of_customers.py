"""Groups of customers who behave differently: each by itself, and together the shop."""

from dataclasses import replace
from functools import reduce
from itertools import pairwise
from operator import add

import pytest

from dsl.ledger.strict_yaml import Refused
from simulator.behaviour.assumptions import usual
from simulator.calibration.customer_parts import CustomersPart, Margin, SpendPart, State
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.scenario import AssumptionPart, GroupPart, Scenario, StratumPart
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.forecasts.runs import Block
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.what_was_simulated import run_of
from simulator.pilots.research import with_learned
from simulator.results.measures import Measure
from simulator.results.tally import Tally
from simulator.runners.arms import Arm, ProgramArm
from simulator.runners.by_day import ledger_by_day
from simulator.runners.by_member import ledger_by_member
from tests.unit.simulator.behaviour.no_effect import without_effect
from tests.unit.simulator.runners.worlds import POINTS, STAMPS, block, bytes_of, program, scenario

ARMS = (None, ProgramArm(program(POINTS)))


def people(known: int, repeats: float, purchase: str) -> CustomersPart:
    state = State(customers=known, repeats=repeats, last=38, age=40, mean_purchase=purchase)
    return CustomersPart(known=known, here_now=known, states=(state,))


def in_groups(**parts: object) -> Scenario:
    """A cafe whose customers at the counter come often, and online spend much."""
    counter = GroupPart(name="counter", customers=people(300, 25, "7 EUR"))
    online = GroupPart(
        name="online",
        customers=people(100, 4, "60 EUR"),
        margin=Margin(rate="0.2", source="the owner"),
        spend=SpendPart(p=5.0, q=4.0, v=36.0, covariance=((0.0,) * 3,) * 3, mean_purchase="60 EUR"),
    )
    return scenario(400, groups=(counter, online), **parts)


def simulation(shop: Scenario, arms: tuple[Arm, ...] = ARMS) -> Simulation:
    return Simulation.of(shop, arms, seed=7, runs=1, months=1, existing=120)


def worked(simulated: Simulation, customers: range | None = None) -> Tally:
    numbers = range(simulated.customers()) if customers is None else customers
    return simulated.work()(Block(range(1), numbers))


def test_groups_add_up_to_the_shop_in_any_split() -> None:
    whole = simulation(in_groups())
    counter, online = (replace(whole, groups=(group,)) for group in whole.groups)
    assert bytes_of(worked(counter) + worked(online)) == bytes_of(worked(whole))
    first, last = counter.customers(), whole.customers()
    parts = [worked(whole, range(*ends)) for ends in pairwise((0, first + 10, last))]
    assert bytes_of(reduce(add, parts)) == bytes_of(worked(whole))


def test_each_group_buys_in_its_own_way() -> None:
    whole = simulation(in_groups(), (None,))
    counter, online = (worked(replace(whole, groups=(group,))) for group in whole.groups)

    def of_all(tally: Tally, measure: Measure) -> int:
        return int(tally.of(measure).sum())

    assert of_all(counter, Measure.ORDERS) > 5 * of_all(online, Measure.ORDERS)
    purchase, kept = (
        [of_all(each, measure) / of_all(each, by) for each in (counter, online)]
        for measure, by in (
            (Measure.SALES_MINOR, Measure.ORDERS),
            (Measure.MARGIN_MINOR, Measure.SALES_MINOR),
        )
    )
    assert purchase[1] > 4 * purchase[0]
    assert kept[1] < 0.9 * kept[0]


def test_a_program_without_effect_changes_nothing_in_any_group() -> None:
    certain = replace(simulation(in_groups()), tables=(without_effect(usual()),))
    tally = worked(certain)
    for measure in (Measure.ORDERS, Measure.SALES_MINOR, Measure.MARGIN_MINOR):
        worlds = tally.of(measure)
        assert worlds[0::2].tolist() == worlds[1::2].tolist(), measure
    assert tally.of(Measure.REWARD_COST_MINOR)[1::2].sum() > 0


def test_what_is_assumed_about_one_group_changes_no_other() -> None:
    own = AssumptionPart(name="frequency", stratum="online", median=0.5, source="a test")
    with_own, without = (simulation(in_groups(assumptions=rows)) for rows in ((own,), ()))
    tallies = [
        [worked(replace(each, groups=(group,))) for group in each.groups]
        for each in (with_own, without)
    ]
    same, changed = ([bytes_of(tally) for tally in pair] for pair in zip(*tallies, strict=True))
    assert same[0] == same[1]
    assert changed[0] != changed[1]
    told = run_of(with_own, tallies[0][0], 1)
    assert [row.stratum for row in told.assumptions if row.name == "frequency"] == ["", "online"]
    assert [(each.name, each.customers, each.apart) for each in told.groups] == [
        ("counter", 300, True),
        ("online", 100, True),
    ]


def test_no_two_groups_share_a_draw_or_have_a_pace_of_their_own() -> None:
    """Who joins depends on how often one buys against all of the shop's customers."""
    shop = in_groups()
    drawn = [block(ARMS, shop=shop, months=2, customers=500, group=group) for group in (0, 1)]
    first, second = (set(each.customers.ids.tolist()) for each in drawn)
    assert len(first) > 250
    assert len(second) > 50
    assert not first & second
    rates = [each.shop.markets[0].usual_rate for each in drawn]
    assert rates[0] == rates[1]


def test_both_runners_write_the_same_ledger_of_a_group() -> None:
    drawn = block([ProgramArm(program(STAMPS))], shop=in_groups(), months=3, customers=120, group=1)
    assert ledger_by_day(drawn, 0) == ledger_by_member(drawn, 0) != []


def test_the_best_customers_of_the_shop_are_first_in_each_group() -> None:
    """Of 110 who spent most 100 are online; each has spent more there than any at the counter."""
    own = AssumptionPart(name="frequency", stratum="best", median=0.5, source="a test")
    stratum = StratumPart(name="best", customers=110, within_days=60)
    shop = in_groups(stratum=stratum, assumptions=(own,))
    of_all, of_half = (
        Simulation.of(shop, ARMS, seed=7, runs=1, months=1, existing=existing).groups
        for existing in (400, 200)
    )
    assert [(group.existing, group.best) for group in of_all] == [(300, 10), (100, 100)]
    assert [(group.existing, group.best) for group in of_half] == [(150, 5), (50, 50)]


def test_where_members_share_a_limit_all_are_taken_to_be_alike() -> None:
    rule = "  give 50 points\n"
    shared = ProgramArm(program(POINTS.replace(rule, f"{rule}  at most 900 points in total\n")))
    together = simulation(in_groups(), (None, shared))
    assert together.groups == simulation(scenario(400), (None, shared)).groups
    without = worked(replace(together, arms=(None,)))
    told = run_of(together, without, 1)
    assert [group.apart for group in told.groups] == [False, False]
    alike = simulation(scenario(400), (None,))
    assert told.results_sha256 == run_of(alike, worked(alike), 1).results_sha256


def test_a_file_keeps_groups_and_refuses_those_that_leave_somebody_out() -> None:
    shop = in_groups()
    assert shop.group_alone(1).acquisition.weekly == 1.0
    text = scenario_to_yaml(shop)
    assert scenario_from_yaml(text) == shop
    without_online = scenario_to_yaml(shop.model_copy(update={"groups": shop.groups[:1]}))
    with pytest.raises(Refused, match="The groups have 300 customers together, and the shop knows"):
        scenario_from_yaml(without_online)
    for before, after, told in (
        ('\ncurrency: "', '\ncurrency: "ZZZ" # ', 'There is no currency "ZZZ"'),
        (
            "  reward_tax",
            '  setup: "7 JPY"\n  reward_tax',
            "7 JPY is a sum in another currency than",
        ),
        ('name: "online"', 'name: "counter"', 'Two parts of the customers are called "counter".'),
    ):
        assert text.count(before) == 1
        with pytest.raises(Refused) as refused:
            scenario_from_yaml(text.replace(before, after))
        assert refused.value.sentence.startswith(told)


def test_a_pilot_replaces_nothing_that_is_said_of_a_group() -> None:
    group, before, after = (
        AssumptionPart(name="frequency", stratum=part, median=0.5, source=source)
        for part, source in (("online", "a study"), ("spring", "a pilot"), ("autumn", "a pilot"))
    )
    spring, autumn = (
        StratumPart(name=name, customers=50, within_days=60) for name in ("spring", "autumn")
    )
    shop = in_groups(assumptions=(group, before), stratum=spring)
    assert with_learned(shop, after, autumn).assumptions == (group, after)
    assert with_learned(in_groups(assumptions=(group,)), after, autumn).assumptions == (
        group,
        after,
    )


def test_finished_blocks_are_kept_by_their_groups_too() -> None:
    whole = simulation(in_groups())
    fewer = tuple(replace(group, best=group.best + 1) for group in whole.groups)
    certain = tuple(replace(group, rows=usual()[:1]) for group in whole.groups)
    best = tuple(replace(group, best_rows=usual()[:1]) for group in whole.groups)
    each = (whole.groups, whole.groups[:1], fewer, certain, best)
    keys = {replace(whole, groups=groups).sha256() for groups in each}
    assert len(keys) == len(each)
    assert simulation(in_groups()).sha256() == whole.sha256()
