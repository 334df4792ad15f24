"""The state that is carried from one replay to the next."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from designer.workbench.files import check_replaceable, make_folder, taken_back, write_bytes
from designer.workbench.refusal import Refusal
from dsl.program.program import Program
from dsl.program.saved_form import program_sha256
from simulator.orders.history import SavedHistory
from simulator.replay.ledger_file import EMPTY_HASH
from simulator.replay.summary import Summary

FORMAT = 3
FILE = "replay_state.json"
NO_END = "of no end"
"""In place of the days of an option that is left out."""


@dataclass(frozen=True)
class CarriedState:
    """What a later replay needs.

    Attributes:
        played_before: facts before this instant have been played.
        engine, history: the saved states of the engine and of the import.
        ledger_sha256: hash of the ledger so far.
        policies: option of `perkwright replay` to what it said; the same in every part.
    """

    played_before: int
    engine: dict[str, Any] | None
    history: dict[str, Any] | None
    summary: dict[str, Any]
    ledger_sha256: str
    policies: dict[str, str]

    @classmethod
    def new(cls, policies: dict[str, str]) -> "CarriedState":
        """The state before the first fact."""
        return cls(0, None, None, Summary().to_record(), EMPTY_HASH, policies)


@contextmanager
def alone_with(folder: Path | None) -> Iterator[None]:
    """Lets no other replay go on from a folder's state meanwhile: the part of one would be lost.

    Raises:
        Refusal: another one is at work, or nothing can be written there.
    """
    if folder is None:
        yield
        return
    with taken_back(folder):
        make_folder(folder)
        check_replaceable(folder / FILE)
        handle = os.open(folder, os.O_RDONLY)  # its lock ends with this process, however that ends
        try:
            with suppress(OSError):  # a disk without locks
                _lock(handle, folder)
            yield
        finally:
            os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refusal(
            f"Another replay is at work on the state in {folder}. Wait until it has ended, and "
            "give the same command again."
        ) from None


def load_state(folder: Path, policies: dict[str, str]) -> CarriedState:
    """The state in a folder; a new one where there is none yet.

    Raises:
        Refusal: the state is another version's, was made with other policies, or cannot be read.
    """
    path = folder / FILE
    if not os.path.lexists(path):  # a link that leads nowhere is a disk that is not there
        return CarriedState.new(policies)
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        if saved["format"] != FORMAT:
            raise Refusal(
                f"{path} is a state of format {saved['format']}; this version reads {FORMAT}. "
                "Replay the whole history into a new folder, or use the version that wrote it."
            )
        if saved["carried_sha256"] != sha256(_text(saved["carried"]).encode()).hexdigest():
            raise Refusal(
                f"{path} was changed after it was written, so its figures cannot be relied on. "
                "Bring back the file as it was, or replay the whole history into a new folder."
            )
        carried = _checked(saved["carried"])
    except OSError as problem:
        raise Refusal(f"{path} cannot be read: {problem.strerror}.") from problem
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise Refusal(
            f"{path} is damaged. Replay the whole history into a new folder."
        ) from problem
    _check_policies(path, carried.policies, policies)
    return carried


def _checked(record: dict[str, Any]) -> CarriedState:
    """What was carried, each part in its form; the engine looks at its own.

    Raises:
        ValueError: something has another form.
    """
    carried = TypeAdapter(CarriedState).validate_python(record)
    TypeAdapter(Summary).validate_python(carried.summary)
    if carried.summary.keys() != Summary().to_record().keys():
        raise ValueError("totals of a replay have other names")
    TypeAdapter(SavedHistory | None).validate_python(carried.history)
    return carried


def _check_policies(path: Path, before: dict[str, str], now: dict[str, str]) -> None:
    for option, said in now.items():
        if before.get(option) != said:
            raise Refusal(
                f"{path} was made {_with(option, before.get(option))}, and this run is made "
                f"{_with(option, said)}. Say the same again, or name another folder to start anew.",
                wrong_usage=True,
            )


def _with(option: str, said: str | None) -> str:
    return f"without {option}" if said in (None, NO_END) else f"with {option} {said}"


def save_state(folder: Path, program: Program, carried: CarriedState) -> int:
    """Writes the state into a folder, surely on the disk; returns its size in bytes."""
    record = asdict(carried)
    told = {
        "format": FORMAT,
        "program_sha256": program_sha256(program),
        "carried_sha256": sha256(_text(record).encode()).hexdigest(),
        "carried": record,
    }
    content = _text(told).encode()
    write_bytes(folder / FILE, content)
    return len(content)


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))
