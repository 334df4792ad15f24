"""The days up to which a pilot was read before its end, noted beside its plan."""

from datetime import date
from pathlib import Path

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal

LOOKS = "looks.csv"
_HEADER = "read_up_to"


def read_looks(folder: Path) -> tuple[date, ...]:
    """The looks that are noted beside a plan.

    Raises:
        Refusal: the note is not as it was written.
    """
    path = folder / LOOKS
    if not path.exists():
        return ()
    try:
        header, *days = path.read_text(encoding="utf-8").split()
        if header != _HEADER:
            raise ValueError(header)
        return tuple(map(date.fromisoformat, days))
    except (OSError, ValueError) as problem:
        raise Refusal(
            f"{path} does not say when the pilot was read. It holds the line {_HEADER} and then "
            "one day a line, like 2026-03-31."
        ) from problem


def note_look(folder: Path, read_up_to: date) -> None:
    """Note that somebody has seen the pilot up to a day; each day once.

    Raises:
        Refusal: it cannot be noted.
    """
    days = sorted({*read_looks(folder), read_up_to})
    try:
        write_text(folder / LOOKS, "\n".join([_HEADER, *map(str, days), ""]))
    except Refusal as refused:
        raise Refusal(
            f"{refused.sentence} Early looks are noted there, because each makes what the pilot "
            "says later less sure."
        ) from refused
