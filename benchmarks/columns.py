"""The column engine beside NumPy written by hand: decisions, and a program's whole mechanics."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.ratio import Ratio, seconds_of, side_by_side
from benchmarks.ten_rules import CAP, TUESDAY, ten_rules
from dsl.columns.batch import NONE, Item, Purchases
from dsl.columns.batch import Facts as Told
from dsl.columns.engine import ColumnEngine
from dsl.columns.evaluation.assortment import Assortment
from dsl.columns.evaluation.basket import Basket, Lines, Whole
from dsl.columns.evaluation.frame import Facts
from dsl.columns.evaluation.prepare import evaluate, prepare
from dsl.columns.evaluation.slots import Layout
from dsl.compile import compile_text
from dsl.plan.from_program import lower
from dsl.program.conditions import Property
from dsl.source.document import Document
from dsl.values.calendar import zone

EVENTS = 1_000_000
BLOCK = 16_384
FIRST_DAY = 738_886
CATEGORIES = ("dining", "grocery", "travel", "fuel")
Array = NDArray[Any]


class Events:
    """A million purchases of one line, as columns."""

    def __init__(self) -> None:
        chance = np.random.default_rng(20_240_101)
        self.amount = chance.integers(100, 40_000, EVENTS)
        self.category = chance.integers(0, 4, EVENTS, dtype=np.int8)
        self.channel = chance.integers(0, 3, EVENTS, dtype=np.int8)
        self.gold = chance.random(EVENTS) < 0.2
        self.first = chance.random(EVENTS) < 0.05
        self.day = FIRST_DAY + np.arange(EVENTS) // (EVENTS // 365)
        self.weekday = ((self.day - 1) % 7 + 1).astype(np.int8)


def by_hand(events: Events) -> list[Array]:
    """The ten rules as award columns, in the order of the rules; the limit cuts them so, too."""
    amount: Any = events.amount
    zero: Any = np.int64(0)
    base = amount * 2
    dining = np.where(events.category == 0, base, zero)
    sums = base + dining
    gold = np.where(events.gold, sums // 2, zero)
    tuesday = np.where(events.weekday == TUESDAY, sums + gold, zero)
    floors: list[Any] = []
    reached = exact = zero
    for part in (base, dining, gold, tuesday):
        exact = exact + part
        now = exact // 200
        floors.append(now - reached)
        reached = now
    bonuses = [
        np.where(events.channel == 0, 50, 0),
        np.where(amount >= 10_000, 100, 0),
        np.where(events.channel == 1, 20, 0),
        np.where(events.first, 200, 0),
        np.where(events.gold & (amount >= 20_000), 150, 0),
    ]
    left: Any = CAP
    awards: list[Array] = []
    for whole in (*floors, *bonuses):
        award = np.minimum(whole, left)
        left = left - award
        awards.append(award)
    return awards


class Answers:
    """Answers of some events, as a state would give them."""

    def __init__(self, events: Events, part: slice) -> None:
        self._gold, self._first = events.gold[part], events.first[part]

    def tier(self) -> Array:
        return self._gold.astype(np.int8) - 1

    def history(self, counter: int, window: object) -> Array:
        return 3 - 3 * self._first.astype(np.int8)

    def used(self, limit: int, keys: object) -> int:
        return 0

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Decisions:
    """The same by the engine: block by block, a column for each rule."""

    def __init__(self, events: Events) -> None:
        program = ten_rules()
        items = [Item(category=name) for name in CATEGORIES]
        self._assortment = Assortment(items, program.products)
        self._runtime = prepare(program, lower(program), self._assortment)
        self._events = events
        words = self._runtime.words[Property.CHANNEL]
        self._channel = np.array([words.index("app"), words.index("web"), -1], np.int8)[
            events.channel
        ]

    def run(self) -> list[list[Array]]:
        """The awards of each block."""
        return [
            self._block(slice(start, min(start + BLOCK, EVENTS)))
            for start in range(0, EVENTS, BLOCK)
        ]

    def _block(self, part: slice) -> list[Array]:
        events, runtime = self._events, self._runtime
        amount, category = events.amount[part], events.category[part]
        count = len(amount)
        layout = Layout(count, np.arange(count + 1))
        basket = Basket(layout, Lines(amount), Whole(), runtime.leaves_out)
        facts = Facts(
            layout,
            events.day[part],
            lambda: np.zeros(count, np.int64),
            lines_of=lambda scope: self._assortment.lines_of(scope, category, amount, None),
            basket=basket,
            properties={Property.CHANNEL: self._channel[part]},
        )
        found = evaluate(runtime, 0, facts, Answers(events, part))
        return [posting.amount for posting in found.postings]


def _decisions() -> Iterator[Ratio]:
    events = Events()
    engine = Decisions(events)
    expected = by_hand(events)
    blocks = engine.run()
    for place, column in enumerate(expected):
        found = np.concatenate([block[place] for block in blocks])
        if not np.array_equal(found, column):
            raise AssertionError(f"award column {place} differs")
    ours, theirs = side_by_side(engine.run, lambda: by_hand(events))
    yield Ratio("columns: ten rules beside NumPy by hand, award columns", theirs / ours, ">= 1")
    yield Ratio("columns: ten rules, million decisions per second", EVENTS / ours / 1e6)


PROGRAM = """\
perkwright 1

program "Three tiers"
  currency USD
  time zone UTC
  join free

wallet "Points"
  unit point, plural points
  round down per purchase
  expire 12 months after earning

calendar "Campaign"
  from 1 May 2024 to 31 May 2024

earn "Every purchase"
  on a purchase
  give 1 point per 1 USD of net spend

earn "Double in May"
  on a purchase
  runs during "Campaign"
  multiply points by 2

tiers "Levels"
  counted over the last 12 months
  kept 12 months

tier "Bronze"
  for everyone

tier "Silver"
  from 300 USD of net spend
  multiply points by 1.25

tier "Gold"
  from 800 USD of net spend
  multiply points by 1.5

reward "5 off"
  costs 200 points
  gives 5 USD off
  valid for 30 days
"""
MEMBERS = 100_000
YEAR = 365
PURCHASES_A_YEAR = 13


class Mechanics:
    """A year of a program: everybody buys now and then, and redeems when there is enough."""

    def __init__(self) -> None:
        program = compile_text(Document("three_tiers.loyalty", PROGRAM)).program
        assert program is not None, "the program is sound"
        self._program, self._plan = program, lower(program)
        self._zone = zone(program.time_zone)
        self.events = 0
        self.bytes_each = 0.0

    def run(self) -> None:
        """All days."""
        engine = ColumnEngine(self._program, self._plan, members=MEMBERS)
        chance = np.random.default_rng(1)
        self.events = MEMBERS
        engine.advance_to(FIRST_DAY)
        engine.join(self._facts(np.arange(MEMBERS), FIRST_DAY))
        for day in range(FIRST_DAY, FIRST_DAY + YEAR):
            engine.advance_to(day)
            rows = np.flatnonzero(chance.random(MEMBERS) < PURCHASES_A_YEAR / YEAR)
            self.events += len(rows)
            able = rows[engine.balances(0, rows) >= 200]
            engine.redeem(self._facts(able, day), np.zeros(len(able), np.int64))
            facts = self._facts(rows, day)
            engine.purchase(
                Purchases(
                    rows=rows,
                    instants=facts.instants,
                    starts=np.arange(len(rows) + 1),
                    items=np.zeros(len(rows), np.int32),
                    price_minor=chance.integers(500, 9_000, len(rows)),
                    uses=(np.where(np.isin(rows, able), 0, NONE),),
                )
            )
        self.bytes_each = engine.nbytes / MEMBERS

    def _facts(self, rows: Array, day: int) -> Told:
        instant = self._zone.first_instant_of(day) + 12 * 3_600_000_000
        return Told(rows, np.full(len(rows), instant))


def _mechanics() -> Iterator[Ratio]:
    mechanics = Mechanics()
    seconds = seconds_of(mechanics.run)
    yield Ratio(
        "columns: three tiers, million purchases per second", mechanics.events / seconds / 1e6
    )
    yield Ratio("columns: three tiers, bytes per customer", mechanics.bytes_each, "<= 400")


def ratios() -> Iterator[Ratio]:
    """Decisions of ten rules, and the mechanics of a program, in one run."""
    yield from _decisions()
    yield from _mechanics()
