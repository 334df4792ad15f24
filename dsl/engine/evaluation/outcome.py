"""What evaluating one procedure for one fact finds, before anything is posted."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class LimitUse(NamedTuple):
    """What an evaluation used of a limit.

    Attributes:
        limit: index into the plan's limits.
        key: what is told apart: a store, an attribute's value; empty otherwise.
        amount: smallest units, or times.
    """

    limit: int
    key: str
    amount: int


class Posting(NamedTuple):
    """An accrual that an evaluation finds, in the wallet's smallest units.

    Attributes:
        cut: what limits took away.
    """

    rule: int
    wallet: int
    amount: int
    cut: int
    terms: int


class DiscountGiven(NamedTuple):
    """A member discount, minor units by line (the last slot is the shipping)."""

    rule: int
    by_slot: tuple[int, ...]


@dataclass(slots=True)
class Outcome:
    """Effects in the order of the plan, and every register for explanations.

    Attributes:
        registers: the results of all operations.
        carried: (carry, exact amount) added to monthly roundings.
        left: what each limit had left before, by its row, for explanations.
    """

    registers: list[Any] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    issues: list[int] = field(default_factory=list)
    discounts: list[DiscountGiven] = field(default_factory=list)
    uses: list[LimitUse] = field(default_factory=list)
    carried: list[tuple[int, int]] = field(default_factory=list)
    left: dict[int, int] = field(default_factory=dict)
