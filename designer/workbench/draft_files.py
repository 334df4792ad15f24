"""The file of a program that is being written: nothing typed is lost, nothing found is run over.

The text is in the file soon after each change, written in one step and laid out as it was found
(line ends, byte order mark). What somebody else wrote there meanwhile is noticed before it could
be replaced. A text that cannot be written waits in a journal and is offered at the next start.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from threading import Lock

from designer.workbench.endings import PROGRAM_ENDING, SCENARIO_ENDING
from designer.workbench.files import write_bytes
from designer.workbench.layouts import Layout, layout_of
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_content, text_in


class ChangedOnDisk(Exception):
    """The file holds a text that is neither what was read nor what was written here.

    Attributes:
        text: what it holds now.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class DraftFile:
    """A program's file.

    Attributes:
        text: what the file held when it was last read or written here; "" before it exists.
    """

    def __init__(self, path: Path) -> None:
        """Reads the file, if there is one.

        Raises:
            Refusal: it cannot be read, or is no text.
        """
        self.path = path
        self.text = ""
        self._layout = Layout()
        self._stamp: tuple[int, int] | None = None
        self._hash = ""
        self._saving = Lock()
        if path.exists():
            if not (path.is_file() or path.is_dir()):  # reading a pipe might never end
                raise Refusal(f"{path} is a pipe or a device, and no program file.")
            self._stamp = stamp_of(path)  # first, so that what is written meanwhile is noticed
            content = read_content(path)
            self.text = text_in(path, content)
            self._hash = sha256(content).hexdigest()
            self._layout = layout_of(content)

    @property
    def was_touched(self) -> bool:
        """Whether somebody may have written the file: its stamp moved.

        A file that is gone was not touched: the next save writes it again. Nor was one in whose
        place there is a folder or a pipe: it cannot be written.
        """
        stamp = stamp_of(self.path)
        return stamp is not None and stamp != self._stamp and self.path.is_file()

    def written_by_others(self) -> "DraftFile | None":
        """The file as somebody else wrote it; None where nobody did.

        Raises:
            Refusal: somebody did, and it cannot be read, or is no text.
        """
        if not self.was_touched:
            return None
        now = DraftFile(self.path)
        if now._hash == self._hash:
            self._stamp = now._stamp
        return now if now._hash not in (self._hash, "") else None

    def save(self, text: str) -> None:
        """Write a text in one step.

        Raises:
            ChangedOnDisk: somebody else wrote the file; it is left alone.
            Refusal: it cannot be written.
        """
        with self._saving:
            now = self.written_by_others()
            if now is not None:
                raise ChangedOnDisk(now.text)
            content = self._layout.encoded(text)
            try:
                write_bytes(self.path, content)
            except OSError as problem:
                raise Refusal(f"{self.path} cannot be written: {problem.strerror}.") from problem
            self.text, self._stamp = text, stamp_of(self.path)
            self._hash = sha256(content).hexdigest()


def stamp_of(path: Path) -> tuple[int, int] | None:
    """What moves when a file is written: its time and its length; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def free_path(folder: Path, name: str) -> Path:
    """A path for a new program: `name.loyalty`, or with a number where that is taken."""
    path, number = folder / f"{name}{PROGRAM_ENDING}", 1
    while path.exists() or path.with_suffix(SCENARIO_ENDING).exists():
        number += 1
        path = folder / f"{name}_{number}{PROGRAM_ENDING}"
    return path


class Journal:
    """Texts that could not be written into their files, kept until they are.

    Args:
        folder: where they wait; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, text: str) -> None:
        """Keep a text of a file, in place of what was kept of it.

        Raises:
            Refusal: it cannot be written here either.
        """
        told = {"path": str(path.resolve()), "text": text}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_bytes(self._place(path), json.dumps(told).encode())
        except OSError as problem:
            raise Refusal(
                f"Nothing can be written, not even in {self._folder}: {problem.strerror}."
            ) from problem

    def kept(self, path: Path) -> str | None:
        """The text that waits for a file; None where none does."""
        try:
            text = json.loads(self._place(path).read_text("utf-8"))["text"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return str(text)

    def forget(self, path: Path) -> None:
        """The text is in its file, or is not wanted."""
        self._place(path).unlink(missing_ok=True)

    def _place(self, path: Path) -> Path:
        return self._folder / f"{sha256(os.fsencode(path.resolve())).hexdigest()[:20]}.json"
