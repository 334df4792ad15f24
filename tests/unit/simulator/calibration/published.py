"""The CDNOW purchases, as published with the models that they were fitted with."""

import csv
import sys
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.purchases import Purchases, purchases_from_columns
from simulator.calibration.repeats import Repeats

FOLDER = Path(sys.prefix) / "test-data" / "lifetimes" / "datasets"
"""Where `make setup` lays the data of tests/data.lock."""


@cache
def _summary() -> dict[str, Floats]:
    path = FOLDER / "cdnow_customers_summary_with_transactions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def cdnow_repeats() -> Repeats:
    """The 2,357 customers with their weeks as published, rounded to two decimals."""
    summary = _summary()
    repeats: Wholes = summary["x"].astype(np.int64)
    return Repeats(repeats, summary["t_x"], summary["T"], np.ones_like(repeats))


def cdnow_spend() -> tuple[Floats, Floats]:
    """Repeat purchases and their mean worth, of the 946 customers who have any."""
    summary = _summary()
    has_repeats = summary["x"] > 0
    return summary["x"][has_repeats], summary["zbar"][has_repeats]


def cdnow_orders() -> Purchases:
    """The 6,919 orders of the same customers over 78 weeks; those worth nothing count as a cent."""
    lines = (FOLDER / "CDNOW_sample.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines]
    customer = np.array([int(row[1]) for row in rows])
    day = np.array([date.fromisoformat(row[2]).toordinal() for row in rows])
    cents = np.array([int(Decimal(row[4]) * 100) for row in rows])
    return purchases_from_columns(customer, day, np.maximum(cents, 1))
