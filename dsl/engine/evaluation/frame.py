"""One evaluation while it runs."""

from collections.abc import Callable

from dsl.engine.evaluation.basket import Basket
from dsl.engine.evaluation.context import Context
from dsl.engine.evaluation.outcome import LimitUse, Outcome
from dsl.engine.evaluation.reads import Reads
from dsl.engine.evaluation.runtime import AskedLimit, Registers

Step = Callable[[Registers, "Frame"], object]


class Frame:
    """What steps share: the context, the answers, the effects, and what limits have left.

    Attributes:
        zeros: a zero for each line, to put a basket's slot behind.
        left: what each limit that the procedure knows has left, by its row.
        postings: those of the outcome.
        used: what the evaluation has used of limits so far, by row.
        counted: (rule, row) of limits of how often that have counted the rule already.
    """

    __slots__ = (
        "basket",
        "context",
        "counted",
        "left",
        "outcome",
        "postings",
        "reads",
        "used",
        "zeros",
    )

    def __init__(
        self, context: Context, reads: Reads, outcome: Outcome, limits: list[AskedLimit]
    ) -> None:
        self.context = context
        self.reads = reads
        self.outcome = outcome
        self.postings = outcome.postings
        self.basket: Basket | None = context.basket
        self.zeros: tuple[int, ...] = context.basket.zeros if context.basket else ()
        self.used: dict[int, int] = {}
        self.counted: set[tuple[int, int]] = set()
        self.left: dict[int, int] = {}
        for limit in limits:
            row, most, tells_apart, _, wallet = limit
            if wallet >= 0:
                self.left[row] = most - reads.posted(wallet)
            else:
                key = self.key_of(limit) if tells_apart else ""
                self.left[row] = most - reads.used(row, key)

    def key_of(self, limit: AskedLimit) -> str:
        """What a limit tells apart: the store, or the value of an activity's attribute."""
        if not limit.tells_apart:
            return ""
        if not limit.value:
            return self.context.store
        return str(self.context.field(limit.value))

    def within(self, rows: tuple[int, ...], amount: int, *, or_nothing: bool) -> int:
        """An amount cut by limits, in their order."""
        for row in rows:
            left = self.left[row]
            if amount > left:
                amount = 0 if or_nothing else max(left, 0)
        return amount

    def use(self, rows: tuple[int, ...], amount: int) -> None:
        """Counts what is given for each limit of an amount."""
        left, used = self.left, self.used
        for row in rows:
            left[row] -= amount
            used[row] = used.get(row, 0) + amount

    def may_still(self, rule: int, rows: tuple[int, ...]) -> bool:
        """Whether limits of how often leave a rule a time, after the rules before it."""
        return all((rule, row) in self.counted or self.left[row] > 0 for row in rows)

    def use_times(self, rule: int, rows: tuple[int, ...], times: int) -> None:
        """Counts how often a rule pays, once for all that it pays."""
        for row in rows:
            if (rule, row) not in self.counted:
                self.counted.add((rule, row))
                self.use((row,), times)

    def uses(self, limits: list[AskedLimit]) -> list[LimitUse]:
        """All that was used of limits, in the order in which the procedure knows them."""
        return [
            LimitUse(limit=limit.row, key=self.key_of(limit), amount=self.used[limit.row])
            for limit in limits
            if limit.row in self.used and limit.wallet < 0
        ]
