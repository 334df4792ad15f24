"""The programs that were open last, newest first."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal

FILE = "recent.json"
MOST = 9


@dataclass(frozen=True)
class RecentWork:
    """A program that was open.

    Attributes:
        path: its file, absolute.
        name: what it calls itself, or its file's name.
        opened_day: ordinal of the day.
    """

    path: str
    name: str
    opened_day: int


def recent_work(home: Path) -> list[RecentWork]:
    """What was open last and still exists; nothing where the list cannot be read."""
    try:
        listed = json.loads((home / FILE).read_text("utf-8"))
        found = [RecentWork(str(e["path"]), str(e["name"]), int(e["opened_day"])) for e in listed]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [each for each in found if Path(each.path).is_file()]


def remember_work(home: Path, path: Path, name: str, day: int) -> None:
    """Put a program first; a list that cannot be written is no reason to stop anybody."""
    newest = RecentWork(str(path.resolve()), name, day)
    older = [each for each in recent_work(home) if each.path != newest.path]
    try:
        home.mkdir(parents=True, exist_ok=True)
        told = json.dumps([asdict(each) for each in [newest, *older][:MOST]])
        write_text(home / FILE, told)
    except (OSError, Refusal):
        return
