"""A page: what a report says, before it has a form."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.forecasts.forecast import Design


@dataclass(frozen=True)
class Table:
    """One table of texts.

    Attributes:
        note: a sentence below it.
        is_words: its cells are words rather than figures.
        in_brief: it is shown on a terminal, too.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    is_words: bool = False
    in_brief: bool = True


@dataclass(frozen=True)
class Page:
    """What a report says.

    Attributes:
        heading: what was simulated.
        verdict: the one sentence to read.
        findings: why, the most important first.
        caveats: what limits it.
        designs: whose months are given as data.
        charts: draws them, title -> SVG; drawing takes longer than all the rest.
        ending: the hashes that tell one result from another.
    """

    title: str
    heading: str
    verdict: str
    findings: tuple[str, ...]
    tables: tuple[Table, ...]
    caveats: tuple[str, ...]
    designs: tuple[Design, ...]
    charts: Callable[[], dict[str, str]]
    ending: str
