"""Reads a shop's figures from the text of a `<name>.shop.toml` file.

usual_basket = "24.00 USD"
visits_per_month = "2"        # or visits_per_year = "5"
give_back_limit = "4%"
"""

import re
from fractions import Fraction
from typing import Any

from dsl.program.shop import Shop
from dsl.program.toml_text import NotToml, values_in

_AMOUNT = re.compile(r"\s*([0-9][0-9,]{0,14}(?:\.[0-9]{1,4})?)(?:\s+([A-Z]{3}))?\s*")
_NUMBER = re.compile(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*")
_SHARE = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*%\s*")
_KEYS = ("usual_basket", "visits_per_month", "visits_per_year", "give_back_limit")
_MONTHS_OF_YEAR = 12
_HUNDRED = 100


class ShopRefused(Exception):
    """A shop file that cannot be used; the message says why, for the owner."""


def shop_from_toml(text: str) -> Shop:
    """The figures of a shop file.

    Raises:
        ShopRefused: the text is no TOML, has a key that is not known, or a value is no amount.
    """
    try:
        values = values_in(text)
    except NotToml as problem:
        raise ShopRefused(f'{problem}, as in usual_basket = "24.00 USD"') from problem
    for key in values:
        if key not in _KEYS:
            raise ShopRefused(f'a shop file has no "{key}"; it has {", ".join(_KEYS)}')
    if "visits_per_month" in values and "visits_per_year" in values:
        raise ShopRefused("say the visits per month or per year, not both")
    basket, currency = _basket(values.get("usual_basket"))
    monthly = _number("visits_per_month", values.get("visits_per_month"))
    yearly = _number("visits_per_year", values.get("visits_per_year"))
    visits = yearly / _MONTHS_OF_YEAR if yearly is not None else monthly
    limit = _share("give_back_limit", values.get("give_back_limit"))
    return Shop(basket, currency, visits, limit)


def _basket(value: Any) -> tuple[Fraction | None, str]:
    if value is None:
        return None, ""
    found = _AMOUNT.fullmatch(str(value))
    if found is None or isinstance(value, bool) or Fraction(found[1].replace(",", "")) == 0:
        raise ShopRefused('usual_basket is a sum of money above 0, as in "24.00 USD"')
    return Fraction(found[1].replace(",", "")), found[2] or ""


def _number(key: str, value: Any) -> Fraction | None:
    if value is None:
        return None
    found = _NUMBER.fullmatch(str(value))
    if found is None or isinstance(value, bool) or Fraction(found[1]) == 0:
        raise ShopRefused(f'{key} is a number above 0, as in "2" or "0.5"')
    return Fraction(found[1])


def _share(key: str, value: Any) -> Fraction | None:
    if value is None:
        return None
    found = _SHARE.fullmatch(str(value))
    if found is None or Fraction(found[1]) > _HUNDRED:
        raise ShopRefused(f'{key} is a share of sales, as in "4%"')
    return Fraction(found[1]) / _HUNDRED
