"""The numbers about the shop that a person said last on this computer, for the next program."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from designer.workbench.files import write_text
from designer.workbench.five_numbers import SECTORS, FiveNumbers, problems_of
from designer.workbench.refusal import Refusal
from dsl.values.currencies import DECIMALS

FILE = "five_numbers.json"


@dataclass(frozen=True)
class RecentNumbers:
    """Numbers with which a program was begun.

    Attributes:
        said: the names of those that the person said; the others were guesses of the trade.
    """

    numbers: FiveNumbers
    said: frozenset[str]


def recent_numbers(home: Path) -> RecentNumbers | None:
    """What was said last; None where nothing was, or it cannot be used."""
    try:
        kept = json.loads((home / FILE).read_text("utf-8"))
        texts = {name: str(kept[name]) for name in FiveNumbers.__dataclass_fields__}
        found = RecentNumbers(FiveNumbers(**texts), frozenset(map(str, kept["said"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_known = found.numbers.sector in SECTORS and found.numbers.currency in DECIMALS
    return found if is_known and not problems_of(found.numbers) else None


def remember_numbers(home: Path, recent: RecentNumbers) -> None:
    """Keep numbers, unless they are guesses alone; a full disk is no reason to stop anybody."""
    if not recent.said:
        return
    try:
        home.mkdir(parents=True, exist_ok=True)
        told = {**asdict(recent.numbers), "said": sorted(recent.said)}
        write_text(home / FILE, json.dumps(told))
    except (OSError, Refusal):
        return
