"""One evaluation of a block of facts while it runs, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np

from dsl.columns.evaluation.basket import Basket
from dsl.columns.evaluation.slots import Array, Layout, Number, Truth, both, column, either
from dsl.program.conditions import Property, Since
from dsl.program.measures import Scope
from dsl.program.time import MembershipPeriod, Window

Registers = list[Any]
Step = Callable[[Registers, "Frame"], object]


class Answers(Protocol):
    """What the members of a block had before the fact, one number for each of them."""

    def tier(self) -> Number:
        """Rank of the tier, -1 without one."""

    def has_membership(self, memberships: tuple[int, ...]) -> Truth:
        """Whether the member is in one of the memberships."""

    def attribute(self, name: str) -> Array:
        """An attribute: a number, or the code of a text; `ABSENT` for nothing."""

    def balance(self, wallet: int) -> Number:
        """Available smallest units."""

    def posted(self, wallet: int) -> Number:
        """Posted smallest units, for `hold at most`."""

    def history(self, counter: int, window: Window) -> Number:
        """A counter over a window."""

    def new_visit(self) -> Truth:
        """Whether the fact makes its day a new visit."""

    def day_of(self, since: Since, tier: int) -> Number:
        """Local day of something past; 0 for nothing."""

    def periods(self, period: MembershipPeriod) -> Number:
        """Whole membership months or years that are over."""

    def carried(self, carry: int) -> Number:
        """Exact sum of a monthly rounding so far."""

    def used(self, limit: int, keys: Array | None) -> Number:
        """What is used of a limit in the window that holds the fact, for each one's key."""


ABSENT = -(1 << 63)
"""A number that a member does not have."""


class AskedLimit(NamedTuple):
    """A limit that a procedure asks about before it runs.

    Attributes:
        row: its place in the plan.
        most: what it allows.
        wallet: whose balance it limits; -1 for a limit of what is given.
        kept: its use is counted beyond the fact.
        value: the attribute of the activity whose values it tells apart; empty for none.
    """

    row: int
    most: int
    wallet: int
    kept: bool
    value: str = ""


class Posting(NamedTuple):
    """What a rule accrues to each member of the block; `cut` is what limits took away."""

    rule: int
    wallet: int
    terms: int
    amount: Array
    cut: Array | None


class Used(NamedTuple):
    """How much of a limit was used by each member; `keys` say which of its values."""

    limit: int
    amount: Array
    keys: Array | None


@dataclass(slots=True)
class Found:
    """Effects of an evaluation in the order of the plan.

    Attributes:
        issues: rule -> how often its benefit is issued.
        discounts: (rule, slots taken off).
        carried: (carry, exact amounts).
    """

    registers: Registers = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    issues: list[tuple[int, Array]] = field(default_factory=list)
    discounts: list[tuple[int, Any]] = field(default_factory=list)
    uses: list[Used] = field(default_factory=list)
    carried: list[tuple[int, Array]] = field(default_factory=list)


def _no_lines(scope: Scope) -> Truth:
    """What an activity has instead of lines."""
    return True


@dataclass(slots=True)
class Facts:
    """What an evaluation looks at, for a block of members.

    Attributes:
        layout: members, and the lines of their purchases.
        day: the local day; an array where facts of several days are evaluated at once.
        minute: wall time in minutes after midnight, asked for only where it matters.
        properties: codes of the purchases' properties; those that are absent were not said.
        fields: attributes of the activity at hand.
        lines_of: the lines that a scope means.
        choices: the rule that each member chose; None where nobody did.
        times: new multiples of a progress rule.
    """

    layout: Layout
    day: Number
    minute: Callable[[], Array]
    lines_of: Callable[[Scope], Truth] = _no_lines
    basket: Basket | None = None
    properties: dict[Property, Array] = field(default_factory=dict)
    fields: dict[str, Array] = field(default_factory=dict)
    choices: Array | None = None
    times: Number = 1


class Limits:
    """What limits have left for some members, and what they have used of them.

    Attributes:
        left: what each limit has left, by its row.
        used: what was used of it.
    """

    def __init__(self, left: dict[int, Number]) -> None:
        self.left = left
        self.used: dict[int, Array] = {}

    def within(self, rows: tuple[int, ...], amount: Array, *, or_nothing: bool) -> Array:
        """Amounts cut by limits, in their order."""
        for row in rows:
            left = self.left[row]
            over = amount > left
            if over.any():
                amount = np.where(over, 0 if or_nothing else np.maximum(left, 0), amount)
        return amount

    def use(self, rows: tuple[int, ...], amount: Array) -> None:
        """Counts what is given for each limit of an amount."""
        for row in rows:
            self.left[row] = self.left[row] - amount
            self.used[row] = self.used[row] + amount if row in self.used else amount


class Frame(Limits):
    """What steps share: the facts, the answers, the effects, and what limits have left.

    Attributes:
        counted: (rule, row) of limits of how often -> who has been counted already.
    """

    def __init__(
        self, facts: Facts, answers: Answers, limits: list[AskedLimit], *, exact: bool
    ) -> None:
        self.facts = facts
        self.answers = answers
        self.layout = facts.layout
        self.count = facts.layout.count
        self.exact = exact
        self.signed = False
        self.found = Found()
        self.counted: dict[tuple[int, int], Truth] = {}
        super().__init__({each.row: each.most - self._used_before(each) for each in limits})

    def _used_before(self, limit: AskedLimit) -> Number:
        if limit.wallet >= 0:
            return self.answers.posted(limit.wallet)
        return self.answers.used(limit.row, self.facts.fields.get(limit.value))

    def of(self, at: Array) -> Limits:
        """What limits have left for some of the members."""
        left: dict[int, Number] = {
            row: value[at] if isinstance(value, np.ndarray) else np.full(len(at), value)
            for row, value in self.left.items()
        }
        return Limits(left)

    def may_still(self, rule: int, rows: tuple[int, ...]) -> Truth:
        """Whether limits of how often leave a rule a time, after the rules before it."""
        may: Truth = True
        for row in rows:
            some = column(self.left[row], self.count) > 0
            may = both(may, either(self.counted.get((rule, row), False), some))
        return may

    def use_times(self, rule: int, rows: tuple[int, ...], paid: Array, times: Number) -> None:
        """Counts how often a rule pays those whom it pays, once for all that it pays."""
        for row in rows:
            before = self.counted.get((rule, row), False)
            new = paid & ~column_of_truths(before, self.count)
            self.counted[rule, row] = either(before, new)
            self.use((row,), new * column(times, self.count))

    def uses(self, limits: list[AskedLimit]) -> list[Used]:
        """All that was used of limits that are kept, in the order of the limits."""
        return [
            Used(
                limit.row,
                self.used[limit.row].astype(np.int64, copy=False),
                self.facts.fields.get(limit.value),
            )
            for limit in limits
            if limit.row in self.used and limit.kept
        ]


def column_of_truths(truth: Truth, count: int) -> Array:
    """A truth for each member."""
    return np.full(count, truth) if isinstance(truth, bool) else truth
