"""The estimator of `pilot read` on trial with a shop's own orders: pilots that never were.

    python -m benchmarks.placebo orders.csv --map shop.map.toml

It draws fake invitations to a program that does nothing, and takes customers at random and gives
members a known uplift. Intervals of 95% have to hold the truth in 93% to 97% of the placebos and in
366 to 394 of 400 known uplifts; beside it stands what members against others would have claimed.
"""

import argparse
from pathlib import Path

from designer.workbench.shop_orders import ShopOrders, opened_history
from simulator.pilots.placebo import STRATA, Customers, Trial, placebo, recovery, shares
from simulator.pilots.spending import Spending, spending_of

_TOP_TENTHS = (1, 3, 10)
_LIFTS = (0.0, 0.1, 0.3)


def main() -> None:
    """Print what came of both trials."""
    options = _options()
    spending = _spending(options)
    customers = Customers.of(spending, options.weeks)
    count = len(customers.members)
    print(f"{count:,} customers, {options.weeks} weeks before and {options.weeks} weeks during")
    for tenths in _TOP_TENTHS:
        best = customers.best(count * tenths // 10)
        if len(best.members) >= 4 * STRATA:
            trial = placebo(best, "placebo", options.pilots)
            _tell(f"nothing, best {len(best.members):,} customers", trial)
    for lift in _LIFTS:
        trial = recovery(customers, f"lift {lift}", options.recoveries, lift, min(count, 3_000))
        _tell(f"members spend {100 * lift:.0f}% more", trial)


def _tell(what: str, trial: Trial) -> None:
    low, middle, high = (100 * share for share in shares(trial.estimates))
    gain = 100 * shares(trial.naive_gains)[1]
    share = trial.held / trial.pilots
    print(
        f"{what}: truth held in {trial.held:,} of {trial.pilots:,} ({share:.1%}), "
        f"estimates {middle:+.1f}% ({low:+.1f}% to {high:+.1f}%), members against others "
        f"{gain:+.0f}%",
        flush=True,
    )


def _options() -> argparse.Namespace:
    words = argparse.ArgumentParser(description="Pilots that never were, on a shop's own orders.")
    words.add_argument("orders", type=Path)
    words.add_argument("--returns", type=Path)
    words.add_argument("--map", type=Path, dest="mapping")
    words.add_argument("--currency")
    words.add_argument("--weeks", type=int, default=26)
    words.add_argument("--pilots", type=int, default=1_000)
    words.add_argument("--recoveries", type=int, default=400)
    return words.parse_args()


def _spending(options: argparse.Namespace) -> Spending:
    shop = ShopOrders(
        orders=options.orders,
        returns=options.returns,
        mapping=options.mapping,
        currency=options.currency,
    )
    with opened_history(shop, lambda what, done, whole: None) as (history, program):
        return spending_of(history.facts, program.time_zone)


if __name__ == "__main__":
    main()
