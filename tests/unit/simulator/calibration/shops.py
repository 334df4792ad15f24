"""Histories of shops that do not exist, made purchase by purchase from known parameters."""

import numpy as np

from simulator.calibration.columns import Floats
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.purchases import Purchases, purchases_from_columns

FIRST_DAY = 738_886  # 1 January 2024, a Monday


def drawn_shop(
    seed: int,
    model: ParetoNbd,
    *,
    customers: int,
    days: int,
    busy: Floats | None = None,
    came_before_days: int = 0,
) -> Purchases:
    """Purchases of customers who came one after the other, thinned by how busy each day is.

    Args:
        busy: how busy each day is, 1 being usual; the first purchase of each counts always.
        came_before_days: the first customers came so many days before the history begins.
    """
    random = np.random.default_rng(seed)
    came = random.uniform(-came_before_days, days, customers)
    rate = random.gamma(model.r, 1 / model.alpha, customers) / 7
    here = random.exponential(7 / random.gamma(model.s, 1 / model.beta, customers))
    index = np.ones(days) if busy is None else busy
    cap = float(index.max())
    rows = [(number, day) for number, day in enumerate(came) if day >= 0]
    for number in range(customers):
        until = min(days - 1e-9, came[number] + here[number])
        due = came[number] + random.exponential(1 / (rate[number] * cap))
        while due < until:
            if due >= 0 and random.random() * cap < index[int(due)]:
                rows.append((number, due))
            due += random.exponential(1 / (rate[number] * cap))
    customer = np.array([number for number, _ in rows])
    day = FIRST_DAY + np.array([int(due) for _, due in rows])
    worth = random.gamma(4.0, 1000.0, len(rows)).astype(np.int64) + 1
    return purchases_from_columns(customer, day, worth)
