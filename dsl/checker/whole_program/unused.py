"""Finds what the text defines and nothing uses."""

from collections.abc import Iterator

from dsl.checker.context import WalletFacts
from dsl.checker.families import Family, in_words
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.tiers import ForEveryone, Tier

_BY_KIND = {
    "segment": (Family.AUDIENCE, "unused-segment", "No rule asks who is in it."),
    "products": (
        Family.PRODUCTS,
        "unused-products",
        "No rule, reward or other list names it, so these products are like all others.",
    ),
    "calendar": (
        Family.CALENDAR,
        "unused-calendar",
        "No rule asks for its days, so nothing happens on them.",
    ),
}
_EXAMPLES = {
    "segment": "  when the member is in {name}",
    "products": "  ... of net spend on everything except {name}",
    "calendar": "  when the date is in {name}",
}


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at wallets, tiers, segments, lists of products and calendars.

    A list with a margin has a use: what members get back on it is held against that.
    """
    if whole.has_error:
        return
    context = whole.context
    with_margin = {each.name for each in whole.program.products if each.margin is not None}
    for family in (Family.AUDIENCE, Family.PRODUCTS, Family.CALENDAR):
        for declared in context.declared[family].values():
            if declared.kind == "products" and declared.name in with_margin:
                continue
            if declared.kind in _BY_KIND and declared.name not in context.used[family]:
                slug, body = _BY_KIND[declared.kind][1:]
                name = quoted(declared.name)
                example = _EXAMPLES[declared.kind].format(name=f'"{declared.name}"')
                yield diagnostic(
                    slug,
                    f"the {in_words(declared.kind)} {name} is used nowhere",
                    Label(declared.leaf.span, "nothing names it"),
                    body=body,
                    fix=Fix("name it in a rule, for example", example=example),
                )
    for tier in whole.program.tiers:
        if _gives_nothing(whole, tier):
            yield _tier(whole, tier)
    for wallet in context.wallets.values():
        yield from _wallet(wallet)


def _gives_nothing(whole: Whole, tier: Tier) -> bool:
    """Whether a tier that must be reached brings nothing and is named nowhere."""
    context = whole.context
    if isinstance(tier.entry, ForEveryone) or tier.includes:
        return False
    return tier.name not in context.used[Family.AUDIENCE] and tier.name not in context.has_inside


def _tier(whole: Whole, tier: Tier) -> Diagnostic:
    leaf = whole.context.declared[Family.AUDIENCE][tier.name].leaf
    wallets = whole.context.wallets.values()
    units = next((wallet.plural or quoted(wallet.name) for wallet in wallets), "points")
    return diagnostic(
        "unused-tier",
        f"the tier {quoted(tier.name)} gives its members nothing",
        Label(leaf.span, "has no block inside and is named nowhere"),
        body="Members have to reach it, and no rule, reward, benefit or perk knows it.",
        fix=Fix("put what it gives inside, for example", example=f"  multiply {units} by 1.5"),
    )


def _wallet(wallet: WalletFacts) -> Iterator[Diagnostic]:
    name, unit = quoted(wallet.name), wallet.plural or "it"
    if not wallet.filled:
        yield _unused_wallet(
            wallet,
            f"nothing ever goes into the wallet {name}",
            "no rule gives it anything",
            f"It stays at 0 for every member: no rule gives {unit}.",
            f"  give 1 {wallet.unit}"
            if wallet.unit
            else f'  give 2% of net spend as "{wallet.name}"',
        )
    elif wallet.status_only and not wallet.counted:
        yield _unused_wallet(
            wallet,
            f"no tier counts the wallet {name}",
            "counted by no tier",
            f"It is for status only, and no tier or condition asks for {unit}.",
            f"  from 100 {wallet.plural} earned in a calendar year" if wallet.plural else "",
        )
    elif not wallet.is_money and not wallet.status_only and not wallet.spent:
        yield _unused_wallet(
            wallet,
            f"nothing can be bought with the wallet {name}",
            "no reward is paid from it",
            f"Members collect {unit} and can never spend them; all of it stays owed.",
            f"  costs 100 {wallet.plural}",
        )


def _unused_wallet(
    wallet: WalletFacts, title: str, label: str, body: str, example: str
) -> Diagnostic:
    return diagnostic(
        "unused-wallet",
        title if len(title) <= 72 else f"the wallet {quoted(wallet.name)} has no use",
        Label(wallet.leaf.span, label),
        body=body,
        fix=Fix("use it in a line, or take it out; for example", example=example)
        if example
        else None,
    )
