"""The ledger as a file: one line for each entry, and a hash that goes on from run to run."""

import csv
import errno
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from dsl.ledger.entry import Entry

COLUMNS = (
    "number",
    "at",
    "member",
    "entry",
    "rule",
    "line",
    "wallet",
    "amount",
    "lot",
    "available_from",
    "expires_after",
    "money_minor",
    "cost_minor",
    "cut",
    "fact",
    "detail",
)
EMPTY_HASH = sha256(b"perkwright ledger 1").hexdigest()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LedgerFile:
    """Writes entries as CSV lines and chains their hash.

    The hash after an entry is the SHA-256 of the hash before it (as hexadecimal text) and the
    entry's line, so a history replayed in parts ends with the hash of the whole.

    Attributes:
        hash: hash over all entries so far.
    """

    def __init__(
        self,
        write: Callable[[str], object],
        time_zone: str,
        lines: dict[str, int],
        hash_so_far: str = EMPTY_HASH,
    ) -> None:
        """Starts a ledger.

        Args:
            write: takes the text of the file, piece by piece.
            time_zone: IANA zone in which instants are written.
            lines: the source line of every rule, reward, tier, membership and wallet.
            hash_so_far: where an earlier run ended.
        """
        self.hash = hash_so_far
        self._write = write
        self._zone = ZoneInfo(time_zone)
        self._lines = lines
        self._text_of = csv.writer(_Line(), lineterminator="\n").writerow
        self._at = lru_cache(maxsize=1024)(self._local_time)
        self._write(self._text_of(COLUMNS))

    def add(self, entries: Iterable[Entry]) -> None:
        """Appends entries."""
        for entry in entries:
            text = self._text_of(self._row(entry))
            self._write(text)
            self.hash = sha256((self.hash + text).encode()).hexdigest()

    def _local_time(self, instant: int) -> str:
        return (EPOCH + timedelta(microseconds=instant)).astimezone(self._zone).isoformat()

    def _row(self, entry: Entry) -> tuple[object, ...]:
        return (
            entry.number,
            self._at(entry.instant),
            entry.member,
            entry.kind,
            entry.rule,
            self._lines.get(entry.rule, ""),
            entry.wallet,
            entry.amount,
            entry.lot or "",
            _day(entry.available_day),
            _day(entry.expires_day),
            entry.money_minor,
            entry.cost_minor,
            entry.cut,
            entry.fact,
            entry.detail,
        )


class _Line:
    """Stands where a file would: a row written to it comes back as its text."""

    def write(self, text: str) -> str:
        """Give the text back."""
        return text


@lru_cache(maxsize=16_384)
def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal else ""


def csv_to_parquet(source: Path, target: Path) -> None:
    """Writes a ledger file as Parquet, numbers as 64-bit integers, the rest as text.

    Raises:
        OSError: the file cannot be written.
    """
    whole = {"number", "amount", "money_minor", "cost_minor", "cut"}
    types = {name: "BIGINT" if name in whole else "VARCHAR" for name in COLUMNS}
    with duckdb.connect() as database:
        ledger = database.read_csv(str(source), header=True, dtype=types)
        try:
            ledger.write_parquet(str(target))
        except duckdb.IOException as problem:
            raise OSError(errno.EIO, "no room, or the disk is damaged") from problem
