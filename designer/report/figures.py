"""Figures as people read them: money, counts, shares and days.

Commands and pages write them in one way. The designer writes them in the way of the person who
sits before it, which is set once for the whole process.
"""

import re
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)

from designer.report.way_of_writing import USUAL, locale_at_hand

_FIGURE = re.compile(
    r'"[^"\n]*"'  # a name
    r"|(?<![\w.,:/])((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(%?)(?![\w/]|[.,]\d)"
)


def money(minor: int, currency: str) -> str:
    """Minor units as money."""
    decimals = get_currency_precision(currency)
    return format_currency(Decimal(minor).scaleb(-decimals), currency, locale=locale_at_hand())


def round_money(minor: int, currency: str) -> str:
    """Minor units as money, without decimals that say nothing."""
    whole, rest = divmod(minor, 10 ** get_currency_precision(currency))
    if rest:
        return money(minor, currency)
    return whole_money(Decimal(whole), currency, locale_at_hand())


def whole_money(amount: Decimal, currency: str, locale: str) -> str:
    """An amount to the nearest unit of its currency, in the way of a locale."""
    pattern = Locale.parse(locale).currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)


def count(number: int) -> str:
    """A count with its thousands parted."""
    return format_decimal(number, locale=locale_at_hand())


def counted(number: int, word: str) -> str:
    """A count with the word for what is counted, which takes an s for more than one."""
    return f"{count(number)} {word}" if number == 1 else f"{count(number)} {word}s"


def units(smallest: int, decimals: int) -> str:
    """Smallest units of a wallet as its units."""
    exact = Decimal(smallest).scaleb(-decimals)
    return format_decimal(exact, format="#,##0." + "0" * decimals, locale=locale_at_hand())


def share(part: int, whole: int) -> str:
    """A part of a whole in percent with one decimal; a dash without a whole."""
    if not whole:
        return "-"
    tenths = (2000 * part + whole) // (2 * whole)
    return percents(Decimal(tenths).scaleb(-1))


def percents(figure: Decimal | int, *, signed: bool = False) -> str:
    """So many percent, with as many decimals as they have; signed: with a plus for more than 0."""
    exact = Decimal(figure)
    usual: str = Locale.parse(locale_at_hand()).percent_formats[None].pattern
    pattern = re.sub("[#,]*0", _digits(exact), usual)
    # Added to 0, what was rounded to "-0.0" is 0.0.
    written = format_percent((exact + 0).scaleb(-2), format=pattern, locale=locale_at_hand())
    return f"+{written}" if signed and exact > 0 else written


def number(exact: Decimal) -> str:
    """A number with as many decimals as it has, its thousands not parted."""
    return format_decimal(exact + 0, format=_digits(exact), locale=locale_at_hand())


def in_own_way(sentence: str) -> str:
    """A sentence that was written once for all, its figures as people here write them.

    Reasons and explanations are kept with results, and written where nobody knows who will read
    them: as in `2,000 points` and `12.5%`. Names, in quotation marks, stay as they are.
    """
    return sentence if locale_at_hand() == USUAL else _FIGURE.sub(_rewritten, sentence)


def _rewritten(found: re.Match[str]) -> str:
    written, percent = found.groups(default="")
    exact = Decimal(written.replace(",", "") or 0)
    if percent:
        return percents(exact)
    if "," in written:
        pattern = f"#,##{_digits(exact)}"
        return format_decimal(exact, format=pattern, locale=locale_at_hand())
    return number(exact) if "." in written else found[0]


def _digits(exact: Decimal) -> str:
    places = max(0, -int(exact.as_tuple().exponent))
    return f"0.{'0' * places}" if places else "0"


def rounded(value: float, places: int) -> Decimal:
    """A statistic to so many decimals."""
    return Decimal(f"{value:.{places}f}")


def chance(percent: float) -> str:
    """A chance in whole percents, as far as anybody knows it; none is impossible or certain."""
    if 0 < percent < 1:
        return f"under {percents(1)}"
    if 99 < percent < 100:
        return f"over {percents(99)}"
    return percents(rounded(percent, 0))


def shortest(value: float, digits: int = 6) -> Decimal:
    """A statistic to so many digits at most, and no more than it has."""
    return Decimal(f"{value:.{digits}g}")


def narrow_day(moment: date, *, with_year: bool = False) -> str:
    """A day in a narrow column: with its year, or else with its weekday."""
    locale = locale_at_hand()
    if locale != USUAL:
        return format_skeleton("yMd" if with_year else "MEd", moment, locale=locale)
    told = f"{moment.day:2} {moment:%b}"
    return f"{told} {moment.year}" if with_year else f"{moment:%a} {told}"


def day(iso: str) -> str:
    """An ISO date as a person writes it."""
    if not iso:
        return "-"
    locale = locale_at_hand()
    pattern = "d MMM yyyy" if locale == USUAL else "medium"
    return format_date(date.fromisoformat(iso), format=pattern, locale=locale)
