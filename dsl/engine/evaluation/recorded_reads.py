"""Answers that are kept, so that a return can evaluate its purchase again.

An evaluation asks the same questions in the same order each time it runs for the same fact and
plan, whatever the answers are and whatever is left of the purchase. So a record is a plain list.
"""

from collections.abc import Iterable
from typing import TypeVar, cast

from dsl.engine.evaluation.reads import Reads, Value
from dsl.program.conditions import Since
from dsl.program.time import MembershipPeriod, Window

Answer = TypeVar("Answer", bound=Value)


class RecordingReads:
    """Passes questions on and keeps the answers.

    Attributes:
        answers: in the order of the questions.
    """

    def __init__(self, live: Reads) -> None:
        self._live = live
        self.answers: list[Value] = []

    def tier(self) -> int:
        """Rank of the member's tier."""
        return self._keep(self._live.tier())

    def has_membership(self, memberships: tuple[int, ...]) -> bool:
        """Whether the member is in one of the memberships."""
        return self._keep(self._live.has_membership(memberships))

    def attribute(self, name: str) -> Value:
        """An attribute of the member."""
        return self._keep(self._live.attribute(name))

    def balance(self, wallet: int) -> int:
        """Available smallest units."""
        return self._keep(self._live.balance(wallet))

    def posted(self, wallet: int) -> int:
        """Posted smallest units."""
        return self._keep(self._live.posted(wallet))

    def history(self, register: int, counter: int, window: Window) -> int:
        """A counter over a window."""
        return self._keep(self._live.history(register, counter, window))

    def new_visit(self) -> bool:
        """Whether the fact makes its day a new visit."""
        return self._keep(self._live.new_visit())

    def day_of(self, register: int, since: Since, tier: int) -> int | None:
        """Local day of something past."""
        return self._keep(self._live.day_of(register, since, tier))

    def periods(self, period: MembershipPeriod) -> int:
        """Whole membership months or years that are over."""
        return self._keep(self._live.periods(period))

    def carried(self, carry: int) -> int:
        """Exact sum of a monthly rounding."""
        return self._keep(self._live.carried(carry))

    def chose_day(self, rule: int) -> bool:
        """Whether the member chose the fact's day."""
        return self._keep(self._live.chose_day(rule))

    def paid_as(self, rule: int, number: int) -> bool:
        """Whether a purchase that stands was paid under the number."""
        return self._keep(self._live.paid_as(rule, number))

    def used(self, limit: int, key: str) -> int:
        """What is used of a limit."""
        return self._keep(self._live.used(limit, key))

    def _keep(self, answer: Answer) -> Answer:
        self.answers.append(answer)
        return answer


class RecordedReads:
    """Answers from a record, in the order in which they were given."""

    def __init__(self, answers: Iterable[Value]) -> None:
        self._answers = iter(answers)

    def tier(self) -> int:
        """Rank of the member's tier."""
        return self._number()

    def has_membership(self, memberships: tuple[int, ...]) -> bool:
        """Whether the member was in one of the memberships."""
        return self._truth()

    def attribute(self, name: str) -> Value:
        """An attribute of the member."""
        return next(self._answers)

    def balance(self, wallet: int) -> int:
        """Available smallest units."""
        return self._number()

    def posted(self, wallet: int) -> int:
        """Posted smallest units."""
        return self._number()

    def history(self, register: int, counter: int, window: Window) -> int:
        """A counter over a window."""
        return self._number()

    def new_visit(self) -> bool:
        """Whether the fact made its day a new visit."""
        return self._truth()

    def day_of(self, register: int, since: Since, tier: int) -> int | None:
        """Local day of something past."""
        return cast("int | None", next(self._answers))

    def periods(self, period: MembershipPeriod) -> int:
        """Whole membership months or years that were over."""
        return self._number()

    def carried(self, carry: int) -> int:
        """Exact sum of a monthly rounding."""
        return self._number()

    def chose_day(self, rule: int) -> bool:
        """Whether the member chose the fact's day."""
        return self._truth()

    def paid_as(self, rule: int, number: int) -> bool:
        """Whether a purchase that stood was paid under the number."""
        return self._truth()

    def used(self, limit: int, key: str) -> int:
        """What was used of a limit."""
        return self._number()

    def _number(self) -> int:
        return cast("int", next(self._answers))

    def _truth(self) -> bool:
        return cast("bool", next(self._answers))
