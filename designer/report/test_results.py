"""How files of tests went, as text and as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any

from designer.report.figures import counted
from designer.workbench.test_files import FileResults


def results_text(files: Sequence[FileResults]) -> str:
    """One line for each file, and what differs in each case that failed."""
    return "\n".join(line for file in files for line in _file_lines(file))


def _file_lines(file: FileResults) -> Iterator[str]:
    cases = counted(len(file.results), "case")
    yield f"{'ok    ' if file.passed else 'FAILED'}  {file.path}  ({cases})"
    for result in file.results:
        if not result.passed:
            yield f"        {result.name} (line {result.line})"
            yield from (f"          {line}" for line in result.difference)


def results_record(files: Sequence[FileResults], passed: int, failed: int) -> dict[str, Any]:
    """The results for `test --json`."""
    return {
        "passed": passed,
        "failed": failed,
        "files": [
            {
                "file": str(file.path),
                "cases": [
                    {
                        "name": result.name,
                        "line": result.line,
                        "passed": result.passed,
                        "difference": list(result.difference),
                    }
                    for result in file.results
                ],
            }
            for file in files
        ],
    }
