"""Real orders to try pilots on: CDNOW as published, and the history that ships."""

import csv
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path

from simulator.pilots.spending import Spending
from tests.house_rules.tree import ROOT

CDNOW = Path(sys.prefix) / "test-data" / "lifetimes" / "datasets" / "CDNOW_master.txt"
"""Where `make setup` lays the data of tests/data.lock."""

DEMO = ROOT / "programs" / "demo" / "orders.csv"


@cache
def cdnow() -> Spending:
    """23,570 customers of 1997 and the first half of 1998."""
    rows = [line.split() for line in CDNOW.read_text("utf-8").splitlines()[1:]]
    return Spending.of(
        [row[0] for row in rows],
        [date.fromisoformat(row[1]).toordinal() for row in rows],
        [int(row[3].replace(".", "")) for row in rows],
    )


@cache
def demo() -> Spending:
    """The known customers of the coffee shop, with their orders as they stand in the file."""
    with DEMO.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["customer_id"]]
    return Spending.of(
        [row["customer_id"] for row in rows],
        [datetime.fromisoformat(row["occurred_at"]).date().toordinal() for row in rows],
        [int(row["net_amount"].replace(".", "")) for row in rows],
    )
