"""Problems with names: unknown ones, those of another kind, doubled ones."""

from collections.abc import Iterable, Sequence

from dsl.checker.context import Context, Declared, name_of
from dsl.checker.families import in_words, plural_in_words
from dsl.checker.words import article, count, listed, names, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node

VALUES = {
    "channels": "channel",
    "stores": "store",
    "brands": "brand",
    "payment methods": "payment method",
}
"""Lines of the program block that list the shop's own values, with the word for one of them."""


def unknown_name(context: Context, leaf: Leaf, kinds: Sequence[str], known: Sequence[str]) -> None:
    """A name that the program does not define."""
    word = in_words(kinds[0]) if len(kinds) == 1 else listed([in_words(k) for k in kinds], "or")
    written = name_of(leaf)
    found = context.suggest(written, known)
    if found.nearest:
        body = f"The nearest name in the program is {names(found.nearest, 'or')}."
    elif known:
        more = f" and {len(known) - len(found.listed)} more" if len(known) > 5 else ""
        body = f"The program defines {names(found.listed)}{more}."
    else:
        body = f"The program defines no {word}; a line can only name what has a block of its own."
    context.report(
        diagnostic(
            "unknown-name",
            f"there is no {word if len(word) < 30 else 'such name:'} {_called(written, word)}",
            Label(leaf.span, "not in this program"),
            body=body,
            fix=use_nearest(context, leaf.span, found.nearest, quotes=True)
            or (None if known else _define(kinds[0], written)),
        )
    )


_FIRST_LINES = {
    "products": "category",
    "calendar": "from 1 December 2026 to 24 December 2026",
    "segment": "when the last purchase was more than 60 days ago",
    "group": "only the best counts",
    "attribute": "yes or no",
    "tier": "by invitation",
}


def _define(kind: str, name: str) -> Fix:
    """A block that defines the name, for example."""
    line = _FIRST_LINES.get(kind, "")
    if kind == "products":
        line = f'category "{name}"'
    example = f'{kind} "{name}"' + (f"\n  {line}" if line else "")
    return Fix("define it in a block of its own, for example", example=example)


def _called(written: str, word: str) -> str:
    return f"called {quoted(written)}" if len(word) < 30 else quoted(written)


def use_nearest(
    context: Context, span: Span, nearest: Sequence[str], *, quotes: bool
) -> Fix | None:
    """Replace what was written by the one nearest name."""
    if len(nearest) != 1:
        return None
    text = f'"{nearest[0]}"' if quotes else nearest[0]
    title = f"write {text}" if len(text) < 40 else "use the name that the program has"
    return Fix(title, edits=(Edit(span, text),))


def look_alike(context: Context, leaf: Leaf, meant: str, letters: str) -> None:
    """A name that differs from a declared one only by letters of another alphabet."""
    context.report(
        diagnostic(
            "look-alike-letters",
            f"{quoted(name_of(leaf))} only looks like a name of the program",
            Label(leaf.span, f"written with {letters}"),
            body=f"It reads like {quoted(meant)}, but {letters} is another letter than the one in"
            " that name, so the two are different names.",
            fix=Fix(
                "use the letters of the program's name", edits=(Edit(leaf.span, f'"{meant}"'),)
            ),
        )
    )


def wrong_kind_of_name(
    context: Context, leaf: Leaf, wanted: Sequence[str], found: Declared, known: Sequence[str]
) -> None:
    """A name that exists and stands for something else."""
    word = listed([article(in_words(kind)) for kind in wanted], "or")
    plural = listed([plural_in_words(kind) for kind in wanted], "or")
    has = f"It has {names(known[:5])}." if known else f"It has no {plural}."
    context.report(
        diagnostic(
            "wrong-kind-of-name",
            f"{quoted(found.name)} is {article(in_words(found.kind))} and cannot stand here",
            Label(leaf.span, f"this line needs {word}" if len(word) < 50 else "not meant here"),
            others=[Label(found.leaf.span, f"{quoted(found.name)} is defined here")],
            body=f"This line names {plural} of the program. {has}",
        )
    )


def doubled_name(context: Context, first: Declared, second: Declared) -> None:
    """Two blocks of one family with one name."""
    same = in_words(first.kind) == in_words(second.kind)
    title = (
        f"two {plural_in_words(second.kind)} are called {quoted(second.name)}"
        if same
        else f"two things are called {quoted(second.name)}"
    )
    others = (
        ""
        if same
        else f" {article(in_words(first.kind)).capitalize()} and"
        f" {article(in_words(second.kind))} are named in the same places."
    )
    context.report(
        diagnostic(
            "doubled-name",
            title,
            Label(second.leaf.span, "the second one"),
            others=[Label(first.leaf.span, "the first one")],
            body="Receipts, reports and other lines find it by its name, so each needs a name"
            f" of its own.{others}",
            fix=Fix("give one of them another name"),
        )
    )


def doubled_unit(context: Context, first: Leaf, second: Leaf, wallets: tuple[str, str]) -> None:
    """Two wallets that count in the same word."""
    context.report(
        diagnostic(
            "doubled-name",
            f'two wallets count in "{second.text}"',
            Label(second.span, f"the unit of {quoted(wallets[1])}"),
            others=[Label(first.span, f"and of {quoted(wallets[0])}")],
            body=f'An amount of "{second.text}" would not say into which of the two it goes.',
            fix=Fix("give one of them another unit"),
        )
    )


def unit_is_taken(context: Context, leaf: Leaf, meaning: str) -> None:
    """A unit that is a word for something else already."""
    context.report(
        diagnostic(
            "doubled-name",
            f'"{leaf.text}" is {meaning} and cannot be a unit',
            Label(leaf.span, "means something else already"),
            body=f'An amount of "{leaf.text}" would have two meanings.',
            fix=Fix("choose another word for the unit"),
        )
    )


def unknown_value(context: Context, leaf: Leaf, line: str, known: Sequence[str]) -> None:
    """A channel, store, brand or way to pay that the program does not list."""
    word, written = VALUES[line], name_of(leaf)
    found = context.suggest(written, known)
    if not known:
        body = f'The program block lists no {word}; it says which there are in a line "{line} ...".'
        fix: Fix | None = Fix("list it in the program block", example=f'  {line} "{written}"')
    elif found.nearest:
        body = f"The nearest {word} in the program block is {names(found.nearest, 'or')}."
        fix = use_nearest(context, leaf.span, found.nearest, quotes=True)
    else:
        body = f"The program block lists {names(known)}; orders with another {word} are refused."
        fix = None
    context.report(
        diagnostic(
            "unknown-value",
            f"the program lists no {word} {quoted(written)}",
            Label(leaf.span, f"not one of {count(len(known), word)}" if known else "not listed"),
            body=body,
            fix=fix,
        )
    )


def circle(context: Context, slug: str, verb: str, way: Sequence[tuple[str, Span]]) -> Diagnostic:
    """Names that lead back to where they started, each with the place that names the next."""
    shown = [quoted(name) for name, _ in way]
    path = f" {verb} ".join([*shown, shown[0]])
    first = way[0][1]
    can_go = slug != "circular-includes" or verb == "includes"
    edits = (_without_line(context, first),) if can_go and _is_alone(context, first) else ()
    return diagnostic(
        slug,
        f"{shown[0]} {verb} itself" + (" in a circle" if len(way) > 1 else ""),
        Label(first, "leads back to where it started"),
        others=[Label(span, "by way of this line") for _, span in way[1:] if span != first],
        body=f"As written, {path}.",
        fix=Fix("take out one of these lines", edits=edits),
    )


def _is_alone(context: Context, span: Span) -> bool:
    """Whether nothing but a comment shares the line with a span."""
    text = context.document.text
    end = text.find("\n", span.end)
    rest = text[span.end : len(text) if end < 0 else end].strip()
    return not rest or rest.startswith("#")


def _without_line(context: Context, span: Span) -> Edit:
    """Takes out the whole line of a span."""
    text = context.document.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Edit(Span(start, len(text) if end < 0 else end + 1), "")


def names_in(declared: Iterable[Declared], kinds: Sequence[str]) -> list[str]:
    """The names of the given kinds, in the order of the text."""
    return [one.name for one in declared if one.kind in kinds]


def unknown_wallet_word(context: Context, leaf: Leaf) -> None:
    """A word that is the unit of no wallet."""
    known = [wallet.plural for wallet in context.wallets.values() if wallet.plural]
    money = [wallet.name for wallet in context.wallets.values() if wallet.is_money]
    found = context.suggest(leaf.text, known)
    body = f"The units are {listed(known)}." if known else "No wallet of the program has a unit."
    if money:
        body += f" A money wallet is named in quotes, as {names(money)}."
    nearest = found.nearest or (tuple(known) if len(known) == 1 else ())
    context.report(
        diagnostic(
            "unknown-unit",
            f'no wallet of the program counts in "{leaf.text[:30]}"',
            Label(leaf.span, "not a unit of the program"),
            body=body,
            fix=use_nearest(context, leaf.span, nearest, quotes=False),
        )
    )


def name_of_multiplier(context: Context, taken: Declared, line: Node) -> None:
    """A rule with the name that a tier's own multiplier has in reports."""
    context.report(
        diagnostic(
            "doubled-name",
            f"{quoted(taken.name)} is the name of a tier's own multiplier",
            Label(taken.leaf.span, "the same name"),
            others=[Label(line.span, "reports call this line so")],
            body="Each needs a name of its own, so that receipts and reports can tell them apart.",
            fix=Fix("give the rule another name"),
        )
    )


def empty_name(context: Context, leaf: Leaf) -> None:
    """Quotes with nothing between them."""
    context.report(
        diagnostic(
            "missing-name",
            "there is nothing between the quotes",
            Label(leaf.span, "an empty name"),
            body="A name has at least one letter, so that receipts and reports can show it.",
            fix=Fix("write a name between the quotes"),
        )
    )
