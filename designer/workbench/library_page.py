"""The page of the library: every program with what it is and how many cases test it."""

from collections.abc import Iterator
from pathlib import Path

from designer.workbench.from_tests_file import tests_file_from
from designer.workbench.test_files import SUFFIX

_SECTIONS = {
    "templates": "To start from",
    "scenarios": "Whole shops",
    "published": "Programs of well-known companies, as they were published",
    "": "For the real order history",
    "examples": "What not to do",
}
_HEAD = """\
# The library

Each program is a text to read, a template to start from (`perkwright new NAME`) and a test: beside
`NAME.loyalty` stands `NAME.tests.yaml` with its figures, and for some `NAME.shop.toml` with the
shop's own. This page is written by `make golden` and checked by the tests.
"""


def library_page(folder: Path) -> str:
    """The page in Markdown.

    Args:
        folder: the library's folder.
    """
    sections = (_section(folder, name, title) for name, title in _SECTIONS.items())
    return "\n".join((_HEAD, *sections))


def _section(folder: Path, name: str, title: str) -> str:
    rows = "\n".join(_rows(folder, folder / name))
    return f"## {title}\n\n| program | what it is | cases |\n|---|---|---:|\n{rows}\n"


def _rows(folder: Path, section: Path) -> Iterator[str]:
    for path in sorted(section.glob("*.loyalty")):
        link = path.relative_to(folder).as_posix()
        yield f"| [{path.stem}]({link}) | {_about(path)} | {_cases(path)} |"


def _about(path: Path) -> str:
    """The first sentence of its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("#")).lstrip("# ")


def _cases(path: Path) -> int:
    tests = path.with_name(path.stem + SUFFIX)
    return len(tests_file_from(tests.read_text(encoding="utf-8")).cases)
