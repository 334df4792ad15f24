"""Problems with amounts: units that do not mix, too many decimals, numbers too large."""

from fractions import Fraction

from dsl.checker.context import Context, WalletFacts
from dsl.checker.problems.examples import line_followed_by, line_with
from dsl.checker.words import grouped, listed, quoted, rounded, sum_of_money
from dsl.diagnostics.diagnostic import Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.time import Period
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node


def unknown_unit(context: Context, word: Leaf, known: list[str], wanted: str) -> None:
    """An amount in a word that is no unit of the program.

    Args:
        known: the units that could stand here.
        wanted: what the amount should be counted in, in words.
    """
    is_points = wanted == "an amount of points"
    who = "no wallet of the program counts" if is_points else "this line does not count"
    found = context.suggest(word.text, known)
    only = known if len(known) == 1 else []
    nearest = found.nearest[0] if found.nearest else "".join(only)
    fix = Fix(f"count in {nearest}", edits=(Edit(word.span, nearest),)) if nearest else None
    here = (
        f"This amount is counted in {listed(known[:5], 'or')}."
        if known
        else (f"This line needs {wanted}.")
    )
    context.report(
        diagnostic(
            "unknown-unit",
            f'{who} in "{word.text[:30]}"',
            Label(word.span, "not a unit here"),
            body=here,
            fix=fix,
        )
    )


def money_where_points_belong(context: Context, node: Node, value: Fraction) -> None:
    """Money where an amount of a wallet is meant."""
    wallets = [one for one in context.wallets.values() if one.plural]
    money = [one for one in context.wallets.values() if one.is_money]
    code = context.currency
    fix = None
    if money:
        name = money[0].name
        body = f'Money goes into a money wallet, which the line names: as "{name}".'
        example = line_followed_by(context, node.span, f' as "{name}"')
        if example.split()[0] in ("give", "add"):
            fix = Fix("name the money wallet, for example", example=example)
    elif wallets:
        body = f"Members collect {listed([one.plural for one in wallets])}, not {code}."
        worth = _worth(context, wallets[0])
        if worth:
            amount, decimals = value / worth, context.currency_decimals
            body += (
                f" At {sum_of_money(worth, decimals, code)} each, {context.text_of(node)} is"
                f" {rounded(amount)} {wallets[0].plural}."
            )
            if amount.denominator == 1:
                text = f"{grouped(str(amount))} {wallets[0].plural}"
                edits = (Edit(node.span, text),)
                fix = Fix(f"give the same value in {wallets[0].plural}", edits=edits)
    else:
        body = "The program has no wallet that holds money."
    context.report(
        diagnostic(
            "money-where-points-belong",
            "this line has money where points are meant",
            Label(node.span, "this is money"),
            others=[Label(wallets[0].unit_span, f"members collect {wallets[0].plural}")]
            if wallets and not money
            else [],
            body=body,
            fix=fix,
        )
    )


def _worth(context: Context, wallet: WalletFacts) -> Fraction | None:
    """What one unit of a wallet is worth in money, where its block says so."""
    return context.worth.get(wallet.name)


def points_where_money_belongs(context: Context, node: Node, wallet: WalletFacts) -> None:
    """An amount of a wallet where money is meant."""
    number = node.parts[0]
    code = context.currency
    text = f"{context.text_of(number)} {code}"
    context.report(
        diagnostic(
            "points-where-money-belongs",
            f"this line has {wallet.plural} where money is meant",
            Label(node.span, f"these are {wallet.plural}"),
            others=[Label(wallet.unit_span, f"the unit of {quoted(wallet.name)}")],
            body=f"An amount here is a sum of money in {code}.",
            fix=Fix("say it in money, for example", example=line_with(context, node.span, text)),
        )
    )


def units_do_not_mix(
    context: Context,
    node: Node | Leaf,
    title: str,
    label: str,
    body: str,
    *,
    other: Label | None = None,
    fix: Fix | None = None,
) -> None:
    """Amounts in different units meet."""
    context.report(
        diagnostic(
            "units-do-not-mix",
            title,
            Label(Span(node.start, node.end), label),
            others=[other] if other else [],
            body=body,
            fix=fix,
        )
    )


def other_currency(context: Context, node: Node, code: str) -> None:
    """A sum in another currency than the program's."""
    others = (
        [Label(context.program_leaf.span, f"the program counts in {context.currency}")]
        if context.program_leaf
        else []
    )
    context.report(
        diagnostic(
            "units-do-not-mix",
            f"a sum in {code} in a program that counts in {context.currency}",
            Label(node.span, f"this is in {code}"),
            others=others,
            body=f"A program has one currency. No rate of exchange says how much"
            f" {context.text_of(node)} is in {context.currency}.",
            fix=Fix(
                f"say the sum in {context.currency}, for example",
                example=line_with(
                    context, node.span, f"{context.text_of(node.parts[0])} {context.currency}"
                ),
            ),
        )
    )


def too_many_decimals(context: Context, number: Leaf, decimals: int, unit: str, shown: str) -> None:
    """An amount finer than its currency or unit allows.

    Args:
        decimals: how many are allowed.
        unit: the unit in words ("points", "EUR").
        shown: the whole amount as it was written.
    """
    whole, _, places = number.text.partition(".")
    allowed = "no decimals" if not decimals else f"{decimals} decimal{'s' if decimals > 1 else ''}"
    body = f"An amount in {unit} has {allowed}; {number.text} has {len(places)}."
    fix = None
    if len(places) == 3 and len(whole) <= 3:
        text = f"{whole},{places}"
        body += (
            f" If {grouped(whole + places)} is meant, the sign between the thousands is a comma."
        )
        fix = Fix("write thousands with a comma", edits=(Edit(number.span, text),))
    elif not places.strip("0") and decimals < len(places):
        kept = f"{whole}.{places[:decimals]}" if decimals else whole
        fix = Fix("leave out the zeros", edits=(Edit(number.span, kept),))
    context.report(
        diagnostic(
            "too-many-decimals",
            f"{shown[:30]} is finer than {unit} can be counted",
            Label(number.span, f"{unit}: {allowed}"),
            body=body,
            fix=fix,
        )
    )


def number_too_large(context: Context, number: Leaf, largest: str) -> None:
    """A number beyond what can be counted."""
    context.report(
        diagnostic(
            "number-too-large",
            "a number larger than can be counted",
            Label(number.span, f"{len(number.text.partition('.')[0].replace(',', ''))} digits"),
            body=f"The largest number that can stand here is {largest}.",
            fix=Fix("write a smaller number"),
        )
    )


def per_nothing(context: Context, part: Node | Leaf, what: str) -> None:
    """A rate per 0, or a count of 0 where one is needed."""
    text = context.text_of(part)[:30]
    is_rate = what == "so much per"
    body = (
        f"A rate says how much is given per so much. There is no end to how often {text} is"
        " contained in an amount, so nothing can be worked out."
        if is_rate
        else f"With {text} this line would have no effect."
    )
    context.report(
        diagnostic(
            "per-nothing",
            f"a rate per {text}" if is_rate else f"{what} {text}",
            Label(Span(part.start, part.end), "this is 0"),
            body=body,
            fix=Fix("write a number above 0"),
        )
    )


def per_calendar_period(context: Context, node: Node, period: Period) -> None:
    """An amount per period that is no member's own, so that nobody has had so many of them."""
    own = f"membership {'month' if period is Period.MONTH else 'year'}"
    context.report(
        diagnostic(
            "statement-does-not-belong",
            "an amount grows only with a member's own years or months",
            Label(node.span, "counted from when?"),
            body="Membership years and months add up from the day of joining. What is given once in"
            f" each {period} is an amount alone, in a rule that says when: each {period}.",
            fix=Fix(f'write "{own}"', edits=(Edit(node.span, own),)),
        )
    )


def share_above_hundred(context: Context, leaf: Leaf, what: str) -> None:
    """More than all of it."""
    context.report(
        diagnostic(
            "share-above-hundred",
            f"{leaf.text} is more than all of {what}",
            Label(leaf.span, "more than 100%"),
            body=f"100% is all of {what}; above that, the shop would pay out the rest on top.",
            fix=Fix("write 100% or less"),
        )
    )


def days_only(context: Context, node: Node) -> None:
    """A rolling stretch in months where only days are counted."""
    units_do_not_mix(
        context,
        node,
        "this limit rolls by days, not by months",
        "months are not equally long",
        "A wallet's limit over a rolling stretch of time counts days.",
        fix=Fix("say it in days, for example", example="  ... in any 30 days"),
    )


def not_measured_in_money(context: Context, node: Node, name: str) -> None:
    """A rate per sum of money of an attribute that is a plain number."""
    units_do_not_mix(
        context,
        node,
        f"{quoted(name)} is a number, not a sum of money",
        "a number",
        f'A rate on a number is given per so many of it, as in: per 10 "{name}".',
    )


def percent_without_wallet(context: Context, node: Node, leaf: Leaf) -> None:
    """A percentage of money that goes into no wallet."""
    money = [wallet.name for wallet in context.wallets.values() if wallet.is_money]
    what = node.node("measure")
    place = Span(what.end, what.end) if what else None
    context.report(
        diagnostic(
            "money-where-points-belong",
            "a percentage of money needs a wallet that holds money",
            Label(leaf.span, "a share of a sum of money is money"),
            body=f'The line names the wallet: as "{money[0]}".'
            if money
            else "Members collect points here. Points are given per sum of money, as in:"
            " 1 point per 1 USD.",
            fix=Fix("name the wallet", edits=(Edit(place, f' as "{money[0]}"'),))
            if len(money) == 1 and place and node.kind == "give_percent"
            else None,
        )
    )


def percent_of_points(context: Context, leaf: Leaf, wallet: WalletFacts) -> None:
    """A percentage of money that goes into a wallet of points."""
    context.report(
        diagnostic(
            "money-where-points-belong",
            f"a percentage of money cannot go into {wallet.plural or quoted(wallet.name)}",
            Label(leaf.span, "a share of a sum of money is money"),
            others=[Label(wallet.unit_span, f"counts {wallet.plural}")],
            body=f"Points are given per sum of money, as in: 1 {wallet.unit} per 1"
            f" {context.currency}.",
        )
    )
