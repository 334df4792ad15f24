"""A replay's results as one plain object."""

from typing import Any

from simulator.replay.results import ReplayResults, RuleFigures


def replay_record(results: ReplayResults) -> dict[str, Any]:
    """The results for `replay --json`: money in minor units, wallets in smallest units."""
    return {
        "program": results.program,
        "program_sha256": results.program_sha256,
        "currency": results.currency,
        "starts": results.starts,
        "first_day": results.first_day,
        "last_day": results.last_day,
        "orders": results.orders,
        "returns": results.returns,
        "members": results.members,
        "sales_minor": results.sales_minor,
        "returned_minor": results.returned_minor,
        "cost_minor": results.cost_minor,
        "perk_cost_minor": results.perk_cost_minor,
        "cost_by_month": dict(results.cost_by_month),
        "owed_minor": results.owed_minor,
        "wallets": {
            wallet.name: {
                "unit": wallet.unit,
                "decimals": wallet.decimals,
                "accrued": wallet.accrued,
                "spent": wallet.spent,
                "expired": wallet.expired,
                "reversed": wallet.reversed,
                "outstanding": wallet.outstanding,
                "priced": wallet.priced,
                "owed_minor": wallet.owed_minor,
            }
            for wallet in results.wallets
        },
        "rules": {rule.name: _rule(rule) for rule in results.rules},
        "tiers": dict(results.tiers),
        "tiers_by_month": {month: dict(counts) for month, counts in results.tiers_by_month},
        "declined": dict(results.declined),
        "ignored": dict(results.ignored),
        "gained_most": [
            {"member": gainer.member, "value_minor": gainer.value_minor}
            for gainer in results.gained_most
        ],
        "import": results.imported,
        "policies": dict(results.policies),
        **_one_by_one(results),
        "entries": results.entries,
        "state_bytes": results.state_bytes,
        "ledger_sha256": results.ledger_sha256,
    }


def _one_by_one(results: ReplayResults) -> dict[str, Any]:
    """How many the column engine could not run, and why; left out where it could run everybody."""
    if not results.fallback_members:
        return {}
    why = {"why_one_by_one": list(results.why_one_by_one)} if results.why_one_by_one else {}
    return {"members_one_by_one": results.fallback_members, **why}


def _rule(rule: RuleFigures) -> dict[str, Any]:
    return {
        "times": rule.times,
        "given": rule.given,
        "given_in": rule.given_in,
        "worth_minor": rule.worth_minor,
        "cost_minor": rule.cost_minor,
    }
