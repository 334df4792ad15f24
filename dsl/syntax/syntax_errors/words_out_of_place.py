"""One word too many, too few, or in place of another."""

from collections.abc import Sequence

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.diagnostics.suggest import suggest
from dsl.source.span import Span
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import quoted, what_may_follow
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepted, fits, walk
from dsl.syntax.words import JOINING


def word_too_many(mistake: Mistake) -> Diagnostic | None:
    """A word without which the line could be read."""
    if mistake.is_line_end:
        return None
    at = mistake.position
    out = Edit(Span(mistake.words[at - 1].end if at else mistake.offset, mistake.word.end), "")
    if not mistake.cures([out]):
        return None
    return word_does_not_fit(mistake, "one word too many", Fix("leave it out", "", (out,)))


def missing_word(mistake: Mistake) -> Diagnostic | None:
    """A word with which the line could be read, where there is only one."""
    at, is_end = mistake.position, mistake.is_line_end
    helpful = _helpful(mistake.reached, mistake.accepted_words, mistake.words[at:])
    if len(helpful) != 1:
        return None
    word = helpful[0]
    start = mistake.line.end if is_end else mistake.words[at].start
    side = "behind" if is_end else "before"
    added = Edit(Span(start, start), f" {word}" if is_end else f"{word} ")
    return diagnostic(
        "missing-word",
        f"the word {quoted(word)} is missing {side} {quoted(mistake.word.text)}",
        Label(mistake.word.span, f"{quoted(word)} belongs {side} this"),
        body=f"With {quoted(word)} the line is complete.",
        fix=Fix(f"add {quoted(word)}", "", (added,)),
    )


def _helpful(states: Sequence[int], words: Sequence[str], rest: Sequence[Leaf]) -> list[str]:
    """The words after which the rest of the line could be read."""
    return [word for word in words if fits(states, [Leaf("WORD", word, 0, 1), *rest])]


def joining_word_before(mistake: Mistake) -> Diagnostic | None:
    """A joining word in place of another, where only one other makes the line complete."""
    before = mistake.words[mistake.position - 1]
    if not mistake.position or mistake.is_line_end or before.text not in JOINING:
        return None
    states = walk(mistake.states, mistake.words[: mistake.position - 1])[1]
    words = sorted((accepted(states) & JOINING) - {before.text})
    helpful = _helpful(states, words, mistake.words[mistake.position :])
    if len(helpful) != 1:
        return None
    right = quoted(helpful[0])
    return diagnostic(
        "word-does-not-fit",
        f"the word {quoted(before.text)} does not fit here",
        Label(before.span, f"perhaps {right}"),
        body=f"With {right} in its place the line is complete.",
        fix=Fix(f"write {right}", "", (Edit(before.span, helpful[0]),)),
    )


def _noun(word: Leaf) -> str:
    return {"NAME": "the name", "NUMBER": "the number", "COMMA": "the sign"}.get(
        word.kind, "the word"
    )


def word_does_not_fit(mistake: Mistake, label: str, fix: Fix | None) -> Diagnostic:
    """A word in the middle of a line that does not fit there, and what would."""
    before = mistake.words[mistake.position - 1].text if mistake.position else ""
    start = f"After {quoted(before)} the line" if before else "The line"
    verb = "goes on with" if before else "starts with"
    return diagnostic(
        "word-does-not-fit",
        f"{_noun(mistake.word)} {quoted(mistake.word.text)} does not fit here",
        Label(mistake.word.span, label),
        body=f"{start} {verb} {what_may_follow(mistake.accepted) or 'nothing else'}.",
        fix=fix,
    )


def wrong_word(mistake: Mistake) -> Diagnostic:
    """The same, where nothing better is known."""
    near = suggest(mistake.word.text, mistake.accepted_words).nearest
    label = f"perhaps {quoted(near[0])}" if near else "does not fit here"
    return word_does_not_fit(mistake, label, None)
