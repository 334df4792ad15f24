"""What plays a history: one day after the other, on whichever engine."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact


class Player(Protocol):
    """Plays the facts of days, and says how things stand then.

    Attributes:
        why_one_by_one: what made all members run on the reference engine, where columns cannot
            play such a history; empty otherwise.
    """

    why_one_by_one: tuple[str, ...]

    def advance_to(self, day: int) -> None:
        """Do the calendar work up to a day."""
        ...

    def play(self, facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
        """Play facts of the day in their order; gives those that were played, redemptions too."""
        ...

    def take_entries(self) -> list[Entry]:
        """The entries of all that is done since the last call, in the ledger's order."""
        ...

    def tier_counts(self) -> dict[str, int]:
        """How many members are in each tier, from low to high."""
        ...

    def rewards_owed_minor(self) -> int:
        """Face value of all issued, unused rewards; those without a fixed value count as 0."""
        ...

    def perk_cost_minor(self) -> int:
        """What perks have cost so far."""
        ...

    @property
    def ignored(self) -> dict[str, int]:
        """Reason -> how many facts changed nothing."""
        ...

    @property
    def fallback_members(self) -> int:
        """How many members ran on the reference engine because columns cannot run them."""
        ...
