"""Reading orders where no program stands by: which currencies they are in, and a stand-in."""

from collections import Counter
from pathlib import Path

from dsl.program.program import Joining, Program
from dsl.values.currencies import DECIMALS
from simulator.orders.currency_signs import codes_with
from simulator.orders.from_toml import read_mapping
from simulator.orders.layout import Kind
from simulator.orders.mapping import Mapping
from simulator.orders.mapping_to_try import NO_CURRENCY
from simulator.orders.sources import ImportChoices, OrderSources, Progress
from simulator.orders.staging import open_staging
from simulator.orders.working_folder import temporary_folder


def no_program(currency: str, time_zone: str) -> Program:
    """A program that gives nothing, for whoever only wants the purchases."""
    return Program(
        name="No program",
        currency=currency,
        currency_decimals=DECIMALS.get(currency, 2),
        time_zone=time_zone,
        joining=Joining.FREE,
    )


def currencies_in(sources: OrderSources, progress: Progress) -> dict[str, int]:
    """Rows of the orders in each currency, the most first; a mapping's currency alone counts.

    A sign that one currency alone has counts as its code; one that several have stays as it is.

    Raises:
        OrdersError: the file of orders or the mapping cannot be used.
    """
    mapping = read_mapping(sources.mapping) if sources.mapping else Mapping()
    if mapping.formats.currency:
        return {mapping.formats.currency: 0}
    folder = temporary_folder()
    try:
        return _counted(sources, mapping, progress, folder.path)
    finally:
        folder.remove()


def _counted(
    sources: OrderSources, mapping: Mapping, progress: Progress, folder: Path
) -> dict[str, int]:
    program, choices = no_program(NO_CURRENCY, "UTC"), ImportChoices()
    lenient = mapping.stating(NO_CURRENCY)  # a file without the column is no mistake here
    staging = open_staging(program, lenient, choices, progress, folder)
    try:
        staging.load(sources.orders, Kind.ORDERS)
        found = staging.connection.execute(
            "select upper(currency), count(*) from orders_text"
            " where meant and currency is not null group by 1 order by 2 desc, 1"
        ).fetchall()
    finally:
        staging.connection.close()
    counted = Counter[str]()
    for written, rows in found:
        codes = codes_with(written)
        counted[codes[0] if len(codes) == 1 else written] += int(rows)
    return dict(counted.most_common())
