"""Finding files of tests, and running each against the program that it holds or stands beside."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from designer.workbench.from_tests_file import tests_file_from
from designer.workbench.program_files import (
    ProgramFile,
    open_program,
    runnable_program,
)
from designer.workbench.program_tests import Result, Runner, run_cases
from designer.workbench.refusal import Refusal
from designer.workbench.test_cases import Problem, TestsFile
from designer.workbench.text_files import read_document
from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.ledger.strict_yaml import Refused
from dsl.program.program import Program
from dsl.source.document import Document

SUFFIX = ".tests.yaml"
PROBLEMS = "the problems of the program"


@dataclass(frozen=True)
class FileResults:
    """How one file of tests went, case by case."""

    path: Path
    about: str
    results: tuple[Result, ...]

    @property
    def passed(self) -> bool:
        """Whether every case passed."""
        return all(result.passed for result in self.results)


def find_test_files(paths: Iterable[Path]) -> list[Path]:
    """The files of tests among paths: themselves, those of programs, those inside folders.

    Raises:
        Refusal: a path is not there, or there is no file of tests for it.
    """
    found: list[Path] = []
    for path in paths:
        files = list(_files_for(path))
        if not path.exists():
            raise Refusal(f"{path} is not there: no such file or folder.", wrong_usage=True)
        if not files:
            raise Refusal(
                f"There are no tests for {path}: {_tests_beside(path).name} would hold them."
                if path.is_file()
                else f"{path} holds no files of tests (*{SUFFIX}).",
                wrong_usage=True,
            )
        found += [file for file in files if file not in found]
    return found


def _files_for(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(path.rglob(f"*{SUFFIX}"))
    elif path.suffix == ".yaml":
        yield path
    elif _tests_beside(path).is_file():
        yield _tests_beside(path)


def _tests_beside(path: Path) -> Path:
    return path.with_name(path.stem + SUFFIX)


def run_test_file(path: Path, start: Callable[[Program], Runner]) -> FileResults:
    """Runs a file of tests.

    Args:
        path: the file.
        start: makes an engine at work in an empty shop.

    Raises:
        Refusal: the file or its program cannot be read, or the program cannot run.
    """
    try:
        file = tests_file_from(read_document(path).text)
    except Refused as refused:
        raise Refusal(f"{path}, {refused}") from refused
    program = _program_of(path, file)
    results = []
    if file.problems is not None:
        results.append(_problems_result(file.problems, program))
    if file.cases:
        before = file.before and runnable_program(_compiled(path, file.before))
        results += run_cases(file, runnable_program(program), start, before or None)
    return FileResults(path, file.about, tuple(results))


def _compiled(path: Path, text: str) -> ProgramFile:
    document = Document(str(path), text)
    return ProgramFile(path, document, compile_text(document))


def _program_of(path: Path, file: TestsFile) -> ProgramFile:
    if file.program is not None:
        return _compiled(path, file.program)
    beside = path.with_name(path.name.removesuffix(SUFFIX) + ".loyalty")
    if not path.name.endswith(SUFFIX) or not beside.is_file():
        raise Refusal(f'{path} has no "program" in it, and there is no {beside} beside it.')
    return open_program(beside)


def _problems_result(expected: tuple[Problem, ...], program: ProgramFile) -> Result:
    """Whether checking found exactly these errors and warnings."""
    document = program.document
    found = [
        Problem(
            line=document.line_of(one.label.span.start),
            column=document.column_of(one.label.span.start),
            slug=one.slug,
        )
        for one in program.compiled.diagnostics
        if one.severity is not Severity.NOTE
    ]
    difference = [f"not found: {_told(one)}" for one in expected if one not in found]
    difference += [f"not expected: {_told(one)}" for one in sorted(found) if one not in expected]
    return Result(PROBLEMS, 1, tuple(difference))


def _told(problem: Problem) -> str:
    return f"{problem.slug} in line {problem.line}, column {problem.column}"
