"""A shop in a temporary folder, whose files a test writes and reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dsl.ledger.facts import AnyFact
from dsl.program.names import Activity, Attribute, ValueKind
from dsl.program.program import Joining, Program
from simulator.orders.read import read_orders
from simulator.orders.report import ImportReport
from simulator.orders.sources import ImportChoices, OrderSources

ORDER_COLUMNS = "order_id,customer_id,occurred_at,currency,net_amount,status"
PROGRAM = Program(
    name="Corner",
    currency="USD",
    currency_decimals=2,
    time_zone="America/New_York",
    joining=Joining.FREE,
    activities=(
        Activity(name="review", fields=(Attribute(name="stars", value=ValueKind.NUMBER, high=5),)),
    ),
)


@dataclass
class Shop:
    """Files by role, and what comes of reading them."""

    folder: Path
    program: Program = PROGRAM
    files: dict[str, Path] = field(default_factory=dict)

    def write(self, role: str, text: str | bytes, name: str = "") -> Path:
        """Write a file and use it in a role: orders, lines, returns, facts, joins, mapping."""
        path = self.folder / (name or f"{role}.csv")
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        self.files[role] = path
        return path

    def orders(self, *rows: str) -> None:
        """Write orders with `ORDER_COLUMNS`."""
        self.write("orders", "\n".join([ORDER_COLUMNS, *rows]) + "\n")

    def read(
        self, *, keep_ids: bool = True, **choices: Any
    ) -> tuple[list[AnyFact], ImportReport, dict[str, Any]]:
        """The facts, the report and the state behind them."""
        sources = OrderSources(**self.files)
        made = ImportChoices(keep_ids=keep_ids, **choices)
        with read_orders(sources, self.program, made) as history:
            facts = list(history.facts)
            return facts, history.report(), history.state()


def of_kind(facts: Iterable[AnyFact], kind: type) -> list[Any]:
    """The facts of one kind."""
    return [fact for fact in facts if isinstance(fact, kind)]
