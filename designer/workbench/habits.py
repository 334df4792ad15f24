"""What an average customer does, for quick estimates: the shop's figures, or what is assumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.ledger.facts import Line
from dsl.ledger.strict_yaml import Record, Refused, Text, Value, read
from dsl.program.measures import Scope
from dsl.program.names import Products
from dsl.program.offers import CheapestFree, FreeProduct, MoneyOff, Offer, PercentOff
from dsl.program.program import Program
from dsl.program.rules import Give, GiveBands, GiveRate, Multiply, OnPurchase, Rule
from dsl.program.shop import Shop
from dsl.values.rounding import nearest
from simulator.limits import MOST_PURCHASES_A_WEEK

_ASSUMED_PURCHASE = {0: 2500, 2: 2500, 3: 10_000}
"""Minor units of a purchase where the shop does not say, by the currency's decimals."""
_ASSUMED_VISITS_PER_YEAR = Fraction(24)
_MONTHS = 12
_MOST_PARTS = 100
"""Visits in a year are told to a hundredth."""


@dataclass(frozen=True)
class ToldBeside:
    """What the scenario beside a program tells of its customers; None where it does not.

    Attributes:
        customers: how many there are.
        purchase: an average one, as `8.50 USD`; "" where it does not.
        visits_per_year: of a customer who still comes.
    """

    customers: int | None = None
    purchase: str = ""
    visits_per_year: Fraction | None = None

    def purchase_minor(self, program: Program) -> Fraction | None:
        """The average purchase in minor units; None in another currency, too."""
        amount, _, currency = self.purchase.partition(" ")
        if currency != program.currency or not _is_number(amount):
            return None
        return Fraction(amount) * 10**program.currency_decimals or None


NOTHING_TOLD = ToldBeside()


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


def habits_of(program: Program, shop: Shop | None, told: ToldBeside = NOTHING_TOLD) -> Habits:
    """The shop's figures, else those of its scenario, with what is usual where neither says."""
    said = shop or Shop()
    assumed = []
    purchase = said.usual_basket_minor(program.currency_decimals)
    if purchase is None or said.currency not in ("", program.currency):
        purchase = told.purchase_minor(program)
    if purchase is None:
        purchase = Fraction(_ASSUMED_PURCHASE.get(program.currency_decimals, 2500))
        assumed.append("the average purchase")
    visits = said.visits_per_month
    per_year = told.visits_per_year if visits is None else visits * _MONTHS
    if per_year is None:
        per_year = _ASSUMED_VISITS_PER_YEAR
        assumed.append("how often customers come")
    minor = nearest(purchase.numerator, purchase.denominator)
    return Habits(minor, per_year, told.customers, tuple(assumed), said.give_back_limit)


def told_beside(program_file: Path) -> ToldBeside:
    """What the scenario beside a program tells of its customers."""
    beside = program_file.with_suffix(SCENARIO_ENDING)
    if not beside.is_file():
        return NOTHING_TOLD
    try:
        scenario = read(read_document(beside).text)
    except (Refusal, Refused):
        return NOTHING_TOLD
    known = _text(scenario, "customers", "known")
    return ToldBeside(
        int(known) if known.isdecimal() else None,
        _text(scenario, "spend", "mean_purchase"),
        _visits_per_year(scenario),
    )


def _visits_per_year(scenario: Value) -> Fraction | None:
    """How often a customer of the scenario comes, on average; None where it cannot be meant."""
    from simulator.calibration.acquisition import WEEKS_IN_YEAR

    r, alpha = (_text(scenario, "behaviour", "pareto_nbd", each) for each in ("r", "alpha"))
    if not _is_number(r) or not _is_number(alpha) or not Fraction(alpha):
        return None
    visits = Fraction(r) * Fraction(WEEKS_IN_YEAR) / Fraction(alpha)
    is_possible = visits <= WEEKS_IN_YEAR * MOST_PURCHASES_A_WEEK
    return visits.limit_denominator(_MOST_PARTS) or None if is_possible else None


def _text(node: Value | None, *keys: str) -> str:
    """What stands below some keys; "" where nothing does."""
    for key in keys:
        node = node.values.get(key) if isinstance(node, Record) else None
    return node.text if isinstance(node, Text) else ""


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text[:1] != "."


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
