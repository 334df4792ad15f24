"""Members from before the first day: what they start with under a program, and who they are.

An opening is what a member of the shop's current program has when the simulation starts. It is a
state and no facts: whoever starts with one joins nothing, and is granted and issued nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Self

import numpy as np

from dsl.columns.from_state import Opening
from dsl.engine.holdings.state import Member, State
from dsl.engine.left_behind import go_over
from dsl.program.program import Joining, Program
from simulator.behaviour.parts_of_programs import paid_membership
from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts.customers import Customers
from simulator.cohorts.market import Known
from simulator.runners.arms import KEPT, Closing
from simulator.runners.candidates import Truths

NOBODY = -1
"""The place of the opening of who has none."""

NEW = -1
"""The row of a customer whom the shop does not know yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The members among like customers, of whom a few stand for all.

    Attributes:
        members: how many of the customers are members, at most all.
        openings: places of the openings that stand for them.
        customers: how many there are.
        asked: purchases of each since the program has members: with each one could have joined.
        paces: how often each may buy, against the average of all customers; all as likely.
    """

    members: int
    openings: tuple[int, ...]
    customers: int
    asked: float
    paces: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """What members of the current program have on the eve of the first day.

    Attributes:
        state: of the current program, its members without their history.
        program: that one.
        saved: the same, as it is saved.
        granted: wallet -> units that each opening's member has earned since joining.
        cells: group of customers (None: all as one) -> for each row of those known, its members.
        sha256: of where it comes from.
    """

    state: State
    program: Program
    saved: dict[str, Any]
    granted: dict[str, tuple[int, ...]]
    cells: Mapping[int | None, tuple[Cell, ...]]
    sha256: str

    def drawn(self, uniform: Floats, chance: Floats, rows: Wholes, group: int | None) -> Wholes:
        """The place of each customer's opening; `NOBODY` for who is no member.

        Args:
            uniform: of each customer.
            chance: of each to be a member.
            rows: of the known customers that each stands for; see `rows_of`.
            group: which of the scenario's groups they are of.
        """
        found = np.full(len(uniform), NOBODY)
        at = (uniform < chance).nonzero()[0]
        cells = self.cells[group]
        counts = np.array([len(cell.openings) for cell in cells])
        row, starts = rows[at], np.cumsum(counts) - counts
        # Below the chance and divided by it, uniforms are uniform again.
        number = (uniform[at] / chance[at] * counts[row]).astype(np.int64)
        openings = np.array([place for cell in cells for place in cell.openings], np.int64)
        found[at] = openings[starts[row] + np.minimum(number, counts[row] - 1)]
        return found

    def of_shop(self, *, in_groups: bool) -> tuple[Cell, ...]:
        """The cells of the whole shop: those of all groups, where customers are in groups."""
        groups = [each for each in self.cells if (each is not None) == in_groups]
        return tuple(cell for each in groups for cell in self.cells[each])

    def tells_of(self, program: Program) -> bool:
        """Whether who never joins the current program never joins another.

        Nobody has refused a program by invitation, and who has not paid for one may join for free.
        """
        joining = self.program.joining
        pays_now = joining is Joining.PAYING and program.joining is Joining.PAYING
        return joining is Joining.FREE or pays_now


def rows_of(known: Known, existing: int, people: Customers, first_id: int) -> Wholes:
    """The row of the known customers that each one stands for; `NEW` for who is new.

    Args:
        known: the customers that the shop has.
        existing: how many customers stand for them.
        people: those who are simulated.
        first_id: where their numbers begin.
    """
    places = (people.ids - first_id) * known.size // max(existing, 1)
    rows = np.searchsorted(np.cumsum(known.repeats.customers), places, "right")
    return np.where(people.is_new, NEW, rows)


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The openings under one program, a column of each.

    Attributes:
        state: of the program.
        names: of the openings in it.
        joined_day: ordinal.
        orders: days with a purchase, which are what the scenario counts, too.
        hand: rewards and benefits that have not been used.
        has_birthday: it is known.
        paid_from, paid_periods: of the paid membership, the day from which fees count (an ordinal,
            0 for who has none), and how many periods have been paid.
        balance, granted: `[wallet, opening]`, units in hand or on their way, and earned so far.
    """

    state: State
    names: tuple[str, ...]
    joined_day: Wholes
    orders: Wholes
    hand: Wholes
    has_birthday: Truths
    paid_from: Wholes
    paid_periods: Wholes
    balance: Wholes
    granted: Wholes

    @classmethod
    def of(cls, openings: Openings, closing: Closing) -> Self:
        """What of the openings a program has."""
        program = closing.program
        state, _ = go_over(openings.state, openings.saved, program, closing.plan)
        members = list(state.members.values())

        def each(value: Callable[[Member], int]) -> Wholes:
            return np.array([value(member) for member in members], np.int64)

        wallets = range(len(program.wallets))
        paid = paid_membership(program)
        index = -1 if paid is None else program.memberships.index(paid)
        return cls(
            state,
            tuple(state.members),
            each(lambda member: member.joined_day),
            each(lambda member: len(member.purchase_days)),
            each(lambda member: len(member.issued)),
            each(lambda member: "birthday" in member.attributes).astype(np.bool_),
            each(lambda member: _held(member, index, "first_fee_day")),
            each(lambda member: _held(member, index, "periods")),
            np.array([each(partial(_units, wallet)) for wallet in wallets]),
            _granted(openings, program),
        )

    def of_rows(self, which: Wholes) -> Opening:
        """Who starts as whom, for an engine with a row for each member."""
        names = (*self.names, "")
        return Opening(self.state, [names[place] for place in which.tolist()])

    def state_of(self, names: Sequence[str], which: Wholes) -> State:
        """The same as a state of its own, under other names."""
        told = {
            name: self.state.members[self.names[place]]
            for name, place in zip(names, which.tolist(), strict=True)
            if place != NOBODY
        }
        members = {name: replace(deepcopy(member), id=name) for name, member in told.items()}
        return replace(deepcopy(self.state), members=members)


Start = tuple[Opened, Wholes]
"""The openings under a program, and which of them each member starts with."""


@lru_cache(maxsize=KEPT)
def opened(openings: Openings, closing: Closing) -> Opened:
    """The openings under a program, once for all blocks."""
    return Opened.of(openings, closing)


def _held(member: Member, membership: int, name: str) -> int:
    held = member.memberships.get(membership)
    return 0 if held is None else int(getattr(held, name))


def _units(wallet: int, member: Member) -> int:
    return sum(lot.left for lot in member.accounts[wallet].lots)


def _granted(openings: Openings, program: Program) -> Wholes:
    """What was earned in wallets that the program has, by their names of today."""
    former = {each.before: each.name for each in program.former_names if each.family == "wallet"}
    told = {former.get(name, name): units for name, units in openings.granted.items()}
    nothing = (0,) * len(openings.state.members)
    rows = [told.get(wallet.name, nothing) for wallet in program.wallets]
    return np.array(rows, np.int64).reshape(len(rows), len(nothing))
