"""Writing files so that a reader never meets half of one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from designer.workbench.refusal import Refusal
from simulator.orders.working_folder import WorkingFolder


def write_text(path: Path, text: str) -> None:
    """Replaces a file's text in one step.

    Raises:
        Refusal: the folder does not exist or nothing can be written there.
    """
    try:
        write_bytes(path, text.encode("utf-8"))
    except OSError as problem:
        raise Refusal(f"{path} cannot be written: {problem.strerror}.") from problem


def write_bytes(path: Path, content: bytes) -> None:
    """Replaces a file in one step, surely on the disk when this returns; a link stays a link.

    Raises:
        OSError: it cannot be written, is read-only, or is no file.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    target = path.resolve()
    if path.exists() and not path.is_file():
        raise FileExistsError(17, "there is something else of this name", str(path))
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(13, "it is read-only", str(path))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def finished_file(file: Path) -> Iterator[Path]:
    """A new file to write, of the same ending, that takes its place only when it is complete.

    Raises:
        Refusal: nothing can be written there.
    """
    try:
        draft = WorkingFolder(file.parent, ".unfinished-")
        try:
            yield draft.path / file.name
            (draft.path / file.name).replace(file)
        finally:
            draft.remove()
    except OSError as problem:
        raise Refusal(f"{file} cannot be written: {problem.strerror or problem}.") from problem


@contextmanager
def finished_folder(folder: Path) -> Iterator[Path]:
    """A new folder to write into, whose files move to `folder` only when all are complete.

    Where they are not, no folder is left that was not there before.

    Raises:
        Refusal: nothing can be written there.
    """
    with taken_back(folder), _finished_in(folder) as draft:
        yield draft


@contextmanager
def taken_back(folder: Path) -> Iterator[None]:
    """Takes empty folders back that the block made, where it ends in an error or is stopped."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):  # it is not empty, or was never made
                each.rmdir()
        raise


@contextmanager
def _finished_in(folder: Path) -> Iterator[Path]:
    make_folder(folder)
    try:
        draft = WorkingFolder(folder, ".unfinished-")
    except OSError as problem:
        raise Refusal(f"{folder} cannot be written to: {problem.strerror}.") from problem
    try:
        yield draft.path
        files = sorted(draft.path.iterdir())
        for file in files:
            check_replaceable(folder / file.name)
        for file in files:
            file.replace(folder / file.name)
    finally:
        draft.remove()


def check_replaceable(file: Path) -> None:
    """Refuses a file that is marked as read-only, which moving another into its place would pass.

    Raises:
        Refusal: it is.
    """
    if file.exists() and not os.access(file, os.W_OK):
        raise Refusal(f"{file} is read-only. Make it writable, or name another folder.")


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it, where it is not there yet.

    Raises:
        Refusal: it is a file, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as problem:
        raise Refusal(f"{folder} is a file. Name a folder to write into.") from problem
    except OSError as problem:
        raise Refusal(f"{folder} cannot be written to: {problem.strerror}.") from problem


@contextmanager
def finished_folder_if(folder: Path | None) -> Iterator[Path | None]:
    """The same where a folder is named; without one there is nothing to write into."""
    if folder is None:
        yield None
        return
    with finished_folder(folder) as draft:
        yield draft
