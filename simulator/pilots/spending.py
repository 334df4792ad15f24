"""What each customer bought on which day, as columns: all that a pilot looks at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from dsl.ledger.facts import AnyFact
from dsl.values.calendar import zone
from simulator.calibration.columns import Wholes
from simulator.calibration.purchases import PurchaseCollector
from simulator.pilots.pilot_error import PilotError


@dataclass(frozen=True, slots=True, eq=False)
class Spending:
    """The orders of a history, one row for each.

    Attributes:
        members: the customers, in the order of their ids.
        customers: of each order, the customer's place in `members`.
        days: of each order, as ordinals.
        amounts_minor: of each order, net, less what came back of it later.
    """

    members: tuple[str, ...]
    customers: Wholes
    days: Wholes
    amounts_minor: Wholes

    @classmethod
    def of(
        cls, members: Sequence[str], days: Sequence[int], amounts_minor: Sequence[int]
    ) -> "Spending":
        """The orders given as rows of equal length, in any order."""
        names = tuple(sorted(set(members)))
        places = {name: place for place, name in enumerate(names)}
        customers = np.array([places[member] for member in members], np.int64)
        columns = customers, np.array(days, np.int64), np.array(amounts_minor, np.int64)
        order = np.lexsort((columns[2], columns[1], columns[0]))
        return cls(names, columns[0][order], columns[1][order], columns[2][order])

    @property
    def first_day(self) -> int:
        """The day of the first order."""
        return int(self.days.min())

    @property
    def last_day(self) -> int:
        """The day of the last order."""
        return int(self.days.max())

    @property
    def sha256(self) -> str:
        """A hash of the orders, whatever file they came from."""
        digest = sha256("\n".join(self.members).encode())
        for column in (self.customers, self.days, self.amounts_minor):
            digest.update(column.astype("<i8").tobytes())
        return digest.hexdigest()

    def spent_minor(self, first: int, after: int) -> Wholes:
        """What each customer spent from a day on and before another."""
        spent = np.zeros(len(self.members), np.int64)
        inside = (self.days >= first) & (self.days < after)
        np.add.at(spent, self.customers[inside], self.amounts_minor[inside])
        return spent

    def orders(self, first: int, after: int) -> Wholes:
        """How often each customer ordered from a day on and before another."""
        inside = (self.days >= first) & (self.days < after)
        return np.bincount(self.customers[inside], minlength=len(self.members)).astype(np.int64)

    def days_between_orders(self, first: int, after: int) -> float:
        """How long a typical returning customer lets pass between two days with orders.

        Of every customer with two such days or more the average, and of these the median; 0 where
        nobody comes back.
        """
        inside = (self.days >= first) & (self.days < after)
        visits = np.unique(np.stack([self.customers[inside], self.days[inside]]), axis=1)
        _, starts, counts = np.unique(visits[0], return_index=True, return_counts=True)
        returning = counts > 1
        spans = visits[1][(starts + counts - 1)[returning]] - visits[1][starts[returning]]
        return float(np.median(spans / (counts[returning] - 1))) if returning.any() else 0.0


def spending_of(facts: Iterable[AnyFact], time_zone: str) -> Spending:
    """The spending in a history; returns count against the order that they belong to.

    Raises:
        PilotError: no order names a customer.
    """
    collected = PurchaseCollector(zone(time_zone))
    for fact in facts:
        collected.add(fact)
    names = list(collected.customers)
    if not names:
        raise PilotError("No order names a customer, so nobody can be invited or compared.")
    members = [names[number] for number in collected.customer]
    return Spending.of(members, collected.day, collected.net_minor)
