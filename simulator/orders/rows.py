"""The rows of a history on their way to becoming facts, each led by its instant and id."""

from typing import NamedTuple

from dsl.ledger.facts import AnyFact, Purchased


class PurchaseRow(NamedTuple):
    """An order that counts.

    Attributes:
        is_returnable: some return of the files may take from it.
    """

    instant: int
    id: str
    fact: Purchased
    net_minor: int
    is_returnable: bool


class ReturnRow(NamedTuple):
    """A return, not yet held against what is left of its purchase.

    Attributes:
        row: its first row in the file.
        purchase: None when the shop does not know it.
        lines, quantities: the lines that came back; none when the amount counts.
    """

    instant: int
    id: str
    row: int
    member: str
    purchase: str | None
    amount_minor: int
    lines: tuple[str, ...]
    quantities: tuple[int | None, ...]


class JoinRow(NamedTuple):
    """Somebody became a member."""

    instant: int
    id: str
    member: str
    invited: bool


class FactRow(NamedTuple):
    """Any other fact."""

    instant: int
    id: str
    fact: AnyFact


Row = PurchaseRow | ReturnRow | JoinRow | FactRow
