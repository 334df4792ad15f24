"""Says what is wrong with a line: the first explanation that knows it."""

from collections.abc import Callable

from dsl.diagnostics.diagnostic import Diagnostic
from dsl.syntax.syntax_errors import (
    amounts,
    dates,
    lines,
    quotes,
    said_otherwise,
    sentences,
    version,
    words_out_of_place,
)
from dsl.syntax.syntax_errors.mistake import Mistake

_EXPLANATIONS: tuple[Callable[[Mistake], Diagnostic | None], ...] = (
    version.misplaced_version,
    quotes.open_quote,
    quotes.curly_marks,
    quotes.single_quotes,
    sentences.if_then,
    dates.day,
    amounts.money,
    dates.time_of_day,
    amounts.share,
    amounts.figure,
    sentences.give_or_gives,
    lines.misspelt_word,
    sentences.when_not,
    sentences.unless_and,
    sentences.or_between_conditions,
    lines.missing_name,
    lines.line_in_other_block,
    amounts.missing_unit,
    said_otherwise.said_otherwise,
    words_out_of_place.missing_word,
    quotes.missing_quotes,
    sentences.two_lines_in_one,
    lines.unreadable_mark,
    words_out_of_place.word_too_many,
    words_out_of_place.joining_word_before,
    lines.unfinished_line,
    lines.unknown_line,
)


def explain(mistake: Mistake) -> Diagnostic:
    """The problem of a line that could not be read, what is certain before what is likely."""
    for explanation in _EXPLANATIONS:
        found = explanation(mistake)
        if found is not None:
            return found
    return words_out_of_place.wrong_word(mistake)
