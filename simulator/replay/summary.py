"""What a replay adds up to."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from dsl.ledger.entry import Entry, Kind
from dsl.ledger.facts import AnyFact, Joined, Purchased, Returned
from dsl.program.former_names import Family, Rename

ACCRUED = (Kind.ACCRUE, Kind.ADJUST)
SPENT = (Kind.SPEND, Kind.RESTORE)
COUNTED_AS_GIVING = (Kind.ACCRUE, Kind.DISCOUNT, Kind.ISSUE)
GIVING = (*COUNTED_AS_GIVING, Kind.REVERSE, Kind.USE, Kind.RESTORE_REWARD)
"""Entries that say what a rule gave or took back; a reward is counted when it is issued, and what
it is worth when it is used."""
MONEY = "money"


@dataclass(slots=True)
class WalletTotals:
    """A wallet's movements in smallest units; all are counted positive.

    accrued - spent - expired - reversed = outstanding (posted balances of all members).
    """

    accrued: int = 0
    spent: int = 0
    expired: int = 0
    reversed: int = 0

    @property
    def outstanding(self) -> int:
        """The sum of all posted balances."""
        return self.accrued - self.spent - self.expired - self.reversed


@dataclass(slots=True)
class RuleTotals:
    """What one rule, reward or benefit did.

    Attributes:
        times: how often it gave something.
        given: what it gave, by wallet; `money` is minor units of discounts and the like.
        cost_minor: what it cost the shop.
    """

    times: int = 0
    given: dict[str, int] = field(default_factory=dict)
    cost_minor: int = 0


@dataclass(slots=True)
class Summary:
    """Totals of a replay, from the first fact of its state on.

    Attributes:
        first_day, last_day: local days (ordinals) of the first and last fact; 0 before any.
        sales_minor: net value of purchases, members' or not; what came back is not taken off.
        returns: returns that count; one that is taken from several purchases counts once.
        cost_minor: what entries cost the shop (points count when they are used).
        gained: by member what they were given so far, by wallet; `money` is in minor units.
        cost_by_month: what entries cost in each month in which there were any.
        tiers_by_month: tier to members, at the end of each month that has passed.
    """

    facts: int = 0
    first_day: int = 0
    last_day: int = 0
    orders: int = 0
    returns: int = 0
    joined: int = 0
    sales_minor: int = 0
    returned_minor: int = 0
    cost_minor: int = 0
    entries: int = 0
    wallets: dict[str, WalletTotals] = field(default_factory=dict)
    rules: dict[str, RuleTotals] = field(default_factory=dict)
    gained: dict[str, dict[str, int]] = field(default_factory=dict)
    cost_by_month: dict[str, int] = field(default_factory=dict)
    tiers_by_month: dict[str, dict[str, int]] = field(default_factory=dict)
    declined: dict[str, int] = field(default_factory=dict)

    def count_fact(self, fact: AnyFact, day: int) -> None:
        """Counts one fact of a local day."""
        self.facts += 1
        self.first_day = self.first_day or day
        self.last_day = max(self.last_day, day)
        match fact:
            case Purchased():
                self.orders += 1
                self.sales_minor += net_value(fact)
            case Returned():
                self.returned_minor += fact.amount_minor or 0
            case Joined():
                self.joined += 1

    def count_entries(self, entries: Iterable[Entry], bought: frozenset[str], day: int) -> None:
        """Counts what came of a fact, or of calendar work.

        Args:
            entries: in their order.
            bought: names of rewards, which members pay for: using one gains them nothing that
                they had not gained before.
            day: the local day (ordinal) of the last one; all are of its month.
        """
        cost_before = self.cost_minor
        for entry in entries:
            self.entries += 1
            self.cost_minor += entry.cost_minor
            self._count_wallet(entry)
            self._count_rule(entry, bought)
        month = date.fromordinal(day).isoformat()[:7]
        cost = self.cost_minor - cost_before
        self.cost_by_month[month] = self.cost_by_month.get(month, 0) + cost

    def _count_wallet(self, entry: Entry) -> None:
        if not entry.wallet:
            return
        totals = self.wallets.setdefault(entry.wallet, WalletTotals())
        if entry.kind in ACCRUED:
            totals.accrued += entry.amount
        elif entry.kind in SPENT:
            totals.spent -= entry.amount
        elif entry.kind is Kind.EXPIRE:
            totals.expired -= entry.amount
        elif entry.kind is Kind.REVERSE:
            totals.reversed -= entry.amount

    def _count_rule(self, entry: Entry, bought: frozenset[str]) -> None:
        if entry.kind is Kind.DECLINE:
            self.declined[entry.rule] = self.declined.get(entry.rule, 0) + 1
        if not entry.rule or entry.kind not in GIVING:
            return
        totals = self.rules.setdefault(entry.rule, RuleTotals())
        totals.cost_minor += entry.cost_minor
        totals.times += entry.kind in COUNTED_AS_GIVING
        given = entry.amount if entry.wallet else entry.money_minor
        what = entry.wallet or MONEY
        if given:
            totals.given[what] = totals.given.get(what, 0) + given
        if given and entry.rule not in bought:
            gained = self.gained.setdefault(entry.member, {})
            gained[what] = gained.get(what, 0) + given

    def to_record(self) -> dict[str, Any]:
        """The totals as plain data, to be carried forward."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any], rename: Rename) -> "Summary":
        """The totals that an earlier run left, under the names of today."""

        def told(family: Family, named: dict[str, Any]) -> dict[str, Any]:
            return {rename(family, name): each for name, each in named.items()}

        wallets = told("wallet", record["wallets"])
        rules = told("rule", record["rules"])
        months = record["tiers_by_month"].items()
        return cls(
            **{
                **record,
                "wallets": {name: WalletTotals(**totals) for name, totals in wallets.items()},
                "rules": {
                    name: RuleTotals(**{**totals, "given": told("wallet", totals["given"])})
                    for name, totals in rules.items()
                },
                "gained": {name: told("wallet", each) for name, each in record["gained"].items()},
                "tiers_by_month": {month: told("audience", members) for month, members in months},
                "declined": told("rule", record["declined"]),
            }
        )


def net_value(purchase: Purchased) -> int:
    """What the lines cost after the shop's own discounts, without tax and shipping."""
    lines = sum(line.price_minor - line.discount_minor for line in purchase.lines)
    return lines - purchase.discount_minor
