"""A program at work in an empty shop, told its facts by short calls."""

from datetime import date, datetime, timedelta
from typing import Any

from dsl.compile import compile_text
from dsl.engine.engine import Engine
from dsl.engine.holdings.state import Member
from dsl.ledger.entry import Entry
from dsl.ledger.facts import Fact, Joined, Line, Purchased
from dsl.plan.from_program import lower
from dsl.source.document import Document

HEAD = """perkwright 1

program "Shop"
  currency GBP
  time zone UTC
  join free

wallet "Points"
  unit point, plural points
  expire never

earn "Every purchase"
  on a purchase
  give 1 point per 1 GBP of net spend
"""


def instant(text: str) -> int:
    """A wall time of UTC as an instant."""
    then = datetime.fromisoformat(text) - datetime.fromisoformat("1970-01-01")
    return then // timedelta(microseconds=1)


def day(text: str) -> int:
    """A date as an ordinal."""
    return date.fromisoformat(text).toordinal()


class Shop:
    """An engine with one member, whose facts get their ids by their place; joining is `e1`."""

    def __init__(self, text: str, says: str = "", earns: str = "") -> None:
        """A shop with a program.

        Args:
            text: its blocks besides the common ones.
            says: one more line of its program block.
            earns: one more line of its rule for purchases.
        """
        whole = HEAD.replace("join free\n", f"join free\n  {says}\n") + earns + text
        program = compile_text(Document("shop.loyalty", whole)).program
        assert program is not None
        self.engine = Engine(program, lower(program))
        self._count = 0
        self.tell(Joined, "2024-01-01T00:00")

    def tell(self, kind: type[Fact], at: str, member: str = "ada", **more: Any) -> list[Entry]:
        """Apply a fact."""
        self._count += 1
        fact = kind(id=f"e{self._count}", instant=instant(at), member=member, **more)
        return self.engine.apply(fact)  # type: ignore[arg-type] # every kind is one of the facts

    def buy(
        self, at: str, *prices: int, member: str = "ada", uses: tuple[str, ...] = ()
    ) -> list[Entry]:
        """A purchase of lines at these prices, in pence; its id is `e` and its place."""
        lines = tuple(
            Line(id=str(place), price_minor=price, quantity=1)
            for place, price in enumerate(prices, start=1)
        )
        return self.tell(Purchased, at, member, lines=lines, uses=uses)

    def ada(self) -> Member:
        """The state of the member."""
        return self.engine.books.state.members["ada"]


def told(entries: list[Entry]) -> list[tuple[str, str, int, int, int]]:
    """Kind, rule, amount, money and cost of each entry."""
    return [
        (each.kind.value, each.rule, each.amount, each.money_minor, each.cost_minor)
        for each in entries
    ]
