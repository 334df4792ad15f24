"""Quotes around names: left open, curly, single or missing."""

import re

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.scanner import Line
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import quoted
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepted, walk
from dsl.syntax.words import JOINING

_CURLY = re.compile("[“”„‟«»]")
_SINGLE = re.compile(
    r"(?<!\w)['\u2018\u201a\u2039]([^'\u2018\u2019\u201a\u2039\u203a\"]+)"
    r"['\u2019\u2018\u203a](?!\w)"
)
_MOST_TRIED = 12
_MOST_QUOTED = 20


def open_quote(mistake: Mistake) -> Diagnostic | None:
    """A name whose second quote is missing."""
    found = next((word for word in mistake.line.words if word.kind == "OPEN"), None)
    if found is None or _CURLY.search(found.text):
        return None
    edit = _closing(mistake, found)
    return diagnostic(
        "missing-closing-quote",
        f"the name that starts with {_start_of(found)} has no second quote",
        Label(found.span, "opened here, never closed"),
        body="A name stands between two quotes on one line. Without the second one, everything up "
        "to the end of the line would be its name.",
        fix=mistake.fix("close the quotes", edit) if edit else None,
    )


def _start_of(found: Leaf) -> str:
    return quoted(found.text[1:].split(" ")[0])


def _closing(mistake: Mistake, found: Leaf) -> Edit | None:
    """The second quote where the rest of the line can be read: as early as that is possible."""
    inside = found.text.split("#")[0].rstrip()
    places = [match.end() for match in re.finditer(r"[^\s,]+", inside)][:_MOST_TRIED]
    for place in [*places[:-1], len(inside)]:
        at = found.start + place
        edit = Edit(Span(at, at), '"')
        if place > 1 and mistake.cures([edit]):
            return edit
    return None


def curly_quotes(line: Line) -> Diagnostic:
    """Names that were read although their quotes are curly."""
    edits = [
        Edit(Span(at, at + 1), '"') for name in line.curly for at in (name.start, name.end - 1)
    ]
    return _curly(line.curly[0].span, Fix("use straight quotes", "", tuple(edits)))


def curly_marks(mistake: Mistake) -> Diagnostic | None:
    """Curly quotes on a line that could not be read."""
    found = list(_CURLY.finditer(mistake.text))
    if not found:
        return None
    edits = [Edit(mistake.span(each.start(), each.end()), '"') for each in found]
    return _curly(edits[0].span, mistake.fix("use straight quotes", *edits))


def _curly(span: Span, fix: Fix | None) -> Diagnostic:
    return diagnostic(
        "curly-quotes",
        "the quotes around a name are curly",
        Label(span, "curly quotes"),
        body="Names stand in straight quotes. Letters and web pages use curly ones, which come "
        "along when text is copied from there.",
        fix=fix,
    )


def single_quotes(mistake: Mistake) -> Diagnostic | None:
    """A name between single quotes."""
    found = list(_SINGLE.finditer(mistake.bare_text))
    if not found or not any(mistake.touches(*each.span()) for each in found):
        return None
    edits = [Edit(mistake.span(*each.span()), f'"{each[1]}"') for each in found]
    return diagnostic(
        "single-quotes",
        "the quotes around a name are single ones",
        Label(edits[0].span, "single quotes"),
        body="Names stand in double quotes, so that a name may hold an apostrophe.",
        fix=mistake.fix("use double quotes", *edits),
    )


def missing_quotes(mistake: Mistake) -> Diagnostic | None:
    """A name without quotes where a name is needed."""
    if "<NAME>" not in mistake.accepted or mistake.is_line_end:
        return None
    if mistake.word.text in JOINING or not mistake.word.text[0].isalnum():
        return None
    names = _bare_names(mistake)
    whole = [Span(mistake.word.start, mistake.line.end)]
    spans = names if names and mistake.cures(_quoting(mistake, names)) else whole
    first = mistake.document.text[spans[0].start : spans[0].end]
    return diagnostic(
        "missing-quotes",
        f"the name {quoted(first)} has no quotes around it",
        Label(spans[0], "a name"),
        body="What is in quotes is the shop's own name; a word without quotes belongs to the "
        "language.",
        fix=mistake.fix("put the name in quotes", *_quoting(mistake, spans)),
    )


def _quoting(mistake: Mistake, spans: list[Span]) -> list[Edit]:
    text = mistake.document.text
    return [Edit(span, f'"{text[span.start : span.end]}"') for span in spans]


def _bare_names(mistake: Mistake) -> list[Span]:
    """Every run of words that is a name without quotes, up to the next joining word each."""
    words = mistake.line.words
    spans: list[Span] = []
    states, at = list(mistake.states), 0
    while at < len(words) and len(spans) < _MOST_QUOTED:
        count, states = walk(states, words[at:])
        at += count
        if at == len(words):
            break
        after = at
        while after < len(words) and _may_be_in_a_name(words[after]):
            after += 1
        if "<NAME>" not in accepted(states) or after == at:
            return []
        spans.append(Span(words[at].start, words[after - 1].end))
        _, states = walk(states, [Leaf("NAME", "", 0, 1)])
        at = after
    return spans


def _may_be_in_a_name(word: Leaf) -> bool:
    return word.text not in JOINING and word.kind not in ("NAME", "COMMA", "OPEN")
