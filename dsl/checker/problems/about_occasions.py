"""Problems with what a line looks at: a purchase, an activity, a window that is not there."""

import re

from dsl.checker.context import Context
from dsl.checker.families import in_words
from dsl.checker.problems.about_lines import statement_does_not_belong
from dsl.checker.problems.examples import line_with
from dsl.checker.words import article, names, quoted
from dsl.diagnostics.diagnostic import Edit, Fix, Label
from dsl.diagnostics.edits import without_line
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node

EXAMPLE_WINDOW = "over the last 12 months"


def no_purchase_at_hand(context: Context, part: Node | Leaf, asks: str) -> None:
    """A line asks about a purchase where there is none."""
    at_hand = context.at_hand
    others = [Label(at_hand.span, "when it happens")] if at_hand.span else []
    if at_hand.said:
        title = f'"{at_hand.said}" has no purchase to look at'
        why = f"The line looks at {_the(asks)}; {at_hand.said} nothing is bought."
    else:
        kind = in_words(context.block_kind)
        title = f"{article(kind)} has no purchase to look at"
        why = f"The line looks at {_the(asks)}, and {article(kind)} holds between purchases too."
    fix = _other_words(context, part) if isinstance(part, Node) else None
    statement_does_not_belong(
        context, part, why, title=title if len(title) <= 72 else "", others=others, fix=fix
    )


def _other_words(context: Context, part: Node) -> Fix | None:
    """A fixed amount where a share of nothing is given; a stretch of time in a condition."""
    if part.kind != "measure":
        return None
    line = context.document.line_text(context.line_of(part.span))
    given = re.match(r"(\s*(?:give|add)) [0-9.,]+ (\S+)", line)
    if given:
        return Fix("give a fixed amount, for example", example=f"{given[1]} 50 {given[2]}")
    if line.split()[0] in ("when", "unless"):
        example = line_with(context, Span(part.end, part.end), f" {EXAMPLE_WINDOW}")
        return Fix("say over which time, for example", example=example)
    return None


def _the(asks: str) -> str:
    return asks if asks.startswith(("the ", "what ", "whether ")) else f"the {asks} of a purchase"


def no_activity_at_hand(context: Context, leaf: Leaf) -> None:
    """A line asks for an attribute of an activity where there is none."""
    at_hand = context.at_hand
    others = [Label(at_hand.span, "when it happens")] if at_hand.span else []
    statement_does_not_belong(
        context,
        leaf,
        f'"its" means the activity that a rule waits for, as in: on a "workout". Here it waits'
        f" for {'a purchase' if at_hand.purchase else 'something else'}.",
        title="there is no activity that could have this attribute",
        others=others,
        label="an attribute of what?",
    )


def no_window(context: Context, node: Node) -> None:
    """A mark without the stretch of time that it is counted in."""
    text = context.text_of(node)
    context.report(
        diagnostic(
            "missing-statement",
            "this mark does not say over which time it counts",
            Label(node.span, "in which time?"),
            body=f'"{text}" is reached sooner or later by everybody who stays, unless it is counted'
            " in a year or over some months.",
            fix=Fix(
                "say the time, for example",
                example=line_with(context, Span(node.end, node.end), " in a calendar year"),
            ),
        )
    )


def is_missing_earned(context: Context, node: Node) -> bool:
    """Whether a mark counts an amount of a wallet and does not say "earned"; says so."""
    quantity = node.node("quantity")
    word = quantity.leaf("WORD") if quantity and node.kind == "counted_facts" else None
    wallet = context.units.get(word.text) if word else None
    if quantity is None or wallet is None:
        return False
    text = context.text_of(quantity)
    context.report(
        diagnostic(
            "units-do-not-mix",
            f"{wallet.plural} are counted where they are earned",
            Label(quantity.span, "earned, or held?"),
            body=f'A mark counts {wallet.plural} as they come in: "{text} earned".',
            fix=Fix('add "earned"', edits=(Edit(quantity.span, f"{text} earned"),)),
        )
    )
    return True


def nothing_to_count(context: Context, node: Node) -> None:
    """A count of something that is no visit, purchase, activity or amount."""
    word = node.parts[-1]
    context.report(
        diagnostic(
            "unknown-unit",
            f'a mark cannot be counted in "{context.text_of(word)[:30]}"',
            Label(Span(word.start, word.end), "not something to count"),
            body='A mark counts purchases, visits, "250 USD of net spend", "400 points earned" or'
            ' "5 times" and an activity.',
        )
    )


def nothing_above(context: Context, leaf: Leaf, kind: str, name: str) -> None:
    """Only tiers have others above them."""
    context.report(
        diagnostic(
            "wrong-kind-of-name",
            f"{quoted(name)} is {article(kind)}; only tiers go up",
            Label(leaf.span, "has nothing above it"),
            others=[],
            body='"or above" counts the tiers that follow in the text.'
            + (f" The tiers are {names(context.tiers)}." if context.tiers else ""),
        )
    )


def no_alternatives(context: Context, node: Node) -> None:
    """A block of alternatives without a line."""
    context.report(
        diagnostic(
            "missing-statement",
            'nothing follows "when any of these"',
            Label(node.span, "any of what?"),
            body="The lines below it, two blanks further in, are the alternatives.",
            fix=Fix(
                "write one condition a line below it, for example",
                example='  when any of these\n    the channel is "app"\n    the tier is "Gold"',
            ),
        )
    )


def unused_window(context: Context, line: Node) -> None:
    """All tiers say over which time they count, or none counts."""
    context.report(
        diagnostic(
            "unused-window",
            "no tier counts over this time",
            Label(line.span, "for no tier"),
            body="It is for tiers whose own lines do not say over which time they count. Here every"
            " such line says it, or no tier is reached by counting.",
            fix=Fix("take the line out", edits=(without_line(context.document.text, line.span),)),
        )
    )
