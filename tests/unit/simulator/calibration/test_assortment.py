"""Baskets by size and product; the many small products of a category stand together."""

from dsl.ledger.facts import Line, Purchased
from simulator.calibration.assortment import PRODUCTS, AssortmentCollector


def purchase(*lines: tuple[str, str, int, int]) -> Purchased:
    return Purchased(
        id="1",
        instant=0,
        member="ann",
        lines=tuple(
            Line(id=str(place), sku=sku, category=category, quantity=quantity, price_minor=price)
            for place, (sku, category, quantity, price) in enumerate(lines)
        ),
    )


def test_sizes_prices_and_pieces() -> None:
    found = AssortmentCollector()
    found.add(purchase(("E1", "Espresso", 1, 325)), 0)
    found.add(purchase(("E1", "Espresso", 3, 926), ("B1", "Beans", 1, 1650)), 0)
    assert found.basket_sizes() == (0.5, 0.5)
    told = {
        name.sku: (sold.lines, sold.quantity, sold.price_minor) for name, sold in found.products()
    }
    assert told == {"B1": (1, 1, 1650), "E1": (2, 4, 313)}


def test_what_sells_little_is_taken_together_by_category() -> None:
    found = AssortmentCollector()
    for number in range(PRODUCTS + 6):
        category = ("Tea", "Cups")[number % 2]
        found.add(purchase((f"S{number:02d}", category, 1, 10_000 - number)), 0)
    products = found.products()
    rest = {name.category: sold.lines for name, sold in products if not name.sku}
    assert len(products) == PRODUCTS + 2
    assert rest == {"Tea": 3, "Cups": 3}
    assert sum(sold.net_minor for _, sold in products) == sum(
        10_000 - number for number in range(PRODUCTS + 6)
    )
