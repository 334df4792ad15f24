"""The documents are true: every path they name exists, and no folder is left out."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house_rules.tree import PACKAGES, ROOT, lines_of, name_of, text_files

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
PATH = re.compile(r"`((?:dsl|simulator|designer|programs|tests|benchmarks|\.ci)/[\w./-]*)`")
LINK = re.compile(r"\]\(((?!https?:)[^)#]+)\)")
HEADING = re.compile(r"#+ ")
STAGE_TABLE = re.compile(r"^\|\s*Stage\s*\|")


def _outside_code(lines: Iterable[str]) -> Iterator[str]:
    is_code = False
    for line in lines:
        is_code ^= line.startswith("```")
        if not is_code:
            yield line


def _stage_rows() -> list[list[str]]:
    """The cells of the stage table's rows."""
    lines = lines_of(ROOT / "ARCHITECTURE.md")
    start = next(number for number, line in enumerate(lines) if STAGE_TABLE.match(line))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def _sub_packages() -> set[str]:
    return {
        f"{package}/{folder.name}/"
        for package in PACKAGES
        for folder in (ROOT / package).iterdir()
        if (folder / "__init__.py").is_file()
    }


def test_links_lead_somewhere() -> None:
    broken = [
        f"{name_of(path)}: {target}"
        for path in text_files()
        if path.suffix == ".md"
        for line in lines_of(path)
        for target in LINK.findall(line)
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_a_heading_has_an_empty_line_before_it() -> None:
    crowded = [
        f"{name_of(path)}: {line}"
        for path in text_files()
        if path.suffix == ".md"
        for before, line in pairwise(_outside_code(lines_of(path)))
        if HEADING.match(line) and before
    ]
    assert crowded == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_named_paths_exist(document: str) -> None:
    named = {path for line in lines_of(ROOT / document) for path in PATH.findall(line)}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_stage_table_lists_every_sub_package() -> None:
    listed = {path for row in _stage_rows() for path in PATH.findall(row[1])}
    assert sorted(_sub_packages() - listed) == []


def test_stage_table_is_complete_row_by_row() -> None:
    for row in _stage_rows():
        assert len(row) == 4, row
        assert PATH.search(row[1]), row
        assert row[3].split(",")[0].split(":")[0] in {"yes", "no"}, row


def test_every_target_of_the_makefile_is_documented() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert sorted(target for target in targets if f"make {target}" not in told) == []


def test_the_licence_is_whole() -> None:
    licence = Path(ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
