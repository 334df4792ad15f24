"""What is left of each purchase, and which purchases a return takes from."""

from collections import deque
from typing import Any

_DAY = 86_400_000_000


class OpenPurchases:
    """Purchases that can still be returned, in the order in which they were made.

    Every operation takes constant time on average, however long the history.
    """

    def __init__(self, window_days: int | None) -> None:
        """Purchases older than the window take no returns; None keeps them all."""
        self._window = None if window_days is None else window_days * _DAY
        self._left: dict[str, int] = {}
        self._member: dict[str, str] = {}
        self._of: dict[str, list[str]] = {}
        self._order: deque[tuple[int, str]] = deque()

    def add(self, purchase: str, member: str, instant: int, value_minor: int) -> None:
        """A purchase was made."""
        if purchase in self._left:
            return
        self._left[purchase] = value_minor
        self._member[purchase] = member
        self._of.setdefault(member, []).append(purchase)
        self._order.append((instant, purchase))

    def forget_before(self, instant: int) -> None:
        """Drop purchases that have left the window by an instant."""
        if self._window is None:
            return
        while self._order and self._order[0][0] < instant - self._window:
            _, purchase = self._order.popleft()
            del self._left[purchase]
            member = self._member.pop(purchase)
            of_member = self._of.get(member)
            if of_member and of_member[0] == purchase:
                del of_member[0]
            if not of_member:
                self._of.pop(member, None)

    def member_of(self, purchase: str) -> str | None:
        """Whose purchase it is; None when it is not known."""
        return self._member.get(purchase)

    def take(self, purchase: str, value_minor: int) -> int:
        """Return up to a value of one purchase; gives how much was left to return."""
        taken = min(value_minor, self._left[purchase])
        self._left[purchase] -= taken
        return taken

    def take_recent(self, member: str, value_minor: int) -> list[tuple[str, int]]:
        """Return a value of a member's latest purchases: each purchase with what it gave."""
        taken = []
        purchases = self._of.get(member, [])
        while purchases and value_minor:
            part = self.take(purchases[-1], value_minor)
            if part:
                taken.append((purchases[-1], part))
                value_minor -= part
            if not self._left[purchases[-1]]:
                purchases.pop()
        return taken

    def to_state(self) -> list[list[Any]]:
        """Plain data: id, member, instant and value left of each purchase, in order."""
        return [
            [purchase, self._member[purchase], instant, self._left[purchase]]
            for instant, purchase in self._order
        ]

    def load(self, state: list[list[Any]]) -> None:
        """Take up what `to_state` gave."""
        for purchase, member, instant, left in state:
            self.add(purchase, member, instant, left)
