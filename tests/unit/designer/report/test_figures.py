"""Figures in everybody's own way, to the sign."""

from datetime import date
from decimal import Decimal

from designer.report.figures import (
    count,
    in_own_way,
    money,
    narrow_day,
    number,
    percents,
    round_money,
    rounded,
    shortest,
)
from designer.report.way_of_writing import write_as
from designer.screens.formats import Formats


def test_percents_and_numbers_keep_their_decimals_and_lose_a_minus_before_nothing() -> None:
    assert (percents(rounded(-0.04, 1)), percents(0, signed=True)) == ("0.0%", "0%")
    assert (percents(rounded(1234.5, 1)), number(shortest(1234.56789))) == ("1234.5%", "1234.57")
    write_as("de_DE")
    assert percents(Decimal("6.30"), signed=True) == "+6,30\xa0%"
    assert (number(shortest(0.5)), number(rounded(-2, 2))) == ("0,5", "-2,00")
    write_as("en_IN")
    assert percents(rounded(1234.5, 1)) == "1234.5%"


def test_figures_in_sentences_are_written_in_the_own_way_and_names_stay() -> None:
    said = (
        'costs 2,000 of 12,345.50 points; -0.5% or 12% of 25.2, on 2026-03-02 at 9.12: "1.50 off"'
    )
    assert in_own_way(said) == said
    write_as("de_DE")
    assert in_own_way(said) == (
        "costs 2.000 of 12.345,50 points; -0,5\xa0% or 12\xa0% of 25,2, on 2026-03-02 at 9,12: "
        '"1.50 off"'
    )
    assert (
        in_own_way("version 1.2.3, 24 months, 10 points.") == "version 1.2.3, 24 months, 10 points."
    )


def test_screens_and_reports_write_alike() -> None:
    for way in ("en", "de_DE", "tr_TR"):
        write_as(way)
        screen = Formats("EUR", way)
        assert screen.percent("0.625") == percents(rounded(62.5, 1))
        assert (screen.money(123_456), screen.count(1234)) == (money(123_456, "EUR"), count(1234))
        assert screen.short_money(-4_000) == round_money(-4_000, "EUR")
    assert Formats("EUR", "de_DE").short_money(12_345) == "123\xa0€"
    assert Formats("EUR", "en").short_money(12_345) == "€123"


def test_a_day_fits_a_narrow_column_in_every_way() -> None:
    last = date(2025, 9, 29)
    assert [narrow_day(last), narrow_day(date(2025, 3, 4), with_year=True)] == [
        "Mon 29 Sep",
        " 4 Mar 2025",
    ]
    for way, told in (("de_DE", "Mo., 29.9."), ("en_GB", "Mon 29/09"), ("pt_BR", "seg., 29/09")):
        write_as(way)
        assert narrow_day(last) == told
        assert max(len(narrow_day(last)), len(narrow_day(last, with_year=True))) < 12
