"""The runs of a simulation, cut into blocks that are worked on anywhere, in any order.

A block is some customers in some replications, with all arms. Finished blocks are kept in a folder,
so a simulation that was stopped goes on where it was, and what is finished can be looked at.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import reduce
from hashlib import sha256
from itertools import pairwise
from operator import add
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from simulator.forecasts.workers import Workers
from simulator.results.tally import Tally

CUSTOMERS_IN_A_BLOCK = 250_000
"""Customers times replications at most, for memory."""

ONE_BY_ONE_IN_A_BLOCK = 100
"""The same of customers of whom no two go at once: so many take seconds, and who stops it keeps
what is finished."""

PARTS = 8
"""Blocks that there should be, if they are worth it: something to see, and to keep."""

WORTH_A_BLOCK = 125_000
"""Customers in all their worlds that are worth a block, whose days take as long as many of them
(`steps.DAYS`)."""

WORTH_SHARING = 20_000
"""Customers in all their worlds that are worth a block which would wait for another one else."""


class Block(NamedTuple):
    """Some customers in some replications."""

    replications: range
    customers: range


SEEN_FIRST = 2_000
"""Customers times replications of the first block: something to see within two seconds."""

GROWTH = 8
"""By which each block is larger than the one before, until they are as large as they get."""

Work = Callable[[Block], Tally]


def blocks(
    replications: int,
    *groups: int,
    side_by_side: int = 1,
    tables: int = 1,
    is_coupled: bool = False,
    one_by_one: bool = False,
    early: bool = False,
) -> list[Block]:
    """Cut a simulation into blocks; every replication has the same cut of customers.

    Args:
        replications: how many.
        groups: how many customers there are in each of them, by group: no block is of two groups,
            which would be simulated one after the other.
        side_by_side: how many blocks are worked on at a time: equal ones are shared out so that
            nobody waits at the end.
        tables: of assumptions, under each of which a replication is simulated.
        is_coupled: what one customer gets depends on others, as under a budget in total, so all
            customers of a replication stay in one block.
        one_by_one: and no two of them go at once.
        early: the first blocks are small, so that there is something to see soon.
    """
    customers, largest = max(sum(groups), 1), max(*groups, 1)
    size = customers if is_coupled else CUSTOMERS_IN_A_BLOCK
    shards = [
        shard for group in _one_after_the_other(groups) for shard in _evenly(group, at_most=size)
    ]
    most = ONE_BY_ONE_IN_A_BLOCK if one_by_one else CUSTOMERS_IN_A_BLOCK
    fitting = max(1, most // largest)
    wanted = _wanted(
        -(-replications // fitting) * len(groups),
        replications * customers * tables,
        side_by_side=side_by_side,
    )
    together = max(1, min(fitting, -(-replications * len(groups) // wanted)))
    first = _small_ones(replications, customers, together) if early else []
    left = range(first[-1].stop if first else 0, replications)
    runs = first + _evenly(left, at_most=together)
    return [Block(some, shard) for some in runs for shard in shards]


def _wanted(at_least: int, customers: int, *, side_by_side: int) -> int:
    """How many blocks there should be.

    Args:
        at_least: so many are needed for memory.
        customers: in all their worlds.
        side_by_side: how many are worked on at a time.
    """
    parts = max(at_least, min(PARTS, -(-customers // WORTH_A_BLOCK)), 1)
    shared = -(-parts // side_by_side) * side_by_side
    return max(parts, min(shared, customers // WORTH_SHARING))


def _one_after_the_other(sizes: Sequence[int]) -> Iterator[range]:
    """Numbers for parts of these sizes."""
    start = 0
    for size in sizes:
        yield range(start, start + size)
        start += size


def _small_ones(replications: int, customers: int, together: int) -> list[range]:
    """The first replications, each time more of them, until as many are worked on together."""
    found, start, size = [], 0, max(SEEN_FIRST // max(customers, 1), 1)
    while size < together and start < replications:
        found.append(range(start, min(start + size, replications)))
        start, size = start + size, GROWTH * size
    return found


def cut_name(parts: list[Block]) -> str:
    """Tells blocks that were cut otherwise apart, so that none is taken for another."""
    return sha256(repr(parts).encode()).hexdigest()[:16]


class Runs:
    """What is finished of a simulation.

    Attributes:
        parts: all its blocks.
    """

    def __init__(self, parts: list[Block], kept: "Kept | None" = None, tables: int = 1) -> None:
        """Begin, with what an earlier simulation of the same has kept.

        Args:
            parts: all blocks.
            kept: where finished blocks are kept.
            tables: how many tables of assumptions each block holds the worlds of.
        """
        self.parts, self._tables = parts, tables
        self._kept = kept
        self._done = {} if kept is None else kept.load(len(parts))

    def work(self, work: Work, workers: Workers) -> Iterator[int]:
        """Work on what is left; gives the number of finished blocks as each is done.

        Raises:
            WorkersFailed: it could not be done there.
        """
        left = {number: part for number, part in enumerate(self.parts) if number not in self._done}
        for number, tally in workers.run(work, left):
            self.add(number, tally)
            yield len(self._done)

    def add(self, number: int, tally: Tally) -> None:
        """Take a finished block, and keep it."""
        self._done[number] = tally
        if self._kept is not None:
            self._kept.save(number, tally)

    @property
    def are_kept(self) -> bool:
        """Whether all that was finished waits for the rest, after a stop."""
        return self._kept is not None and self._kept.is_whole

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left."""
        return len(self._done) == len(self.parts)

    def tally(self) -> Tally | None:
        """All replications of which every customer is finished; None: not one.

        The worlds are in the order of their tables, then of their replications, then of their arms.
        """
        by_replications: dict[range, list[int]] = {}
        for number, part in enumerate(self.parts):
            by_replications.setdefault(part.replications, []).append(number)
        whole = [
            reduce(add, (self._done[number] for number in numbers))
            for numbers in by_replications.values()
            if all(number in self._done for number in numbers)
        ]
        if not whole:
            return None
        return Tally.side_by_side(
            [part.part(table, self._tables) for table in range(self._tables) for part in whole]
        )


class Kept:
    """Finished blocks in a folder that belongs to one simulation and its inputs.

    Where nothing can be written, or the disk is full, what is missing is worked on again next time.

    Attributes:
        is_whole: every block that was to be kept could be.
    """

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder, which is made if there is none."""
        self.is_whole = True
        self._folder = folder
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)

    def load(self, count: int) -> dict[int, Tally]:
        """The blocks that were kept whole, of so many."""
        found = {number: _loaded(self._file(number)) for number in range(count)}
        return {number: tally for number, tally in found.items() if tally is not None}

    def save(self, number: int, tally: Tally) -> None:
        """Keep a block; the file is there whole or not at all."""
        unfinished = self._folder / f"{number}.unfinished.npz"
        try:
            np.savez(
                unfinished,
                months=tally.months,
                wallets=tally.wallets,
                tiers=tally.tiers,
                trading_months=np.array(tally.trading_months),
            )
            unfinished.replace(self._file(number))
        except OSError:
            self.is_whole = False
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def _file(self, number: int) -> Path:
        return self._folder / f"{number}.npz"


def _evenly(whole: range, at_most: int) -> list[range]:
    """Equal parts of so many at most; where they do not go in, some are one longer."""
    parts = -(-len(whole) // at_most)
    ends = [len(whole) * part // parts for part in range(parts + 1)] if parts else []
    return [whole[start:end] for start, end in pairwise(ends)]


def _loaded(file: Path) -> Tally | None:
    try:
        with file.open("rb") as stream, np.load(stream) as arrays:
            return Tally(
                arrays["months"],
                arrays["wallets"],
                arrays["tiers"],
                int(arrays["trading_months"]),
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
