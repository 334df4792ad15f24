"""A long program read and checked, beside Lark with positions reading it; and a whole check.

The long text is one family of blocks over and over, each copy with names and a unit of its own.
Both read the same text in the same run; the reader of Lark is built before anything is timed.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import programs
from benchmarks.ratio import Ratio, seconds_of, side_by_side
from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.source.document import Document
from dsl.syntax.build_tables import lark_reader

_LINES = 10_000
_HEADER = """\
perkwright 1

program "Everything at once"
  currency USD
  time zone America/New_York
  join free
  channels "store", "online", "app"
  payment methods "cash", "card"
  margin 60%

tier "Silver"
  from 500 USD of net spend in a calendar year
  kept until the end of the next year

tier "Gold"
  from 1,500 USD of net spend in a calendar year
  kept until the end of the next year
  includes "Silver"
"""
_COPY = """
wallet "Beans @"
  unit bean-@, plural beans-@
  round down per purchase
  available after 14 days
  expire 12 months after the last purchase or "check-in @", at the end of the month
  hold at most 50,000 beans-@
  returns may go below zero

products "Coffee @"
  category "Hot drinks @", "Cold drinks @"
  except sku "GIFT-@"

products "Sale @"
  label "sale @"

calendar "Summer @"
  from 1 June 2027 to 31 August 2027
  every Tuesday from 16:00 to 18:00

activity "check-in @"
  has "rating", a number from 1 to 5
  has "kind", one of "visit", "event"

segment "Going quiet @"
  when the last purchase was more than 60 days ago
  unless the net spend over the last 12 months is less than 100 USD

group "Offers @"
  only the best counts
  at most 4,000 beans-@ per member per month

earn "Every purchase @"
  on a purchase
  give 10 beans-@ per 1 USD of net spend on everything except "Sale @"

earn "Happy hour @"
  on a purchase
  when the day is Tuesday or Thursday
  when the time is between 14:00 and 16:30
  when the channel is "store" or "app"
  multiply beans-@ on "Coffee @" by 2
  in group "Offers @"

earn "Summer days @"
  on a purchase
  when the date is in "Summer @"
  when any of these
    the tier is "Silver" or above
    the purchase includes at least 2 items from "Coffee @"
  add 50 beans-@
  once per member per day
  at most 50,000 beans-@ in total per quarter
  pay nothing when a limit cuts

earn "Check-in @"
  on a "check-in @"
  when its "kind" is "visit"
  when its "rating" is at least 3
  give 25 beans-@   # a visit without a purchase
  once per member per day

earn "Come back @"
  on a purchase
  when the member is in "Going quiet @"
  add 100 beans-@
  once per member per year
  runs from 1 March 2027 to 30 November 2027

reward "Any coffee @"
  costs 1,500 beans-@
  gives one product from "Coffee @" up to 6.00 USD
  costs us 1.20 USD
  valid for 30 days
  at most 2 times per member per month

reward "Five off @"
  costs 2,000 beans-@
  gives 5 USD off everything except "Sale @"
  needs a purchase of at least 20 USD
  for "Silver" or above

membership "Circle @"
  costs 5 USD per month
  renews by itself

  benefit "Free delivery @"
    on a purchase
    when the channel is "online"
    give free shipping
    costs us 3.99 USD
"""


def long_text(lines: int = _LINES) -> str:
    """A program of at least so many lines without an error."""
    copies = lines // _COPY.count("\n") + 1
    return _HEADER + "".join(_COPY.replace("@", f"n{number}") for number in range(copies))


def ratios() -> Iterator[Ratio]:
    """Reading and checking a long text, and the command on a program of a hundred lines."""
    text = long_text()
    found = compile_text(Document("long.loyalty", text)).diagnostics
    assert all(one.severity is not Severity.ERROR for one in found), found[0]
    lark = lark_reader()
    lark.parse(text)
    ours, theirs = side_by_side(
        lambda: compile_text(Document("long.loyalty", text)), lambda: lark.parse(text), rounds=3
    )
    lines = text.count("\n")
    yield Ratio(f"{lines:,} lines read and checked, beside Lark", ours / theirs, "<= 1.6")
    path = Path(programs.__path__[0]) / "scenarios" / "coffee_shop.loyalty"
    command = [sys.executable, "-m", "designer", "check", str(path)]
    times = [
        seconds_of(lambda: subprocess.run(command, check=False, capture_output=True))
        for _ in range(5)
    ]
    yield Ratio("seconds to check a program, whole process", min(times), "<= 0.5")
