"""Makes the order history that ships with the project: one year of a coffee shop that is not.

    python -m simulator.orders.demo_history programs/demo

Only `random()` is drawn from, whose numbers Python promises to keep; the same files come out of
every run, byte for byte.
"""

import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

SEED = 20250101
YEAR = 2025
CUSTOMERS = 400
_ZONE = ZoneInfo("America/New_York")
_TAX_PER_100_000 = 8_875
_SHIPPING_MINOR = 595


class _Product(NamedTuple):
    sku: str
    category: str
    price_minor: int


_ESPRESSO = (
    _Product("E1", "Espresso", 325),
    _Product("E2", "Espresso", 450),
    _Product("E3", "Espresso", 495),
    _Product("E4", "Espresso", 525),
)
_DRINKS = (
    _Product("D1", "Drinks", 300),
    _Product("D2", "Drinks", 425),
    _Product("D3", "Drinks", 475),
    _Product("D4", "Drinks", 550),
)
_FOOD = (
    _Product("F1", "Food", 350),
    _Product("F2", "Food", 395),
    _Product("F3", "Food", 425),
    _Product("F4", "Food", 875),
)
_BEANS = (
    _Product("B1", "Retail beans", 1650),
    _Product("B2", "Retail beans", 1800),
    _Product("B3", "Retail beans", 2100),
)
_GIFT_CARDS = (
    _Product("G1", "Gift cards", 1500),
    _Product("G2", "Gift cards", 2500),
    _Product("G3", "Gift cards", 5000),
)

# Visits in 10,000 days, and how many in 100 customers are like that.
_HABITS = ((2600, 12), (1000, 35), (230, 53))
_GUESTS_IN_10_000_DAYS = 20_000
# How busy each weekday is, Monday first, and each hour from 7 to 18, in hundredths.
_WEEKDAYS = (105, 90, 100, 105, 120, 110, 70)
_HOURS = (16, 20, 14, 9, 7, 10, 8, 5, 5, 3, 2, 1)


@dataclass(frozen=True)
class _Customer:
    id: str
    visits_in_10_000_days: int
    first_day: date
    last_day: date
    favourite: _Product
    birthday: date | None


@dataclass
class _Order:
    id: str
    customer: str
    moment: datetime
    lines: list[tuple[_Product, int]]
    channel: str
    discount_minor: int = 0
    status: str = "paid"

    @property
    def net_minor(self) -> int:
        return sum(one.price_minor * count for one, count in self.lines) - self.discount_minor


@dataclass
class _Shop:
    """The files as they grow, and the chance that decides."""

    chance: Random = field(default_factory=lambda: Random(SEED))
    orders: list[_Order] = field(default_factory=list)

    def below(self, count: int) -> int:
        """A number from 0 to one below the count."""
        return int(self.chance.random() * count)

    def happens(self, times: int, out_of: int) -> bool:
        """Whether something happens that happens so many times out of so many."""
        return self.below(out_of) < times

    def one_of(self, things: Sequence[_Product]) -> _Product:
        """One of several products, each as likely."""
        return things[self.below(len(things))]

    def weighted(self, weights: Sequence[int]) -> int:
        """A place in a list of weights."""
        left = self.below(sum(weights))
        for place, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return place
        return len(weights) - 1


def _customer(shop: _Shop, number: int) -> _Customer:
    visits = _HABITS[shop.weighted([share for _, share in _HABITS])][0]
    first = date(YEAR, 1, 1) + timedelta(days=0 if shop.happens(60, 100) else shop.below(330))
    last = date(YEAR, 12, 31)
    if shop.happens(22, 100):
        last = min(last, first + timedelta(days=20 + shop.below(200)))
    favourite = shop.one_of(_ESPRESSO if shop.happens(65, 100) else _DRINKS)
    birthday = date(1950, 1, 1) + timedelta(days=shop.below(55 * 365))
    return _Customer(
        id=f"C{number:03}",
        visits_in_10_000_days=visits,
        first_day=first,
        last_day=last,
        favourite=favourite,
        birthday=birthday if shop.happens(70, 100) else None,
    )


def _basket(shop: _Shop, favourite: _Product | None) -> list[tuple[_Product, int]]:
    """What is bought on one visit, each product once."""
    if shop.happens(1, 100):
        return [(shop.one_of(_GIFT_CARDS), 1)]
    drink = favourite if favourite and shop.happens(7, 10) else shop.one_of(_ESPRESSO + _DRINKS)
    basket = [(drink, 2 if shop.happens(8, 100) else 1)]
    if shop.happens(38, 100):
        basket.append((shop.one_of(_FOOD), 1))
    if shop.happens(6, 100):
        basket.append((shop.one_of(_BEANS), 1))
    return basket


def _visit(shop: _Shop, day: date, customer: _Customer | None) -> None:
    hour = 7 + shop.weighted(_HOURS)
    moment = datetime(
        day.year, day.month, day.day, hour, shop.below(60), shop.below(60), tzinfo=_ZONE
    )
    lines = _basket(shop, customer.favourite if customer else None)
    order = _Order("", customer.id if customer else "", moment, lines, "counter")
    if customer and shop.happens(30, 100):
        order.channel = "app"
    if customer and shop.happens(1, 100):
        order.channel, order.lines = "online", [(shop.one_of(_BEANS), 1 + shop.below(2))]
    if order.channel == "app" and order.net_minor >= 1200 and day.weekday() == 4:
        order.discount_minor = 100  # a dollar off larger baskets on Fridays, in the app
    if shop.happens(4, 1000):
        order.status = "cancelled" if shop.happens(1, 2) else "pending"
    shop.orders.append(order)


def _year(shop: _Shop, customers: Sequence[_Customer]) -> None:
    day = date(YEAR, 1, 1)
    while day.year == YEAR:
        busy = _WEEKDAYS[day.weekday()]
        for customer in customers:
            visits = customer.visits_in_10_000_days * busy
            if customer.first_day <= day <= customer.last_day and shop.happens(visits, 1_000_000):
                _visit(shop, day, customer)
        for _ in range(_GUESTS_IN_10_000_DAYS // 10_000):
            if shop.happens(busy, 130):
                _visit(shop, day, None)
        day += timedelta(days=1)
    shop.orders.sort(key=lambda order: order.moment)
    for number, order in enumerate(shop.orders, 10_001):
        order.id = str(number)


def _money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}" if minor else ""


def _order_row(shop: _Shop, order: _Order) -> list[str]:
    sold = sum(p.price_minor * count for p, count in order.lines if p.category == "Gift cards")
    beans = sum(p.price_minor * count for p, count in order.lines if p.category == "Retail beans")
    taxed = max(order.net_minor - sold - beans, 0)
    by_card = order.net_minor if order.net_minor < 1000 and shop.happens(2, 100) else 0
    return [
        order.id,
        order.customer,
        order.moment.isoformat(),
        "USD",
        _money(order.net_minor),
        _money((taxed * _TAX_PER_100_000 + 50_000) // 100_000),
        _money(_SHIPPING_MINOR if order.channel == "online" else 0),
        _money(order.discount_minor),
        _money(0 if sold else by_card),
        order.channel,
        order.status,
    ]


def _line_rows(order: _Order) -> list[list[str]]:
    return [
        [
            order.id,
            str(number),
            product.sku,
            product.category,
            str(count),
            _money(product.price_minor * count),
            "yes" if product.category == "Gift cards" else "",
        ]
        for number, (product, count) in enumerate(order.lines, 1)
    ]


def _return_rows(shop: _Shop) -> list[list[str]]:
    """Some orders come back: whole, in part, by line, or without their number."""
    rows = []
    for order in shop.orders:
        if order.status != "paid" or not order.customer or not shop.happens(2, 100):
            continue
        day = order.moment + timedelta(days=1 + shop.below(14))
        moment = day.replace(hour=9 + shop.below(8), minute=shop.below(60))
        if moment.year > YEAR:
            continue
        by_line = len(order.lines) > 1 and shop.happens(60, 100)
        known = by_line or shop.happens(70, 100)
        line = 1 + shop.below(len(order.lines)) if by_line else 0
        product, count = order.lines[line - 1]
        amount = product.price_minor * count if by_line else order.net_minor
        row = [
            order.id if known else "",
            str(line) if by_line else "",
            order.customer,
            moment.isoformat(),
            _money(amount),
        ]
        rows.append((moment, row))
    rows.sort(key=lambda pair: pair[0])
    return [[f"R{number}", *row] for number, (_, row) in enumerate(rows, 1)]


def demo_files() -> dict[str, str]:
    """The text of each file, by its name."""
    shop = _Shop()
    customers = [_customer(shop, number) for number in range(1, CUSTOMERS + 1)]
    _year(shop, customers)
    orders = [_order_row(shop, order) for order in shop.orders]
    lines = [row for order in shop.orders for row in _line_rows(order)]
    facts = [
        [customer.id, "birthday", customer.birthday.isoformat()]
        for customer in customers
        if customer.birthday
    ]
    order_header = "order_id,customer_id,occurred_at,currency,net_amount,tax,shipping,discount"
    return {
        "orders.csv": _csv(f"{order_header},gift_card,channel,status", orders),
        "lines.csv": _csv("order_id,line_id,sku,category,quantity,net_amount,gift_card", lines),
        "returns.csv": _csv(
            "return_id,order_id,line_id,customer_id,occurred_at,amount", _return_rows(shop)
        ),
        "facts.csv": _csv("member,fact,value", facts),
    }


def _csv(header: str, rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    return text.getvalue()


def write_demo(folder: Path) -> None:
    """Write the files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in demo_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    write_demo(Path(sys.argv[1]))
