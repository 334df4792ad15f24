"""Amounts: text to exact whole numbers, whatever the currency and the country's signs."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import duckdb
import pytest

from simulator.orders.amounts_sql import LARGEST_MINOR, AmountReader
from simulator.orders.currency_signs import is_currency
from simulator.orders.mapping import Formats
from simulator.orders.recognise import amounts_of, is_amount

ROUND = Formats(more_decimals="round", thousands=",")
GERMAN = Formats(decimal=",", thousands=".")
FRENCH = Formats(decimal=",", thousands=" ")
ENGLISH = Formats(thousands=",")


def read(
    texts: Sequence[str], formats: Formats, decimals: int = 2, currency: str = "USD"
) -> list[tuple[int | None, bool, bool, bool]]:
    """What is read of each text: minor, unreadable, finer, huge."""
    reader = AmountReader(currency, decimals, formats)
    amount = reader.amount("written")
    source = "(select unnest($1::varchar[]) as written, generate_subscripts($1, 1) as place)"
    query = (
        f"select {amount.minor}, {amount.unreadable}, {amount.finer}, {amount.huge}"
        f" from ({reader.sized(source, ['written'])}) order by place"
    )
    with duckdb.connect() as connection:
        return connection.execute(query, [list(texts)]).fetchall()


def written(minor: int, decimals: int, formats: Formats = ENGLISH) -> str:
    """An amount as people of a country write it."""
    whole, part = divmod(abs(minor), 10**decimals)
    grouped = f"{whole:,}".replace(",", formats.thousands)
    tail = f"{formats.decimal}{part:0{decimals}}" if decimals else ""
    return f"{'-' if minor < 0 else ''}{grouped}{tail}"


def amounts_of_every_size(seed: int) -> list[int]:
    """Many whole numbers, as many of each length, down to the smallest and up to the largest."""
    chance = Random(seed)
    sizes = [chance.randrange(10 ** chance.randrange(17)) for _ in range(500)]
    edges = [0, 1, 99, 100, 999, 1000, LARGEST_MINOR - 1, LARGEST_MINOR]
    kept = [size for size in sizes + edges if size <= LARGEST_MINOR]
    return kept + [-size for size in kept]


@pytest.mark.parametrize("decimals", range(5))
@pytest.mark.parametrize("formats", [ENGLISH, GERMAN, FRENCH, Formats()], ids=str)
def test_an_amount_written_and_read_is_the_same(formats: Formats, decimals: int) -> None:
    amounts = amounts_of_every_size(decimals)
    texts = [written(minor, decimals, formats) for minor in amounts]
    assert [row[0] for row in read(texts, formats, decimals)] == amounts


@pytest.mark.parametrize("decimals", range(5))
def test_further_decimals_are_found_and_rounded_half_away_from_zero(decimals: int) -> None:
    fine = [minor // 1000 for minor in amounts_of_every_size(decimals)]
    fine += [sign * (1000 * whole + half) for half in (499, 500, 501) for whole in (0, 7)
             for sign in (1, -1)]  # fmt: skip
    exact = [Fraction(thousandth, 1000) for thousandth in fine]
    nearest = [(1 if value >= 0 else -1) * int(abs(value) + Fraction(1, 2)) for value in exact]
    found = read([written(one, decimals + 3) for one in fine], ROUND, decimals)
    assert [minor for minor, _, _, _ in found] == nearest
    assert [finer for _, _, finer, _ in found] == [value.denominator > 1 for value in exact]


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12.500", 1250),
        (".5", 50),
        ("5.", 500),
        ("+3.00", 300),
        ("$1,240.00", 124000),
        ("-$12.00", -1200),
        ("$-12.00", -1200),
        ("(12.00)", -1200),
        ("($1,012.00)", -101200),
        ("12.00-", -1200),
        ("\u221212.00", -1200),
        ("USD 12.00", 1200),
        ("12.00 USD", 1200),
        ("0.00", 0),
        ("000012.00", 1200),
        ("90071992547409.91", LARGEST_MINOR),
    ],
)
def test_amounts_are_read_as_shops_write_them(text: str, minor: int) -> None:
    assert read([text], ENGLISH) == [(minor, False, False, False)]


@pytest.mark.parametrize(
    "text",
    ["1,24", "12,50", "1.2.3", "12 50", "1.2E+05", "twelve", "-", ".", "$", "EUR 5", "€5", "5%"],
)
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    ((minor, unreadable, _, _),) = read([text], ENGLISH)
    assert (minor, unreadable) == (None, True)


def test_a_comma_is_no_decimal_sign_unless_the_mapping_says_so() -> None:
    assert read(["1.234,56", "12,5"], GERMAN) == [
        (123456, False, False, False),
        (1250,) + 3 * (False,),
    ]
    assert [row[1] for row in read(["1,234.56", "1,234"], Formats())] == [True, True]


@pytest.mark.parametrize(
    ("amount", "formats"),
    [
        *((f"1{blank}234,56", FRENCH) for blank in (" ", "\u00a0", "\u202f", "\u2009")),
        *((f"CHF 1{sign}234.56", Formats(thousands="'")) for sign in ("'", "\u2019")),
    ],
)
def test_signs_between_thousands_are_recognised_and_read_alike(
    amount: str, formats: Formats
) -> None:
    signs = amounts_of([amount, "12"], "CHF")
    assert signs == (formats.decimal, formats.thousands)
    assert is_amount(amount, signs)
    assert read([amount], formats, currency="CHF") == [(123456, False, False, False)]


@pytest.mark.parametrize("text", ["90071992547409.92", "99999999999999999999999999999999999999999"])
def test_an_amount_beyond_exact_counting_is_called_huge(text: str) -> None:
    assert read([text], Formats()) == [(None, False, False, True)]


def test_yen_have_no_decimals_and_dinars_three() -> None:
    assert read(["¥1200", "1200.00"], Formats(), 0, "JPY") == 2 * [(1200, False, False, False)]
    assert read(["1200.5"], Formats(), 0, "JPY")[0][2]
    assert read(["1.2345", "1.234"], Formats(), 3, "KWD") == [
        (1234, False, True, False),
        (1234, False, False, False),
    ]


@pytest.mark.parametrize(
    ("currency", "written", "is_it"),
    [
        ("EUR", "\u20ac", True),
        ("EUR", "eur", True),
        ("CAD", "$", True),
        ("CAD", "ca$", True),
        ("EUR", "$", False),
        ("CAD", "USD", False),
    ],
)
def test_a_currency_is_named_by_its_code_or_by_a_sign_it_has(
    currency: str, written: str, is_it: bool
) -> None:
    with duckdb.connect() as connection:
        asked = f"select {is_currency('written', currency, currency)} from (select $1 as written)"
        assert connection.execute(asked, [written]).fetchall() == [(is_it,)]


def test_a_sign_that_two_currencies_have_is_not_the_one_that_a_mapping_does_not_state() -> None:
    with duckdb.connect() as connection:
        asked = f"select {is_currency('written', 'CAD', 'USD')} from (select '$' as written)"
        assert connection.execute(asked).fetchall() == [(False,)]
