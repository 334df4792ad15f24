"""Named versions of a program: plain files in a folder beside it, with an index.

Beside `my_shop.loyalty` stands `my_shop.versions/` with `index.json` and a file for each version,
numbered in the order they were saved. Each file is a whole program, and any tool can read it.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document

INDEX = "index.json"


@dataclass(frozen=True)
class Version:
    """A text that was kept under a name.

    Attributes:
        number: from 1, in the order they were saved.
        saved: when, in ISO 8601 with the zone of the computer.
        sha256: of the text.
        file: in the folder of versions.
    """

    number: int
    name: str
    saved: str
    sha256: str
    file: str


def versions_folder(program: Path) -> Path:
    """Where a program's versions are."""
    return program.with_suffix(".versions")


def versions_of(program: Path) -> list[Version]:
    """The versions of a program, oldest first; none where nothing was saved yet.

    Raises:
        Refusal: the index cannot be read.
    """
    folder = versions_folder(program)
    if folder.exists() and not folder.is_dir():
        raise Refusal(
            f"{folder} is a file, and versions need a folder of this name. Give the file another "
            "name."
        )
    index = folder / INDEX
    try:
        return [_version(each) for each in json.loads(index.read_text("utf-8"))["versions"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise Refusal(
            f"{index} cannot be read, so versions are neither listed nor kept. Those beside it are "
            f"whole programs and can be opened one by one. Give {INDEX} another name, and a new "
            "list is begun."
        ) from problem


def _version(told: dict[str, Any]) -> Version:
    kinds = {each.name: int if each.name == "number" else str for each in fields(Version)}
    fits = told.keys() == kinds.keys() and all(type(told[k]) is kinds[k] for k in kinds)
    if not fits or Path(told["file"]).name != told["file"]:
        raise ValueError(told)
    return Version(**told)


def _next_number(folder: Path, found: list[Version]) -> int:
    """Behind all that are listed, and all whose files stand there without being listed."""
    files = (re.match(r"(\d{1,9})_", each.name) for each in folder.glob("*.loyalty"))
    numbers = [*(each.number for each in found), *(int(each[1]) for each in files if each)]
    return max(numbers, default=0) + 1


def save_version(program: Path, text: str, name: str, moment: datetime) -> Version:
    """Keep a text under a name; a text that the newest version holds already is not kept twice.

    Raises:
        Refusal: the index cannot be read, or nothing can be written there.
    """
    found = versions_of(program)
    text_hash = sha256(text.encode("utf-8")).hexdigest()
    if found and found[-1].sha256 == text_hash and found[-1].name == name:
        return found[-1]
    folder = versions_folder(program)
    number = _next_number(folder, found)
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]
    file = f"{number:03}_{words or 'version'}.loyalty"
    version = Version(number, name, moment.isoformat(timespec="seconds"), text_hash, file)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise Refusal(f"{folder} cannot be made: {problem.strerror}.") from problem
    write_text(folder / file, text)
    told = {"format": 1, "versions": [asdict(each) for each in (*found, version)]}
    write_text(folder / INDEX, json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return version


def version_path(program: Path, version: Version) -> Path:
    """The file of a version: a program like any other."""
    return versions_folder(program) / version.file


def version_text(program: Path, version: Version) -> str:
    """What was kept.

    Raises:
        Refusal: the file is gone, cannot be read, or is not what was kept.
    """
    path = version_path(program, version)
    text = read_document(path).text
    if sha256(text.encode("utf-8")).hexdigest() != version.sha256:
        raise Refusal(f"{path} is not what was kept as version {version.number}: it was changed.")
    return text
