"""One evaluation while it runs."""

from collections.abc import Callable

from dsl.engine.basket import Basket
from dsl.engine.context import Context
from dsl.engine.outcome import LimitUse, Outcome
from dsl.engine.reads import Reads
from dsl.engine.runtime import Registers
from dsl.plan.plan import PlanLimit
from dsl.program.rules import LimitScope

Step = Callable[[Registers, "Frame"], object]


class Frame:
    """What steps share: the context, the answers, the effects, and what limits have left.

    Attributes:
        zeros: a zero for each line, to put a basket's slot behind.
        posted: what the evaluation has posted so far, by wallet.
    """

    __slots__ = (
        "_asked",
        "_once",
        "_used",
        "basket",
        "context",
        "outcome",
        "posted",
        "reads",
        "zeros",
    )

    def __init__(self, context: Context, reads: Reads, outcome: Outcome) -> None:
        self.context = context
        self.reads = reads
        self.outcome = outcome
        self.basket: Basket | None = context.basket
        self.zeros: tuple[int, ...] = (0,) * len(context.basket.lines) if context.basket else ()
        self.posted: dict[int, int] = {}
        self._asked: dict[tuple[int, str], int] = {}
        self._used: dict[tuple[int, str], int] = {}
        self._once: set[tuple[int, int]] = set()

    def key_of(self, limit: PlanLimit) -> str:
        """What a limit tells apart: the store, or the value of an activity's attribute."""
        if limit.scope is LimitScope.STORE:
            return self.context.store
        if limit.scope is LimitScope.VALUE:
            return str(self.context.field(limit.value))
        return ""

    def left(self, index: int, limit: PlanLimit) -> int:
        """What a limit has left, after what the evaluation has used so far."""
        key = self.key_of(limit)
        place = (index, key)
        before = self._asked.get(place)
        if before is None:
            before = self._asked[place] = self.reads.used(index, key)
        most = limit.amount if limit.amount is not None else limit.times
        return (most or 0) - before - self._used.get(place, 0)

    def use(self, index: int, limit: PlanLimit, amount: int) -> None:
        """Counts what is given for a limit."""
        place = (index, self.key_of(limit))
        self._used[place] = self._used.get(place, 0) + amount

    def first_time(self, rule: int, index: int) -> bool:
        """Whether the rule has not been counted for a limit of how often yet; now it has."""
        place = (rule, index)
        if place in self._once:
            return False
        self._once.add(place)
        return True

    def was_counted(self, rule: int, index: int) -> bool:
        """Whether the rule was counted for a limit of how often."""
        return (rule, index) in self._once

    def uses(self) -> list[LimitUse]:
        """All that was used of limits."""
        return [
            LimitUse(limit=index, key=key, amount=amount)
            for (index, key), amount in self._used.items()
        ]
