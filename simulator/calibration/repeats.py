"""What a model of repeat purchases has to know of each customer."""

from dataclasses import dataclass

import numpy as np

from simulator.calibration.columns import DAYS_IN_WEEK, Floats, Wholes


@dataclass(frozen=True, slots=True, eq=False)
class Repeats:
    """Customers as repeat buyers; equal ones stand in one row.

    Time counts from a customer's first purchase, which is itself no repeat.

    Attributes:
        repeats: days with a purchase after the first such day.
        last: weeks from the first purchase to the last one; 0 without repeats.
        age: weeks from the first purchase to the end of the observation.
        customers: how many customers each row stands for.
    """

    repeats: Wholes
    last: Floats
    age: Floats
    customers: Wholes

    @classmethod
    def each(cls, repeats: Wholes, last_days: Wholes, age_days: Wholes) -> "Repeats":
        """One row for each customer, from days."""
        weeks = last_days / DAYS_IN_WEEK, age_days / DAYS_IN_WEEK
        return cls(repeats, *weeks, np.ones_like(repeats))

    def collapsed(self) -> "Repeats":
        """Equal rows as one: a likelihood needs each only once."""
        order = np.lexsort((self.age, self.last, self.repeats))
        repeats, last, age = self.repeats[order], self.last[order], self.age[order]
        differs = (np.diff(repeats) != 0) | (np.diff(last) != 0) | (np.diff(age) != 0)
        first = np.concatenate(([0], np.flatnonzero(differs) + 1))
        customers = np.add.reduceat(self.customers[order], first)
        return Repeats(repeats[first], last[first], age[first], customers)

    @property
    def x(self) -> Floats:
        """Repeats as numbers for a formula."""
        return self.repeats.astype(np.float64)

    def total(self, values: Floats) -> float:
        """The sum over all customers of a value for each row."""
        return float(np.dot(values, self.customers))
