"""Marks of problems go with their words while the text changes around them."""

from designer.authoring.history import Change, change_between
from designer.authoring.marks import Mark, moved
from dsl.diagnostics.diagnostic import Severity
from dsl.source.span import Span


def after(before: str, text: str, word: str) -> str:
    start = before.index(word)
    mark = Mark(Severity.ERROR, Span(start, start + len(word)), "wrong")
    change = change_between(before, text, "")
    assert change is not None
    (found,) = moved([mark], change)
    return text[found.span.start : found.span.end]


def test_a_mark_moves_with_its_word() -> None:
    assert after("give 2 pionts", "please give 2 pionts", "pionts") == "pionts"
    assert after("please give 2 pionts", "give 2 pionts", "pionts") == "pionts"


def test_a_mark_stays_before_a_change() -> None:
    assert after("give 2 pionts", "give 2 pionts per 1 CHF", "pionts") == "pionts"


def test_a_mark_shrinks_with_what_is_taken_out_of_its_word() -> None:
    assert after("give 2 pionts", "give 2 nts", "pionts") == "nts"


def test_a_mark_whose_word_is_gone_is_empty_and_in_the_text() -> None:
    mark = Mark(Severity.NOTE, Span(5, 9), "gone")
    (found,) = moved([mark], Change(2, "x" * 20, "", ""))
    assert found.span == Span(2, 2)
