"""Which programs of the library run on columns, and what the others are said to lack."""

from pathlib import Path

from dsl.columns.analysis import vectorised
from dsl.compile import compile_text
from dsl.plan.from_program import lower
from dsl.source.document import Document

ROOT = Path(__file__).parents[4]
FALL_BACK = {
    "fashion_brand": "a limit that members share",
}


def _reasons(path: Path) -> tuple[str, ...]:
    program = compile_text(Document(path.name, path.read_text("utf-8"))).program
    assert program is not None, path
    return vectorised(program, lower(program))


def test_the_library_runs_on_columns_but_for_these() -> None:
    files = sorted((ROOT / "programs").rglob("*.loyalty"))
    found = {path.stem: _reasons(path) for path in files}
    others = {name: reasons[0] for name, reasons in found.items() if reasons}
    assert {name: reason.split(" (")[0] for name, reason in others.items()} == FALL_BACK
