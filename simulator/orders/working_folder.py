"""Folders to work in, which a run that was killed does not leave behind for good."""

import fcntl
import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_TEMPORARY = "perkwright-working-"
_BY_CHANCE = re.compile(r"[a-z0-9_]{8}")
"""How the names of such folders end; what a person called otherwise is none of them."""


class WorkingFolder:
    """A new folder, locked for as long as this process lives.

    However a process ends, its locks end with it. So a folder of the same prefix that nobody
    locks is what a killed run left, and the next run into the same place removes it.

    Attributes:
        path: the folder.
    """

    def __init__(self, parent: Path, prefix: str) -> None:
        """Makes the folder, and removes leftovers beside it.

        Args:
            parent: an existing folder.
            prefix: how the names of such folders start; no sign of a pattern in it.

        Raises:
            OSError: nothing can be written there.
        """
        _remove_leftovers(parent, prefix)
        self.path, self._handle = _make_locked(parent, prefix)

    def remove(self) -> None:
        """Removes the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._handle)


def temporary_folder() -> WorkingFolder:
    """A folder among the computer's temporary ones.

    Raises:
        OSError: nothing can be written there.
    """
    return WorkingFolder(Path(tempfile.gettempdir()), _TEMPORARY)


def clear_temporary() -> None:
    """Remove the temporary folders of processes that are gone."""
    _remove_leftovers(Path(tempfile.gettempdir()), _TEMPORARY)


def _remove_leftovers(parent: Path, prefix: str) -> None:
    for found in parent.glob(f"{prefix}*"):
        if _BY_CHANCE.fullmatch(found.name.removeprefix(prefix)):
            _remove_unless_locked(found)


def _remove_unless_locked(folder: Path) -> None:
    with suppress(OSError):  # gone meanwhile, another person's, or still at work
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(handle).st_uid == os.getuid():
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)


def _make_locked(parent: Path, prefix: str) -> tuple[Path, int]:
    """A new folder and the open handle that locks it."""
    while True:
        path = Path(tempfile.mkdtemp(dir=parent, prefix=prefix))
        with suppress(FileNotFoundError):  # another run took it for a leftover: make a new one
            handle = os.open(path, os.O_RDONLY)
            with suppress(OSError):  # a disk without locks: then nobody removes anything there
                fcntl.flock(handle, fcntl.LOCK_EX)
            if path.exists():
                return path, handle
            os.close(handle)
