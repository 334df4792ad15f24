"""The gallery: the programs that ship, as templates to start from."""

from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path
from textwrap import shorten

import programs
from designer.workbench.refusal import Refusal
from dsl.diagnostics.suggest import suggest

FOLDER = Path(programs.__path__[0])
DEFAULT = "classic-points"
LONGEST_ABOUT = 78


@dataclass(frozen=True)
class Template:
    """A shipped program.

    Attributes:
        name: what `perkwright new` calls it.
    """

    name: str
    path: Path

    @property
    def about(self) -> str:
        """How its first comment begins."""
        return _first_words(self.path.read_text(encoding="utf-8"))


def templates() -> list[Template]:
    """All shipped programs, by name."""
    found = [Template(path.stem.replace("_", "-"), path) for path in FOLDER.rglob("*.loyalty")]
    return sorted(found, key=lambda template: template.name)


def _first_words(text: str) -> str:
    """What fits on a line of the first comment."""
    comment = takewhile(
        lambda line: line.startswith("#"),
        dropwhile(lambda line: not line.startswith("#"), text.splitlines()),
    )
    words = " ".join(line.lstrip("# ") for line in comment)
    return shorten(words, LONGEST_ABOUT, placeholder=" ...")


def find_template(name: str) -> Template:
    """The template of a name.

    Raises:
        Refusal: there is none; the nearest names, or all of them, are told.
    """
    by_name = {template.name: template for template in templates()}
    wanted = name.replace("_", "-")
    if wanted in by_name:
        return by_name[wanted]
    close = suggest(wanted, by_name).nearest or sorted(by_name)
    raise Refusal(
        f"There is no template called {name!r}. There is: {', '.join(close)}.", wrong_usage=True
    )
