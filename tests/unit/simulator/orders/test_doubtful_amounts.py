"""Amounts that can be read in two ways are asked about, and never wrong by a thousand in silence.

The files are as tills write them: one in whole amounts, another always with three decimals.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from dsl.values.currencies import DECIMALS
from simulator.orders.doubtful_amounts import doubtful_among, telling_otherwise
from simulator.orders.layout import Kind
from simulator.orders.mapping import Formats
from simulator.orders.report import DoubtfulAmounts, UnreadAmounts
from tests.unit.simulator.orders.shop import PROGRAM, Shop

POINTS = '[formats]\ndecimal = ","\nthousands = "."\n'
COMMAS = '[formats]\nthousands = ","\n'


def shop_of(folder: Path, amounts: str, mapping: str = "", currency: str = "USD") -> Shop:
    """A shop with one order for each of some amounts, parted by `|`."""
    program = PROGRAM.model_copy(
        update={"currency": currency, "currency_decimals": DECIMALS[currency]}
    )
    shop = Shop(folder, program)
    shop.orders(
        *(
            f'{number},ann,2025-03-0{number}T10:00:00Z,{currency},"{amount}",paid'
            for number, amount in enumerate(amounts.split("|"), 1)
        )
    )
    if mapping:
        shop.write("mapping", mapping, "map.toml")
    return shop


def test_three_digits_behind_a_point_are_asked_about(tmp_path: Path) -> None:
    _, report, _ = shop_of(tmp_path, "45|1.250|980|2.400").read()
    assert report.sales_minor == 45_00 + 1_25 + 980_00 + 2_40
    asked = DoubtfulAmounts(
        kind=Kind.ORDERS,
        count=2,
        row=3,
        written="1.250",
        read_minor=1_25,
        other_minor=1_250_00,
        other_decimal=",",
        other_thousands=".",
        is_stated=False,
    )
    assert report.doubtful_amounts == (asked,)
    assert report.to_json()["doubtful_amounts"] == [asked.to_json()]


def test_what_is_asked_about_is_read_the_other_way_as_the_question_says(tmp_path: Path) -> None:
    _, report, _ = shop_of(tmp_path, "12.500|3.750 EUR", POINTS, "EUR").read()
    (asked,) = report.doubtful_amounts
    assert (asked.read_minor, asked.other_minor) == (12_500_00, 12_50)
    said = f'[formats]\ndecimal = "{asked.other_decimal}"\nthousands = "{asked.other_thousands}"\n'
    _, report, _ = shop_of(tmp_path, "12.500|3.750 EUR", said, "EUR").read()
    assert report.sales_minor == 12_50 + 3_75
    assert [replace(each, written="") for each in report.doubtful_amounts] == [
        replace(
            asked,
            written="",
            read_minor=asked.other_minor,
            other_minor=asked.read_minor,
            other_decimal=",",
            other_thousands=".",
        )
    ]


@pytest.mark.parametrize(
    ("amounts", "mapping", "currency"),
    [
        ("1.250|12.50", "", "USD"),
        ("1.250|0.500", "", "EUR"),
        ("12.500|1234.500", "", "EUR"),
        ("1.250|12,50", POINTS, "EUR"),
        ("1.250|1.250.000", POINTS, "EUR"),
        ("1,250|12.5", COMMAS, "USD"),
        ("1.250|3.400", "", "KWD"),
        ("1.250|3.400", POINTS, "JPY"),
        ("1250|45", "", "USD"),
    ],
)
def test_nothing_is_asked_where_the_file_or_its_currency_tells(
    tmp_path: Path, amounts: str, mapping: str, currency: str
) -> None:
    _, report, _ = shop_of(tmp_path, amounts, mapping, currency).read()
    assert report.doubtful_amounts == ()
    assert report.sales_minor


@pytest.mark.parametrize(
    ("amounts", "mapping", "currency", "read", "other"),
    [
        ("3.255|4", "", "USD", None, 3_255_00),
        ("3,255|4", COMMAS, "USD", 3_255_00, None),
        ("0.500|1.250", POINTS, "EUR", 500_00, 50),
        ("1.000|2", "", "JPY", 1, 1000),
        ("1,250|2", COMMAS, "KWD", 1_250_000, 1_250),
        ("3.255|4", '[formats]\nmore_decimals = "round"\n', "USD", 3_26, 3_255_00),
    ],
)
def test_both_ways_are_worked_out(
    tmp_path: Path, amounts: str, mapping: str, currency: str, read: int | None, other: int | None
) -> None:
    _, report, _ = shop_of(tmp_path, amounts, mapping, currency).read()
    (asked,) = report.doubtful_amounts
    assert (asked.read_minor, asked.other_minor) == (read, other)


@pytest.mark.parametrize(
    ("amounts", "mapping", "against"),
    [
        ("1.250|45|12,50", "", (4, "12,50")),
        ("1.250|0,500 EUR", "", (3, "0,500 EUR")),
        ("1.250|1.250.000", "", (3, "1.250.000")),
        ("1,250|12,50", COMMAS, (3, "12,50")),
        ("1.250|12.50", POINTS, (3, "12.50")),
        ("1.250|12,500", "", (None, "")),
        ("1.250|nothing", "", (None, "")),
    ],
)
def test_an_amount_that_is_left_out_tells_that_all_are_meant_the_other_way(
    tmp_path: Path, amounts: str, mapping: str, against: tuple[int | None, str]
) -> None:
    _, report, _ = shop_of(tmp_path, amounts, mapping, "EUR").read()
    (asked,) = report.doubtful_amounts
    assert (asked.against_row, asked.against) == against
    formats = Formats(decimal=",", thousands=".") if mapping == POINTS else Formats()
    formats = Formats(thousands=",") if mapping == COMMAS else formats
    assert telling_otherwise(amounts.split("|"), formats, 2) == against[1]


def test_amounts_that_are_left_out_tell_the_signs_that_would_read_more(tmp_path: Path) -> None:
    _, report, _ = shop_of(tmp_path, "45|12,50|9,00|nothing").read()
    assert report.orders == 1
    assert report.unread_amounts == UnreadAmounts(
        count=2, row=3, written="12,50", decimal=",", thousands="."
    )
    _, report, _ = shop_of(tmp_path, "45|12,50|9,00|nothing", POINTS).read()
    assert (report.orders, report.unread_amounts) == (3, None)
    for mixed in ("12.50|9.00|12,50", "45|nothing", "45|1.250|12,50"):
        _, report, _ = shop_of(tmp_path, mixed).read()
        assert report.unread_amounts is None


def test_lines_and_returns_are_asked_about_as_well(tmp_path: Path) -> None:
    shop = shop_of(tmp_path, "45|12.50")
    shop.write("lines", "order_id,net_amount\n1,1.250\n1,43.750\n2,12.50\n")
    shop.write("returns", "return_id,occurred_at,order_id,amount\n7,2025-03-05T10:00:00Z,1,1.250\n")
    _, report, _ = shop.read()
    assert [(each.kind, each.row) for each in report.doubtful_amounts] == [(Kind.RETURNS, 2)]
    shop.write("lines", "order_id,net_amount\n1,1.250\n1,43.750\n")
    _, report, _ = shop.read()
    assert [each.kind for each in report.doubtful_amounts] == [Kind.LINES, Kind.RETURNS]


@pytest.mark.parametrize(
    ("values", "formats", "found"),
    [
        (("45", "1.250"), Formats(), "1.250"),
        (("1.250", "12.50"), Formats(), ""),
        (("1.250", "12,50"), Formats(decimal=",", thousands="."), ""),
        (("-1.250 €", "45"), Formats(decimal=",", thousands="."), "-1.250 €"),
    ],
)
def test_the_first_rows_tell_as_much(values: tuple[str, ...], formats: Formats, found: str) -> None:
    assert doubtful_among(values, formats, 2) == found
