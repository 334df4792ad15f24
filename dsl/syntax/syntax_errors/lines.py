"""Lines that no block has, lines in the wrong block, and lines that stop too early."""

from collections.abc import Sequence

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.diagnostics.suggest import suggest
from dsl.source.span import Span
from dsl.syntax.syntax_errors.example_ending import example_ending
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import (
    listed,
    quoted,
    quoted_list,
    what_may_follow,
    with_article,
)
from dsl.syntax.syntax_errors.words_out_of_place import word_does_not_fit
from dsl.syntax.tables import load_tables
from dsl.syntax.trial import bodies

_MOST_KINDS = 4
_INSIDE = {"prize": "game"}


def misspelt_word(mistake: Mistake) -> Diagnostic | None:
    """A word that is nearly a word of the language that fits."""
    word = mistake.word
    if mistake.is_line_end or word.kind != "WORD":
        return None
    for near in suggest(word.text, mistake.accepted_words).nearest:
        edit = Edit(word.span, near)
        if mistake.cures([edit]):
            fix = Fix(f"write {quoted(near)}", "", (edit,))
            return _unknown(mistake, near, fix)
    return None


def _unknown(mistake: Mistake, near: str, fix: Fix | None) -> Diagnostic:
    if mistake.position:
        return word_does_not_fit(mistake, f"perhaps {quoted(near)}", fix)
    if near in bodies():
        return _no_such_block(mistake, fix)
    return _no_such_line(mistake, fix)


def line_in_other_block(mistake: Mistake) -> Diagnostic | None:
    """A line that would be right in another kind of block."""
    if mistake.first in _INSIDE:
        return None
    kinds = [kind for kind, states in bodies().items() if mistake.reads_in(states)]
    if not kinds or mistake.level.kind in kinds:
        return None
    return _misplaced(mistake, kinds, Span(mistake.offset, mistake.line.end))


def _misplaced(mistake: Mistake, kinds: Sequence[str], span: Span) -> Diagnostic:
    inside = mistake.level.kind
    wanted = listed([with_article(kind) for kind in kinds[:_MOST_KINDS]])
    if len(kinds) > _MOST_KINDS:
        wanted += " or others"
    if not inside:
        return diagnostic(
            "line-outside-block",
            "a line stands outside any block",
            Label(span, f"belongs in {wanted}" if kinds else "no block starts with this"),
            body="A text is a list of blocks. A block starts with its kind and its name, and its "
            "lines are moved in below that.",
        )
    return diagnostic(
        "line-in-other-block",
        f"this line belongs in {wanted}"[:72],
        Label(span, f"not a line of {with_article(inside)}"),
        others=_header(mistake),
        body=_difference(inside, kinds),
        fix=_other_kind(mistake, kinds),
    )


def _difference(inside: str, kinds: Sequence[str]) -> str:
    if inside == "earn" and "benefit" in kinds:
        return (
            "An earn puts something into a wallet. What comes by itself and lands in no wallet, "
            "such as money off or a free product, is a benefit."
        )
    if inside in ("benefit", "reward") and "earn" in kinds:
        return (
            f"{with_article(inside).capitalize()} gives money off, a product or a service. What "
            "lands in a wallet is given by an earn."
        )
    return f"The words are right, but {with_article(inside)} has no such line."


def _other_kind(mistake: Mistake, kinds: Sequence[str]) -> Fix | None:
    header = mistake.level.header
    if header is None or mistake.level.kind != "earn" or list(kinds) != ["benefit"]:
        return None
    name = next((word.text for word in header.words if word.kind == "NAME"), '"..."')
    return Fix("make the block a benefit", f"benefit {name}")


def _header(mistake: Mistake) -> tuple[Label, ...]:
    header = mistake.level.header
    if header is None:
        return ()
    span = Span(header.words[0].start, header.end)
    return (Label(span, f"in this {mistake.level.kind}"),)


def missing_name(mistake: Mistake) -> Diagnostic | None:
    """A header without its name."""
    if not mistake.is_line_end or mistake.position != 1 or "<NAME>" not in mistake.accepted:
        return None
    if mistake.first not in bodies():
        return None
    kind = mistake.first
    return diagnostic(
        "missing-name",
        f"{with_article(kind)} has no name",
        Label(mistake.word.span, "needs a name in quotes"),
        body="Every block has a name of its own, by which other lines and all figures call it.",
        fix=mistake.fix("give it a name, for example", example=f'{kind} "Every purchase"'),
    )


def unfinished_line(mistake: Mistake) -> Diagnostic | None:
    """A line that ends where more is needed."""
    if not mistake.is_line_end:
        return None
    needed = what_may_follow(mistake.accepted - {"<NL>"})
    ending = example_ending(mistake)
    example = f"{mistake.text} {ending}".replace(" ,", ",") if ending else ""
    return diagnostic(
        "unfinished-line",
        f"the line ends too early, after {quoted(mistake.word.text)}",
        Label(mistake.word.span, "something is missing behind this"),
        body=f"After {quoted(mistake.word.text)} the line goes on with {needed}. A line cannot be "
        "continued on the next one.",
        fix=mistake.fix("finish the line, for example", example=example),
    )


def unknown_line(mistake: Mistake) -> Diagnostic | None:
    """A line whose first word no line of its block starts with."""
    if mistake.position:
        return None
    second = mistake.words[1]
    near = suggest(mistake.first, mistake.accepted_words).nearest
    if mistake.first in _INSIDE and second.kind == "NAME":
        return _inside_only(mistake, _INSIDE[mistake.first])
    if second.kind in ("NAME", "OPEN") and (not mistake.level.kind or set(near) & bodies().keys()):
        return _no_such_block(mistake, None)
    kinds = [kind for kind in bodies() if mistake.first in _first_words(kind)]
    if mistake.level.kind not in kinds and (kinds or not (mistake.level.kind or near)):
        return _misplaced(mistake, kinds, mistake.word.span)
    return _no_such_line(mistake, None)


def _first_words(kind: str) -> dict[str, int]:
    return load_tables().rows[bodies()[kind][-1]]


def _inside_only(mistake: Mistake, outer: str) -> Diagnostic:
    return diagnostic(
        "block-inside-block",
        f"{with_article(mistake.first)} stands inside {with_article(outer)}",
        Label(mistake.word.span, f"not inside {with_article(outer)}"),
        body=f"Only {with_article(outer)} has {mistake.first}s: its lines are moved in below it, "
        f"and each {mistake.first} is one of them.",
    )


def _no_such_block(mistake: Mistake, fix: Fix | None) -> Diagnostic:
    known = sorted(set(mistake.accepted_words) & bodies().keys())
    where = f" inside {with_article(mistake.level.kind)}" if mistake.level.kind else ""
    return diagnostic(
        "unknown-block",
        f"there is no kind of block called {quoted(mistake.first)}",
        Label(mistake.word.span, "no such block"),
        body=f"The blocks{where} are {listed(known, 'and')}.",
        fix=fix,
    )


def _no_such_line(mistake: Mistake, fix: Fix | None) -> Diagnostic:
    kind = mistake.level.kind
    words = [word for word in mistake.accepted_words if word not in bodies()]
    near = suggest(mistake.first, words).nearest
    starts = quoted_list([*near, *(word for word in words if word not in near)])
    owner = with_article(kind) if kind else "the text"
    return diagnostic(
        "unknown-line",
        f"{owner} has no line that starts with {quoted(mistake.first)}"[:72],
        Label(mistake.word.span, "no such line"),
        others=_header(mistake),
        body=f"The lines of {owner} start with {starts}.",
        fix=fix,
    )


def unreadable_mark(mistake: Mistake) -> Diagnostic | None:
    """A sign that is part of no sentence."""
    word = mistake.word
    if mistake.is_line_end or word.kind != "OTHER":
        return None
    shown = quoted(word.text) if word.text.isprintable() else f"number {ord(word.text)}"
    return diagnostic(
        "unknown-sign",
        f"the sign {shown} has no meaning here",
        Label(word.span, "not part of the language"),
        body="Outside of names and comments a line holds words, figures, commas and the sign %.",
        fix=mistake.fix("take it away", Edit(word.span, " ")),
    )
