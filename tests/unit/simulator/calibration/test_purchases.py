"""Facts to columns: same days merge, returns are netted, accounts stay out."""

from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dsl.ledger.facts import Line, Purchased, Returned, ReturnedLine
from dsl.values.calendar import zone
from simulator.calibration.purchases import PurchaseCollector, Purchases, purchases_from_columns
from simulator.calibration.seasons import Seasons

HOUR = 3_600_000_000
BERLIN = zone("Europe/Berlin")
FIRST = date(2025, 3, 3).toordinal()


def bought(order: str, member: str, day: int, *prices: int, hour: int = 12) -> Purchased:
    lines = tuple(
        Line(id=str(place), price_minor=price, quantity=2) for place, price in enumerate(prices)
    )
    instant = BERLIN.first_instant_of(FIRST + day) + hour * HOUR
    return Purchased(id=order, instant=instant, member=member, lines=lines)


def collected(*facts: Purchased | Returned) -> Purchases:
    collector = PurchaseCollector(BERLIN)
    for fact in facts:
        collector.add(fact)
    return collector.purchases()


def came_back(order: str, **told: Any) -> Returned:
    return Returned(id=f"back {order}", instant=9**17, member="", purchase=order, **told)


def test_purchases_of_one_local_day_are_one() -> None:
    found = collected(
        bought("1", "ann", 0, 500, hour=0),
        bought("2", "ann", 0, 700, hour=23),
        bought("3", "ann", 1, 100, hour=0),
        bought("4", "bob", 1, 900),
    )
    assert found.customer.tolist() == [0, 0, 1]
    assert (found.day - FIRST).tolist() == [0, 1, 1]
    assert found.spend_minor.tolist() == [1200, 100, 900]


def test_returns_are_netted_and_what_came_back_whole_is_no_purchase() -> None:
    half = (ReturnedLine(line="0", quantity=1),)
    found = collected(
        bought("1", "ann", 0, 500, 300),
        bought("2", "ann", 5, 700),
        bought("3", "bob", 2, 400),
        came_back("1", lines=half),
        came_back("2"),
        came_back("3", amount_minor=150),
        came_back("nobody's"),
    )
    assert found.spend_minor.tolist() == [550, 250]
    assert found.returned_whole == 1
    assert found.days == 6


def test_an_account_is_no_customer() -> None:
    customer = np.concatenate([np.arange(200), np.full(40, 200)])
    day = FIRST + np.arange(240) % 100
    found = purchases_from_columns(customer, day, np.full(240, 100))
    assert (found.customers, found.accounts) == (200, 1)
    few = purchases_from_columns(customer[150:], day[150:], np.full(90, 100))
    assert (few.customers, few.accounts) == (51, 0)


def test_repeats_count_from_the_first_purchase() -> None:
    found = collected(
        bought("1", "ann", 0, 500),
        bought("2", "ann", 7, 500),
        bought("3", "ann", 21, 500),
        bought("4", "bob", 14, 500),
        bought("5", "eve", 28, 500),
    )
    seen = found.repeats(Seasons().weeks_at(found.first_day, found.last_day))
    assert seen.repeats.tolist() == [2, 0, 0]
    assert np.round(seen.last, 9).tolist() == [3, 0, 0]
    assert np.round(seen.age, 9).tolist() == [4, 2, 0]


rows = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40), st.integers(-50, 500)), min_size=1)


@given(rows)
def test_the_order_of_rows_changes_nothing_but_the_numbers_of_customers(
    written: list[tuple[int, int, int]],
) -> None:
    other = sorted(written, key=lambda row: row[::-1])
    one, two = (
        purchases_from_columns(*(np.array(column) for column in zip(*each, strict=True)))
        for each in (written, other)
    )
    assert one.customer.tolist() == two.customer.tolist()
    assert one.day.tolist() == two.day.tolist()
    assert one.spend_minor.tolist() == two.spend_minor.tolist()
    assert one.spend_minor.sum() == sum(worth for _, _, worth in written if worth > 0)
    assert np.all(np.diff(one.customer * 1000 + one.day) > 0)


@given(rows, st.integers(0, 40))
def test_what_was_known_on_a_day_is_the_history_up_to_it(
    written: list[tuple[int, int, int]], day: int
) -> None:
    early = [row for row in written if row[1] <= day and row[2] > 0]
    if not early:
        return
    whole, part = (
        purchases_from_columns(*(np.array(column) for column in zip(*each, strict=True)))
        for each in (written, early)
    )
    known = whole.until(day)
    assert known.day.tolist() == part.day.tolist()
    assert known.customer.tolist() == part.customer.tolist()
    assert known.spend_minor.tolist() == part.spend_minor.tolist()
