"""Other processes, as Linux tells of them."""

from contextlib import suppress
from pathlib import Path


def is_alive(process: int) -> bool:
    """Whether a process is still there, and not only its last word waiting to be read."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text("ascii")
    except FileNotFoundError:
        return False


def group_of(leader: int) -> set[int]:
    """A process with all that it has started, and what those have, unless one left its group."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
            _, _, group = file.read_text("ascii").rpartition(") ")[2].split()[:3]
            if int(group) == leader:
                found.add(int(file.parent.name))
    return found
