"""Numbers beyond 62 bits on the way are exact, and those that cannot be kept are refused."""

import numpy as np
import pytest

from dsl.columns.batch import Facts, Purchases
from dsl.columns.engine import ColumnEngine
from dsl.columns.evaluation.ranges import safe_input
from dsl.compile import compile_text
from dsl.engine.engine import Engine
from dsl.engine.evaluation.steps_effects import AmountTooLarge
from dsl.ledger.entry import Entry, Kind
from dsl.ledger.facts import Joined, Line, Purchased
from dsl.plan.from_program import lower
from dsl.program.program import Program
from dsl.source.document import Document
from dsl.values.calendar import DAY, EPOCH_DAY

TODAY = 739_000
NOON = (TODAY - EPOCH_DAY) * DAY + DAY // 2
TEXT = """\
perkwright 1

program "Fine shares"
  currency USD
  time zone UTC
  join free

wallet "Points"
  unit point, plural points
  round to the nearest per purchase
  expire never

earn "Every purchase"
  on a purchase
  give 7 points per 11 USD of net spend

earn "Half more"
  on a purchase
  multiply points by 1.37
"""


def _program() -> Program:
    program = compile_text(Document("shares.loyalty", TEXT)).program
    assert program is not None
    return program


def _by_reference(program: Program, prices: list[int]) -> list[Entry]:
    engine = Engine(program, lower(program))
    entries = engine.apply(Joined(id="j", instant=NOON, member="0"))
    lines = tuple(Line(id=str(place), price_minor=each) for place, each in enumerate(prices))
    return entries + engine.apply(Purchased(id="p", instant=NOON + 1, member="0", lines=lines))


def _on_columns(program: Program, prices: list[int]) -> list[Entry]:
    engine = ColumnEngine(program, lower(program), members=1, record=True)
    rows = np.zeros(1, np.int64)
    engine.advance_to(TODAY)
    engine.join(Facts(rows, np.array([NOON]), ("j",)))
    engine.purchase(
        Purchases(
            rows=rows,
            instants=np.array([NOON + 1]),
            ids=("p",),
            starts=np.array([0, len(prices)]),
            items=np.zeros(len(prices), np.int32),
            price_minor=np.array(prices),
        )
    )
    return engine.take_entries()


@pytest.mark.parametrize("bits", [20, 40, 41, 42, 43, 44, 50, 56, 58])
def test_large_prices_give_what_the_reference_engine_gives(bits: int) -> None:
    program = _program()
    prices = [(1 << bits) + 12_345, 999, (1 << bits) - 1]
    entries = _on_columns(program, prices)
    assert entries == _by_reference(program, prices)
    assert sum(entry.kind is Kind.ACCRUE for entry in entries) == 2


def test_a_large_amount_on_joining_is_what_the_reference_engine_gives() -> None:
    welcome = '\nearn "Welcome"\n  on joining\n  give 5,000,000,000,000,000,000 points\n'
    program = compile_text(Document("t", TEXT + welcome)).program
    assert program is not None
    assert _on_columns(program, [1]) == _by_reference(program, [1])


def test_what_does_not_fit_is_refused_with_its_rule() -> None:
    program = compile_text(Document("t", TEXT.replace("7 points per 11", "900 points per 1")))
    assert program.program is not None
    with pytest.raises(AmountTooLarge, match="Every purchase"):
        _on_columns(program.program, [(1 << 62) - 1])


def test_the_proven_range_lies_between_usual_prices_and_the_largest() -> None:
    operations = lower(_program()).procedures[0].operations
    assert 10**9 < safe_input(operations) < 1 << 58
