"""The plan is documented, and its document is true."""

from pathlib import Path

from dsl.engine.evaluation.steps import MAKERS
from dsl.plan import operation_words, plan
from dsl.plan.operation_table import operation_classes, operation_table

DOCUMENT = Path(plan.__file__).with_name("PLAN.md")


def test_the_table_of_operations_is_that_of_the_operations() -> None:
    assert DOCUMENT.read_text("utf-8").endswith(operation_table())


def test_the_document_tells_the_format() -> None:
    assert f"Format {plan.FORMAT}." in DOCUMENT.read_text("utf-8")


def test_every_operation_runs_and_can_be_read() -> None:
    operations = set(operation_classes())
    assert set(MAKERS) == operations
    assert set(operation_words.WORDS) == operations
