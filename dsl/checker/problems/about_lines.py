"""Problems with the lines of a block: missing, doubled, out of place."""

from collections.abc import Sequence

from dsl.checker.context import Context, WalletFacts
from dsl.checker.families import in_words
from dsl.checker.words import listed, quoted
from dsl.diagnostics.diagnostic import Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node


def header_span(block: Node) -> Span:
    """The kind and the name of a block, without its lines."""
    leaf = block.leaf("NAME")
    return Span(block.start, leaf.end if leaf else block.end)


def take_out(context: Context, span: Span) -> Edit:
    """Takes out the whole lines of a span."""
    text = context.document.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Edit(Span(start, len(text) if end < 0 else end + 1), "")


def put_in(context: Context, block: Span, lines: Sequence[str]) -> Edit:
    """Puts lines after the header of a block."""
    text = context.document.text
    start = text.rfind("\n", 0, block.start) + 1
    end = text.find("\n", block.end)
    indent = " " * (block.start - start + 2)
    place = len(text) if end < 0 else end
    return Edit(Span(place, place), "".join(f"\n{indent}{line}" for line in lines))


def missing_statement(
    context: Context,
    block: Node,
    says: str,
    example: str,
    body: str,
    *,
    slug: str = "missing-statement",
    certain: bool = False,
) -> None:
    """A block lacks a line that it cannot do without.

    Args:
        says: what the block does not say ("when it pays").
        example: a line that would say it.
        certain: the example is the only line that can be meant, so that it can be put in.
    """
    kind = in_words(block.kind.removesuffix("_block"))
    leaf = block.leaf("NAME")
    span = header_span(block)
    title = f"the {kind} {quoted(_name(leaf))} does not say {says}"
    if len(title) > 72:
        title = f"this {kind} does not say {says}"
    fix = (
        Fix("say it in a line", edits=(put_in(context, span, [example]),))
        if certain
        else Fix("say it in a line, for example", example=f"  {example}")
    )
    context.report(diagnostic(slug, title, Label(span, "not said here"), body=body, fix=fix))


def _name(leaf: Leaf | None) -> str:
    return leaf.text.strip('"') if leaf else ""


def doubled_statement(context: Context, kind: str, first: Node | Leaf, second: Node | Leaf) -> None:
    """A block says twice what it can say only once."""
    same = context.text_of(first) == context.text_of(second)
    fix = Fix(
        "keep one of the two lines",
        edits=(take_out(context, Span(second.start, second.end)),) if same else (),
    )
    context.report(
        diagnostic(
            "doubled-statement",
            f"this {in_words(kind)} says the same thing twice",
            Label(Span(second.start, second.end), "the second time"),
            others=[Label(Span(first.start, first.end), "the first time")],
            body="Only one of these two lines can hold"
            + (", and they are the same." if same else ", and the text does not say which."),
            fix=fix,
        )
    )


def statement_does_not_belong(
    context: Context,
    part: Node | Leaf,
    why: str,
    *,
    title: str = "",
    fix: Fix | None = None,
    others: Sequence[Label] = (),
    label: str = "has no meaning here",
) -> None:
    """A line in a block where it has no meaning.

    Args:
        why: one or two sentences: what the line asks for and why it is not there.
    """
    kind = in_words(context.block_kind)
    context.report(
        diagnostic(
            "statement-does-not-belong",
            title or f"this line has no meaning in this {kind}",
            Label(Span(part.start, part.end), label),
            others=others,
            body=why,
            fix=fix,
        )
    )


def no_bands_here(context: Context, node: Node, has_mistakes: bool) -> None:
    """A line about bands in a rule without bands."""
    if not has_mistakes:
        statement_does_not_belong(
            context,
            node,
            'It says how bands count, and this rule has none. Bands start with "give by bands".',
            label="which bands?",
        )


def limit_of_another_wallet(
    context: Context, node: Node, wallet: str, filled: Sequence[WalletFacts]
) -> None:
    """A limit in a unit that its rule does not give."""
    quantity = node.node("quantity") or node
    units = [one.plural or one.holds for one in filled]
    limited = context.wallets[wallet]
    context.report(
        diagnostic(
            "units-do-not-mix",
            f"the rule gives {listed(units)}, its limit counts {limited.plural or limited.holds}",
            Label(quantity.span, f"counted in {limited.plural or limited.holds}"),
            body=f"A limit holds back what its own rule gives: {listed(units)}.",
        )
    )


def stands_for_itself(context: Context, node: Node) -> None:
    """A rule that names itself in how it combines."""
    statement_does_not_belong(
        context,
        node,
        "The line says how this rule goes together with another one, and names this rule.",
        title="a rule cannot be combined with itself",
        label="this rule itself",
    )


def nothing_to_pay(context: Context, span: Span) -> None:
    """Joining by paying, and no membership with a fee."""
    context.report(
        diagnostic(
            "missing-statement",
            "members join by paying, and nothing says what they pay",
            Label(span, "pay what?"),
            body="The fee is said by a membership: a block of its own, with what it costs.",
            fix=Fix(
                "add a membership, for example",
                example='  membership "Member"\n    costs 25 USD per year',
            ),
        )
    )


_INSTEAD = {
    ("perk", "when"): "Who has a perk is said with its tier, or with a segment: for ...",
    ("perk", "unless"): "Who has a perk is said with its tier, or with a segment: for ...",
    ("perk", "when_any"): "Who has a perk is said with its tier, or with a segment: for ...",
    ("perk", "at_most"): "A perk is there all the time; what can be limited is a benefit.",
    ("perk", "once"): "A perk is there all the time; what can be limited is a benefit.",
    ("reward", "instead_of"): "Rewards are chosen one by one, so none stands instead of another.",
    ("reward", "on_top_of"): "Rewards are chosen one by one, so each stands by itself.",
    ("reward", "pay_nothing"): "A reward is given whole or not at all.",
    ("reward", "pay_part"): "A reward is given whole or not at all.",
    ("cause", "terms"): "A cause is a name; words about it stand in the program block.",
}
"""What to say where a line is left out of a block's table for a reason, by block and clause."""


def no_such_line_here(context: Context, line: Node) -> None:
    """A line that the grammar lets stand in a block where nothing can be meant by it."""
    words = context.text_of(line).partition("\n")[0]
    why = _INSTEAD.get((context.block_kind, line.kind))
    statement_does_not_belong(
        context, line, why or f'Nothing in this block can be meant by "{words[:60]}".'
    )
