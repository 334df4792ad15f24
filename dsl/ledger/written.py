"""A record of the event format together with the program that gives its values meaning."""

from collections.abc import Iterable
from dataclasses import dataclass

from dsl.ledger import event_values as values
from dsl.ledger.strict_yaml import Record, Value
from dsl.program.program import Program


@dataclass(frozen=True, slots=True)
class Written:
    """Reads the values of one record; a key that is not there reads as empty, 0 or no."""

    record: Record
    program: Program

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.record.values

    def value(self, key: str) -> Value:
        """The value as it was written; the key must be there."""
        return self.record.values[key]

    def items(self, key: str) -> list[Value]:
        """The items of a list."""
        return values.items(self.value(key)) if self.has(key) else []

    def text(self, key: str) -> str:
        """A text."""
        return values.text(self.value(key)) if self.has(key) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(values.text(item) for item in self.items(key))

    def yes(self, key: str, *, otherwise: bool = False) -> bool:
        """A yes or a no."""
        return values.yes(self.value(key)) if self.has(key) else otherwise

    def money(self, key: str) -> int:
        """A sum of money in minor units."""
        return values.money(self.value(key), self.program) if self.has(key) else 0

    def count(self, key: str, *, otherwise: int = 0) -> int:
        """A whole number."""
        return values.count(self.value(key)) if self.has(key) else otherwise

    def one_of(self, key: str, known: Iterable[str], what: str) -> str:
        """A name that the program defines."""
        return values.one_of(self.value(key), known, what) if self.has(key) else ""

    def names(self, key: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        """A list of names that the program defines."""
        names = list(known)
        return tuple(values.one_of(item, names, what) for item in self.items(key))

    def listed(self, key: str, known: tuple[str, ...]) -> str:
        """A property of the sale: any text, unless the program lists what there is."""
        return self.one_of(key, known, key) if known else self.text(key)
