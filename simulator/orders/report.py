"""The import report: what was read, what was left out and why, and what it was worth."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from simulator.orders.layout import Kind
from simulator.orders.orders_error import OrdersError
from simulator.orders.report_rules import BY_ID, RULES, Effect

SAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule noticed in one kind of file.

    Attributes:
        rows: the first rows concerned, five at most; the header is row 1.
        money_minor: the money of the rows concerned, where it is in the program's currency.
    """

    rule: str
    kind: Kind
    count: int
    rows: tuple[int, ...] = ()
    money_minor: int = 0

    @property
    def effect(self) -> Effect:
        """What was done about the rows."""
        return BY_ID[self.rule].effect

    @property
    def meaning(self) -> str:
        """The rule in words."""
        return BY_ID[self.rule].meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulAmounts:
    """Amounts of a file of which none that is read tells how they are meant.

    Attributes:
        kind: the file.
        count: rows that have such an amount.
        row, written: the first of them; the header is row 1.
        read_minor, other_minor: how much that is as it was read, and the other way; no value where
            it has more decimals than the currency, and is left out.
        other_decimal, other_thousands: the signs that a mapping states for the other way.
        is_stated: the mapping states a sign, so somebody or the designer has chosen.
        against_row, against: the first amount that was left out and tells that it is the other way;
            no row and "" where there is none.
    """

    kind: Kind
    count: int
    row: int
    written: str
    read_minor: int | None
    other_minor: int | None
    other_decimal: str
    other_thousands: str
    is_stated: bool
    against_row: int | None = None
    against: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "file": str(self.kind),
            "count": self.count,
            "row": self.row,
            "written": self.written,
            "read_minor": self.read_minor,
            "other_minor": self.other_minor,
            "other_decimal": self.other_decimal,
            "other_thousands": self.other_thousands,
            "is_stated": self.is_stated,
            "against_row": self.against_row,
            "against": self.against,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadAmounts:
    """Orders that were left out, and whose amounts can be read with other signs.

    Attributes:
        count: how many.
        row, written: the first of them; the header is row 1.
        decimal, thousands: the signs that a mapping states to read them.
    """

    count: int
    row: int
    written: str
    decimal: str
    thousands: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What is told of orders that were left out, where too few are left.

    Attributes:
        most: the rule that left out most of them; "" for none.
        causes: a sentence for each of the commonest reasons.
        fix: the lines of a mapping that read them, and where they belong; "" where none are known.
    """

    most: str = ""
    causes: tuple[str, ...] = ()
    fix: str = ""

    def after(self, cause: str) -> str:
        """What else is the matter, and below it why orders were left out."""
        return "\n".join([cause, *(f"Left out: {each}" for each in self.causes)])

    def told_with(self, problem: OrdersError) -> OrdersError:
        """A refusal for want of orders that tells of those that were left out."""
        return OrdersError(
            problem.problem,
            place=problem.place,
            cause=self.after(problem.cause),
            fix=self.fix or problem.fix,
        )


@dataclass(slots=True)
class Tally:
    """Collects what the rules notice, and what is to be asked and said about amounts."""

    doubtful_amounts: list[DoubtfulAmounts] = field(default_factory=list)
    unread_amounts: UnreadAmounts | None = None
    left_out: LeftOut = LeftOut()
    _found: dict[tuple[str, Kind], Finding] = field(default_factory=dict)

    def add(
        self, rule: str, kind: Kind, count: int, rows: Iterable[int] = (), money_minor: int = 0
    ) -> None:
        """Count rows for a rule; adds to what was counted before."""
        if not count:
            return
        assert rule in BY_ID
        before = self._found.get((rule, kind), Finding(rule=rule, kind=kind, count=0))
        self._found[rule, kind] = Finding(
            rule=rule,
            kind=kind,
            count=before.count + count,
            rows=(*before.rows, *rows)[:SAMPLE_ROWS],
            money_minor=before.money_minor + money_minor,
        )

    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in the order of the rules and of the kinds of files."""
        order = {rule.id: place for place, rule in enumerate(RULES)}
        kinds = tuple(Kind)
        return tuple(
            sorted(
                self._found.values(),
                key=lambda found: (order[found.rule], kinds.index(found.kind)),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import read and what it did about it.

    Attributes:
        rows: rows in each file, without the header.
        orders, sales_minor: orders that count, guests' included, and their net amounts.
        identified_orders, identified_sales_minor: those of them that name a customer.
        returns: returns that gave a fact, before one was split over several purchases.
        members: customers with an order that counts.
        policies: the stated policies, by name.
        doubtful_amounts: what is to be asked about how files write amounts.
        unread_amounts: orders that would be read if the mapping named other signs.
    """

    currency: str
    rows: dict[Kind, int]
    orders: int
    sales_minor: int
    identified_orders: int
    identified_sales_minor: int
    returns: int
    members: int
    policies: dict[str, str]
    findings: tuple[Finding, ...]
    doubtful_amounts: tuple[DoubtfulAmounts, ...] = ()
    unread_amounts: UnreadAmounts | None = None

    def count(self, rule: str, kind: Kind | None = None) -> int:
        """How many rows a rule counted, in one kind of file or in all."""
        return sum(
            found.count
            for found in self.findings
            if found.rule == rule and kind in (None, found.kind)
        )

    def to_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "currency": self.currency,
            "rows": {str(kind): count for kind, count in self.rows.items()},
            "orders": self.orders,
            "sales_minor": self.sales_minor,
            "identified_orders": self.identified_orders,
            "identified_sales_minor": self.identified_sales_minor,
            "returns": self.returns,
            "members": self.members,
            "policies": dict(self.policies),
            "doubtful_amounts": [each.to_json() for each in self.doubtful_amounts],
            "unread_amounts": self.unread_amounts.to_json() if self.unread_amounts else None,
            "findings": [
                {
                    "rule": found.rule,
                    "meaning": found.meaning,
                    "effect": str(found.effect),
                    "file": str(found.kind),
                    "count": found.count,
                    "rows": list(found.rows),
                    "money_minor": found.money_minor,
                }
                for found in self.findings
            ],
        }
