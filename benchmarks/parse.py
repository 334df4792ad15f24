"""Reading a long program, beside Lark's own reader with places, on the same grammar and text."""

from functools import cache
from pathlib import Path

from benchmarks.ratio import Ratio, side_by_side
from dsl.source.document import Document
from dsl.syntax.build_tables import lark_reader
from dsl.syntax.from_text import read

LINES = 10_000
SAMPLE = Path(__file__).parents[1] / "tests/unit/dsl/bakery.loyalty"


@cache
def long_text() -> str:
    """The sample again and again, until it has that many lines."""
    version, _, blocks = SAMPLE.read_text(encoding="utf-8").partition("\n")
    times = -(-LINES // blocks.count("\n"))
    return f"{version}\n{blocks * times}"


def ratios() -> list[Ratio]:
    """How long our reading takes, as a share of Lark's."""
    text = long_text()
    theirs = lark_reader()
    theirs.parse(text[: text.index("\ntier ")] + "\n")  # compile its expressions before the race
    ours, lark = side_by_side(
        lambda: read(Document("long", text)), lambda: theirs.parse(text), rounds=3
    )
    lines = text.count("\n")
    return [
        Ratio(f"read {lines:,} lines / Lark with places", ours / lark, "<= 0.5"),
        Ratio("lines read in a second", lines / ours),
    ]
