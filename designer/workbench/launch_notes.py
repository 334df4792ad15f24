"""What people said about a launch, kept beside the program: ticks, and each launch with its reason.

Beside `my_shop.loyalty` stand `my_shop.launch.json`, what only a person can know, and
`my_shop.launches.jsonl`, one line for each launch, which is only ever added to.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal

_FORMAT = 1


@dataclass(frozen=True)
class Launch:
    """A launch as it was recorded.

    Attributes:
        moment: in ISO 8601.
        program: its name; program_sha256: its meaning; text_sha256: its text to the letter.
        by: who launched it, where something was open.
        reason: why they did it all the same.
        open: what had to be mended and was not.
        folder: where the files went.
    """

    moment: str
    program: str
    program_sha256: str
    text_sha256: str
    by: str
    reason: str
    open: tuple[str, ...]
    folder: str


def ticks_of(program_file: Path) -> dict[str, str]:
    """Key of an item -> when somebody ticked it.

    Raises:
        Refusal: the file cannot be read.
    """
    path = _notes_file(program_file)
    if not path.is_file():
        return {}
    try:
        said = json.loads(path.read_text("utf-8"))
        return {str(key): str(moment) for key, moment in said["ticked"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise Refusal(f"{path} cannot be read. Put it aside and tick again.") from problem


def tick(program_file: Path, key: str, moment: datetime | None) -> None:
    """Ticks an item at a moment, or takes its tick back with none.

    Raises:
        Refusal: the file cannot be read or written.
    """
    ticked = ticks_of(program_file)
    ticked.pop(key, None)
    if moment is not None:
        ticked[key] = moment.isoformat(timespec="seconds")
    text = json.dumps({"format": _FORMAT, "ticked": ticked}, indent=2, ensure_ascii=False)
    write_text(_notes_file(program_file), text + "\n")


def launches_of(program_file: Path) -> list[Launch]:
    """All launches, oldest first.

    Raises:
        Refusal: the file cannot be read.
    """
    path = _launches_file(program_file)
    if not path.is_file():
        return []
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
        return [Launch(**{**line, "open": tuple(line["open"])}) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise Refusal(
            f"{path} cannot be read. Put it aside; the next launch begins it anew."
        ) from problem


def record_launch(program_file: Path, launch: Launch) -> None:
    """Adds a launch to the record.

    Raises:
        Refusal: the record cannot be read or written.
    """
    lines = [*launches_of(program_file), launch]
    text = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in lines)
    write_text(_launches_file(program_file), text)


def _notes_file(program_file: Path) -> Path:
    return program_file.with_suffix(".launch.json")


def _launches_file(program_file: Path) -> Path:
    return program_file.with_suffix(".launches.jsonl")
