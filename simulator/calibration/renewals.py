"""Renewals of a paid membership, as the facts of a history tell them.

Who has renewed so often and is still there has not decided about the next time; who asked for the
end, or whose fee could not be collected, has. Members join on different days, so they are not one
group: each counts with the renewals that were due until the history's end.
"""

from collections import Counter
from dataclasses import dataclass, field

from dsl.ledger.facts import AnyFact, FeePaid, FeeRefused, Left, MembershipEnded, MembershipStarted
from dsl.program.program import Program
from dsl.program.tiers import Membership
from dsl.program.time import Period
from dsl.values.calendar import Zone, whole_periods

FEWEST_RENEWALS = 30
"""Fewer decisions about a renewal tell nothing."""

_DAYS = {Period.DAY: 1, Period.WEEK: 7}
_MONTHS = {Period.QUARTER: 3, Period.HALF: 6, Period.YEAR: 12, Period.MEMBERSHIP_YEAR: 12}


@dataclass(frozen=True, slots=True)
class Renewals:
    """What members decided.

    Attributes:
        lost: members who ended at their first, second, ... renewal.
        kept: members who have renewed so often, from 0 on, and have not ended.
    """

    lost: tuple[int, ...]
    kept: tuple[int, ...]

    @property
    def decisions(self) -> int:
        """Renewals that were decided, one way or the other."""
        lost = sum(number * members for number, members in enumerate(self.lost, 1))
        return lost + sum(number * members for number, members in enumerate(self.kept))


@dataclass(slots=True)
class RenewalCollector:
    """Follows one membership, fact by fact.

    Attributes:
        membership: which renews by itself.
        since: the day on which those who are members began to pay.
        refused: the day on which a fee could not be collected, and has not been paid since.
        ended: how many ended at each renewal; one that was never paid for is none.
    """

    membership: Membership
    zone: Zone
    since: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    ended: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, program: Program, zone: Zone) -> "RenewalCollector | None":
        """For the membership that people pay for again and again; None: there is none."""
        for row in program.memberships:
            if row.fee is not None and row.fee.period is not None and row.renews:
                return cls(row, zone)
        return None

    def add(self, fact: AnyFact) -> None:
        """Take a fact in; those that are not about this membership do not matter."""
        if isinstance(fact, Left):
            self._end(fact.member, self.zone.day_of(fact.instant))
        elif isinstance(fact, MembershipStarted | MembershipEnded | FeePaid | FeeRefused):
            if fact.membership in ("", self.membership.name):
                self._change(fact, self.zone.day_of(fact.instant))

    def found(self, last_day: int) -> Renewals:
        """What was decided until a day."""
        for member, day in list(self.refused.items()):
            self._lose(member, self._due(member, day))
        kept = Counter(self._due(member, last_day) for member in self.since)
        return Renewals(_counts(self.ended, 1), _counts(kept, 0))

    def _change(
        self, fact: MembershipStarted | MembershipEnded | FeePaid | FeeRefused, day: int
    ) -> None:
        match fact:
            case MembershipStarted():
                self.since.setdefault(fact.member, day + self.membership.free_days)
            case MembershipEnded():
                self._end(fact.member, day)
            case FeePaid():
                self.refused.pop(fact.member, None)
            case FeeRefused() if fact.member in self.since:
                self.refused.setdefault(fact.member, day)

    def _end(self, member: str, day: int) -> None:
        """The end is asked for before the renewal that does not come, or to get its fee back."""
        if member in self.refused:
            self._lose(member, self._due(member, self.refused[member]))
        elif member in self.since:
            decided = day - self.membership.refund_days
            never_paid = decided < self.since[member]
            self._lose(member, 0 if never_paid else self._due(member, decided) + 1)

    def _lose(self, member: str, renewal: int) -> None:
        if renewal > 0:
            self.ended[renewal] += 1
        del self.since[member]
        self.refused.pop(member, None)

    def _due(self, member: str, day: int) -> int:
        """How many renewals were due until a day."""
        since, fee = self.since[member], self.membership.fee
        assert fee is not None, "it is paid for"
        assert fee.period is not None, "it renews"
        if fee.period in _DAYS:
            return max(day - since, 0) // _DAYS[fee.period]
        months = whole_periods(Period.MEMBERSHIP_MONTH, since, day)
        return months // _MONTHS.get(fee.period, 1)


def _counts(found: Counter[int], first: int) -> tuple[int, ...]:
    return tuple(found[number] for number in range(first, max(found, default=first - 1) + 1))
