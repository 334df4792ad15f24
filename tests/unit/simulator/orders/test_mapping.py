"""Other layouts, through a mapping."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dsl.ledger.facts import Purchased, Returned
from dsl.program.program import Program
from simulator.orders.orders_error import OrdersError
from tests.unit.simulator.orders.shop import ORDER_COLUMNS, PROGRAM, Shop, of_kind

RETAIL = Path("programs/online_retail.map.toml")


def test_a_german_export_with_date_and_time_apart(shop: Shop) -> None:
    shop.program = PROGRAM.model_copy(update={"currency": "EUR", "time_zone": "Europe/Berlin"})
    shop.write(
        "orders",
        "Nr;Kunde;Datum;Uhrzeit;Netto;Rabatt;Zustand\n"
        "1;ann;04.03.2025;10:00;1.234,56;0,44;bezahlt\n"
        "2;gast;04.03.2025;11:00;5;;bezahlt\n"
        "3;bob;04.03.2025;12:00;5;;storniert\n".encode("cp1252"),
    )
    shop.write(
        "mapping",
        "[formats]\n"
        'currency = "EUR"\ndates = "%d.%m.%Y %H:%M"\ndecimal = ","\nthousands = "."\n'
        'guests = "gast"\nencoding = "cp1252"\n'
        '[statuses]\ncounted = "bezahlt"\ncancelled = ["storniert"]\n'
        "[columns]\n"
        'order_id = "Nr"\ncustomer_id = "Kunde"\noccurred_at = ["Datum", "Uhrzeit"]\n'
        'net_amount = "Netto"\ndiscount = "Rabatt"\nstatus = "Zustand"\n',
        "shop.map.toml",
    )
    facts, report, _ = shop.read()
    (bought,) = of_kind(facts, Purchased)
    moment = datetime(2025, 3, 4, 9, tzinfo=UTC)
    assert bought.instant == int(moment.timestamp()) * 1_000_000
    assert (bought.lines[0].price_minor, bought.discount_minor) == (123500, 44)
    assert (report.count("guest"), report.count("cancelled")) == (1, 1)


def retail_program() -> Program:
    return PROGRAM.model_copy(update={"currency": "GBP", "time_zone": "Europe/London"})


def test_the_mapping_that_ships_reads_orders_and_returns_of_one_file(shop: Shop) -> None:
    shop.program = retail_program()
    shop.write(
        "orders",
        "customer_id,order_id,ordered_at,amount,lines,kind\n"
        "17850,536365,2010-12-01 08:26:00,139.12,7,order\n"
        "17850,536370,2011-07-01 08:26:00,0.0,1,order\n"
        "17850,C536379,2011-07-02 09:41:00,-27.5,1,return\n"
        "14527,C536383,2011-07-02 09:49:00,-4.65,1,return\n"
        "14527,X1,2011-07-02 09:49:00,4.65,1,stock\n",
    )
    shop.files["mapping"] = RETAIL
    facts, report, _ = shop.read()
    (bought,) = of_kind(facts, Purchased)
    (returned,) = of_kind(facts, Returned)
    assert (bought.id, bought.member, bought.lines[0].price_minor) == ("536365", "17850", 13912)
    assert (returned.id, returned.purchase, returned.amount_minor) == ("C536379", "536365", 2750)
    summer = datetime(2011, 7, 2, 8, 41, tzinfo=UTC)
    assert returned.instant == int(summer.timestamp()) * 1_000_000
    counted = {found.rule: found.count for found in report.findings if found.rule != "wall-time"}
    assert counted == {
        "other-row": 1,
        "worth-nothing": 1,
        "matched-return": 1,
        "unmatched-return": 1,
    }
    assert report.count("wall-time") == 3


def test_parquet_gives_the_same_facts_as_csv(shop: Shop) -> None:
    rows = "".join(
        f"{number},c{number % 3},2025-03-04 10:{number:02}:00,USD,{number}.5{number % 10},paid\n"
        for number in range(1, 30)
    )
    shop.write("orders", "order_id,customer_id,occurred_at,currency,net_amount,status\n" + rows)
    from_csv, _, _ = shop.read()
    path = shop.folder / "orders[1].parquet"  # signs of a pattern in a name are only a name
    duckdb.connect().execute(
        "copy (select order_id::bigint as order_id, customer_id,"
        " occurred_at::timestamp as occurred_at, currency,"
        " net_amount::decimal(18, 2) as net_amount, status"
        f" from read_csv('{shop.files['orders']}', all_varchar=true)) to '{path}' (format parquet)"
    )
    shop.files["orders"] = path
    from_parquet, report, _ = shop.read()
    assert from_parquet == from_csv
    assert len(from_csv) == 29 + 3
    assert report.rows == {"orders": 29}


def test_columns_of_our_own_layout_are_found_whatever_their_order_and_capitals(shop: Shop) -> None:
    shop.write(
        "orders",
        "Note,NET_AMOUNT,Currency,Occurred_At,Customer_ID,Order_ID\n"
        "x,3.00,USD,2025-03-04T10:00:00Z,ann,1\n",
    )
    facts, _, _ = shop.read()
    assert of_kind(facts, Purchased)[0].lines[0].price_minor == 300


def test_tax_that_is_contained_in_the_amounts_is_taken_off_them_and_said(shop: Shop) -> None:
    shop.write("orders", "order_id,who,occurred_at,sum,VAT\n1,ann,2025-03-04,11.90,1.90\n")
    shop.write(
        "mapping",
        '[formats]\ncurrency = "USD"\ntax = "contained"\n'
        '[columns]\norder_id = "order_id"\ncustomer_id = "who"\noccurred_at = "occurred_at"\n'
        'net_amount = "sum"\ntax = "VAT"\n',
        "shop.map.toml",
    )
    facts, report, _ = shop.read()
    (bought,) = of_kind(facts, Purchased)
    assert (bought.lines[0].price_minor, bought.tax_minor) == (1000, 190)
    assert report.sales_minor == 1000
    assert report.policies["tax"] == "contained, taken off"


WESTERN_ROWS = "1,zo\xeb,2025-03-04,USD,10.00,paid\n2,ann,2025-03-05,USD,5.00,paid\n"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_exports_of_older_tills_are_read_and_it_is_said(shop: Shop, encoding: str) -> None:
    shop.write("orders", f"{ORDER_COLUMNS}\n{WESTERN_ROWS}".encode(encoding))
    facts, report, _ = shop.read()
    assert [bought.member for bought in of_kind(facts, Purchased)] == ["zo\xeb", "ann"]
    assert report.count("other-encoding") == 1
    shop.write("orders", f"{ORDER_COLUMNS}\n{WESTERN_ROWS}")
    assert shop.read()[1].count("other-encoding") == 0


def test_text_in_utf_8_with_a_damaged_row_is_no_other_encoding(shop: Shop) -> None:
    damaged = f"{ORDER_COLUMNS}\n{WESTERN_ROWS * 3}".encode() + b"3,\xeb,2025-03-05,USD,5,paid\n"
    shop.write("orders", damaged)
    with pytest.raises(OrdersError, match="not written in UTF-8"):
        shop.read()
