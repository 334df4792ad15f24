"""What a runner needs of an engine: facts in, outcomes out, and a few questions about members."""

from collections.abc import Sequence
from typing import Protocol

from dsl.columns.batch import Codes, Facts, NextReward, Outcome, Purchases, Truths, Whole
from dsl.ledger.facts import Fields


class MemberEngine(Protocol):
    """Members as rows: `dsl/columns/engine.py`, or the reference engine behind `one_by_one.py`."""

    @property
    def goes_one_by_one(self) -> bool:
        """Members share something, so that facts must come one by one, in their order."""
        ...

    @property
    def promises(self) -> Sequence[str]:
        """Names of rewards, then of rules with a benefit; the places are their codes."""
        ...

    def advance_to(self, day: int) -> Outcome:
        """Do the calendar work up to a day (an ordinal)."""
        ...

    def join(self, facts: Facts, invited: Truths | None = None) -> Outcome:
        """Members join."""
        ...

    def set_attribute(self, facts: Facts, name: str, values: Whole) -> Outcome:
        """Set an attribute of people who are or will be members."""
        ...

    def redeem(self, facts: Facts, rewards: Codes, amounts: Whole | None = None) -> Outcome:
        """Each member chooses a reward (by index) and pays an amount for it."""
        ...

    def purchase(self, batch: Purchases) -> Outcome:
        """Members buy."""
        ...

    def act_in_ways(
        self, facts: Facts, activity: str, ways: Sequence[Fields], which: Codes
    ) -> Outcome:
        """Members do an activity, each in one of a few ways (by its place)."""
        ...

    def start_membership(self, facts: Facts, membership: int) -> Outcome:
        """Members start a membership (by its index)."""
        ...

    def end_membership(self, facts: Facts, membership: int) -> Outcome:
        """Members ask for the end of a membership."""
        ...

    def ranks(self, rows: Codes) -> Whole:
        """The tier of each member, -1 without one."""
        ...

    def prices(self, reward: int, rows: Codes) -> Whole:
        """What a reward costs each member now; below 0 where it cannot be had."""
        ...

    def left(self, reward: int, rows: Codes) -> Whole:
        """How often each member could take a reward of which all share some."""
        ...

    def balances(self, wallet: int, rows: Codes) -> Whole:
        """What each member can spend."""
        ...

    def next_reward(self, rows: Codes) -> NextReward:
        """The way to each member's next reward."""
        ...

    def held(self, promise: int, rows: Codes) -> Whole:
        """How many of a reward or benefit each member has in hand."""
        ...
