"""Lots: what is left of each accrual, with its dates, and what a member owes.

An account is one wallet of one member. It only moves units between its lots and its debt; the
engine writes an entry for each movement, so that posted = available + pending - debt is always
the sum over the account's entries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

FOR_EVER = 1 << 62


@dataclass(slots=True)
class Lot:
    """What is left of one accrual.

    Attributes:
        number: of the entry that opened it.
        left: smallest units, never negative; a lot with nothing left is dropped.
        available_day: local day from which it can be spent; 0 while an event decides.
        expires_day: last local day on which it can be used; 0 never.
        pending: not available yet.
        terms: index into the plan's terms, -1 for the wallet's own.
        rule, fact: where it came from.
    """

    number: int
    left: int
    earned_day: int
    available_day: int
    expires_day: int
    pending: bool = False
    terms: int = -1
    rule: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A part taken out of a lot, with all that is needed to put it back."""

    number: int
    amount: int
    earned_day: int
    available_day: int
    expires_day: int
    terms: int
    rule: str
    fact: str


def spending_order(lot: Lot) -> tuple[int, int, int]:
    """The lot that expires soonest comes first, then the oldest."""
    return (lot.expires_day or FOR_EVER, lot.earned_day, lot.number)


def reversing_order(lot: Lot) -> tuple[bool, int, int, int]:
    """Pending lots first, then as in spending."""
    return (not lot.pending, *spending_order(lot))


@dataclass(slots=True)
class Account:
    """One wallet of one member: open lots, and debt that new accruals pay first."""

    lots: list[Lot] = field(default_factory=list)
    debt: int = 0

    @property
    def available(self) -> int:
        """Units that can be spent now."""
        return sum(lot.left for lot in self.lots if not lot.pending)

    @property
    def pending(self) -> int:
        """Units that are not available yet."""
        return sum(lot.left for lot in self.lots if lot.pending)

    @property
    def posted(self) -> int:
        """What the entries add up to."""
        return sum(lot.left for lot in self.lots) - self.debt

    def open(self, lot: Lot) -> None:
        """Add an accrual; debt is paid out of it first."""
        paid = min(self.debt, lot.left)
        self.debt -= paid
        lot.left -= paid
        if lot.left:
            self.lots.append(lot)

    def find(self, number: int) -> Lot | None:
        """The open lot of a number."""
        return next((lot for lot in self.lots if lot.number == number), None)

    def spend(self, amount: int) -> list[Taken]:
        """Take available units in spending order; the caller has looked at the balance."""
        return self._take(sorted(_available(self.lots), key=spending_order), amount)

    def reverse(self, number: int, amount: int) -> list[Taken]:
        """Take up to `amount` units: out of the lot itself, then out of the others."""
        own = [lot for lot in self.lots if lot.number == number]
        if own and own[0].left >= amount:
            return self._take(own, amount)
        others = [lot for lot in self.lots if lot.number != number]
        return self._take([*own, *sorted(others, key=reversing_order)], amount)

    def owe(self, amount: int) -> None:
        """Add to the debt."""
        self.debt += amount

    def put_back(self, taken: Taken, amount: int) -> None:
        """Give back a part of what was spent, with its original dates; debt is paid first."""
        paid = min(self.debt, amount)
        self.debt -= paid
        if amount == paid:
            return
        lot = self.find(taken.number)
        if lot is None:
            lot = _lot_of(taken)
            self.lots.append(lot)
            self.lots.sort(key=_by_number)
        lot.left += amount - paid

    def expire(self, today: int) -> list[Lot]:
        """Take out the lots whose last day is over, in spending order."""
        over = [lot for lot in self.lots if 0 < lot.expires_day < today]
        if over:
            self.lots = [lot for lot in self.lots if not 0 < lot.expires_day < today]
        return sorted(over, key=spending_order)

    def clear(self) -> list[Lot]:
        """Take out every lot, in spending order."""
        over, self.lots = sorted(self.lots, key=spending_order), []
        return over

    def make_available(self, today: int) -> list[Lot]:
        """Lots whose day has come are pending no more, in the order of their numbers."""
        due = [lot for lot in self.lots if lot.pending and 0 < lot.available_day <= today]
        return _release(due)

    def release(self, numbers: Iterable[int]) -> list[Lot]:
        """Lots that an event makes available, in the order of their numbers."""
        wanted = set(numbers)
        return _release([lot for lot in self.lots if lot.pending and lot.number in wanted])

    def next_expiry(self) -> int:
        """First day on which a lot has to be taken out; 0 if there is none."""
        earliest = FOR_EVER
        for lot in self.lots:
            if 0 < lot.expires_day < earliest:
                earliest = lot.expires_day
        return earliest + 1 if earliest < FOR_EVER else 0

    def next_available(self) -> int:
        """First day on which a pending lot becomes available; 0 if there is none."""
        earliest = FOR_EVER
        for lot in self.lots:
            if lot.pending and 0 < lot.available_day < earliest:
                earliest = lot.available_day
        return earliest if earliest < FOR_EVER else 0

    def _take(self, lots: list[Lot], amount: int) -> list[Taken]:
        taken = []
        for lot in lots:
            part = min(lot.left, amount)
            if part <= 0:
                break
            taken.append(_part(lot, part))
            lot.left -= part
            amount -= part
        self.lots = [lot for lot in self.lots if lot.left]
        return taken


def _available(lots: Iterable[Lot]) -> list[Lot]:
    return [lot for lot in lots if not lot.pending]


def _by_number(lot: Lot) -> int:
    return lot.number


def _release(lots: list[Lot]) -> list[Lot]:
    for lot in lots:
        lot.pending = False
    return sorted(lots, key=_by_number)


def _part(lot: Lot, amount: int) -> Taken:
    return Taken(
        lot.number,
        amount,
        lot.earned_day,
        lot.available_day,
        lot.expires_day,
        lot.terms,
        lot.rule,
        lot.fact,
    )


def _lot_of(taken: Taken) -> Lot:
    return Lot(
        number=taken.number,
        left=0,
        earned_day=taken.earned_day,
        available_day=taken.available_day,
        expires_day=taken.expires_day,
        terms=taken.terms,
        rule=taken.rule,
        fact=taken.fact,
    )
