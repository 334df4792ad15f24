"""Money, numbers and dates on the screens, in the owner's format.

Babel takes long to load, so it is loaded with the first figure and not with the first screen.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from re import sub

_HUNDRED, _THOUSAND = 100, 1_000


@dataclass(frozen=True, slots=True)
class Formats:
    """How figures are written.

    Attributes:
        currency: of all amounts, as in USD.
        locale: whose way of writing, as in en or de_DE.
    """

    currency: str
    locale: str = "en"

    def money(self, minor: int) -> str:
        """An amount to the last minor unit."""
        from babel.numbers import format_currency, get_currency_precision

        units = Decimal(minor).scaleb(-get_currency_precision(self.currency))
        return format_currency(units, self.currency, locale=self.locale)

    def short_money(self, minor: int) -> str:
        """An amount to about three digits, for the side of an axis or a bar."""
        from babel.numbers import (
            format_compact_currency,
            format_currency,
            get_currency_precision,
        )

        from designer.report.figures import whole_money

        units = Decimal(minor).scaleb(-get_currency_precision(self.currency))
        if abs(units) >= _THOUSAND:
            digits = 1 if abs(units) < 100 * _THOUSAND else 0
            return format_compact_currency(
                units, self.currency, locale=self.locale, fraction_digits=digits
            )
        if abs(units) >= _HUNDRED or units == units.to_integral_value():
            return whole_money(units, self.currency, self.locale)
        return format_currency(units, self.currency, locale=self.locale)

    def count(self, number: int) -> str:
        """A count with its thousands parted."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale)

    def percent(self, ratio: str | Decimal, places: int = 1) -> str:
        """An exact ratio in percent, with so many places at most."""
        from babel import Locale
        from babel.numbers import format_percent

        usual: str = Locale.parse(self.locale).percent_formats[None].pattern
        pattern = sub("[#,]*0", "#,##0." + "#" * places, usual)
        return format_percent(Decimal(ratio), format=pattern, locale=self.locale)

    def day(self, day: date) -> str:
        """A date as a person writes it."""
        from babel.dates import format_date

        return format_date(day, format="medium", locale=self.locale)
