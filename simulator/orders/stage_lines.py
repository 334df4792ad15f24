"""The lines of the orders: text to sound rows that add up."""

from simulator.orders.amounts_sql import flags_of
from simulator.orders.ids_sql import tidied
from simulator.orders.layout import Kind
from simulator.orders.quantities_sql import is_odd_quantity, quantity
from simulator.orders.sql_text import first_that_holds, said_yes
from simulator.orders.staging import Staging

_SPOILING = "('unreadable-amount', 'more-decimals', 'huge-amount', 'negative-line', "
_SPOILING += "'conflicting-id')"
_KEPT = ("sku", "category", "brand", "labels")
_CONTENT = ("net_minor", "discount_minor", "quantity", "gift_card", *_KEPT)


def stage_lines(staging: Staging) -> None:
    """Make the tables `lines` and `baskets` from `lines_text` and `orders`.

    `lines` holds the lines of orders that add up; `baskets` the discount on each such order's
    whole basket: none when the lines' own discounts already explain the order's amount.
    """
    _read(staging)
    _judge(staging)
    _mark_again(staging)
    _add_up(staging)
    _tally(staging)


def make_no_lines(staging: Staging) -> None:
    """The same tables when there is no file of lines."""
    kept = ", ".join(f"'' as {part}" for part in _KEPT)
    staging.run(
        "create table lines as select 0::bigint as row, '' as order_id, '' as line_id,"
        " 0::bigint as net_minor, 0::bigint as discount_minor, 1::bigint as quantity,"
        f" false as gift_card, {kept} where false"
    )
    staging.run("create table baskets as select '' as order_id, 0::bigint as discount where false")


def _read(staging: Staging) -> None:
    amounts = staging.amounts
    source = "(select * from lines_text where meant)"
    money = ("net_amount", "discount")
    found = {part: amounts.amount(part) for part in money}
    kept = "".join(f", coalesce({part}, '') as {part}" for part in _KEPT[1:])
    order = tidied("order_id")
    staging.run(
        f"create table lines_read as with cut as ({amounts.sized(source, money)})"
        f" select row, {order} as order_id, coalesce({tidied('line_id')},"
        f" (row_number() over (partition by {order} order by row))::varchar) as line_id,"
        f" coalesce({found['net_amount'].minor}, 0) as net_minor,"
        f" abs(coalesce({found['discount'].minor}, 0)) as discount_minor,"
        f" coalesce({quantity('quantity')}, 1) as quantity,"
        f" {is_odd_quantity('quantity')} as odd_quantity, {said_yes('gift_card')} as gift_card,"
        f" coalesce(regexp_replace(sku, '^''([0-9])', '\\1'), '') as sku{kept},"
        f" net_amount is null as no_amount{flags_of(found.values())} from cut"
    )


def _judge(staging: Staging) -> None:
    rounded = staging.mapping.formats.more_decimals == "round"
    problem = first_that_holds(
        [
            ("lines_read.order_id is null", "missing-id"),
            ("orders.order_id is null", "line-of-unknown-order"),
            ("no_amount or unreadable", "unreadable-amount"),
            ("false" if rounded else "lines_read.finer", "more-decimals"),
            ("huge", "huge-amount"),
            ("net_minor < 0", "negative-line"),
        ]
    )
    fields = ", ".join(
        f"lines_read.{part}"
        for part in (
            "row",
            "order_id",
            "line_id",
            "net_minor",
            "discount_minor",
            "quantity",
            "odd_quantity",
            "gift_card",
            *_KEPT,
            "finer",
        )
    )
    staging.run(
        f"create table lines_judged as select {fields},"
        f" {problem} as problem, net_minor as money from lines_read"
        " left join orders on orders.order_id = lines_read.order_id"
    )
    staging.run("drop table lines_read")


def _mark_again(staging: Staging) -> None:
    """Of several lines with one number in an order, the first counts."""
    same = " and ".join(f"one.{part} is not distinct from first.{part}" for part in _CONTENT)
    staging.run(
        "create table lines_again as with several as"
        " (select order_id, line_id, min(row) as row from lines_judged where problem is null"
        " group by order_id, line_id having count(*) > 1)"
        f" select one.row, case when {same} then 'repeated-id' else 'conflicting-id' end as again"
        " from lines_judged one join several using (order_id, line_id)"
        " join lines_judged first on first.row = several.row"
        " where one.problem is null and one.row <> several.row"
    )
    staging.run(
        "update lines_judged set problem = lines_again.again from lines_again"
        " where lines_again.row = lines_judged.row"
    )
    staging.run(
        "update lines_judged set problem = 'broken-line' where problem is null and order_id in"
        f" (select order_id from lines_judged where problem in {_SPOILING})"
    )


def _add_up(staging: Staging) -> None:
    """Keep the lines of orders whose amount they give, after the basket's discount or as is."""
    staging.run(
        "create table baskets as with added as (select order_id, sum(net_minor) as total"
        " from lines_judged where problem is null group by order_id)"
        " select orders.order_id, case when total - discount_minor = net_amount_minor"
        " then discount_minor else 0 end as discount from added join orders using (order_id)"
        " where total - discount_minor = net_amount_minor or total = net_amount_minor"
    )
    staging.run(
        "update lines_judged set problem = 'lines-do-not-add-up' where problem is null"
        " and order_id not in (select order_id from baskets)"
    )
    columns = ", ".join(("row", "order_id", "line_id", *_CONTENT))
    staging.run(f"create table lines as select {columns} from lines_judged where problem is null")


def _tally(staging: Staging) -> None:
    staging.tally_problems("lines_judged", Kind.LINES)
    staging.tally_notes(
        "lines_judged",
        Kind.LINES,
        {"odd-quantity": "problem is null and odd_quantity", "rounded-amount": "finer"},
    )
    staging.tally_notes(
        "orders",
        Kind.ORDERS,
        {"order-without-lines": "order_id not in (select order_id from baskets)"},
    )
    staging.run("drop table lines_judged")
    staging.run("drop table lines_again")
