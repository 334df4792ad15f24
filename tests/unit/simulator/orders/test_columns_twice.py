"""Columns that a file has more than once: none of them is guessed, and none is offered."""

import pytest

from simulator.orders.orders_error import OrdersError
from tests.unit.simulator.orders.shop import ORDER_COLUMNS, Shop

ROW = "1,ann,2025-03-04,USD"


def refusal(shop: Shop, content: str) -> OrdersError:
    shop.write("orders", content)
    with pytest.raises(OrdersError) as refused:
        shop.read()
    return refused.value


def test_a_column_that_is_there_twice_is_not_guessed(shop: Shop) -> None:
    told = refusal(shop, ORDER_COLUMNS + ",net_amount\n")
    assert told.problem == 'the column "net_amount" is there 2 times'
    assert told.cause == "It is the name of columns 5 and 7."


def test_a_column_that_is_there_twice_is_told_and_not_offered(shop: Shop) -> None:
    told = refusal(shop, f"Order,Customer,Date,Currency,Total,Total\n{ROW},3,4\n")
    assert '"Total" is there more than once, and a mapping cannot tell' in told.cause
    assert 'net_amount = "..."' in told.fix


def test_what_is_offered_beside_a_column_that_is_there_twice_reads_the_file(shop: Shop) -> None:
    told = refusal(shop, f"Order,Customer,Date,Currency,Total,Total,Sales\n{ROW},3,4,5\n")
    shop.write("mapping", told.fix.partition("which column is which:\n\n")[2])
    assert shop.read()[1].sales_minor == 500
