"""Writes every default of a program as a real line, in the block that it belongs to.

A default is what holds where a block says nothing; the lines written here say the same, so the
program is the same program, with the same hash.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dsl.checker import declared
from dsl.checker.context import Context, WalletFacts, name_of
from dsl.diagnostics.diagnostic import Edit
from dsl.diagnostics.edits import apply_edits
from dsl.source.document import Document
from dsl.source.span import Span
from dsl.syntax.from_text import read
from dsl.syntax.to_text import format_text
from dsl.syntax.tree import Node


class _Default(NamedTuple):
    """One default.

    Attributes:
        clauses: the grammar's names of all lines that say it, or something else in its place.
        line: the line that says it.
        only_with: clauses of which the block must have one for it to matter; empty for always.
    """

    clauses: frozenset[str]
    line: str
    only_with: frozenset[str] = frozenset()


def _default(clauses: str, line: str, only_with: str = "") -> _Default:
    return _Default(frozenset(clauses.split()), line, frozenset(only_with.split()))


_ROUNDINGS = "round_down round_up round_nearest"
_ROUND = _default(_ROUNDINGS, "round down per purchase")
_AVAILABLE = _default(
    "available_at_once available_after available_on available_when", "available at once"
)
_EXPIRIES = (
    "expire_never expire_after_earning expire_after_last expire_on_date expire_on_days"
    " expire_next_year expire_at_end expire_at_end_of_next"
)
_VALID = _default(
    "valid_until_used valid_for valid_until_date valid_until_next_year valid_until_end"
    " valid_until_end_of_next",
    "valid until used",
)
_RETURN = _default("return_gives_back return_does_not_give_back", "a return gives it back")
_PART = _default("pay_part pay_nothing", "pay part when a limit cuts", "at_most once")
_KEPT = "kept_for kept_until_end kept_until_end_of_next kept_for_life kept_while_it_holds"

_DEFAULTS: dict[str, tuple[_Default, ...]] = {
    "program_block": (
        _default(
            "net_spend_leaves_out net_spend_leaves_out_nothing",
            "net spend leaves out discounts, rewards, tax, shipping and gift cards",
        ),
        _default("multipliers_add multipliers_multiply best_multiplier_counts", "multipliers add"),
        _default(
            "discounts_combine discounts_do_not_combine best_discount_counts",
            "the best discount counts",
        ),
        _default(
            "new_tier_from_next_purchase new_tier_for_same_purchase",
            "a new tier counts from the next purchase",
        ),
        _default("weeks_start_on", "weeks start on Monday"),
    ),
    "wallet_block": (
        _ROUND,
        _AVAILABLE,
        _default(_EXPIRIES, "expire never", "for_status_only"),
        _default("returns_stop_at_zero returns_may_go_below_zero", "returns stop at zero"),
        _default("transfer_not_allowed transfer_at_most", "transfer not allowed"),
    ),
    "activity_block": (_default("counts_at_once counts_once_approved", "counts at once"),),
    "earn_block": (
        _default(
            "each_band_counts_for_its_part last_band_counts_for_everything",
            "each band counts for its part",
            "give_by_bands",
        ),
        _PART,
    ),
    "benefit_block": (_VALID, _RETURN, _PART),
    "reward_block": (_VALID, _RETURN),
    "tier_block": (
        _default("start_at_once start_on start_at_next_review", "start at once"),
        _default("reviewed_each reviewed_on", "reviewed each day"),
        _default(_KEPT, "kept for life", "for_everyone by_invitation"),
        _default(_KEPT, "kept while it holds", "when when_any unless"),
        _default("grace", "grace 0 days"),
        _default("drop_one_at_a_time drop_to_earned never_drop", "drop to the tier earned"),
        _default("carry_over_nothing carry_over_surplus", "carry over nothing"),
    ),
    "membership_block": (
        _default("renews_by_itself ends_by_itself", "renews by itself", "fee_per_period fee_once"),
    ),
}
_PLACELESS = frozenset(_ROUNDINGS.split())


def with_defaults(document: Document) -> str:
    """The text with every default written out, in the one layout.

    Args:
        document: a text without errors.
    """
    tree = read(document).tree
    context = Context(document)
    declared.collect(context, tree)
    ladder = {line.kind for block in tree.nodes("tiers_block") for line in block.nodes()}
    edits = [edit for block in _blocks(tree) for edit in _edits(context, block, ladder)]
    text = apply_edits(document.text, edits)
    return format_text(Document(document.name, text))


def _blocks(tree: Node) -> Iterator[Node]:
    """All blocks that run, those inside others too."""
    for block in tree.nodes():
        if block.kind in _DEFAULTS:
            yield block
        if block.kind in ("tier_block", "membership_block"):
            yield from (inner for inner in block.nodes() if inner.kind in _DEFAULTS)


def _edits(context: Context, block: Node, ladder: set[str]) -> Iterator[Edit]:
    lines = [line for line in block.nodes() if not line.kind.endswith("_block")]
    said = {line.kind for line in lines}
    if block.kind == "tier_block":
        said |= ladder
    if not lines and block.kind not in ("activity_block", "program_block"):
        return
    missing = [
        default.line
        for default in _DEFAULTS[block.kind]
        if not default.clauses & said and (not default.only_with or default.only_with & said)
    ]
    more = _MORE.get(block.kind)
    if more is not None:
        missing += more(context, block, lines)
    for line in lines:
        if line.kind in _PLACELESS and not list(line.nodes()):
            yield Edit(Span(line.end, line.end), " per purchase")
    # After the ends of lines: of two edits at one place the first one comes out on top.
    if missing:
        yield _put_in(context, block, lines, missing)


def _spendable_later(context: Context, block: Node, lines: Iterable[Node]) -> list[str]:
    """When the new points of each wallet can be spent, where the program does not say it."""
    said = set()
    for line in lines:
        if line.kind in ("spend_from_next_purchase", "spend_on_same_purchase"):
            wallet = line.node("wallet_name")
            leaf = wallet.leaf() if wallet else None
            if leaf is not None:
                said.add(name_of(leaf) if leaf.kind == "NAME" else leaf.text)
    return [
        f"new {wallet.plural or _quoted(wallet)} can be spent from the next purchase"
        for wallet in context.wallets.values()
        if not wallet.status_only and not said & {wallet.name, wallet.unit, wallet.plural}
    ]


def _quoted(wallet: WalletFacts) -> str:
    return f'"{wallet.name}"'


def _decimals(context: Context, block: Node, lines: Iterable[Node]) -> list[str]:
    """The places that a wallet keeps, where it does not say it."""
    if any(line.kind == "decimals" for line in lines):
        return []
    leaf = block.leaf("NAME")
    facts = context.wallets.get(name_of(leaf)) if leaf else None
    return [f"decimals {facts.decimals}"] if facts else []


_MORE: dict[str, Callable[[Context, Node, list[Node]], list[str]]] = {
    "program_block": _spendable_later,
    "wallet_block": _decimals,
}


def _put_in(context: Context, block: Node, lines: list[Node], missing: list[str]) -> Edit:
    """Puts lines after the block's own, before the blocks inside it."""
    text = context.document.text
    leaf = block.leaf("NAME")
    after = lines[-1].end if lines else (leaf.end if leaf else block.end)
    end = text.find("\n", after)
    place = len(text) if end < 0 else end
    start = text.rfind("\n", 0, block.start) + 1
    indent = " " * (block.start - start + 2)
    return Edit(Span(place, place), "".join(f"\n{indent}{line}" for line in missing))
