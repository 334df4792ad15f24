"""Sentences that are said in another way: if, not, or, two things on one line."""

import re
from collections.abc import Sequence

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.layout import STEP
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import quoted
from dsl.syntax.tree import Leaf

_THEN = re.compile(r",?\s*\bthen\b\s*|,\s*")
_NOT = (
    (re.compile(r"\b(is|was)(?:\s+not\b|n[’']t\b)"), r"\1"),
    (re.compile(r"\bdo(?:es)?(?:\s+not|n[’']t)\s+include\b"), "includes"),
)
_NEGATIVE = frozenset({"not", "isn't", "wasn't", "does", "doesn't", "do", "don't", "no", "never"})
_CONNECTIVES = frozenset({"and", "with", "which", "but", "then"})


def if_then(mistake: Mistake) -> Diagnostic | None:
    """`if ... then ...`."""
    first = mistake.line.words[0]
    if mistake.position or first.text.lower() != "if":
        return None
    when = Edit(first.span, "when")
    cuts = [
        Edit(mistake.span(*match.span()), mistake.indent)
        for match in _THEN.finditer(mistake.bare_text)
    ]
    edits = next(([when, cut] for cut in cuts if mistake.cures([when, cut])), [when])
    return diagnostic(
        "if-then",
        'a condition starts with "when" and has a line of its own',
        Label(first.span, 'say "when"'),
        body="A rule has one line for each thing: what starts it, when it holds, what it gives. "
        "Every line that starts with when must hold.",
        fix=mistake.fix("write a line for each thing", *edits),
    )


def when_not(mistake: Mistake) -> Diagnostic | None:
    """`is not` and its like."""
    word = mistake.word
    if word.text.replace("’", "'") not in _NEGATIVE or mistake.first not in ("when", "unless"):
        return None
    text = mistake.bare_text
    other = "unless" if mistake.first == "when" else "when"
    edits = [Edit(mistake.line.words[0].span, other)]
    edits += [
        Edit(mistake.span(*match.span()), match.expand(right))
        for pattern, right in _NOT
        for match in pattern.finditer(text)
    ]
    return diagnostic(
        "when-not",
        f'the opposite of a condition is said with "{other}"',
        Label(word.span, "not said inside a condition"),
        body="Each condition has one form. When it must hold the line starts with when; where the "
        "rule must stay away, the line starts with unless.",
        fix=mistake.fix(f'start the line with "{other}"', *edits),
    )


def unless_and(mistake: Mistake) -> Diagnostic | None:
    """Two conditions after `unless`."""
    if mistake.first != "unless" or mistake.word.text not in ("and", "or") or mistake.is_line_end:
        return None
    text = mistake.text
    place = mistake.word.start - mistake.offset
    example = f"{text[:place].rstrip()}\nunless {text[place + len(mistake.word.text) :].lstrip()}"
    return diagnostic(
        "unless-and",
        'a line that starts with "unless" has one condition',
        Label(mistake.word.span, "a second condition"),
        body="Two lines stop the rule as soon as one of their conditions holds. Nothing stops it "
        "only where both hold.",
        fix=mistake.fix("if either one should stop the rule, write two lines", example=example),
    )


def or_between_conditions(mistake: Mistake) -> Diagnostic | None:
    """`when ... or the ...`."""
    before = mistake.words[mistake.position - 1] if mistake.position else None
    if before is None or before.text != "or" or mistake.first != "when" or mistake.is_line_end:
        return None
    if mistake.word.text not in ("the", "its", "joining", "reaching", "when"):
        return None
    start = mistake.word.start
    if mistake.word.text == "when":
        start = mistake.words[mistake.position + 1].start
    deeper = mistake.indent + " " * STEP
    first_end = mistake.words[mistake.position - 2].end
    edits = [
        Edit(Span(mistake.offset, mistake.words[1].start), f"when any of these{deeper}"),
        Edit(Span(first_end, start), deeper),
    ]
    return diagnostic(
        "or-between-conditions",
        'conditions of which one is enough stand under "when any of these"',
        Label(before.span, "between two conditions"),
        body='The word or joins values, as in "online" or "app". Conditions are joined by the '
        "line when any of these, and each has a line of its own below it.",
        fix=mistake.fix("give each condition its line", *edits),
    )


def give_or_gives(mistake: Mistake) -> Diagnostic | None:
    """A line that lacks an s, or has one too many."""
    first = mistake.line.words[0]
    if mistake.position or first.kind != "WORD":
        return None
    other = first.text[:-1] if first.text.endswith("s") else f"{first.text}s"
    if other not in mistake.accepted or first.text not in ("give", "gives", "cost", "costs"):
        return None
    kind = mistake.level.kind or "block"
    return diagnostic(
        "give-or-gives",
        f"the lines of this {kind} say {quoted(other)}, not {quoted(first.text)}",
        Label(first.span, f"say {quoted(other)}"),
        body="The shop does something in a rule, so an earn and a benefit say give; a reward and "
        "a prize are described, so they say gives and costs.",
        fix=mistake.fix(f"write {quoted(other)}", Edit(first.span, other)),
    )


def two_lines_in_one(mistake: Mistake) -> Diagnostic | None:
    """A line that is complete, and goes on with what is a line of its own."""
    if "<NL>" not in mistake.accepted or mistake.is_line_end or not mistake.position:
        return None
    rest = list(mistake.words[mistake.position : -1])
    while rest and (rest[0].kind == "COMMA" or rest[0].text in _CONNECTIVES):
        rest = rest[1:]
    before = mistake.words[mistake.position - 1]
    if not rest:
        return None
    edit = Edit(Span(before.end, rest[0].start), mistake.indent)
    fix = mistake.fix("give the rest a line of its own", edit)
    if fix is None and not _starts_a_line(mistake, rest):
        return None
    return diagnostic(
        "two-lines-in-one",
        f"the line is complete before {quoted(_text_of(mistake, rest))}",
        Label(Span(mistake.word.start, mistake.line.end), "a line of its own"),
        body="One line says one thing, so that each can be changed and explained by itself.",
        fix=fix,
    )


def _starts_a_line(mistake: Mistake, rest: Sequence[Leaf]) -> bool:
    return rest[0].text in mistake.level.row


def _text_of(mistake: Mistake, words: Sequence[Leaf]) -> str:
    return mistake.document.text[words[0].start : words[-1].end]
