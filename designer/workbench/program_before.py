"""The program that a shop has already, and the members who come from it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from designer.workbench.draft_files import stamp_of
from designer.workbench.refusal import Refusal
from designer.workbench.remembered import remember, remembered

if TYPE_CHECKING:
    from dsl.program.program import Program

_WHAT = "before"


@dataclass(frozen=True)
class ProgramBefore:
    """What a forecast is held against; the fields are options of `perkwright simulate`.

    Attributes:
        current: the file of the program that the shop has now; None: it has none.
        members: the folder in which a replay of it keeps what its members have; None: everybody
            starts with nothing.
    """

    current: Path | None = None
    members: Path | None = None

    def options(self) -> tuple[str, ...]:
        """As words of a command."""
        named = (("--current", self.current), ("--members", self.members))
        return tuple(word for name, path in named if path for word in (name, str(path)))


NOTHING_BEFORE = ProgramBefore()


def program_before(home: Path, program: Path) -> ProgramBefore:
    """What was said about a program, as far as it is still there."""
    said = remembered(home, program, _WHAT)
    current, members = (_there(said.get(name)) for name in ("current", "members"))
    return ProgramBefore(current, members if current else None)


def remember_before(home: Path, program: Path, before: ProgramBefore) -> None:
    """Keep what a program is held against."""
    paths = {"current": before.current, "members": before.members}
    said = {name: str(path.resolve()) for name, path in paths.items() if path}
    remember(home, program, _WHAT, said)


def stand_of(before: ProgramBefore) -> str:
    """What changes when the program until now gets other rules, or its members' folder is written.

    Empty where there is none.
    """
    if before.current is None:
        return ""
    members = stamp_of(before.members) if before.members else None
    return f"{rules_of(before.current)} {members}"


def rules_of(path: Path) -> str:
    """The hash of a program's rules, or why there is none."""
    from designer.workbench.program_files import open_program
    from simulator.forecasts.what_counts import rules_sha256

    try:
        program = open_program(path).compiled.program
    except Refusal as refused:
        return refused.sentence
    return rules_sha256(program) if program else "it has mistakes"


def program_of(before: ProgramBefore) -> "Program | None":
    """The program that the shop has now; None where there is none, or none that can be read."""
    from designer.workbench.program_files import open_program

    if before.current is None:
        return None
    try:
        return open_program(before.current).compiled.program
    except Refusal:
        return None


def _there(path: str | None) -> Path | None:
    return Path(path) if path and Path(path).exists() else None
