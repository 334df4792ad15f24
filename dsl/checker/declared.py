"""The first look at a tree: which names, units, currency, tiers and attributes the text declares.

It comes before anything is read, so that a line may use what is defined further down.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from dsl.checker.context import Context, Declared, WalletFacts, name_of
from dsl.checker.families import FAMILY_OF_KIND, Family
from dsl.checker.places import NameWritten
from dsl.checker.problems import about_names
from dsl.checker.quantities import TIMES, exact
from dsl.program.former_names import Family as NameFamily
from dsl.program.former_names import FormerName
from dsl.syntax.tree import Leaf, Node
from dsl.values.currencies import DECIMALS

_NESTING = ("tier_block", "membership_block", "partner_block")
_RULES = ("earn_block", "reward_block", "benefit_block", "perk_block")
_QUOTED = re.compile(r'"([^"\n]*)"')
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_LISTS = {
    "channels": "channels",
    "stores": "stores",
    "brands": "brands",
    "payment_methods": "payment methods",
}
_FAMILIES: dict[Family, NameFamily] = {
    Family.WALLET: "wallet",
    Family.AUDIENCE: "audience",
    Family.RULE: "rule",
    Family.CAUSE: "cause",
}
"""The families of names that may change."""
LARGEST_DECIMALS = 9


def collect(context: Context, tree: Node) -> None:
    """Notes every declaration of the text, and reports names that are declared twice."""
    blocks = [part for part in tree.parts if isinstance(part, Node)]
    if '""' in context.document.text:
        _empty_names(context, tree)
    for block in blocks:
        if block.kind == "program_block":
            _program(context, block)
    for block in blocks:
        _block(context, block)
    for wallet in context.wallets.values():
        _unit(context, wallet)
    _check_former(context)
    _members(context, blocks)


def _empty_names(context: Context, node: Node) -> None:
    """A name is at least one letter, wherever it stands."""
    for part in node.parts:
        if isinstance(part, Node):
            _empty_names(context, part)
        elif part.kind == "NAME" and not name_of(part).strip():
            about_names.empty_name(context, part)


def _program(context: Context, block: Node) -> None:
    context.program_leaf = context.program_leaf or block.leaf("NAME")
    for line in block.nodes():
        if line.kind == "currency":
            code = line.leaf("WORD")
            if code and not context.currency and code.text in DECIMALS:
                context.currency = code.text
                context.currency_decimals = DECIMALS[code.text]
                context.program_leaf = code
        elif line.kind in _LISTS:
            found = line.node("names")
            values = context.values.setdefault(_LISTS[line.kind], [])
            for leaf in found.leaves("NAME") if found else ():
                values.append(name_of(leaf))
                _note(context, _LISTS[line.kind], leaf)


def _block(context: Context, block: Node) -> None:
    kind = block.kind.removesuffix("_block")
    if kind == "unread":
        _unread(context, block)
        return
    leaf = block.leaf("NAME")
    family = FAMILY_OF_KIND.get(kind)
    if leaf is not None and family is not None:
        _declare(context, family, Declared(kind, name_of(leaf), leaf))
        _former(context, family, kind, block, leaf)
        _MORE.get(kind, _nothing_more)(context, block, leaf)
    for line in block.nodes("unread"):
        _unread(context, line)
    if block.kind in _NESTING:
        for inner in block.nodes(*_RULES, "unread"):
            _block(context, inner)


def _nothing_more(context: Context, block: Node, leaf: Leaf) -> None:
    """Most blocks declare only their name."""


def _declare(context: Context, family: Family, declared: Declared) -> None:
    _note(context, declared.kind, declared.leaf)
    known = context.declared[family]
    first = known.setdefault(declared.name, declared)
    if first is not declared:
        about_names.doubled_name(context, first, declared)


def _note(context: Context, kind: str, leaf: Leaf) -> None:
    context.places.names.append(NameWritten(leaf.span, (kind,), name_of(leaf), is_definition=True))


def _former(context: Context, family: Family, kind: str, block: Node, leaf: Leaf) -> None:
    """Notes what a block was called before."""
    if family not in _FAMILIES:
        return
    for line in block.nodes("formerly"):
        before = line.leaf("NAME")
        assert before is not None
        former = FormerName(family=_FAMILIES[family], name=name_of(leaf), before=name_of(before))
        context.former.append((former, Declared(kind, former.before, before)))


def _check_former(context: Context) -> None:
    """A former name that something has now, or had too, would mean two things."""
    known = {
        (_FAMILIES[family], name): declared
        for family in _FAMILIES
        for name, declared in context.declared[family].items()
    }
    for former, declared in context.former:
        first = known.setdefault((former.family, former.before), declared)
        if first is not declared:
            about_names.doubled_name(context, first, declared)


def _unread(context: Context, block: Node) -> None:
    text = context.text_of(block)
    context.unread_names.update(_QUOTED.findall(text))
    context.unread_units.update(_WORD.findall(text))


def _tier(context: Context, block: Node, leaf: Leaf) -> None:
    name = name_of(leaf)
    if name not in context.tiers:
        context.tiers.append(name)


def _wallet(context: Context, block: Node, leaf: Leaf) -> None:
    facts = WalletFacts(name_of(leaf), leaf)
    decimals: int | None = None
    for line in block.nodes():
        if line.kind == "unit":
            unit, plural = line.leaves("WORD")
            if not facts.plural:
                facts.unit, facts.plural = unit.text, plural.text
                facts.unit_span = line.span
        elif line.kind == "holds":
            word = line.leaf("WORD")
            facts.holds = word.text if word else ""
            facts.unit_span = line.span
        elif line.kind == "for_status_only":
            facts.status_only = True
        elif line.kind == "decimals":
            number = line.leaf("NUMBER")
            text = number.text if number else ""
            decimals = int(text) if text.isdecimal() and len(text) == 1 else None
    of_money = context.currency_decimals if facts.is_money else 0
    facts.decimals = of_money if decimals is None else decimals
    context.wallets.setdefault(facts.name, facts)
    for line in block.nodes("worth_per_unit"):
        _worth(context, line, facts.name)


def _worth(context: Context, line: Node, name: str) -> None:
    """What a unit is worth, so that messages can work money out in points."""
    quantity = line.node("quantity")
    number = quantity.leaf("NUMBER") if quantity else None
    word = quantity.leaf("WORD") if quantity else None
    if number and word and word.text == context.currency and exact(number) > 0:
        context.worth[name] = Fraction(exact(number))


def _unit(context: Context, wallet: WalletFacts) -> None:
    """Gives a wallet its words, unless they mean something else."""
    if not wallet.plural:
        return
    block_line = _unit_leaves(context, wallet)
    for leaf in block_line:
        taken = context.units.setdefault(leaf.text, wallet)
        if taken is not wallet:
            first = next(one for one in _unit_leaves(context, taken) if one.text == leaf.text)
            about_names.doubled_unit(context, first, leaf, (taken.name, wallet.name))
        elif leaf.text in DECIMALS:
            about_names.unit_is_taken(context, leaf, "the code of a currency")
        elif leaf.text in TIMES:
            about_names.unit_is_taken(context, leaf, "the word for how often")


def _unit_leaves(context: Context, wallet: WalletFacts) -> list[Leaf]:
    start = wallet.unit_span.start
    text = context.document.text[start : wallet.unit_span.end]
    found = [match for match in _WORD.finditer(text) if match[0] in (wallet.unit, wallet.plural)]
    spans = {match[0]: match for match in reversed(found)}
    return [
        Leaf("WORD", word, start + match.start(), start + match.end())
        for word, match in spans.items()
    ]


def _members(context: Context, blocks: list[Node]) -> None:
    """Works out who belongs to each tier and membership: itself, and all that include it."""
    included_by: dict[str, list[str]] = {}
    for block, name in _named(blocks, "tier_block", "membership_block"):
        for line in block.nodes("includes"):
            leaf = line.leaf("NAME")
            if leaf is not None:
                included_by.setdefault(name_of(leaf), []).append(name)
        included_by.setdefault(name, [])
    for name in included_by:
        context.members[name] = tuple(_reached(included_by, name))


def _named(blocks: list[Node], *kinds: str) -> Iterator[tuple[Node, str]]:
    for block in blocks:
        leaf = block.leaf("NAME") if block.kind in kinds else None
        if leaf is not None:
            yield block, name_of(leaf)


def _reached(included_by: dict[str, list[str]], name: str) -> list[str]:
    reached = {name: None}
    waiting = [name]
    while waiting:
        for other in included_by.get(waiting.pop(), ()):
            if other not in reached:
                reached[other] = None
                waiting.append(other)
    return list(reached)


_MORE: dict[str, Callable[[Context, Node, Leaf], None]] = {"wallet": _wallet, "tier": _tier}
