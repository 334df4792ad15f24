"""Streams the staged tables as rows, each stream in order of time, in bounded memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from dsl.ledger.facts import AnyFact, Joined, Line, Purchased
from dsl.ledger.strict_yaml import Refused
from simulator.orders.fact_ids import joining_id, of_own_ids, own_id
from simulator.orders.from_fact_row import WrittenFact, fact_of
from simulator.orders.identity import Members
from simulator.orders.layout import Kind
from simulator.orders.rows import FactRow, JoinRow, PurchaseRow, ReturnRow, Row
from simulator.orders.sources import JoinPolicy
from simulator.orders.staging import Staging
from simulator.orders.working_folder import WorkingFolder

_BATCH = 10_000


class RowStreams:
    """The rows of one history.

    Attributes:
        start: the instant on which everybody joins under `at-start`.
        joining: members whose joining a file tells.
        on_joining: facts without a time, by member.
        count: rows in all streams.
    """

    def __init__(
        self,
        staging: Staging,
        members: Members,
        start: int | None,
        told: list[AnyFact],
        folder: WorkingFolder,
    ) -> None:
        """`told` are facts that were read from a file of events."""
        self._staging = staging
        self._folder = folder
        self._members = members
        self._told = sorted(
            (self._named(fact) for fact in told),
            key=lambda fact: fact.instant,
        )
        self.start = start
        self.joining = self._find_joining()
        self.on_joining = self._find_on_joining()
        self.count = len(self._told) + sum(
            staging.one(f"select count(*) from {table}")[0]
            for table in ("orders", "returns", "facts")
        )

    def close(self) -> None:
        """Give back the memory and the temporary files."""
        self._staging.connection.close()
        self._folder.remove()

    def all(self) -> list[Iterator[Row]]:
        """Every stream, each in order of time."""
        return [self._joins(), self._purchases(), self._returns(), self._facts(), self._events()]

    def _fetch(self, sql: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._staging.connection.cursor()
        cursor.execute(sql)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    def _find_joining(self) -> frozenset[str]:
        found = self._fetch("select distinct member from facts where fact = 'join'")
        told = (fact.member for fact in self._told if isinstance(fact, Joined))
        return frozenset([self._members(member) for (member,) in found] + list(told))

    def _find_on_joining(self) -> dict[str, list[WrittenFact]]:
        found: dict[str, list[WrittenFact]] = defaultdict(list)
        for row in self._fetch("select * from facts where instant is null order by row"):
            fact = self._written(row)
            found[fact.member].append(fact)
        return found

    def _written(self, row: tuple[Any, ...]) -> WrittenFact:
        fact = WrittenFact(*row)
        return fact._replace(member=self._members(fact.member))

    def fact_on_joining(self, row: WrittenFact, instant: int) -> Iterator[AnyFact]:
        """The fact of a row; a value that cannot be read is counted instead."""
        try:
            yield fact_of(row, instant, self._staging.program)
        except Refused:
            self._staging.tally.add("broken-fact", Kind.FACTS, 1, [row.row])

    def _facts(self) -> Iterator[Row]:
        rows = self._fetch("select * from facts where instant is not null order by instant")
        for row in rows:
            written = self._written(row)
            assert written.instant is not None
            for fact in self.fact_on_joining(written, written.instant):
                yield FactRow(fact.instant, fact.id, fact)

    def _named(self, fact: AnyFact) -> AnyFact:
        """A fact of a file of events, by the ids that facts and members have here."""
        member = self._members(_customer_of(fact))
        return of_own_ids(replace(fact, id=own_id(fact.id), member=member))

    def _events(self) -> Iterator[Row]:
        for fact in self._told:
            yield FactRow(fact.instant, fact.id, fact)

    def _joins(self) -> Iterator[Row]:
        policy = self._staging.choices.join
        if policy is JoinPolicy.FILE:
            rows = self._fetch("select member, instant, invited from joins order by instant")
        elif policy is JoinPolicy.AT_START and self.start is not None:
            rows = self._fetch(f"select member, {self.start}, false from everybody")
        else:
            return
        for customer, instant, invited in rows:
            member = self._members(customer)
            if member not in self.joining:
                yield JoinRow(instant, joining_id(member), member, invited)

    def _returns(self) -> Iterator[Row]:
        rows = self._fetch(
            "select instant, return_id, row, customer, order_id, amount_minor, line_ids,"
            " quantities from returns order by instant"
        )
        for instant, id_, row, customer, purchase, amount, lines, quantities in rows:
            member = self._members(customer) if customer is not None else ""
            chosen = tuple(lines or ()) if purchase is not None else ()
            bought = own_id(purchase) if purchase is not None else None
            yield ReturnRow(
                instant, own_id(id_), row, member, bought, amount, chosen, tuple(quantities)
            )

    def _purchases(self) -> Iterator[Row]:
        orders = self._fetch(
            "select instant, order_id, customer, net_amount_minor, tax_minor, shipping_minor,"
            " discount_minor, gift_card_minor, channel, store, brand, payment_method,"
            " baskets.discount, (order_id in (select order_id from returns)"
            " or customer in (select customer from returns where order_id is null))"
            " from orders left join baskets using (order_id)"
            " where customer is not null order by instant, order_id"
        )
        lines = groupby(
            self._fetch(
                "select order_id, line_id, lines.net_minor, lines.discount_minor, quantity, sku,"
                " category, lines.brand, labels, lines.gift_card from lines"
                " join orders using (order_id) where customer is not null"
                " order by instant, order_id, lines.row"
            ),
            key=itemgetter(0),
        )
        make_line = _line_maker(self._staging.mapping.formats.label_separator)
        for order in orders:
            basket_discount = order[12]
            if basket_discount is None:
                goods: tuple[Line, ...] = (Line(id="1", price_minor=order[3] + order[6]),)
                basket_discount = order[6]
            else:
                order_id, group = next(lines)
                assert order_id == order[1]
                goods = tuple(make_line(line) for line in group)
            fact = _purchased(order, self._members(order[2]), goods, basket_discount)
            yield PurchaseRow(order[0], fact.id, fact, order[3], bool(order[13]))


def _customer_of(fact: AnyFact) -> str:
    """Addresses of e-mail are in small letters everywhere."""
    return fact.member.lower() if "@" in fact.member else fact.member


def _purchased(
    order: tuple[Any, ...], member: str, lines: tuple[Line, ...], discount_minor: int
) -> Purchased:
    instant, id_, _, _, tax, shipping, _, gift_card, channel, store, brand, method = order[:12]
    return Purchased(
        id=own_id(id_),
        instant=instant,
        member=member,
        lines=lines,
        discount_minor=discount_minor,
        gift_card_minor=gift_card,
        tax_minor=tax,
        shipping_minor=shipping,
        channel=channel,
        store=store,
        brand=brand,
        payment_method=method,
    )


def _line_maker(label_separator: str) -> Callable[[tuple[Any, ...]], Line]:
    @cache
    def labels(written: str) -> tuple[str, ...]:
        parts = (part.strip() for part in written.split(label_separator))
        return tuple(part for part in parts if part)

    def line(row: tuple[Any, ...]) -> Line:
        _, id_, net, discount, quantity, sku, category, brand, written, gift_card = row
        return Line(
            id=id_,
            price_minor=net + discount,
            quantity=quantity,
            discount_minor=discount,
            sku=sku,
            category=category,
            brand=brand,
            labels=labels(written),
            is_gift_card=gift_card,
        )

    return line
