"""A replay's ledger for tests that look at its entries."""

from typing import Any

from dsl.ledger.entry import Entry
from simulator.replay.ledger_file import LedgerFile


class LedgerInMemory(LedgerFile):
    """Keeps its entries, and writes no file."""

    def __init__(self, time_zone: str) -> None:
        super().__init__(lambda _: None, time_zone, {})
        self.entries: list[Entry] = []

    def add(self, entries: Any) -> None:
        self.entries += entries
