"""The one place where entries are written: as columns, numbered and ordered when they are taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dsl.columns.batch import NONE, Effect
from dsl.columns.member_names import MemberNames
from dsl.columns.reference import Place, Written
from dsl.ledger.entry import Entry, Kind

Array = NDArray[Any]
FACTS = 9
PROVISIONAL = 1 << 62
"""Numbers from here on are provisional: they keep the order of writing, behind all others."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens to some members.

    Attributes:
        day, phase: as calendar work is ordered; facts come last.
        start: first instant of the day.
        rows: the members.
        instants: of their facts; None for calendar work, which is posted as the day starts.
        ids: of their facts, where entries are recorded.
        at: places of their facts in the batch; None for calendar work.
    """

    day: int
    phase: int
    start: int
    rows: Array
    instants: Array | None = None
    ids: Sequence[str] = ()
    at: Array | None = None

    def __len__(self) -> int:
        return len(self.rows)


class _Line(NamedTuple):
    """An entry that has no number yet, with its place in the ledger."""

    place: Place
    provisional: int
    entry: Entry
    book: int


class Sheet:
    """Writes entries.

    Attributes:
        effects: those of the call at hand.
        record: entries are kept one by one, too.
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
        self._lines: list[_Line] = []
        self._count = 0
        self._number = 0
        self._final: dict[tuple[int, int], int] = {}
        self._starts: dict[int, int] = {}

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
                money_minor=_column(more.get("money_minor"), len(at)),
                cost_minor=_column(more.get("cost_minor"), len(at)),
                cut=_column(more.get("cut"), len(at)),
            )
        )
        if not self.record:
            return None
        return self._keep(moment, kind, at, amount, name, sources, wallet, more)

    def keep_foreign(self, written: Written, at: int | None) -> None:
        """Keep entries that a reference engine wrote for a fact (by its place in the batch)."""
        for entry in written.entries:
            self.effects.append(self._effect_of(entry, at))
            if self.record:
                line = _Line(written.place, entry.number, entry, written.book)
                self._lines.append(line)

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

    def take_effects(self) -> list[Effect]:
        """The effects since the last call."""
        effects, self.effects = self.effects, []
        return effects

    def take_entries(self) -> tuple[list[Entry], Array]:
        """The entries since the last call in their order, and the numbers of provisional ones."""
        lines, self._lines = self._lines, []
        lines.sort(key=lambda line: line.place)
        final = np.zeros(self._count, np.int64)
        for line in lines:
            self._number += 1
            if line.provisional >= PROVISIONAL:
                final[line.provisional - PROVISIONAL] = self._number
            else:
                self._final[line.book, line.provisional] = self._number
        first = self._number - len(lines) + 1
        entries = [
            replace(line.entry, number=first + place, lot=self._lot(line, final))
            for place, line in enumerate(lines)
        ]
        self._count = 0
        return entries, final

    def _lot(self, line: _Line, final: Array) -> int:
        lot = line.entry.lot
        if line.provisional < PROVISIONAL:
            return self._final[line.book, lot] if lot else 0
        return int(final[lot - PROVISIONAL]) if lot >= PROVISIONAL else lot

    def _keep(
        self,
        moment: Moment,
        kind: Kind,
        at: Array,
        amount: Array,
        name: str,
        sources: Array | None,
        wallet: int,
        more: dict[str, Any],
    ) -> Array:
        first = PROVISIONAL + self._count
        self._count += len(at)
        columns = {key: _values(value, len(at)) for key, value in more.items() if value is not None}
        wallet_name = self._wallets[wallet] if wallet >= 0 else ""
        for index, place in enumerate(at):
            member = self._members[int(moment.rows[place])]
            instant, fact = moment.start, ""
            key: Place = (moment.day, moment.phase, 0, member.encode())
            if moment.instants is not None:
                instant, fact = int(moment.instants[place]), moment.ids[int(place)]
                key = (moment.day, moment.phase, instant, fact.encode())
            entry = Entry(
                number=0,
                instant=instant,
                member=member,
                kind=kind,
                fact=fact,
                rule=name if sources is None else self._sources[int(sources[index])],
                wallet=wallet_name,
                amount=int(amount[index]),
                **{column: values[index] for column, values in columns.items()},
            )
            self._lines.append(_Line(key, first + index, entry, -1))
        return np.arange(first, first + len(at), dtype=np.int64)


def _column(value: Any, count: int) -> Array | None:
    """A column; None where it is all zero."""
    if value is None or (isinstance(value, int) and not value):
        return None
    return np.full(count, value) if isinstance(value, int) else value


def _values(value: Any, count: int) -> Sequence[Any]:
    """Python's own values, one for each entry."""
    if isinstance(value, np.ndarray):
        listed: list[Any] = value.tolist()
        return listed
    return [value] * count if isinstance(value, int | str) else value
