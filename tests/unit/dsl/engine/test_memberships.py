"""Memberships: which day is next, what was charged, and what a refused fee leaves behind."""

import pytest

from dsl.engine import memberships
from dsl.engine.engine import Engine
from dsl.ledger.entry import Kind
from dsl.ledger.facts import (
    FeePaid,
    FeeRefused,
    Joined,
    MembershipEnded,
    MembershipStarted,
    Returned,
)
from tests.unit.dsl.engine.running import Shop, day, told

PLUS = """
earn "Fee"
  on paying the fee
  give 20 points

membership "Plus"
  costs 5 GBP per month
  {}
  lapses after 7 days unpaid
  refunds the fee within 3 days

  earn "Plus bonus"
    on a purchase
    add 5 points
"""
YEARS = """
membership "Plus"
  costs 5 GBP per month
  ends by itself

earn "Loyal spenders"
  on reaching 100 GBP of net spend in a membership year
  give 3 points

tier "Gold"
  from 100 GBP of net spend in a membership year
  kept 12 months
"""


def _shop(renewal: str = "renews by itself", at: str = "2024-01-31T10:00") -> Shop:
    shop = Shop(PLUS.format(renewal))
    shop.tell(MembershipStarted, at, membership="Plus")
    return shop


def _next_day(shop: Shop) -> int:
    return memberships.next_day(shop.engine.books, shop.ada(), 1)


def test_fees_are_counted_from_the_first_one_so_that_short_months_shift_nothing() -> None:
    shop = _shop()
    days = []
    for _ in range(3):
        days.append(_next_day(shop))
        shop.engine.advance_to(days[-1] + 1)
    assert days == [day("2024-02-29"), day("2024-03-31"), day("2024-04-30")]
    assert shop.ada().memberships[0].periods == 4


@pytest.mark.parametrize(("ends", "is_back"), [("2024-02-03", True), ("2024-02-04", False)])
def test_the_fee_comes_back_through_the_last_day_of_the_refund(ends: str, is_back: bool) -> None:
    shop = _shop()
    entries = told(shop.tell(MembershipEnded, f"{ends}T10:00", membership="Plus"))
    if is_back:
        assert entries[0] == ("fee refunded", "Plus", 0, 500, 0)
        assert shop.ada().memberships == {}
        assert shop.ada().accounts[0].posted == 0
    else:
        assert entries == []
        assert shop.ada().memberships[0].ending
        assert shop.ada().accounts[0].posted == 20


def test_a_refused_fee_takes_back_what_it_earned_and_lapses_by_its_own_day() -> None:
    shop = _shop()
    shop.engine.advance_to(day("2024-03-01"))
    assert shop.ada().accounts[0].posted == 40
    shop.tell(FeeRefused, "2024-03-02T10:00", membership="Plus")
    held = shop.ada().memberships[0]
    assert (held.unpaid_day, held.charged_minor) == (day("2024-02-29"), 0)
    assert shop.ada().accounts[0].posted == 20
    assert _next_day(shop) == day("2024-03-07")
    shop.engine.advance_to(day("2024-03-08"))
    assert shop.ada().memberships == {}
    assert _next_day(shop) == 0


def test_who_pays_a_refused_fee_keeps_the_days_of_the_fees() -> None:
    shop = _shop()
    shop.engine.advance_to(day("2024-03-01"))
    shop.tell(FeeRefused, "2024-03-02T10:00", membership="Plus")
    shop.tell(FeePaid, "2024-03-05T10:00", membership="Plus", amount_minor=500)
    held = shop.ada().memberships[0]
    assert (held.unpaid_day, held.charged_day) == (0, day("2024-03-05"))
    assert _next_day(shop) == day("2024-03-31")


def test_a_fee_that_is_not_due_is_ignored_where_it_renews_and_prolongs_where_it_ends() -> None:
    renewing, ending = _shop(), _shop("ends by itself")
    for shop in (renewing, ending):
        shop.tell(FeePaid, "2024-02-10T10:00", membership="Plus")
    assert renewing.ada().memberships[0].periods == 1
    assert renewing.engine.ignored == {"a fee is paid that is not due": 1}
    assert ending.ada().memberships[0].periods == 2
    assert _next_day(ending) == day("2024-03-31")


def test_a_fee_that_was_not_collected_cannot_be_refused() -> None:
    shop = _shop()
    shop.tell(FeeRefused, "2024-02-01T10:00", membership="Plus")
    shop.tell(FeeRefused, "2024-02-02T10:00", membership="Plus")
    assert shop.engine.ignored == {"a fee is refused that was not collected": 1}


@pytest.mark.parametrize("window", [None, 7, 28, 400])
def test_a_return_window_forgets_nothing_of_a_year_that_comes_back(window: int | None) -> None:
    """With Plus the membership year is another one, and without it the first again."""
    shop = _in_years(window)
    shop.buy("2024-03-06T10:00", 11000)
    shop.tell(MembershipStarted, "2024-03-10T10:00", membership="Plus")
    shop.buy("2024-04-08T10:00", 100)
    again = shop.buy("2024-05-02T10:00", 100)
    assert [each.rule for each in again if each.kind is Kind.ACCRUE] == ["Every purchase"]


@pytest.mark.parametrize("window", [None, 28, 400])
def test_a_return_window_forgets_nothing_that_a_year_to_come_counts(window: int | None) -> None:
    """The year before Plus began holds 111 GBP without the 60 that come back, the first one 51."""
    shop = _in_years(window)
    shop.buy("2024-04-20T10:00", 6000)
    shop.buy("2025-03-20T10:00", 11000)
    shop.buy("2025-04-02T10:00", 100)
    shop.tell(MembershipStarted, "2025-04-10T10:00", membership="Plus")
    back = shop.tell(Returned, "2025-04-11T10:00", purchase="e4", amount_minor=6000)
    assert Kind.TIER_DOWN not in [each.kind for each in back]


def _in_years(window: int | None) -> Shop:
    shop = Shop(YEARS)
    books = shop.engine.books
    shop.engine = Engine(books.program, books.plan, return_days=window)
    shop.tell(Joined, "2024-03-04T10:00")
    return shop
