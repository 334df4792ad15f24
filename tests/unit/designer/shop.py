"""A small shop to try commands on: a program, a year of orders, some returns."""

from pathlib import Path

PROGRAM = """perkwright 1

program "Corner Books"
  currency GBP
  time zone Europe/London
  join free

wallet "Points"
  unit point, plural points
  expire 6 months after earning

earn "Every purchase"
  on a purchase
  give 3 points per 2 GBP of net spend

tier "Reader"
  from 100 GBP of net spend in a calendar year
  kept until the end of the next year
  multiply points by 1.5

reward "5 GBP off"
  costs 60 points
  gives 5 GBP off
"""

ORDERS_HEADER = "order_id,customer_id,occurred_at,currency,net_amount"
RETURNS_HEADER = "return_id,customer_id,order_id,occurred_at,amount"


def write_shop(folder: Path, *, orders: int = 120, name: str = "books") -> tuple[Path, Path, Path]:
    """Writes program, orders and returns; gives their paths."""
    program, order_file, return_file = (
        folder / f"{name}.loyalty",
        folder / "orders.csv",
        folder / "returns.csv",
    )
    program.write_text(PROGRAM, encoding="utf-8")
    rows = [_order(number) for number in range(orders)]
    order_file.write_text("\n".join([ORDERS_HEADER, *rows]) + "\n", encoding="utf-8")
    back = [_return(number) for number in range(0, orders, 10)]
    return_file.write_text("\n".join([RETURNS_HEADER, *back]) + "\n", encoding="utf-8")
    return program, order_file, return_file


def _order(number: int) -> str:
    month, day = number % 12 + 1, number % 27 + 1
    pounds, pence = 5 + number * 7 % 60, number * 13 % 100
    at = f"2025-{month:02}-{day:02}T10:{number % 60:02}:00+00:00"
    return f"o{number},c{number % 9},{at},GBP,{pounds}.{pence:02}"


def _return(number: int) -> str:
    named = f"o{number}" if number % 20 else ""
    at = f"2025-12-{number % 20 + 5:02}T12:00:00+00:00"
    return f"r{number},c{number % 9},{named},{at},4.50"
