"""The orders: text to sound rows, each problem named."""

from simulator.orders.amounts_sql import ABSENT, flags_of
from simulator.orders.currency_signs import is_currency
from simulator.orders.ids_sql import damaged, tidied, tidied_customer
from simulator.orders.instants_sql import offset, wall
from simulator.orders.layout import Kind
from simulator.orders.sql_text import first_that_holds
from simulator.orders.staging import Staging
from simulator.orders.statuses import PLAIN, plain

_MONEY = ("net_amount", "tax", "shipping", "discount", "gift_card")
_KEPT = ("channel", "store", "brand", "payment_method")
_CONTENT = ("customer", "instant", *(f"{part}_minor" for part in _MONEY), *_KEPT)


def stage_orders(staging: Staging) -> None:
    """Make the table `orders` of sound orders, guests' included, from `orders_text`."""
    _read(staging)
    _judge(staging)
    _part_repeated(staging)
    _tally(staging)


def _read(staging: Staging) -> None:
    """Text to values; what cannot be read has no value."""
    amounts, formats = staging.amounts, staging.mapping.formats
    source = "(select * from orders_text where meant)"
    present = [part for part in _MONEY if part in staging.present[Kind.ORDERS]]
    found = {part: amounts.amount(part) if part in present else ABSENT for part in _MONEY}
    minor = "".join(
        f", coalesce({amount.minor}, 0) as {part}_minor" for part, amount in found.items()
    )
    own = staging.program.currency
    is_own = is_currency("currency", own, formats.currency or own)
    kept = "".join(f", coalesce({part}, '') as {part}" for part in _KEPT)
    staging.run(
        f"create table orders_read as with cut as ({amounts.sized(source, present)})"
        f" select row, {tidied('order_id')} as order_id, order_id as written_id,"
        f" {tidied_customer('customer_id', formats.guests)} as customer,"
        f" customer_id as written_customer, {damaged('order_id')} or {damaged('customer_id')}"
        f" as damaged, {wall('occurred_at', staging.dates)} as wall,"
        f" {offset('occurred_at', staging.dates)} as shift,"
        f" {is_own} as own_currency,"
        f" coalesce({PLAIN}, '') as status,"
        f" net_amount is null as no_amount{minor}{flags_of(found.values())}{kept} from cut"
    )
    if formats.tax == "contained":
        staging.run("update orders_read set net_amount_minor = net_amount_minor - tax_minor")
    staging.run(
        "update orders_read set discount_minor = abs(discount_minor),"
        " gift_card_minor = least(abs(gift_card_minor), greatest(net_amount_minor, 0))"
        " where discount_minor < 0 or gift_card_minor <> 0"
    )


def _judge(staging: Staging) -> None:
    """Name the first problem of each row."""
    statuses, rounded = staging.mapping.statuses, staging.mapping.formats.more_decimals == "round"
    problem = first_that_holds(
        [
            ("order_id is null", "missing-id"),
            ("damaged", "damaged-id"),
            (f"status in {plain(statuses.cancelled)}", "cancelled"),
            (f"status in {plain(statuses.pending)}", "pending"),
            (f"status not in {plain(('', *statuses.counted))}", "unknown-status"),
            ("not own_currency", "other-currency"),
            ("instant is null", "broken-date"),
            ("no_amount or unreadable", "unreadable-amount"),
            ("false" if rounded else "finer", "more-decimals"),
            ("huge", "huge-amount"),
            ("net_amount_minor < 0 or tax_minor < 0 or shipping_minor < 0", "negative-amount"),
            ("net_amount_minor = 0 and discount_minor = 0", "worth-nothing"),
        ]
    )
    staging.run(
        f"create table orders_judged as select *, {problem} as problem,"
        " case when own_currency then net_amount_minor end as money"
        f" from {staging.timed('orders_read')}"
    )
    staging.run("drop table orders_read")


def _part_repeated(staging: Staging) -> None:
    """Of several sound rows with one id, the first counts."""
    same = " and ".join(f"one.{part} is not distinct from first.{part}" for part in _CONTENT)
    staging.run(
        "create table orders_again as with several as"
        " (select order_id, min(row) as row from orders_judged where problem is null"
        " group by order_id having count(*) > 1)"
        f" select one.row, case when {same} then 'repeated-id' else 'conflicting-id' end"
        " as problem, one.money from orders_judged one join several using (order_id)"
        " join orders_judged first on first.row = several.row"
        " where one.problem is null and one.row <> several.row"
    )
    columns = ", ".join(("row", "order_id", *_CONTENT))
    staging.run(
        f"create table orders as select {columns}, damaged or order_id <> written_id"
        " or customer <> written_customer as tidied, repeated_hour, skipped_hour,"
        " shift is null as no_offset, finer, money from orders_judged"
        " where problem is null and row not in (select row from orders_again)"
    )


def _tally(staging: Staging) -> None:
    staging.tally_problems("orders_judged", Kind.ORDERS)
    staging.tally_problems("orders_again", Kind.ORDERS)
    staging.tally_notes(
        "orders",
        Kind.ORDERS,
        {
            "tidied-id": "tidied",
            "wall-time": "no_offset",
            "repeated-hour": "repeated_hour",
            "skipped-hour": "skipped_hour",
            "rounded-amount": "finer",
            "guest": "customer is null",
        },
    )
    staging.run("drop table orders_judged")
    staging.run("drop table orders_again")
