"""Entries as plain records."""

from datetime import date
from typing import Any

from dsl.ledger.entry import Entry, Kind
from dsl.ledger.to_record import RECORD_WORDS, record_of
from dsl.program.program import Joining, Program
from dsl.program.wallets import Wallet

PROGRAM = Program(
    name="Test",
    currency="GBP",
    currency_decimals=2,
    time_zone="Europe/London",
    joining=Joining.FREE,
    wallets=(
        Wallet(name="Points", unit="point", plural="points"),
        Wallet(name="Fine", unit="bean", plural="beans", decimals=2),
        Wallet(name="Cash", is_money=True, decimals=2),
    ),
)
JULY = 1_751_623_200_000_000
"""4 July 2025, 11:00 in London."""


def _record(kind: Kind, **fields: Any) -> dict[str, str]:
    entry = Entry(number=1, instant=JULY, member="ada", kind=kind, **fields)
    return record_of(entry, PROGRAM)


def test_an_accrual() -> None:
    record = _record(
        Kind.ACCRUE,
        fact="e1",
        rule="Every purchase",
        wallet="Points",
        amount=40,
        available_day=date(2025, 7, 18).toordinal(),
        cut=2,
    )
    assert record == {
        "entry": "accrue",
        "at": "2025-07-04T11:00",
        "member": "ada",
        "fact": "e1",
        "rule": "Every purchase",
        "wallet": "Points",
        "amount": "40 points",
        "available": "2025-07-18",
        "expires": "never",
        "cut": "2 points",
    }
    assert list(record) == [word for word in RECORD_WORDS if word in record]


def test_amounts_have_their_unit_and_all_decimals() -> None:
    amounts = [("Points", -1), ("Points", 0), ("Fine", 100), ("Fine", -5), ("Cash", -1205)]
    told = [_record(Kind.SPEND, wallet=name, amount=amount)["amount"] for name, amount in amounts]
    assert told == ["-1 point", "0 points", "1.00 bean", "-0.05 beans", "-12.05 GBP"]


def test_details_are_named_for_what_they_are() -> None:
    assert _record(Kind.TIER_UP, detail="Gold")["tier"] == "Gold"
    assert _record(Kind.DECLINE, detail="needs 5 more points")["reason"] == "needs 5 more points"
    assert _record(Kind.DONATION, detail="Clean water", money_minor=1000)["worth"] == "10.00 GBP"


def test_points_that_wait_for_an_event_are_available_later() -> None:
    assert _record(Kind.ACCRUE, wallet="Points", amount=1)["available"] == "later"


def test_how_many_is_told_when_there_are_several() -> None:
    assert "count" not in _record(Kind.ISSUE, rule="Gift", amount=1)
    assert _record(Kind.ISSUE, rule="Gift", amount=3)["count"] == "3"
