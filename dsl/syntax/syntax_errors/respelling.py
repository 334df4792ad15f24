"""Words that are right but for their capitals or their apostrophe."""

from collections.abc import Sequence

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.syntax.syntax_errors.wording import quoted
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepts
from dsl.syntax.words import KEYS, KINDS_OF_WORDS


def respelled(word: Leaf, states: Sequence[int]) -> Leaf | None:
    """The word that fits where this one does not, if they differ only in capitals or apostrophe."""
    if word.kind != "WORD":
        return None
    straight = word.text.replace("’", "'")
    for text in {straight, straight.lower()} - {word.text}:
        if accepts(states, text):
            return word._replace(text=text)
    calendar = KINDS_OF_WORDS.get(word.text.capitalize())
    if calendar and accepts(states, KEYS[calendar]):
        return word._replace(text=word.text.capitalize())
    return None


def wrong_capitals(changes: Sequence[tuple[Leaf, Leaf]]) -> Diagnostic:
    """Words that were read with other capitals, or another apostrophe, than they are written."""
    written, right = changes[0]
    edits = tuple(Edit(before.span, after.text) for before, after in changes)
    if "’" in written.text:
        return diagnostic(
            "curly-quotes",
            f"the apostrophe of {quoted(written.text)} is curly",
            Label(written.span, "a curly apostrophe"),
            body="The words of the language have straight apostrophes. Letters and web pages use "
            "curly ones, which come along when text is copied from there.",
            fix=Fix("use a straight apostrophe", "", edits),
        )
    return diagnostic(
        "wrong-capitals",
        f"the word {quoted(right.text)} is written {quoted(written.text)}",
        Label(written.span, "other capitals"),
        body="The words of the language have small letters; only months, weekdays and the codes "
        "of currencies have capitals.",
        fix=Fix(f"write {quoted(right.text)}", "", edits),
    )
