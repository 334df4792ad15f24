"""Copies of programs for a command to work on, so that no later change reaches it."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from designer.workbench.endings import PROGRAM_ENDING, SHOP_ENDING
from simulator.orders.working_folder import temporary_folder


@dataclass(frozen=True)
class ProgramText:
    """A program's text as it is now, or another text that a command reads.

    Attributes:
        name: what its file is called, or would be.
        file: where it is kept; the shop's figures stand beside it. None: nowhere.
        ending: what the name of its file ends in.
    """

    name: str
    text: str
    file: Path | None = None
    ending: str = PROGRAM_ENDING


@contextmanager
def working_copies(texts: Sequence[ProgramText]) -> Iterator[tuple[Path, ...]]:
    """Files of these texts under their own names, for as long as the block runs.

    Each stands in a folder of its own, because versions of one program have the same name.
    """
    folder = temporary_folder()
    try:
        yield tuple(_copied(folder.path / str(place), each) for place, each in enumerate(texts, 1))
    finally:
        folder.remove()


def without_folders(words: str, copies: Sequence[Path]) -> str:
    """What a command said about copies, as if it had spoken of the files themselves."""
    for copy in copies:
        words = words.replace(f"{copy.parent}/", "")
    return words


def _copied(folder: Path, program: ProgramText) -> Path:
    folder.mkdir()
    copy = folder / Path(program.name).name
    if copy.suffix != program.ending:
        copy = copy.with_name(copy.name + program.ending)
    copy.write_text(program.text, encoding="utf-8", newline="")
    shop = program.file.with_suffix(SHOP_ENDING) if program.file else None
    if shop is not None and shop.is_file():
        shutil.copyfile(shop, copy.with_suffix(SHOP_ENDING))
    return copy
