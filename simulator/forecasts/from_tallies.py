"""From the tallies of two arms to the figures of a design."""

from fractions import Fraction

import numpy as np

from dsl.program.program import Program
from dsl.program.worth import units_cost
from simulator.economics.costs import RunningCosts
from simulator.economics.deferred_revenue import deferred_revenue
from simulator.economics.investment import (
    break_even,
    net_benefit,
    payback_month,
    present_value,
    return_on_cost,
)
from simulator.economics.kpis import KPIS
from simulator.economics.ratios import Ratios, ratio
from simulator.economics.redemption import Redemption, redemption
from simulator.economics.statement import Statement, cash_need, statement
from simulator.forecasts.forecast import Design, Month, TierForecast, WalletForecast
from simulator.forecasts.spread import Figure, Spread, middle, spread
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Counts, Tally


def design(
    program: Program, program_sha256: str, tally: Tally, without: Tally, costs: RunningCosts
) -> Design:
    """The figures of a program.

    Args:
        program: the program.
        program_sha256: its hash.
        tally: of the arm with it, one world for each replication.
        without: of the arm it is measured by, the same replications.
        costs: beside the rewards.
    """
    money = statement(tally, without, costs)
    benefit = net_benefit(money, costs)
    even = break_even(money, tally, without, costs)
    unit_costs = units_cost(program)
    books = deferred_revenue(program, tally)
    nothing = np.zeros_like(benefit)
    wallets = [
        redemption(tally, index, unit_costs[wallet.name])
        for index, wallet in enumerate(program.wallets)
    ]
    return Design(
        program=program.name,
        program_sha256=program_sha256,
        incremental_margin_minor=spread(money.incremental_margin.sum(axis=-1)),
        reward_cost_minor=spread(money.reward_cost.sum(axis=-1)),
        subsidised_baseline_minor=spread(money.subsidised_baseline.sum(axis=-1)),
        fees_minor=spread(money.fees.sum(axis=-1)),
        running_cost_minor=spread(money.running_cost.sum(axis=-1)),
        setup_minor=costs.setup_minor,
        net_benefit_minor=spread(benefit),
        net_present_value_minor=spread(np.rint(present_value(money, costs)).astype(np.int64)),
        roi=spread(return_on_cost(money, costs)),
        probability_of_loss=float(np.mean(benefit < 0)),
        payback_month=_payback(money, costs),
        break_even_uplift=middle(even.uplift),
        probability_above_break_even=even.probability,
        cash_need_minor=spread(cash_need(money.net_benefit, costs)),
        owed_minor=spread(sum((wallet.owed_minor for wallet in wallets), nothing)),
        worst_case_minor=spread(sum((wallet.worst_case_minor for wallet in wallets), nothing)),
        breakage=spread(_breakage(program, tally, unit_costs)),
        set_aside_minor=spread(books.set_aside),
        recognised_minor=spread(books.recognised),
        deferred_revenue_minor=spread(books.at_end),
        orders_gained=spread(tally.of(Measure.ORDERS_GAINED).sum(axis=-1)),
        orders_lost=spread(tally.of(Measure.ORDERS_LOST).sum(axis=-1)),
        kpis={name: spread(kpi.of(tally, without)) for name, kpi in KPIS.items()},
        wallets=tuple(_wallet(program, index, tally, found) for index, found in enumerate(wallets)),
        tiers=_tiers(program, tally),
        monthly=_monthly(money, tally, _owed(tally, wallets), books.balance, costs),
    )


def _payback(money: Statement, costs: RunningCosts) -> Figure:
    """The median month, if more than half of the replications have one within the horizon."""
    months = payback_month(money, costs)
    never = np.iinfo(np.int64).max
    found = middle(np.where((months == 0) | (months > money.trading_months), never, months))
    return None if found == never else found


def _breakage(program: Program, tally: Tally, unit_costs: dict[str, Fraction]) -> Ratios:
    """1 - redeemed / granted over all wallets, each unit by what it costs at most."""
    granted, redeemed = (np.zeros(tally.months.shape[1]) for _ in range(2))
    for index, wallet in enumerate(program.wallets):
        weight = float(unit_costs[wallet.name]) if len(program.wallets) > 1 else 1.0
        counts = tally.wallets[index].sum(axis=-1)
        redeemed += weight * counts[WalletMeasure.REDEEMED]
        granted += weight * (counts[WalletMeasure.GRANTED] - counts[WalletMeasure.REVERSED])
        granted += weight * counts[WalletMeasure.OPENING]
    return 1 - ratio(redeemed, granted)


def _wallet(program: Program, index: int, tally: Tally, found: Redemption) -> WalletForecast:
    wallet = program.wallets[index]
    totals = tally.wallets[index][:, :, : tally.trading_months].sum(axis=-1)
    return WalletForecast(
        name=wallet.name,
        unit=wallet.unit,
        decimals=wallet.decimals,
        opening=_opening(totals[WalletMeasure.OPENING]),
        granted=spread(totals[WalletMeasure.GRANTED]),
        redeemed=spread(totals[WalletMeasure.REDEEMED]),
        expired=spread(totals[WalletMeasure.EXPIRED]),
        outstanding=spread(found.outstanding),
        ultimate_redemption_rate=spread(found.ultimate_rate),
        breakage=spread(found.breakage),
        last_month_rate=spread(found.last_month_rate),
        owed_minor=spread(found.owed_minor),
        worst_case_minor=spread(found.worst_case_minor),
    )


def _opening(units: Counts) -> Spread | None:
    return spread(units) if units.any() else None


def _owed(tally: Tally, wallets: list[Redemption]) -> Counts:
    """At each month end, what the units held then go on to cost.

    After the horizon this is what is still to come. Before it, a unit is worth what one that is
    held at its end goes on to cost, so that the two meet there.
    """
    owed = np.zeros(tally.months.shape[1:], np.int64)
    end = tally.trading_months
    for index, found in enumerate(wallets):
        cost = tally.wallets[index][WalletMeasure.REDEEMED_COST_MINOR][:, end:]
        held = tally.wallets[index][WalletMeasure.OUTSTANDING][:, :end]
        each = np.nan_to_num(ratio(found.owed_minor, found.outstanding))[:, None]
        owed[:, :end] += np.rint(held * each).astype(np.int64)
        owed[:, end:] += found.owed_minor[:, None] - np.cumsum(cost, axis=-1)
    return owed


def _tiers(program: Program, tally: Tally) -> tuple[TierForecast, ...]:
    return tuple(
        TierForecast(
            name=tier.name,
            members=tuple(
                middle(tally.tiers[index, :, month]) for month in range(tally.trading_months)
            ),
        )
        for index, tier in enumerate(program.tiers)
    )


def _monthly(
    money: Statement, tally: Tally, owed: Counts, deferred: Counts, costs: RunningCosts
) -> tuple[Month, ...]:
    cumulative = np.cumsum(money.net_benefit, axis=-1) - costs.setup_minor
    return tuple(
        Month(
            month=month + 1,
            run_off=month >= money.trading_months,
            incremental_margin_minor=spread(money.incremental_margin[:, month]),
            reward_cost_minor=spread(money.reward_cost[:, month]),
            fees_minor=spread(money.fees[:, month]),
            running_cost_minor=spread(money.running_cost[:, month]),
            net_benefit_minor=spread(money.net_benefit[:, month]),
            cumulative_net_benefit_minor=spread(cumulative[:, month]),
            owed_minor=spread(owed[:, month]),
            deferred_revenue_minor=spread(deferred[:, month]),
            members=spread(tally.of(Measure.MEMBERS)[:, month]),
        )
        for month in range(money.net_benefit.shape[-1])
    )
