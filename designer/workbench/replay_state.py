"""The state that is carried from one replay to the next."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from designer.workbench.refusal import Refusal
from dsl.program.program import Program
from dsl.program.saved_form import program_sha256
from simulator.replay.ledger_file import EMPTY_HASH
from simulator.replay.summary import Summary

FORMAT = 1
FILE = "replay_state.json"


@dataclass(frozen=True)
class CarriedState:
    """What a later replay needs.

    Attributes:
        played_before: facts before this instant have been played.
        engine, history: the saved states of the engine and of the import.
        ledger_sha256: hash of the ledger so far.
    """

    played_before: int
    engine: dict[str, Any] | None
    history: dict[str, Any] | None
    summary: dict[str, Any]
    ledger_sha256: str

    @classmethod
    def new(cls) -> "CarriedState":
        """The state before the first fact."""
        return cls(0, None, None, Summary().to_record(), EMPTY_HASH)


def load_state(folder: Path, program: Program) -> CarriedState:
    """The state in a folder; a new one where there is none yet.

    Raises:
        Refusal: the state is another program's, another version's, or cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return CarriedState.new()
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        if saved["format"] != FORMAT:
            raise Refusal(
                f"{path} is a state of format {saved['format']}; this version reads {FORMAT}. "
                "Replay the whole history once to make a new one."
            )
        if saved["program_sha256"] != program_sha256(program):
            raise Refusal(
                f"{path} was made by another program ({saved['program_sha256'][:16]}). "
                "Use the program that made it, or another folder to start anew."
            )
        return CarriedState(**saved["carried"])
    except OSError as problem:
        raise Refusal(f"{path} cannot be read: {problem.strerror}.") from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise Refusal(
            f"{path} is damaged. Replay the whole history into a new folder."
        ) from problem


def save_state(folder: Path, program: Program, carried: CarriedState) -> int:
    """Writes the state into a folder; returns its size in bytes."""
    content = json.dumps(
        {
            "format": FORMAT,
            "program_sha256": program_sha256(program),
            "carried": asdict(carried),
        },
        separators=(",", ":"),
    )
    return (folder / FILE).write_text(content, encoding="utf-8")
