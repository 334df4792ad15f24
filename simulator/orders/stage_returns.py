"""The returns: text to sound rows, one for each return."""

from simulator.orders.amounts_sql import LARGEST_MINOR
from simulator.orders.currency_signs import is_currency
from simulator.orders.ids_sql import damaged, tidied, tidied_customer, told_apart
from simulator.orders.instants_sql import offset, wall
from simulator.orders.layout import Kind
from simulator.orders.quantities_sql import is_odd_quantity, quantity
from simulator.orders.sql_text import first_that_holds
from simulator.orders.staging import Staging


def stage_returns(staging: Staging) -> None:
    """Make the table `returns`, one row for each return, from `returns_text`.

    Needs `orders` and `lines`. A return of an order that is not there stays: an earlier part of
    the history may hold it.
    """
    _read(staging)
    _judge(staging)
    _mark_again(staging)
    _gather(staging)
    _tally(staging)


def make_no_returns(staging: Staging) -> None:
    """The same table when there is no file of returns."""
    staging.run(
        "create table returns as select 0::bigint as row, '' as return_id, '' as order_id,"
        " '' as customer, 0::bigint as instant, 0::bigint as amount_minor,"
        " []::varchar[] as line_ids, []::bigint[] as quantities where false"
    )


def _read(staging: Staging) -> None:
    amounts = staging.amounts
    source = "(select * from returns_text where meant)"
    amount = amounts.amount("amount")
    own = staging.program.currency
    id_ = told_apart(tidied("return_id"), "return", "select order_id from orders")
    staging.run(
        f"create table returns_read as with cut as ({amounts.sized(source, ['amount'])})"
        f" select row, {id_} as return_id, {tidied('order_id')} as order_id,"
        f" {tidied_customer('customer_id', staging.mapping.formats.guests)} as customer,"
        f" {tidied('line_id')} as line_id, {damaged('return_id')} or {damaged('order_id')}"
        f" or {damaged('customer_id')} as damaged,"
        f" {wall('occurred_at', staging.dates)} as wall,"
        f" {offset('occurred_at', staging.dates)} as shift,"
        f" abs({amount.minor}) as amount_minor, amount is null as no_amount,"
        f" {amount.unreadable} as unreadable, {amount.finer} as finer, {amount.huge} as huge,"
        f" {is_currency('currency', own, own)} as own_currency,"
        f" {quantity('quantity')} as quantity, {is_odd_quantity('quantity')} as odd_quantity"
        " from cut"
    )


def _judge(staging: Staging) -> None:
    rounded = staging.mapping.formats.more_decimals == "round"
    problem = first_that_holds(
        [
            ("one.return_id is null", "missing-id"),
            ("damaged", "damaged-id"),
            ("not own_currency", "other-currency"),
            ("one.instant is null", "broken-date"),
            ("unreadable", "unreadable-amount"),
            ("no_amount and lines.line_id is null", "unreadable-amount"),
            ("false" if rounded else "one.finer", "more-decimals"),
            ("huge", "huge-amount"),
            ("amount_minor = 0 and lines.line_id is null", "worth-nothing"),
            ("one.order_id is null and one.customer is null", "return-without-member"),
            ("orders.row is not null and orders.customer is null", "return-of-guest"),
        ]
    )
    early = (
        "(one.instant < orders.instant"
        " or one.instant = orders.instant and one.return_id <= orders.order_id)"
    )
    staging.run(
        f"create table returns_judged as select one.row, one.return_id, one.order_id,"
        " coalesce(orders.customer, one.customer) as customer,"
        f" case when {early} then orders.instant + 1 else one.instant end as instant,"
        f" coalesce({early}, false) as early, one.shift is null as no_offset, one.finer,"
        " one.repeated_hour, one.skipped_hour, odd_quantity, lines.line_id,"
        " one.line_id is not null and orders.row is not null and lines.line_id is null"
        " as unknown_line, one.quantity, coalesce(amount_minor, lines.net_minor"
        " * least(coalesce(one.quantity, lines.quantity), lines.quantity) // lines.quantity)"
        f" as amount_minor, case when own_currency then amount_minor end as money,"
        f" {problem} as problem from {staging.timed('returns_read')} one"
        " left join orders on orders.order_id = one.order_id"
        " left join lines on lines.order_id = one.order_id and lines.line_id = one.line_id"
    )
    staging.run("drop table returns_read")


def _mark_again(staging: Staging) -> None:
    """One return has one order, customer and time, and each of its lines once."""
    for key, same in (
        (
            "return_id",
            (
                "one.order_id is not distinct from first.order_id"
                " and one.customer is not distinct from first.customer"
                " and one.instant = first.instant"
            ),
        ),
        ("return_id, coalesce(line_id, '')", "false"),
    ):
        staging.run(
            "create or replace table returns_again as with first as (select *, row_number()"
            f" over (partition by {key} order by row) as place from returns_judged"
            " where problem is null), keyed as (select *, min(row) over (partition by"
            f" {key}) as first_row from first)"
            " select one.row, case when one.order_id is not distinct from first.order_id"
            " and one.customer is not distinct from first.customer"
            " and one.instant = first.instant and one.amount_minor = first.amount_minor"
            " and one.quantity is not distinct from first.quantity"
            " and one.line_id is not distinct from first.line_id"
            f" then 'repeated-id' else 'conflicting-id' end as again, ({same}) as fits"
            " from keyed one join first on first.row = one.first_row where one.place > 1"
        )
        staging.run(
            "update returns_judged set problem = returns_again.again from returns_again"
            " where returns_again.row = returns_judged.row and not fits"
        )


def _gather(staging: Staging) -> None:
    """One row for each return: its lines where each row names one, else its amount."""
    staging.run(
        "create table returns as select min(row) as row, return_id, min(order_id) as order_id,"
        " min(customer) as customer, min(instant) as instant,"
        f" least(sum(amount_minor), {LARGEST_MINOR})::bigint as amount_minor,"
        " case when bool_and(line_id is not null) then list(line_id order by row) end"
        " as line_ids, list(quantity order by row) as quantities"
        " from returns_judged where problem is null group by return_id"
    )


def _tally(staging: Staging) -> None:
    staging.tally_problems("returns_judged", Kind.RETURNS)
    sound = "problem is null and "
    staging.tally_notes(
        "returns_judged",
        Kind.RETURNS,
        {
            "wall-time": sound + "no_offset",
            "repeated-hour": sound + "repeated_hour",
            "skipped-hour": sound + "skipped_hour",
            "rounded-amount": sound + "finer",
            "odd-quantity": sound + "odd_quantity",
            "return-of-unknown-line": sound + "unknown_line",
            "return-before-order": sound + "early",
        },
    )
    staging.run("drop table returns_judged")
    staging.run("drop table returns_again")
