"""Purchases as columns: what each known customer bought on which day, after returns.

Purchases of one customer on one day are one; a purchase that came back whole is none. Somebody
who holds an improbable part of all purchases is no customer but an account (a guest number, the
house, a wholesaler), and is left out.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dsl.ledger.facts import AnyFact, Line, Purchased, Returned
from dsl.values.calendar import Zone
from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.repeats import Repeats

Chosen = NDArray[np.bool_]
"""Yes or no for each row or customer."""

ACCOUNT_HOLDS_ONE_IN = 20
ACCOUNTS_AMONG = 100
"""An account holds 5% of all purchases or sales or more, among 100 customers or more."""


@dataclass(frozen=True, slots=True, eq=False)
class Purchases:
    """One row for each customer and day with a purchase, ordered by customer, then day.

    Attributes:
        customer: number of the customer, from 0.
        named: the same customer's number among all that were named, those left out as well.
        day: ordinal of the local day.
        spend_minor: net of discounts and returns.
        first_day, last_day: what the observation covers, both days included.
        accounts: customers left out because they are accounts.
        returned_whole: purchases left out because they came back whole.
    """

    customer: Wholes
    named: Wholes
    day: Wholes
    spend_minor: Wholes
    first_day: int
    last_day: int
    accounts: int = 0
    returned_whole: int = 0

    @property
    def customers(self) -> int:
        """How many customers bought."""
        return int(self.customer[-1]) + 1 if len(self.customer) else 0

    @property
    def days(self) -> int:
        """Days observed."""
        return self.last_day - self.first_day + 1

    @property
    def is_first(self) -> Wholes:
        """Rows that are a customer's first purchase, as places."""
        return np.flatnonzero(np.diff(self.customer, prepend=-1))

    @property
    def first_days(self) -> Wholes:
        """The day of each customer's first purchase."""
        return self.day[self.is_first]

    def counts(self) -> Wholes:
        """Days with a purchase of each customer."""
        return np.bincount(self.customer, minlength=self.customers).astype(np.int64)

    def mean_spend_minor(self) -> Floats:
        """What a purchase of each customer was worth on average, in minor units."""
        total = np.bincount(self.customer, weights=self.spend_minor, minlength=self.customers)
        means: Floats = total / self.counts()
        return means

    def until(self, last_day: int) -> "Purchases":
        """What was known at the end of a day."""
        return self._where(self.day <= last_day, last_day)

    def of_customers(self, chosen: Chosen) -> "Purchases":
        """The purchases of some customers, given as yes or no for each."""
        return self._where(chosen[self.customer], self.last_day)

    def _where(self, rows: Chosen, last_day: int) -> "Purchases":
        _, customer = np.unique(self.customer[rows], return_inverse=True)
        return Purchases(
            customer.astype(np.int64),
            self.named[rows],
            self.day[rows],
            self.spend_minor[rows],
            self.first_day,
            last_day,
            self.accounts,
            self.returned_whole,
        )

    def repeats(self, weeks_at: Floats) -> Repeats:
        """Each customer as a repeat buyer.

        Args:
            weeks_at: the clock at the end of each day observed, from the first day on.
        """
        first = weeks_at[self.first_days - self.first_day]
        ends = np.append(self.is_first[1:], len(self.customer)) - 1
        last = weeks_at[self.day[ends] - self.first_day]
        counts = self.counts()
        return Repeats(counts - 1, last - first, weeks_at[-1] - first, np.ones_like(counts))


@dataclass(slots=True)
class PurchaseCollector:
    """Gathers the purchases of a history, and what came back of them, fact by fact.

    Attributes:
        customers: the number of each that was named.
        channels, stores: where each of them bought first.
    """

    zone: Zone
    customers: dict[str, int] = field(default_factory=dict)
    channels: list[str] = field(default_factory=list)
    stores: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    customer: list[int] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    net_minor: list[int] = field(default_factory=list)
    lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    def add(self, fact: AnyFact) -> None:
        """Take a fact in; those that are neither purchase nor return do not matter."""
        if isinstance(fact, Purchased):
            self._buy(fact)
        elif isinstance(fact, Returned):
            self._take_back(fact)

    def purchases(self) -> Purchases:
        """What was gathered, as columns."""
        return purchases_from_columns(
            np.array(self.customer, dtype=np.int64),
            np.array(self.day, dtype=np.int64),
            np.array(self.net_minor, dtype=np.int64),
        )

    def _buy(self, fact: Purchased) -> None:
        number = self.customers.setdefault(fact.member, len(self.customers))
        if number == len(self.channels):
            self.channels.append(fact.channel)
            self.stores.append(fact.store)
        self.places[fact.id] = len(self.customer)
        self.customer.append(number)
        self.day.append(self.zone.day_of(fact.instant))
        self.net_minor.append(net_of(fact.lines) - fact.discount_minor)
        if len(fact.lines) > 1:
            self.lines[fact.id] = fact.lines

    def _take_back(self, fact: Returned) -> None:
        place = self.places.get(fact.purchase)
        if place is not None:
            left = self.net_minor[place]
            self.net_minor[place] = max(0, left - self._value(fact, left))

    def _value(self, fact: Returned, left: int) -> int:
        if fact.amount_minor is not None:
            return fact.amount_minor
        lines = {line.id: line for line in self.lines.get(fact.purchase, ())}
        whole = net_of(tuple(lines.values()))
        if not fact.lines or not whole:
            return left
        taken = 0
        for part in fact.lines:
            line = lines[part.line]
            quantity = line.quantity if part.quantity is None else part.quantity
            taken += net_of((line,)) * min(quantity, line.quantity) // line.quantity
        return taken


def net_of(lines: tuple[Line, ...]) -> int:
    """What lines cost after their own discounts, in minor units."""
    return sum(line.price_minor - line.discount_minor for line in lines)


def purchases_from_columns(customer: Wholes, day: Wholes, net_minor: Wholes) -> Purchases:
    """Purchases in any order, brought to one row for each customer and day."""
    kept = net_minor > 0
    returned_whole = len(kept) - int(kept.sum())
    if not kept.any():
        nothing = np.empty(0, dtype=np.int64)
        return Purchases(nothing, nothing, nothing, nothing, 1, 0, 0, returned_whole)
    first_day, last_day = int(day.min()), int(day.max())
    customer, day, net_minor = customer[kept], day[kept], net_minor[kept]
    ordinary, accounts = _ordinary(customer, net_minor)
    customer, day, net_minor = customer[ordinary], day[ordinary], net_minor[ordinary]
    order = np.lexsort((day, customer))
    customer, day, net_minor = customer[order], day[order], net_minor[order]
    differs = (np.diff(customer, prepend=-1) != 0) | (np.diff(day, prepend=-1) != 0)
    first = np.flatnonzero(differs)
    _, numbers = np.unique(customer[first], return_inverse=True)
    return Purchases(
        numbers.astype(np.int64),
        customer[first],
        day[first],
        np.add.reduceat(net_minor, first),
        first_day,
        last_day,
        accounts,
        returned_whole,
    )


def _ordinary(customer: Wholes, net_minor: Wholes) -> tuple[Chosen, int]:
    """Rows of ordinary customers, and how many accounts there are."""
    purchases = np.bincount(customer)
    if np.count_nonzero(purchases) < ACCOUNTS_AMONG:
        return np.ones(len(customer), dtype=np.bool_), 0
    spent = np.bincount(customer, weights=net_minor)
    is_account = purchases * ACCOUNT_HOLDS_ONE_IN >= purchases.sum()
    is_account |= spent * ACCOUNT_HOLDS_ONE_IN >= spent.sum()
    return ~is_account[customer], int(np.count_nonzero(is_account))
