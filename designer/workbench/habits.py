"""What an average customer does, for quick estimates: the shop's figures, or what is assumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.ledger.facts import Line
from dsl.ledger.strict_yaml import Record, Refused, Text, read
from dsl.program.measures import Scope
from dsl.program.names import Products
from dsl.program.offers import CheapestFree, FreeProduct, MoneyOff, Offer, PercentOff
from dsl.program.program import Program
from dsl.program.rules import Give, GiveBands, GiveRate, Multiply, OnPurchase, Rule
from dsl.program.shop import Shop
from dsl.values.rounding import nearest

_ASSUMED_PURCHASE = {0: 2500, 2: 2500, 3: 10_000}
"""Minor units of a purchase where the shop does not say, by the currency's decimals."""
_ASSUMED_VISITS_PER_YEAR = Fraction(24)
_MONTHS = 12


@dataclass(frozen=True)
class Habits:
    """What an average customer does.

    Attributes:
        customers: how many there are; None where nobody said.
        assumed: which of it the shop did not say, in words ("the average purchase").
        limit: the share of sales that the owner would give back at most; None where nobody said.
    """

    purchase_minor: int
    purchases_per_year: Fraction
    customers: int | None = None
    assumed: tuple[str, ...] = ()
    limit: Fraction | None = None


def habits_of(program: Program, shop: Shop | None, customers: int | None = None) -> Habits:
    """The shop's figures, with what is usual where it does not say."""
    said = shop or Shop()
    assumed = []
    purchase = said.usual_basket_minor(program.currency_decimals)
    if purchase is None or said.currency not in ("", program.currency):
        purchase = Fraction(_ASSUMED_PURCHASE.get(program.currency_decimals, 2500))
        assumed.append("the average purchase")
    visits = said.visits_per_month
    if visits is None:
        assumed.append("how often customers come")
    per_year = _ASSUMED_VISITS_PER_YEAR if visits is None else visits * _MONTHS
    minor = nearest(purchase.numerator, purchase.denominator)
    return Habits(minor, per_year, customers, tuple(assumed), said.give_back_limit)


def customers_beside(program_file: Path) -> int | None:
    """How many customers the scenario beside a program tells of; None where there is none."""
    beside = program_file.with_suffix(SCENARIO_ENDING)
    if not beside.is_file():
        return None
    try:
        scenario = read(read_document(beside).text)
    except (Refusal, Refused):
        return None
    customers = scenario.values.get("customers") if isinstance(scenario, Record) else None
    known = customers.values.get("known") if isinstance(customers, Record) else None
    text = known.text if isinstance(known, Text) else ""
    return int(text) if text.isdecimal() else None


def line_of(program: Program, habits: Habits, offer: Offer | None) -> Line:
    """What the purchase consists of: one product.

    It is one that an offer in hand is for. Else it is one outside all lists of products where
    some rule gives for every purchase; else one of the first list that a rule gives for.
    """
    wanted = _list_of(program, offer) or _earning_list(program)
    if wanted is None:
        return Line(id="1", price_minor=habits.purchase_minor)
    return Line(
        id="1",
        price_minor=max(habits.purchase_minor, wanted.unit_price_from_minor or 0),
        sku=_first(wanted.skus),
        category=_first(wanted.categories),
        brand=_first(wanted.brands),
        labels=wanted.labels[:1],
    )


def _list_of(program: Program, offer: Offer | None) -> Products | None:
    if isinstance(offer, FreeProduct | CheapestFree | PercentOff | MoneyOff):
        return _named(program, offer.scope)
    return None


def _earning_list(program: Program) -> Products | None:
    scopes = [_scope_of(give) for rule in program.rules for give in _base(rule)]
    if not all(scope and scope.products for scope in scopes):
        return None
    return next((_named(program, scope) for scope in scopes if scope), None)


def _base(rule: Rule) -> Iterator[Give]:
    """What a rule gives for purchases, multipliers left out."""
    if isinstance(rule.trigger, OnPurchase):
        yield from (give for give in rule.gives if not isinstance(give, Multiply))


def _scope_of(give: Give) -> Scope | None:
    return give.measure.scope if isinstance(give, GiveRate | GiveBands) else None


def _named(program: Program, scope: Scope) -> Products | None:
    return next((each for each in program.products if each.name in scope.products), None)


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""
