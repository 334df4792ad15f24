"""A shop's orders without a program: for what is asked about customers, not about rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from designer.workbench.calibrations import check_time_zone, currency_of, zone_of
from designer.workbench.refusal import Refusal
from dsl.program.program import Program
from simulator.orders.currencies import no_program
from simulator.orders.history import History
from simulator.orders.orders_error import OrdersError
from simulator.orders.read import read_orders
from simulator.orders.sources import ImportChoices, JoinPolicy, OrderSources, Progress


@dataclass(frozen=True, kw_only=True)
class ShopOrders:
    """The files, and what they may leave unsaid.

    Attributes:
        currency: None is the only one in the files.
        time_zone: None is that of the mapping, or UTC.
        today: orders of later days are noticed; None notices none.
    """

    orders: Path
    returns: Path | None = None
    lines: Path | None = None
    joins: Path | None = None
    mapping: Path | None = None
    currency: str | None = None
    time_zone: str | None = None
    today: date | None = None


@contextmanager
def opened_history(shop: ShopOrders, progress: Progress) -> Iterator[tuple[History, Program]]:
    """The history under the shop's own customer ids, and a program that only knows money and days.

    Raises:
        Refusal: a file cannot be used.
    """
    try:
        sources = OrderSources(
            orders=shop.orders,
            returns=shop.returns,
            lines=shop.lines,
            joins=shop.joins,
            mapping=shop.mapping,
        )
        check_time_zone(shop.time_zone)
        time_zone = shop.time_zone or zone_of(shop.mapping) or "UTC"
        currency = currency_of(shop.currency, sources, progress)
        program = no_program(currency, time_zone)
        join = JoinPolicy.FILE if shop.joins else JoinPolicy.FIRST_ORDER
        choices = ImportChoices(join=join, keep_ids=True, currency=currency, today=shop.today)
        with read_orders(sources, program, choices, progress) as history:
            yield history, program
    except OrdersError as problem:
        raise Refusal(str(problem), wrong_usage=problem.wrong_usage) from problem
