"""What an evaluation looks at: one fact at its instant, with a purchase's basket."""

from dataclasses import dataclass

from dsl.engine.evaluation.basket import Basket, UsedReward
from dsl.engine.evaluation.runtime import Runtime
from dsl.ledger.facts import AnyFact, Did, Purchased


@dataclass(slots=True)
class Context:
    """One fact, or a moment without one (calendar work, questions).

    Attributes:
        instant: when it is judged.
        day: the local day of that instant.
        times: how many new multiples a progress rule has passed.
        basket: of a purchase.
    """

    runtime: Runtime
    fact: AnyFact | None
    instant: int
    day: int
    times: int = 1
    basket: Basket | None = None

    def minute(self) -> int:
        """Wall time in minutes after midnight."""
        return self.runtime.zone.minute_of(self.instant)

    @property
    def store(self) -> str:
        """The store of a purchase or an activity; empty without one."""
        fact = self.fact
        return fact.store if isinstance(fact, Purchased | Did) else ""

    def field(self, name: str) -> int | bool | str | None:
        """An attribute of the activity at hand."""
        if isinstance(self.fact, Did):
            for key, value in self.fact.fields:
                if key == name:
                    return value
        return None


def context_of(
    runtime: Runtime,
    fact: AnyFact | None,
    instant: int,
    *,
    day: int | None = None,
    times: int = 1,
    used: tuple[UsedReward, ...] = (),
) -> Context:
    """What an evaluation looks at.

    Args:
        runtime: the program, ready to run.
        fact: the fact; None for calendar work and questions.
        instant: when it is judged.
        day: the local day of that instant, where it is known already.
        times: new multiples of a progress rule.
        used: rewards used on a purchase, in the order of use.
    """
    basket = Basket(fact, runtime.net_spend, used) if isinstance(fact, Purchased) else None
    local = runtime.zone.day_of(instant) if day is None else day
    return Context(runtime, fact, instant, local, times, basket)
