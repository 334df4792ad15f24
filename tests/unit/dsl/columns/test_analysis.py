"""Which programs of the library run on columns, and what the others are said to lack."""

from pathlib import Path

import pytest

from dsl.columns.analysis import goes_one_by_one, vectorised
from dsl.columns.sharing import is_coupled
from dsl.compile import compile_text
from dsl.plan.from_program import lower
from dsl.source.document import Document

ROOT = Path(__file__).parents[4]
FALL_BACK = {
    "fashion_brand": "a limit that members share",
}


def _reasons(path: Path) -> tuple[str, ...]:
    program = compile_text(Document(path.name, path.read_text("utf-8"))).program
    assert program is not None, path
    return vectorised(program, lower(program))


def test_the_library_runs_on_columns_but_for_these() -> None:
    files = sorted((ROOT / "programs").rglob("*.loyalty"))
    found = {path.stem: _reasons(path) for path in files}
    others = {name: reasons[0] for name, reasons in found.items() if reasons}
    assert {name: reason.split(" (")[0] for name, reason in others.items()} == FALL_BACK


SHARING = """\
perkwright 1

program "Circle"
  currency EUR
  time zone UTC
  join free

wallet "Points"
  unit point, plural points
  expire never

calendar "Mornings"
  every Friday from 7:00 to 9:00

calendar "Weekends"
  every Saturday

tiers "Levels"
  counted in a calendar year
  kept until the end of the next year

tier "Guest"
  for everyone

tier "Friend"
  from 100 EUR of net spend

earn "Every purchase"
  on a purchase
  give 1 point per 1 EUR of net spend

earn "Welcome"
  on joining
  give 50 points

earn "Friend at last"
  on reaching "Friend"
  give 10 points

earn "Happy birthday"
  on the birthday
  give 5 points

reward "A cup"
  costs 10 points
  gives 3 EUR off

reward "A plate"
  costs 20 points
  gives 6 EUR off
"""


TIMES, MONEY = "at most 9 times in total per week", "at most 90 EUR in total per week"
UNITS, OWN = "at most 900 points in total per week", "at most 90 points per member per month"


@pytest.mark.parametrize(
    ("limited", "one_by_one"),
    [
        ({}, False),
        ({"Every purchase": TIMES}, False),
        ({"Every purchase": TIMES, "Welcome": UNITS, "A cup": TIMES, "A plate": TIMES}, False),
        ({"A cup": f"{TIMES}\n  {MONEY}", "A plate": UNITS}, False),
        ({"A cup": f"{UNITS}\n  {OWN}\n  when the time is between 6:30 and 8:00"}, False),
        ({"A cup": f"{TIMES}\n  {UNITS}"}, True),
        ({"A cup": f"{TIMES}\n  {OWN}"}, True),
        ({"A cup": f"{TIMES}\n  when the time is between 6:30 and 8:00"}, True),
        ({"A cup": f'{TIMES}\n  when the date is in "Mornings"'}, True),
        ({"A cup": f'{TIMES}\n  when the date is in "Weekends"'}, False),
        ({"Friend at last": TIMES}, True),
        ({"Happy birthday": TIMES}, True),
    ],
)
def test_what_members_share_and_still_need_not_go_one_by_one(
    limited: dict[str, str], one_by_one: bool
) -> None:
    blocks = [each.rstrip() for each in SHARING.split("\n\n")]
    names = {each: each.partition('"')[2].partition('"')[0] for each in blocks}
    some = [
        f"{each}\n  {limited[names[each]]}" if names[each] in limited else each for each in blocks
    ]
    compiled = compile_text(Document("shared.loyalty", "\n\n".join(some) + "\n"))
    program = compiled.program
    assert program is not None, compiled.diagnostics
    plan = lower(program)
    assert is_coupled(plan) == bool(limited)
    assert goes_one_by_one(program, plan) == one_by_one
