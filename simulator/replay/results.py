"""The results of a replay, as figures with their units, ready for any report."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class WalletFigures:
    """A wallet over all members; smallest units, all counted positive.

    Attributes:
        decimals: how many of the smallest unit's digits stand after the point.
        priced: False where units can be spent and neither a reward nor the wallet says what one
            is worth; then nothing of them is in `owed_minor`.
        owed_minor: what the outstanding units are worth.
    """

    name: str
    unit: str
    decimals: int
    accrued: int
    spent: int
    expired: int
    reversed: int
    outstanding: int
    priced: bool
    owed_minor: int


@dataclass(frozen=True)
class RuleFigures:
    """What one rule, benefit or reward gave.

    Attributes:
        given: in smallest units of the wallet `given_in`; of minor units for `money`.
        worth_minor: what that is worth to members.
        cost_minor: what its entries cost the shop (points cost when they are used).
    """

    name: str
    times: int
    given: int
    given_in: str
    worth_minor: int
    cost_minor: int


@dataclass(frozen=True)
class Gainer:
    """A member and the money's worth of what they were given."""

    member: str
    value_minor: int


@dataclass(frozen=True)
class ReplayResults:
    """Everything a replay found.

    Attributes:
        starts: ISO date before which the program gives nothing; empty where it always gives.
        first_day, last_day: ISO dates of the first and the last fact; empty without facts.
        members: how many ever joined.
        sales_minor: value of all orders, after the shop's own discounts, returns not taken off.
        cost_minor: what the program cost: entries and perks.
        cost_by_month: ISO month -> what entries cost in it, perks not among them; every month
            from the first fact on.
        owed_minor: value of open balances and of issued, unused rewards.
        tiers: members in each tier at the end.
        ignored: why facts changed nothing -> how many, the most frequent first.
        imported: the import report.
        policies: those of the import, and when rewards are taken, by name.
        fallback_members: how many ran on the reference engine, because of something that the
            column engine does not run.
        why_one_by_one: what that was, where all of them did; empty where it happened to some.
        state_bytes: size of the saved state.
    """

    program: str
    program_sha256: str
    currency: str
    starts: str
    first_day: str
    last_day: str
    orders: int
    returns: int
    members: int
    sales_minor: int
    returned_minor: int
    cost_minor: int
    perk_cost_minor: int
    cost_by_month: tuple[tuple[str, int], ...]
    owed_minor: int
    wallets: tuple[WalletFigures, ...]
    rules: tuple[RuleFigures, ...]
    tiers: tuple[tuple[str, int], ...]
    tiers_by_month: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    declined: tuple[tuple[str, int], ...]
    ignored: tuple[tuple[str, int], ...]
    gained_most: tuple[Gainer, ...]
    imported: dict[str, Any]
    policies: tuple[tuple[str, str], ...]
    fallback_members: int
    why_one_by_one: tuple[str, ...]
    entries: int
    state_bytes: int
    ledger_sha256: str
