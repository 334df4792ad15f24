"""Whatever a text holds, checking it fails never; layout and written defaults change nothing."""

import random
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.checker.defaults import with_defaults
from dsl.compile import Compiled, compile_text
from dsl.diagnostics.catalogue import CATALOGUE, Stage
from dsl.program.saved_form import load, program_sha256, save
from dsl.source.document import Document
from dsl.syntax.to_text import format_text
from tests.house_rules.tree import ROOT, files_under
from tests.unit.dsl.clause_examples import examples, whole_language

SHIPPED = [path for path in files_under(ROOT / "programs") if path.suffix == ".loyalty"]
every_program = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
TITLE_WIDTH = 72
WORD = re.compile(r"\S+")


def compiled(text: str) -> Compiled:
    return compile_text(Document("shop.loyalty", text))


def sha256(text: str) -> str:
    program = compiled(text).program
    assert program is not None, [one.title for one in compiled(text).diagnostics]
    return program_sha256(program)


@cache
def seeds() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in SHIPPED] + [whole_language()]


@cache
def lines() -> list[str]:
    rows = [row for text in seeds() for row in text.split("\n") if row.strip()]
    return sorted({*rows, *(line for example in examples() for line in example.lines)})


@given(st.data())
def test_a_damaged_program_is_checked_all_the_same(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(seeds()))
    words = list(WORD.finditer(text))
    dice = random.Random(data.draw(st.integers(0, 2**32)))
    for _ in range(dice.randint(1, 6)):
        one, two = dice.choice(words), dice.choice(words)
        start, end = min(one.start(), len(text)), min(one.end(), len(text))
        replacement = dice.choice(["", two[0], one[0] * 2, '"' + one[0], "0", "99999999999"])
        text = text[:start] + replacement + text[end:]
    check_and_look(text)


@given(st.data())
def test_lines_thrown_together_are_checked_all_the_same(data: st.DataObject) -> None:
    dice = random.Random(data.draw(st.integers(0, 2**32)))
    chosen = [dice.choice(lines()) for _ in range(dice.randint(1, 60))]
    check_and_look("perkwright 1\n\n" + "\n".join(chosen) + "\n")


@given(st.text(max_size=200))
def test_any_text_is_checked_all_the_same(text: str) -> None:
    check_and_look(text)


@given(st.data())
def test_a_program_cut_anywhere_is_checked_all_the_same(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(seeds()))
    check_and_look(text[: data.draw(st.integers(0, len(text)))])


def check_and_look(text: str) -> None:
    found = compiled(text)
    for one in found.diagnostics:
        assert 0 <= one.label.span.start <= one.label.span.end <= len(text)
        if CATALOGUE[one.slug].stage is Stage.CHECKING:
            assert len(one.title) <= TITLE_WIDTH, one.title
    if found.program is not None:
        assert load(save(found.program)) == found.program


@every_program
def test_a_shipped_program_is_the_same_in_the_one_layout(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert sha256(format_text(Document("shop.loyalty", text))) == sha256(text)


@every_program
def test_a_shipped_program_is_the_same_with_its_defaults(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    written = with_defaults(Document("shop.loyalty", text))
    assert sha256(written) == sha256(text)
    assert with_defaults(Document("shop.loyalty", written)) == written
    assert "multipliers " in written


@every_program
def test_a_saved_program_is_the_program(path: Path) -> None:
    program = compiled(path.read_text(encoding="utf-8")).program
    assert program is not None
    assert load(save(program)) == program
