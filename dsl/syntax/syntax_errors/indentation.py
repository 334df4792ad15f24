"""Lines that are moved in too far or too little, and tabs."""

from collections.abc import Sequence

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.document import Document
from dsl.source.span import Span
from dsl.syntax.layout import Level, Reason, Slip
from dsl.syntax.scanner import Line
from dsl.syntax.syntax_errors.wording import quoted, with_article
from dsl.syntax.trial import bodies


def wrong_indentation(slips: Sequence[Slip]) -> Diagnostic:
    """One problem for lines that follow each other and slipped together."""
    first = slips[0]
    if first.reason is Reason.BLOCK_INSIDE:
        return _block_inside(slips)
    count = len(slips)
    lines = "this line" if count == 1 else f"these {count} lines"
    body = {
        Reason.TOO_FAR: f"The line above takes no lines of its own, so {lines} would belong to "
        "nothing. A line that is moved in belongs to the line above it.",
        Reason.NOT_MOVED_IN: f"By their first words {lines} can only belong to {_of(first.level)} "
        "above, and what belongs to a block is moved in below it.",
        Reason.UNEVEN: f"The other lines of {_of(first.level)} start at another column, and the "
        "lines of one block all start at the same one.",
        Reason.TOO_LITTLE: f"By their first words {lines} can only belong to {_of(first.level)} "
        "above, and what belongs to a block is moved in below it.",
    }[first.reason]
    if count == 1:
        body = body.replace("By their first words", "By its first word")
    direction = "too far" if first.line.width > first.level.target else "too little"
    return diagnostic(
        "wrong-indentation",
        f"{'a line is' if count == 1 else f'{count} lines are'} moved in {direction}",
        _first_word(first),
        others=_header(first.level),
        body=body,
        fix=_moved(slips, f"start at column {first.level.target + 1}"),
    )


def _of(level: Level) -> str:
    return f"the {level.kind}" if level.kind else "the text"


def _block_inside(slips: Sequence[Slip]) -> Diagnostic:
    first = slips[0]
    what = _block(first.line.words[0].text)
    inside = _block(first.inside.kind or "block")
    return diagnostic(
        "block-inside-block",
        f"{what} cannot stand inside {inside}",
        _first_word(first),
        others=_header(first.inside),
        body="A block that is moved in belongs to the block above it. Tiers, memberships and "
        "partners hold earn, reward, benefit and perk blocks, a game holds its prizes; every "
        "other block starts further out.",
        fix=_moved(slips, "move the block out"),
    )


def _block(kind: str) -> str:
    """A kind of block; a word that is none may be of any length."""
    return with_article(kind) if kind == "block" or kind in bodies() else quoted(kind, 20)


def _first_word(slip: Slip) -> Label:
    start = slip.line.words[0]
    return Label(start.span, f"starts at column {slip.line.width + 1}")


def _header(level: Level) -> tuple[Label, ...]:
    if level.header is None:
        return ()
    words = level.header.words
    return (Label(Span(words[0].start, words[-1].end), f"the {level.kind}"),)


def _moved(slips: Sequence[Slip], title: str) -> Fix:
    """All lines of the slip moved to where they belong."""
    edits = tuple(
        Edit(Span(slip.line.start, slip.line.words[0].start), " " * slip.level.target)
        for slip in slips
    )
    return Fix(title, "", edits)


def tabs(document: Document, lines: Sequence[Line]) -> list[Diagnostic]:
    """One problem for all tabs before and between words; a tab in a name or comment is its own."""
    places = [place for line in lines for place in _tabs_of(document, line)]
    if not places:
        return []
    count = len(places)
    first = places[0]
    return [
        diagnostic(
            "tabs",
            "there is a tab between the words" if count == 1 else f"there are {count} tabs",
            Label(Span(first, first + 1), "a tab"),
            body="Every editor shows a tab in its own width, so nobody can see how far a line is "
            "moved in. Here each tab was read up to the next second column.",
            fix=Fix("use blanks", "", _blanks(document, lines)),
        )
    ]


def _tabs_of(document: Document, line: Line) -> list[int]:
    places: list[int] = []
    before = line.start
    for word in line.words:
        at = document.text.find("\t", before, word.start)
        while at >= 0:
            places.append(at)
            at = document.text.find("\t", at + 1, word.start)
        before = word.end
    return places


def _blanks(document: Document, lines: Sequence[Line]) -> tuple[Edit, ...]:
    """Each stretch of blanks with a tab in it, as blanks alone."""
    edits: list[Edit] = []
    for line in lines:
        before = line.start
        for number, word in enumerate(line.words):
            gap = document.text[before : word.start]
            if "\t" in gap:
                edits.append(Edit(Span(before, word.start), " " * (1 if number else line.width)))
            before = word.end
    return tuple(edits)
