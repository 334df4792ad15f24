"""Every program of the library: checked, laid out, tested by its figures, and listed."""

from pathlib import Path

import pytest

from designer.workbench.engine_runner import start
from designer.workbench.library_page import library_page
from designer.workbench.program_files import open_program
from designer.workbench.test_files import SUFFIX, find_test_files, run_test_file
from designer.workbench.text_files import read_document
from dsl.diagnostics.diagnostic import Severity
from dsl.diagnostics.render_text import render
from dsl.syntax.to_text import format_text
from tests.conftest import CompareGolden

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "programs"
PROGRAMS = sorted(LIBRARY.rglob("*.loyalty"))
TOO_GENEROUS = LIBRARY / "examples" / "too_generous.loyalty"
FEWEST = 16


def _name(path: Path) -> str:
    return path.relative_to(LIBRARY).with_suffix("").as_posix()


def test_the_library_is_complete() -> None:
    assert len(PROGRAMS) >= FEWEST
    assert [path for path in PROGRAMS if not path.with_name(path.stem + SUFFIX).exists()] == []
    assert len({path.stem for path in PROGRAMS}) == len(PROGRAMS)


@pytest.mark.parametrize("path", PROGRAMS, ids=_name)
def test_has_no_errors_and_runs(path: Path) -> None:
    program = open_program(path)
    assert program.errors == [], render(program.document, program.errors)
    assert program.compiled.not_run == ()


@pytest.mark.parametrize("path", PROGRAMS, ids=_name)
def test_is_in_the_one_layout(path: Path) -> None:
    assert format_text(read_document(path)) == path.read_text("utf-8")


@pytest.mark.parametrize("path", find_test_files([LIBRARY]), ids=lambda path: path.name)
def test_gives_its_figures(path: Path) -> None:
    done = run_test_file(path, start)
    told = [f"{one.name}: {line}" for one in done.results for line in one.difference]
    assert done.passed, "\n" + "\n".join(told)


def test_only_the_bad_example_is_warned_of() -> None:
    warned = {
        path
        for path in PROGRAMS
        for one in open_program(path).compiled.diagnostics
        if one.severity is Severity.WARNING
    }
    assert warned == {TOO_GENEROUS}


def test_the_page_lists_every_program(golden: CompareGolden) -> None:
    page = library_page(LIBRARY)
    assert all(f"({path.relative_to(LIBRARY).as_posix()})" in page for path in PROGRAMS)
    golden(LIBRARY / "README.md", page)
