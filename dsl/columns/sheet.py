"""The one place where entries are written: as columns, numbered and ordered when they are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dsl.columns.batch import NONE, Effect
from dsl.columns.member_names import MemberNames
from dsl.columns.recording import Recording
from dsl.columns.reference import Written
from dsl.ledger.entry import Entry, Kind

Array = NDArray[Any]
FACTS = 9
_AMOUNTS = ("money_minor", "cost_minor", "cut")


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens to some members.

    Attributes:
        day, phase: as calendar work is ordered; facts come last.
        start: first instant of the day.
        rows: the members.
        instants: of their facts; None for calendar work, which is posted as the day starts.
        ids: of their facts, where entries are recorded.
        beside: as of `Facts`.
        at: places of their facts in the batch; None for calendar work.
    """

    day: int
    phase: int
    start: int
    rows: Array
    instants: Array | None = None
    ids: Sequence[str] = ()
    at: Array | None = None
    beside: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.rows)


class Sheet:
    """Writes entries.

    Attributes:
        effects: those of the call at hand.
        record: entries are kept, too.
    """

    def __init__(
        self,
        wallets: Sequence[str],
        sources: Sequence[str],
        members: MemberNames,
        *,
        record: bool,
    ) -> None:
        self.effects: list[Effect] = []
        self.record = record
        self._wallets = wallets
        self._sources = sources
        self._members = members
        self._recording = Recording(members)

    def enter(
        self,
        moment: Moment,
        kind: Kind,
        at: Array,
        *,
        amount: Array,
        name: str = "",
        sources: Array | None = None,
        wallet: int = -1,
        **more: Any,
    ) -> Array | None:
        """Write entries of some of a moment's members; gives their numbers if they are kept.

        Args:
            moment: when.
            kind: what happened.
            at: places in the moment; in the order in which each member's entries are written.
            amount: as in an entry.
            name: of the rule, reward or tier.
            sources: codes of names, where they differ.
            wallet: index of the wallet.
            more: other columns of an entry, or values that are the same for all.
        """
        if not len(at):
            return np.empty(0, np.int64) if self.record else None
        self.effects.append(
            Effect(
                kind=kind,
                name=name,
                wallet=wallet,
                rows=moment.rows[at],
                at=None if moment.at is None else moment.at[at],
                amount=amount,
                **{each: _column(more[each], len(at)) for each in _AMOUNTS if each in more},
            )
        )
        if not self.record:
            return None
        told = self._wallets[wallet] if wallet >= 0 else ""
        columns = {"amount": amount, "rule": name, "wallet": told, **more}
        return self._keep(moment, kind, at, sources, columns)

    def enter_foreign(self, written: Written, at: int | None) -> None:
        """Take over entries that a reference engine wrote for a fact (by its place)."""
        for entry in written.entries:
            self.effects.append(self._effect_of(entry, at))
        self.keep_foreign(written)

    def keep_foreign(self, written: Written) -> None:
        """Keep entries that a reference engine wrote, if entries are kept; without effects."""
        if self.record:
            self._recording.keep_foreign(written)

    def _effect_of(self, entry: Entry, at: int | None) -> Effect:
        return Effect(
            kind=entry.kind,
            name=entry.rule,
            wallet=self._wallets.index(entry.wallet) if entry.wallet else NONE,
            rows=np.array([self._members.row(entry.member)]),
            at=None if at is None else np.array([at]),
            amount=np.array([entry.amount]),
            money_minor=np.array([entry.money_minor]),
            cost_minor=np.array([entry.cost_minor]),
            cut=np.array([entry.cut]),
        )

    def go_on_from(self, number: int) -> None:
        """Number entries behind one that was written elsewhere."""
        self._recording.go_on_from(number)

    def take_effects(self) -> list[Effect]:
        """The effects since the last call."""
        effects, self.effects = self.effects, []
        return effects

    def take_entries(self) -> tuple[list[Entry], Array]:
        """The entries since the last call in their order, and the numbers of provisional ones."""
        return self._recording.take()

    def numbers_of(self, book: int) -> dict[int, int]:
        """As of `Recording`."""
        return self._recording.numbers_of(book)

    @property
    def number(self) -> int:
        """The number of the last entry taken."""
        return self._recording.number

    def _keep(
        self, moment: Moment, kind: Kind, at: Array, sources: Array | None, columns: dict[str, Any]
    ) -> Array:
        rows, count = moment.rows[at], len(at)
        if sources is not None:
            columns["rule"] = [self._sources[code] for code in sources.tolist()]
        if moment.instants is None:
            ties = (self._members[row].encode() for row in rows.tolist())
            places = zip(repeat(moment.day), repeat(moment.phase), repeat(0), ties)
            return self._recording.keep(
                places, rows, repeat("", count), repeat(moment.start, count), kind, columns
            )
        facts = [moment.ids[place] for place in at.tolist()]
        instants = moment.instants[at].tolist()
        beside = [moment.beside[place] for place in at.tolist()] if moment.beside else facts
        places = zip(repeat(moment.day), repeat(moment.phase), instants, map(str.encode, beside))
        return self._recording.keep(places, rows, facts, instants, kind, columns)


def _column(value: Any, count: int) -> Array | None:
    """A column; None where it is all zero."""
    if value is None or (isinstance(value, int) and not value):
        return None
    return np.full(count, value) if isinstance(value, int) else value
