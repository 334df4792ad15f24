"""Every example of a clause stands in a complete program, and its layout changes nothing there."""

from functools import cache

import pytest

from dsl.checker.defaults import with_defaults
from dsl.program.not_run import NOT_RUN
from dsl.program.saved_form import program_sha256
from dsl.source.document import Document
from dsl.syntax.to_text import format_text
from tests.unit.dsl import bakery_world
from tests.unit.dsl.bakery_world import Around
from tests.unit.dsl.clause_examples import Example, examples

BLOCKS = tuple(dict.fromkeys(example.block for example in examples()))
every_block = pytest.mark.parametrize("block", BLOCKS)
every_example = pytest.mark.parametrize(
    "example", examples(), ids=lambda example: f"{example.block}: {' / '.join(example.lines)}"
)


@cache
def program_of(example: Example) -> Around:
    found = bakery_world.right_program(example)
    reasons = [
        [one.title for one in bakery_world.errors(around.text)]
        for around in bakery_world.around(example)
    ]
    assert found is not None, reasons
    return found


@cache
def sha256(text: str) -> str:
    program = bakery_world.compiled(text).program
    assert program is not None, bakery_world.errors(text)
    return program_sha256(program)


@every_example
def test_every_example_is_right_in_a_complete_program(example: Example) -> None:
    assert bakery_world.compiled(program_of(example).text).program is not None


@every_block
def test_layout_and_written_defaults_keep_the_program(block: str) -> None:
    for example in examples():
        if example.block == block:
            text = program_of(example).text
            document = Document("shop.loyalty", text)
            assert sha256(format_text(document)) == sha256(text), example
            assert sha256(with_defaults(document)) == sha256(text), example


def test_everything_that_waits_is_shown_by_an_example() -> None:
    shown = {
        (one.title, one.fix and one.fix.title)
        for example in examples()
        for one in bakery_world.not_run(program_of(example))
    }
    hidden = [
        phrase
        for phrase, waits in NOT_RUN.items()
        if not any(title.startswith(waits.what) and fix == waits.instead for title, fix in shown)
    ]
    assert hidden == []
