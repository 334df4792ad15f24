"""Checks that a facts file speaks of what the program has, before anything is replayed."""

from pathlib import Path

from dsl.ledger.known_names import known_names
from simulator.orders.from_fact_row import FACT_KINDS
from simulator.orders.orders_error import OrdersError, offer_names, place_in
from simulator.orders.staging import Staging


def check_fact_names(staging: Staging, path: Path) -> None:
    """Refuse kinds of facts, and names, that nobody knows.

    Raises:
        OrdersError: a row names what the program does not have.
    """
    known = known_names(staging.program)
    found = staging.connection.execute(
        "select fact, name, min(row) from facts group by all order by 3"
    ).fetchall()
    for fact, name, row in found:
        if fact not in FACT_KINDS:
            raise OrdersError(
                f'there is no kind of fact called "{fact}"',
                place=place_in(path, row),
                cause=offer_names(fact, FACT_KINDS).capitalize(),
            )
        kind = FACT_KINDS[fact]
        if kind.name and name is not None and name not in known.get(kind.event, (name,)):
            raise OrdersError(
                f'there is no {kind.name} called "{name}" for "{fact}"',
                place=place_in(path, row),
                cause=offer_names(name, known[kind.event]).capitalize(),
            )
