"""What an evaluation may ask about the member and the program before the fact.

`evaluate` asks only through this protocol, so that the same evaluation runs live (answers come
from the state and are recorded) and again for a return (answers come from the record).
"""

from typing import Protocol

from dsl.program.conditions import Since
from dsl.program.time import MembershipPeriod, Window

Value = int | bool | str | None


class Reads(Protocol):
    """Answers to the recorded operations; see `dsl.plan.operations` for what each means."""

    def tier(self) -> int:
        """Rank of the member's tier, -1 without one."""

    def has_membership(self, memberships: tuple[int, ...]) -> bool:
        """Whether the member is in one of the memberships."""

    def attribute(self, name: str) -> Value:
        """An attribute of the member, or nothing."""

    def balance(self, wallet: int) -> int:
        """Available smallest units."""

    def posted(self, wallet: int) -> int:
        """Posted smallest units (available + pending - debt), for `hold at most`."""

    def history(self, register: int, counter: int, window: Window) -> int:
        """A counter over a window; the register names the question in the record."""

    def new_visit(self) -> bool:
        """Whether the fact makes its day a new visit."""

    def day_of(self, register: int, since: Since, tier: int) -> int | None:
        """Local day of something past."""

    def periods(self, period: MembershipPeriod) -> int:
        """Whole membership months or years that are over."""

    def carried(self, carry: int) -> int:
        """Exact sum of a monthly rounding so far."""

    def chose_day(self, rule: int) -> bool:
        """Whether the member chose the fact's day for the rule."""

    def paid_as(self, rule: int, number: int) -> bool:
        """Whether a purchase that stands was paid by the rule under this number."""

    def used(self, limit: int, key: str) -> int:
        """What is used of a limit in the window that holds the fact."""
