"""Possible purchases with what they would be worth: the same for all arms of a replication."""

from dataclasses import dataclass, replace

import numpy as np

from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts import draws
from simulator.cohorts.baskets import Assortment, Lines
from simulator.cohorts.customers import Customers
from simulator.cohorts.market import Market
from simulator.runners.candidates import Candidates, Days, Rows, Truths

AT_ONCE = 1 << 15  # orders worked on together: what is worked out on the way stays in the cache


@dataclass(frozen=True, slots=True, eq=False)
class Shop:
    """What sells to the customers.

    Attributes:
        seed: the first word of the key.
        markets: by place of the replication.
        minor_units: in a unit of the currency.
    """

    seed: int
    markets: tuple[Market, ...]
    assortment: Assortment
    minor_units: int

    def pace(self, customers: Customers, places: Wholes) -> Floats:
        """How often each customer buys, against the average of all customers.

        Args:
            customers: who buys.
            places: of the replication of each.
        """
        usual_rates = np.array([market.usual_rate for market in self.markets])
        found: Floats = customers.rate / usual_rates[places]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """Candidates with their values, by day.

    Attributes:
        shop, customers: what sells, and who buys.
        places: of the replication of each customer.
        candidates: which they are.
        day: of each.
        place: of the replication of each.
        is_usual: made in the world without a program.
        value_minor: what each would be worth without a program, as all its lines.
        margin_minor: of that value.
    """

    shop: Shop
    customers: Customers
    places: Wholes
    candidates: Candidates
    day: Days
    place: Rows
    is_usual: Truths
    value_minor: Wholes
    margin_minor: Wholes

    def __len__(self) -> int:
        return len(self.day)

    def lines(self, positions: Wholes, values_minor: Wholes) -> Lines:
        """What some of them are made of, at other values than the usual ones."""
        candidates, shop = self.candidates, self.shop
        if shop.assortment.is_plain:
            return shop.assortment.plain_lines(values_minor)
        rows = candidates.customer[positions]
        return _lines(shop, self.customers, rows, candidates.index[positions], values_minor)


def orders_of(shop: Shop, customers: Customers, places: Wholes, candidates: Candidates) -> Orders:
    """Give candidates their values.

    The candidates' uniforms for values are let go; nothing else needs them.

    Args:
        shop: what sells.
        customers: who buys.
        places: of the replication of each customer.
        candidates: of these customers.
    """
    orders = without_values(shop, customers, places, candidates)
    give_values(orders, None)
    return replace(orders, candidates=replace(candidates, value=candidates.value[:0]))


def without_values(
    shop: Shop, customers: Customers, places: Wholes, candidates: Candidates
) -> Orders:
    """The same, before `give_values` gives some of them their values; the others have none."""
    nothing = np.zeros(len(candidates), np.int64)
    return Orders(
        shop,
        customers,
        places,
        candidates,
        candidates.day,
        places.astype(np.int32).take(candidates.customer),
        candidates.is_here & (candidates.threshold < 1),
        nothing,
        nothing.copy(),
    )


def give_values(orders: Orders, at: Wholes | None) -> None:
    """Give values, in place, to the orders in some places; None: to all."""
    shop, customers, candidates = orders.shop, orders.customers, orders.candidates
    table = draws.Table.of(draws.gamma, [market.value.p for market in shop.markets])
    for start in range(0, len(orders) if at is None else len(at), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        some = part if at is None else at[part]
        rows, index = candidates.customer[some], candidates.index[some]
        worth = table(candidates.value[some], orders.place[some]) * customers.value.take(rows)
        values = np.maximum(np.rint(worth * shop.minor_units), 1).astype(np.int64)
        lines = _lines(shop, customers, rows, index, values)
        orders.value_minor[some] = values
        orders.margin_minor[some] = shop.assortment.margin_minor(lines)


def _lines(shop: Shop, customers: Customers, rows: Rows, index: Rows, values: Wholes) -> Lines:
    if shop.assortment.is_plain:
        return shop.assortment.plain_lines(values)
    return shop.assortment.lines(
        customers.ids[rows], customers.replications[rows], index, values, seed=shop.seed
    )
