"""Every trap that order files lay: counted by its rule, with its row, and with what follows."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from dsl.ledger.facts import AttributeSet, Joined, Purchased, Returned, ReturnedLine
from simulator.orders.report_rules import RULES
from simulator.orders.sources import JoinPolicy
from tests.unit.simulator.orders.shop import Shop, of_kind

SOUND = "1,ann,2025-03-04T10:00:00-05:00,USD,10.00,paid"
LINES = "order_id,line_id,quantity,net_amount\n"
RETURNS = "return_id,order_id,line_id,customer_id,occurred_at,amount\n"
FACTS = "member,at,fact,name,value\n"


@dataclass(frozen=True)
class Trap:
    """Files besides one sound order in row 2, and what the report must say.

    Attributes:
        purchases: ids of the purchases that are left.
    """

    rule: str
    rows: tuple[int, ...] = (3,)
    orders: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    money: int = 0
    purchases: tuple[str, ...] = ("1",)
    returns: tuple[str, ...] = ()


def order(changed: str) -> tuple[str, ...]:
    """One order that differs from `2,bob,2025-03-05T10:00:00Z,USD,8.50,paid` as told."""
    row = {"id": "2", "who": "bob", "at": "2025-03-05T10:00:00Z", "currency": "USD"}
    row |= {"net": "8.50", "status": "paid"}
    name, _, value = changed.partition("=")
    row[name] = value
    return (",".join(row.values()),)


def returned(row: str) -> dict[str, str]:
    """A file with one return."""
    return {"returns": RETURNS + row + "\n"}


def lines(*rows: str) -> dict[str, str]:
    """A file of lines."""
    return {"lines": LINES + "\n".join(rows) + "\n"}


BOTH = ("1", "2")
AT = "2025-03-06T10:00:00Z"
TRAPS = (
    Trap("wrong-columns", orders=("2,bob,2025-03-05,USD,8,50,paid",)),
    Trap("broken-quotes", orders=('2,"bob" by hand,2025-03-05,USD,8.50,paid',)),
    Trap("missing-id", orders=order("id="), money=850),
    Trap("damaged-id", orders=order("id=4.51E+12"), money=850),
    Trap("tidied-id", orders=order("id='002"), money=850, purchases=("002", "1")),
    Trap("tidied-id", orders=order("who=17850.0"), money=850, purchases=BOTH),
    Trap("tidied-id", orders=order("who=Bob@Shop.example"), money=850, purchases=BOTH),
    Trap("repeated-id", orders=(SOUND,), money=1000),
    Trap("conflicting-id", orders=(SOUND.replace("10.00", "11.00"),), money=1100),
    Trap("cancelled", orders=order("status=Voided"), money=850),
    Trap("pending", orders=order("status=On hold"), money=850),
    Trap("unknown-status", orders=order("status=erstattet"), money=850),
    Trap("other-currency", orders=order("currency=EUR")),
    Trap("broken-date", orders=order("at=05/03/2025"), money=850),
    Trap("broken-date", orders=order("at=2025-02-30"), money=850),
    Trap("broken-date", orders=order("at=1899-12-30"), money=850),
    Trap("wall-time", orders=order("at=2025-03-05 10:00"), money=850, purchases=BOTH),
    Trap("repeated-hour", orders=order("at=2025-11-02T01:30:00"), money=850, purchases=BOTH),
    Trap("skipped-hour", orders=order("at=2025-03-09T02:30:00"), money=850, purchases=BOTH),
    Trap(
        "after-today",
        orders=order("at=2029-03-05T00:00:00"),
        money=850,
        purchases=BOTH,
        choices={"today": date(2029, 3, 4)},
    ),
    Trap("unreadable-amount", orders=order("net=")),
    Trap("unreadable-amount", orders=order("net=8.50 EUR")),
    Trap("unreadable-amount", orders=order("net=1.2E+05")),
    Trap("more-decimals", orders=order("net=8.505"), money=850),
    Trap("huge-amount", orders=order("net=90071992547409.92")),
    Trap("huge-amount", orders=order("net=123456789012345678901234567890")),
    Trap("negative-amount", orders=order("net=-8.50"), money=-850),
    Trap("worth-nothing", orders=order("net=0.00")),
    Trap("guest", orders=order("who="), money=850),
    Trap("line-of-unknown-order", (3,), files=lines("1,1,1,10", "9,1,1,2"), money=200),
    Trap("negative-line", (3,), files=lines("1,1,1,12", "1,2,1,-2"), money=-200),
    Trap("broken-line", (2,), files=lines("1,1,1,12", "1,2,1,-2"), money=1200),
    Trap("lines-do-not-add-up", (2, 3), files=lines("1,1,1,7", "1,2,1,2"), money=900),
    Trap("odd-quantity", (2,), files=lines("1,1,0.375,10"), money=1000),
    Trap("repeated-id", (3,), files=lines("1,1,1,10", "1,1,1,10"), money=1000),
    Trap("conflicting-id", (3,), files=lines("1,1,1,10", "1,1,1,11"), money=1100),
    Trap("order-without-lines", (2,), files=lines("9,1,1,2"), money=1000),
    Trap("return-without-member", (2,), files=returned(f"r,,,,{AT},3"), money=300),
    Trap(
        "return-of-guest",
        (2,),
        orders=order("who="),
        files=returned(f"r,2,,,{AT},3"),
        money=300,
    ),
    Trap("return-of-unknown-order", (2,), files=returned(f"r,7,,,{AT},3"), money=300),
    Trap(
        "return-of-unknown-line",
        (2,),
        files=returned(f"r,1,4,,{AT},3"),
        money=300,
        returns=("r",),
    ),
    Trap(
        "return-before-order",
        (2,),
        files=returned("r,1,,,2025-03-01T10:00:00Z,3"),
        money=300,
        returns=("r",),
    ),
    Trap("return-above-order", (2,), files=returned(f"r,1,,,{AT},12"), money=200, returns=("r",)),
    Trap("matched-return", (2,), files=returned(f"r,,,ann,{AT},-4"), money=400, returns=("r",)),
    Trap(
        "partly-matched-return",
        (2,),
        files=returned(f"r,,,ann,{AT},14"),
        money=400,
        returns=("r",),
    ),
    Trap("unmatched-return", (2,), files=returned(f"r,,,bob,{AT},3"), money=300),
    Trap("worth-nothing", (2,), files=returned(f"r,1,,,{AT},0")),
    Trap("other-row", (3,), orders=order("status=quote"), files={"mapping": "kept"}),
    Trap(
        "rounded-amount",
        orders=order("net=8.505"),
        files={"mapping": "round"},
        money=851,
        purchases=BOTH,
    ),
    Trap("broken-fact", (2,), files={"facts": FACTS + "ann,,birthday,,3 May\n"}),
    Trap(
        "repeated-join",
        (3,),
        files={"joins": "member,joined_at\nann,2025-01-02\nann,2025-01-03\n"},
        choices={"join": JoinPolicy.FILE},
    ),
    Trap(
        "late-undated-fact",
        (2,),
        files={"facts": FACTS + "ann,,birthday,,2000-05-03\n"},
        choices={
            "state": {"version": 1, "start": None, "joined": ["ann"], "purchases": []},
        },
    ),
    Trap(
        "outside-dates",
        orders=order("at=2025-03-01"),
        money=850,
        choices={"since": 1741000000000000},
    ),
)
MAPPINGS = {
    "round": 'formats.more_decimals = "round"\n',
    "kept": 'filters.status = ["paid", "open"]\n',
}


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.rule)
def test_a_trap_is_counted_with_its_row_and_money(shop: Shop, trap: Trap) -> None:
    shop.orders(SOUND, *trap.orders)
    for role, text in trap.files.items():
        if role == "mapping":
            shop.write("mapping", MAPPINGS[text], "shop.map.toml")
        else:
            shop.write(role, text)

    facts, report, _ = shop.read(**trap.choices)

    (found,) = (found for found in report.findings if found.rule == trap.rule)
    assert (found.count, found.rows, found.money_minor) == (len(trap.rows), trap.rows, trap.money)
    assert tuple(sorted(fact.id for fact in of_kind(facts, Purchased))) == trap.purchases
    assert tuple(fact.id for fact in of_kind(facts, Returned)) == trap.returns


def test_every_rule_of_the_report_has_its_trap() -> None:
    shape = {"byte-order-mark", "other-delimiter", "other-encoding"}  # tried with whole files
    assert {trap.rule for trap in TRAPS} | shape == {rule.id for rule in RULES}


def test_a_file_from_a_spreadsheet_is_read_all_the_same(shop: Shop) -> None:
    shop.write(
        "orders",
        (
            b"\xef\xbb\xbforder_id;customer_id;occurred_at;currency;net_amount;note\r\n"
            b'1;ann;2025-03-04T10:00:00Z;USD;"$12.50";"said ""hello"";\r\nand left"\r\n'
            b"\r\n"
            b" 2 ;bob ;2025-03-04T11:00:00Z; usd ;(3.00);\r\n"
        ),
    )
    facts, report, _ = shop.read()
    assert [
        (fact.id, fact.member, fact.lines[0].price_minor) for fact in of_kind(facts, Purchased)
    ] == [("1", "ann", 1250)]
    assert report.count("byte-order-mark") == report.count("other-delimiter") == 1
    (negative,) = (found for found in report.findings if found.rule == "negative-amount")
    assert (negative.rows, negative.money_minor) == ((4,), -300)


def test_the_line_that_tells_a_spreadsheet_its_delimiter_is_no_header(shop: Shop) -> None:
    header = "order_id|customer_id|occurred_at|currency|net_amount"
    shop.write("orders", f"sep=|\r\n{header}\r\n1|ann|x|USD|3\r\n2|ann|2025-03-04|USD|3\r\n")
    facts, report, _ = shop.read()
    assert [fact.id for fact in of_kind(facts, Purchased)] == ["2"]
    (broken,) = (found for found in report.findings if found.rule == "broken-date")
    assert broken.rows == (3,)


def test_no_more_than_five_rows_are_shown_but_all_are_counted(shop: Shop) -> None:
    shop.orders(SOUND, *("2,bob,yesterday,USD,8.50,paid" for _ in range(8)))
    _, report, _ = shop.read()
    (broken,) = (found for found in report.findings if found.rule == "broken-date")
    assert (broken.count, broken.rows, broken.money_minor) == (8, (3, 4, 5, 6, 7), 8 * 850)


def test_the_report_says_how_much_of_the_sales_is_known_by_customer(shop: Shop) -> None:
    shop.orders(SOUND, *order("who="))
    _, report, _ = shop.read()
    assert (report.orders, report.identified_orders, report.members) == (2, 1, 1)
    assert (report.sales_minor, report.identified_sales_minor) == (1850, 1000)


def test_discounts_of_lines_or_of_the_basket_explain_the_order(shop: Shop) -> None:
    shop.write(
        "orders",
        "order_id,customer_id,occurred_at,currency,net_amount,discount,tax,gift_card\n"
        "1,ann,2025-03-04T10:00:00Z,USD,10.00,2.00,1.00,11.00\n"
        "2,ann,2025-03-04T11:00:00Z,USD,10.00,-2.00,,\n",
    )
    shop.write(
        "lines",
        "order_id,sku,category,labels,quantity,net_amount,discount,gift_card\n"
        "1,00123,Tea,new; hot,2,9.00,,\n1,'00124,Tea,,,3.00,0.50,yes\n2,A,Tea,,1,10.00,2.00,\n",
    )
    facts, _, _ = shop.read()
    basket, by_line = of_kind(facts, Purchased)
    first, second = basket.lines
    assert (first.id, first.sku, first.labels, first.quantity) == ("1", "00123", ("new", "hot"), 2)
    assert (second.id, second.sku, second.price_minor, second.is_gift_card) == (
        "2",
        "00124",
        350,
        True,
    )
    assert (basket.discount_minor, basket.tax_minor, basket.gift_card_minor) == (200, 100, 1000)
    assert (by_line.discount_minor, by_line.lines[0].discount_minor) == (0, 200)


def test_a_return_of_several_lines_is_one_fact(shop: Shop) -> None:
    shop.orders(SOUND)
    shop.write("lines", LINES + "1,a,2,6\n1,b,1,4\n")
    shop.write(
        "returns",
        "return_id,order_id,line_id,occurred_at,quantity\n"
        f"r,1,a,{AT},1\nr,1,b,{AT},\nr,1,b,{AT},\n",
    )
    facts, report, _ = shop.read()
    (returned,) = of_kind(facts, Returned)
    assert returned.lines == (ReturnedLine(line="a", quantity=1), ReturnedLine(line="b"))
    assert (returned.purchase, returned.amount_minor, returned.member) == ("1", None, "ann")
    assert report.count("repeated-id") == 1


def test_facts_without_a_time_hold_from_joining_on(shop: Shop) -> None:
    shop.orders(SOUND)
    shop.write("facts", FACTS + "ann,,birthday,,2000-05-03\n")
    facts, _, _ = shop.read()
    joined, born, bought = facts
    assert isinstance(joined, Joined)
    assert isinstance(born, AttributeSet)
    assert isinstance(bought, Purchased)
    assert joined.instant == born.instant == bought.instant
