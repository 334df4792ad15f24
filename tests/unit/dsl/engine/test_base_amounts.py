"""Base amounts: rates, steps, bands, rounding, and who stands instead of whom."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from dsl.program.measures import Measure, Quantity
from dsl.program.rules import Band, GiveBands, GiveRate
from dsl.program.time import InPeriod, Period, ThisPurchase, Window
from dsl.program.wallets import Rounding, RoundingMode, RoundingPlace, Wallet
from tests.unit.dsl.engine.evaluation import (
    Answers,
    add,
    fixed,
    give,
    given,
    line,
    on,
    program,
    purchase,
    ratio,
    rule,
    run,
    spend,
    times,
)


def rounded(mode: RoundingMode, place: RoundingPlace) -> tuple[Wallet, ...]:
    rounding = Rounding(mode=mode, place=place)
    return (Wallet(name="Points", unit="point", plural="points", rounding=rounding),)


def test_in_proportion_and_in_whole_steps() -> None:
    five_per_ten = rule("Proportion", give("1/2"))
    step = GiveRate(wallet="Points", rate=ratio("1/200"), measure=spend(), step=1000)
    assert given(program(five_per_ten), purchase(1900)) == {"Proportion": 9}
    assert given(program(rule("Steps", step)), purchase(1900)) == {"Steps": 5}


def test_per_line_or_per_purchase() -> None:
    one_per_dollar = rule("Every", give("1"))
    by_line = program(one_per_dollar, wallets=rounded(RoundingMode.DOWN, RoundingPlace.LINE))
    assert given(by_line, purchase(150, 150)) == {"Every": 2}
    assert given(program(one_per_dollar), purchase(150, 150)) == {"Every": 3}


@pytest.mark.parametrize(
    ("mode", "points"),
    [(RoundingMode.DOWN, 1), (RoundingMode.NEAREST, 2), (RoundingMode.UP, 2)],
)
def test_modes(mode: RoundingMode, points: int) -> None:
    of = program(rule("Every", give("1")), wallets=rounded(mode, RoundingPlace.PURCHASE))
    assert given(of, purchase(150)) == {"Every": points}


def test_entries_of_one_rounding_add_up_in_the_order_of_the_text() -> None:
    of = program(rule("A", give("1/3")), rule("B", give("1/3")), rule("C", give("1/3")))
    assert given(of, purchase(200)) == {"B": 1, "C": 1}
    assert given(of, purchase(400)) == {"A": 1, "B": 1, "C": 2}


WHOLE: dict[RoundingMode, Callable[[Fraction], int]] = {
    RoundingMode.DOWN: floor,
    RoundingMode.UP: ceil,
    RoundingMode.NEAREST: lambda value: floor(value + Fraction(1, 2)),
}
RATES = st.fractions(0, 5, max_denominator=60)
PRICES = st.lists(st.integers(0, 100_000), min_size=1, max_size=4)


@for_all(
    st.lists(RATES, min_size=1, max_size=4),
    PRICES,
    st.sampled_from(RoundingMode),
    st.sampled_from([RoundingPlace.LINE, RoundingPlace.PURCHASE]),
)
def test_the_sum_is_the_rounded_exact_sum(
    rates: list[Fraction], prices: list[int], mode: RoundingMode, place: RoundingPlace
) -> None:
    rules = [rule(f"R{number}", give(str(rate))) for number, rate in enumerate(rates)]
    found = given(program(*rules, wallets=rounded(mode, place)), purchase(*prices))
    parts = prices if place is RoundingPlace.LINE else [sum(prices)]
    exact = [sum(rates) * Fraction(part, 100) for part in parts]
    whole = WHOLE[mode]
    assert sum(found.values()) == sum(whole(value) for value in exact)


def test_a_rule_that_rounds_by_itself_stays_out_of_the_others() -> None:
    own = Rounding(mode=RoundingMode.UP, place=RoundingPlace.PURCHASE)
    of = program(
        rule("A", give("1/2")), rule("Own", give("1/2"), rounding=own), rule("B", give("1/2"))
    )
    assert given(of, purchase(100)) == {"Own": 1, "B": 1}


def test_a_month_is_rounded_as_one() -> None:
    of = program(
        rule("A", give("1/3")),
        rule("B", give("1/3")),
        wallets=rounded(RoundingMode.DOWN, RoundingPlace.MONTH),
    )
    carried = posted = 0
    for _ in range(7):
        outcome = run(of, purchase(100), Answers(carried=carried))
        carried += outcome.carried[0][1]
        posted += sum(posting.amount for posting in outcome.postings)
    assert posted == 14 // 3


def test_instead_of_works_by_line_and_carries_through() -> None:
    of = program(
        rule("Two", give("2")),
        rule("Five", give("5", scope=on("Beauty", "Toys")), instead_of=("Two",)),
        rule("Ten", give("10", scope=on("Toys")), instead_of=("Five",)),
    )
    bought = purchase(line(1000, "Food"), line(1000, "Beauty"), line(1000, "Toys"))
    assert given(of, bought) == {"Two": 20, "Five": 50, "Ten": 100}


def test_instead_of_a_rate_in_steps_takes_its_lines_before_the_steps() -> None:
    step = GiveRate(wallet="Points", rate=ratio("1/200"), measure=spend(), step=1000)
    of = program(
        rule("Steps", step), rule("Toys", give("10", scope=on("Toys")), instead_of=("Steps",))
    )
    assert given(of, purchase(line(1900, "Food"), line(1000, "Toys"))) == {"Steps": 5, "Toys": 100}


def test_fixed_amounts_give_way_as_a_whole() -> None:
    of = program(
        rule("Visit", fixed(10)), rule("Rate", give("1", scope=on("Toys")), instead_of=("Visit",))
    )
    assert given(of, purchase(line(500, "Food"), line(500, "Toys"))) == {"Rate": 5}
    assert given(of, purchase(line(500, "Food"))) == {"Visit": 10}
    of = program(rule("Rate", give("1")), rule("Visit", fixed(10), instead_of=("Rate",)))
    assert given(of, purchase(line(500, "Food"), line(500, "Toys"))) == {"Visit": 10}


def bands(whole: bool, window: Window | None = None) -> GiveBands:
    return GiveBands(
        wallet="Points",
        measure=spend(within=window),
        bands=(Band(up_to=100_000, rate=ratio("1/50")), Band(up_to=None, rate=ratio("3/100"))),
        whole=whole,
    )


@pytest.mark.parametrize(
    ("whole", "price", "points"),
    [
        (False, 100_000, 2_000),
        (False, 100_100, 2_003),
        (True, 100_000, 2_000),
        (True, 100_100, 3_003),
    ],
)
def test_bands_of_a_purchase(whole: bool, price: int, points: int) -> None:
    assert given(program(rule("Bands", bands(whole))), purchase(price)) == {"Bands": points}


@pytest.mark.parametrize(("whole", "points"), [(False, 20 + 60), (True, 90)])
def test_bands_of_a_window_count_what_came_before(whole: bool, points: int) -> None:
    of = program(rule("Bands", bands(whole, InPeriod(period=Period.YEAR))))
    assert given(of, purchase(1_000, 2_000), Answers(history={0: 99_000})) == {"Bands": points}


def test_bands_act_on_the_lines_that_are_left() -> None:
    of = program(
        rule("Bands", bands(whole=False)),
        rule("Toys", give("0.01", scope=on("Toys")), instead_of=("Bands",)),
    )
    found = given(of, purchase(line(99_900, "Food"), line(50_000, "Toys"), line(200, "Food")))
    assert found == {"Bands": 2_003, "Toys": 5}


def test_items_and_amount_paid() -> None:
    items = Measure(quantity=Quantity.ITEMS, scope=on("Toys"))
    each = GiveRate(wallet="Points", rate=ratio(10), measure=items)
    paid = GiveRate(
        wallet="Points",
        rate=ratio("1/100"),
        measure=Measure(quantity=Quantity.AMOUNT_PAID, window=ThisPurchase()),
    )
    bought = purchase(
        line(1000, "Toys", quantity=3), line(500, "Food", quantity=9), gift_card_minor=400
    )
    assert given(program(rule("Each", each), rule("Paid", paid)), bought) == {
        "Each": 30,
        "Paid": 11,
    }


def test_a_bonus_is_multiplied_only_if_it_says_so() -> None:
    of = program(
        rule("Every", give("1")),
        rule("Plain", add(10)),
        rule("Joined", add(10, multiplied=True)),
        rule("Double", times("2")),
    )
    assert given(of, purchase(1000)) == {"Every": 10, "Plain": 10, "Joined": 10, "Double": 20}
