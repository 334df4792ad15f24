"""Reading: what a pilot shows, what it warns of, and what may be assumed afterwards."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

import numpy as np

from simulator.behaviour.assumptions import replaced, usual
from simulator.pilots.assignment import Assigned, Group, chance
from simulator.pilots.assignment_list import list_sha256
from simulator.pilots.effect import Uplift
from simulator.pilots.plan import PilotPlan
from simulator.pilots.planning import PilotChoices, Shop, plan_pilot
from simulator.pilots.reading import Held, read_pilot
from simulator.pilots.research import chance_above, novelty_left, updated
from simulator.pilots.result import PilotResult, Warned
from simulator.pilots.sample_ratio import sample_ratio
from simulator.pilots.spending import Spending
from tests.unit.simulator.pilots.histories import cdnow

SHA = sha256(b"plan").hexdigest()
START = date(1998, 1, 1).toordinal()


@dataclass(frozen=True)
class Pretended:
    """A pilot on CDNOW in the first half of 1998, which in truth was never held."""

    plan: PilotPlan
    assigned: tuple[Assigned, ...]
    joined: dict[str, int]

    def read(
        self,
        spending: Spending,
        *,
        assigned: tuple[Assigned, ...] | None = None,
        looks: tuple[date, ...] = (),
    ) -> PilotResult:
        listed = self.assigned if assigned is None else assigned
        files = Held(self.plan, SHA, listed, list_sha256(listed))
        return read_pilot(files, spending, self.joined, looks=looks)


@cache
def held() -> Pretended:
    shop = cdnow()
    before = cut(shop, START)
    choices = PilotChoices(weeks=25, joining_percent=25)
    pilot = plan_pilot(before, choices, Shop(currency="USD", currency_decimals=2, time_zone="UTC"))
    invited = [row.member for row in pilot.assigned if row.group is Group.INVITED]
    orders = dict(
        zip(shop.members, shop.orders(START, pilot.plan.last_day.toordinal()), strict=True)
    )
    visits = np.array([orders[member] for member in invited])
    willing = chance("joining", invited) / 2.0**63 >= 0.5**visits  # one in two at each order
    joined = {member: START + 5 for member, yes in zip(invited, willing, strict=True) if yes}
    return Pretended(pilot.plan, pilot.assigned, joined)


def cut(shop: Spending, after: int) -> Spending:
    rows = shop.days < after
    names = [shop.members[place] for place in shop.customers[rows]]
    return Spending.of(names, shop.days[rows].tolist(), shop.amounts_minor[rows].tolist())


def lifted(percent: int) -> Spending:
    """The orders as they would be if members had spent more."""
    shop = cdnow()
    members = np.array([member in held().joined for member in shop.members])
    more = members[shop.customers] & (shop.days >= START)
    amounts = shop.amounts_minor * np.where(more, 100 + percent, 100) // 100
    return Spending(shop.members, shop.customers, shop.days, amounts)


def test_nothing_happened_and_the_usual_comparison_says_otherwise() -> None:
    result = held().read(cdnow())
    assert result.member_uplift_percent is not None
    assert result.member_uplift_percent.low < 0 < result.member_uplift_percent.high
    assert result.mean_effect_minor.low < 0 < result.mean_effect_minor.high
    assert result.cautions == ()
    assert result.naive is not None
    assert result.naive.gain_percent > 100
    assert result.naive.claimed_minor > result.naive.shown_high_minor


def test_a_lift_is_found_for_members_and_less_for_all_invited() -> None:
    still, more = held().read(cdnow()), held().read(lifted(40))
    assert still.member_uplift_percent is not None
    assert more.member_uplift_percent is not None
    assert more.uplift_percent is not None
    assert more.member_uplift_percent.low < 40 < more.member_uplift_percent.high
    assert round(more.joined_share, 2) == round(len(held().joined) / held().plan.invited, 2)
    # Everything the members spent is times 1.4, so is what they seem to spend more.
    was, now = still.member_uplift_percent.value, more.member_uplift_percent.value
    assert round((100 + now) / (100 + was), 3) == 1.4
    assert 0 < more.uplift_percent.value < now


def test_sums_are_exact() -> None:
    result, shop = held().read(cdnow()), cdnow()
    listed = {row.member for row in held().assigned if row.group is Group.INVITED}
    after = held().plan.last_day.toordinal() + 1
    rows = [
        int(amount)
        for place, day, amount in zip(shop.customers, shop.days, shop.amounts_minor, strict=True)
        if shop.members[place] in listed and START <= day < after
    ]
    assert (result.invited.spent_minor, result.invited.orders) == (sum(rows), len(rows))
    assert result.invited.customers == len(listed) == held().plan.invited
    assert result.invited.joined == len(held().joined)


def test_customers_taken_out_of_one_group_are_noticed() -> None:
    lost = 0
    kept = []
    for row in held().assigned:
        lost += row.group is Group.INVITED
        if row.group is not Group.INVITED or lost % 5:
            kept.append(row)
    found = {one.reason for one in held().read(cdnow(), assigned=tuple(kept)).cautions}
    assert found == {Warned.CHANGED_LIST, Warned.UNEQUAL_GROUPS}


def test_an_early_look_strangers_and_uninvited_members_are_noticed() -> None:
    early = held().read(cut(cdnow(), START + 60))
    assert [one.reason for one in early.cautions] == [Warned.TOO_SHORT]
    renamed = tuple(
        Assigned(f"new {row.member}", row.stratum, row.group) if row.member < "02000" else row
        for row in held().assigned
    )
    reasons = {one.reason for one in held().read(cdnow(), assigned=renamed).cautions}
    assert Warned.UNKNOWN_CUSTOMERS in reasons
    outside = [row.member for row in held().assigned if row.group is Group.NOT_INVITED]
    mixed = Pretended(
        held().plan, held().assigned, held().joined | dict.fromkeys(outside[:300], START)
    )
    assert [one.reason for one in mixed.read(cdnow()).cautions] == [Warned.CONTAMINATION]


def test_each_early_look_makes_brackets_wider_and_what_is_learned_no_less_sure() -> None:
    fifths = tuple(date.fromordinal(START + 35 * part - 1) for part in range(1, 5))
    once, again = held().read(cdnow()), held().read(cdnow(), looks=fifths[::-1] + fifths)
    assert (once.looks, once.boundary) == ((), 1.96)
    assert again.looks == fifths
    assert again.boundary == 2.031  # published for the last of five looks
    assert [one.reason for one in again.cautions] == [Warned.LOOKED_EARLY]
    widths = [each.mean_effect_minor.high - each.mean_effect_minor.low for each in (once, again)]
    assert round(widths[1] / widths[0], 2) == round(2.031 / 1.96, 2)
    assert again.mean_effect_minor.value == once.mean_effect_minor.value
    assert again.learned == once.learned


def test_an_early_look_is_as_wide_as_its_boundary() -> None:
    after = START + 25 * 7 // 5
    early = held().read(cut(cdnow(), after))
    assert early.boundary == 4.877  # published for a look after a fifth
    one = early.cautions[0]
    assert one.reason is Warned.TOO_SHORT
    assert "2.49 times as wide" in one.sentence
    assert early.mean_effect_minor.low < -abs(early.mean_effect_minor.value)
    assert early.learned is not None
    assert "before its end" in early.learned.after.source


def test_without_a_file_of_joins_the_plan_is_taken_at_its_word() -> None:
    listed = held().assigned
    result = read_pilot(Held(held().plan, SHA, listed, list_sha256(listed)), cdnow(), None)
    assert [one.reason for one in result.cautions] == [Warned.JOINING_ASSUMED]
    assert result.naive is None
    assert result.joined_share == 0.25
    assert result.uplift_percent is not None
    assert result.member_uplift_percent is not None
    assert round(result.member_uplift_percent.value / 4, 1) == round(result.uplift_percent.value, 1)


def test_nobody_spends_less_than_nothing() -> None:
    """With a quarter assumed to have joined, an early look would allow for it."""
    listed = held().assigned
    files = Held(held().plan, SHA, listed, list_sha256(listed))
    result = read_pilot(files, cut(cdnow(), START + 20), None)
    assert result.member_uplift_percent is not None
    assert result.member_uplift_percent.low == -100


def test_sample_ratio_by_the_table_of_chi_square() -> None:
    # (540 - 500)² / 500 · 2 = 6.4; with one degree of freedom 1.141% lie above.
    assert round(sample_ratio("", 540, 460, 0.5).p_value, 5) == 0.01141
    assert sample_ratio("", 500, 500, 0.5).p_value == 1.0


def test_a_vague_pilot_changes_nothing_and_an_exact_one_everything() -> None:
    vague = updated(Uplift(0.10, -9.9, 10.1), 26, 0.06, "pilot").after
    assert (round(vague.median, 3), vague.interval) == (0.015, (-0.005, 0.06))
    exact = updated(Uplift(0.03, 0.0299, 0.0301), 52, 0.06, "pilot")
    assert exact.after.median == round(0.03 * exact.scale, 4)
    assert exact.chance_above_question == 0.0
    assert replaced(usual(), {"frequency": {"median": exact.after.median}})


def test_novelty_wears_off_so_the_first_weeks_count_for_less() -> None:
    # 0.4 + 0.6 · (1 - 2^(-1)) / ln 2, after one half-life of 120 days.
    assert round(novelty_left(120), 5) == 0.83281
    assert novelty_left(365) < novelty_left(120) < novelty_left(1) < 1
    assert round(chance_above(0.06), 3) == 0.05
