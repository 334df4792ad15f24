"""What is known while a tree is checked, and where its problems are collected."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from dsl.checker.families import Family
from dsl.checker.places import NameWritten, Places
from dsl.diagnostics.diagnostic import Diagnostic
from dsl.diagnostics.suggest import Suggestion, suggest
from dsl.program.former_names import FormerName
from dsl.program.names import Attribute
from dsl.program.not_run import NOT_RUN
from dsl.program.rules import Rule
from dsl.source.document import Document
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node

_NOWHERE = Span(0, 0)
_MOST_COMPARED = 50_000
_MOST_LISTED = 5


class Declared(NamedTuple):
    """A name that a block's header declares.

    Attributes:
        kind: the header's word.
        name: without its quotes.
        leaf: the name in the header.
    """

    kind: str
    name: str
    leaf: Leaf


@dataclass
class WalletFacts:
    """What other lines must know of a wallet to read an amount.

    Attributes:
        holds: the currency's code for a money wallet, else empty.
        filled, spent, counted: lines that fill it, take from it, or count what is in it.
    """

    name: str
    leaf: Leaf
    unit: str = ""
    plural: str = ""
    holds: str = ""
    decimals: int = 0
    status_only: bool = False
    unit_span: Span = _NOWHERE
    filled: list[Span] = field(default_factory=list)
    spent: list[Span] = field(default_factory=list)
    counted: list[Span] = field(default_factory=list)

    @property
    def is_money(self) -> bool:
        """Whether it holds money."""
        return bool(self.holds)


class LeftOut(NamedTuple):
    """A line that is understood and does not run yet.

    Attributes:
        phrase: the key in `NOT_RUN`.
        what, instead: as in `NOT_RUN`.
        span: the words that do not run.
    """

    phrase: str
    what: str
    instead: str
    span: Span


@dataclass
class AtHand:
    """What the fact tells that the lines of a block look at.

    Attributes:
        purchase: it is a purchase.
        activity: the activity's name, if it is one.
        unknown: what the block waits for could not be read, so nothing is said about it.
        said: the words for it ("on the birthday"), and where they stand.
    """

    purchase: bool = False
    activity: str = ""
    unknown: bool = False
    said: str = ""
    span: Span | None = None


_ABOUT_UNITS = frozenset({"unknown-unit", "money-where-points-belong"})
NOTHING_AT_HAND = AtHand()


class Context:
    """The one thing that every reader of a clause gets beside its node.

    Attributes:
        declared: by family, every name with its declaration.
        wallets: facts of the wallets by name.
        units: the wallet of each unit, singular and plural.
        currency, currency_decimals: the program's; empty while unknown.
        fields: attributes of each activity, and of members under the empty name.
        tiers: names of the tiers from low to high.
        members: for a tier or membership, itself and all that include it.
        worth: what one unit of a wallet is worth in money, where its block says so.
        values: the shop's own values that the program lists, by `channels`, `stores` ...
        used: where each name is used, by family.
        unread_names, unread_units: names and words in lines that could not be read; what they
            say of them is not known, so nothing is said against them.
        at_hand: what the lines of the present block can look at.
        block_kind, block_name: the header of the present block.
        gives_into: the wallets that the present rule fills.
        paid_from: the wallets that the present reward is paid from.
        has_inside: tiers and memberships with blocks or multipliers of their own.
        rules: the rules that were built, in the order of the text.
        empty: rules and rewards without a line, which are left out.
        former: names that blocks had before, each with the place where it is written.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.diagnostics: list[Diagnostic] = []
        self.left_out: list[LeftOut] = []
        self.places = Places(document)
        self.declared: dict[Family, dict[str, Declared]] = {family: {} for family in Family}
        self.wallets: dict[str, WalletFacts] = {}
        self.units: dict[str, WalletFacts] = {}
        self.currency = ""
        self.currency_decimals = 2
        self.program_leaf: Leaf | None = None
        self.fields: dict[str, dict[str, Attribute]] = defaultdict(dict)
        self.tiers: list[str] = []
        self.members: dict[str, tuple[str, ...]] = {}
        self.worth: dict[str, Fraction] = {}
        self.values: dict[str, list[str]] = {}
        self.used: dict[Family, dict[str, list[Span]]] = {family: {} for family in Family}
        self.unread_names: set[str] = set()
        self.unread_units: set[str] = set()
        self.at_hand = NOTHING_AT_HAND
        self.block_kind = ""
        self.block_name = ""
        self.gives_into: list[str] = []
        self.paid_from: list[str] = []
        self._compared = 0
        self.empty: list[Node] = []
        self.has_inside: set[str] = set()
        self.rules: list[Rule] = []
        self.former: list[tuple[FormerName, Declared]] = []

    def report(self, diagnostic: Diagnostic) -> None:
        """Keep a problem.

        While a wallet does not say what it counts, which is told there, any amount may be its own;
        so nothing is said against the unit of an amount.
        """
        if diagnostic.slug in _ABOUT_UNITS and not self._knows_all_units:
            return
        self.diagnostics.append(diagnostic)

    @property
    def _knows_all_units(self) -> bool:
        return all(wallet.unit or wallet.holds for wallet in self.wallets.values())

    def leave_out(self, phrase: str, part: Node | Leaf) -> None:
        """Note a phrase that is understood and does not run yet."""
        found = NOT_RUN[phrase]
        self.left_out.append(LeftOut(phrase, *found, Span(part.start, part.end)))
        self._use_everything_in(part)

    def _use_everything_in(self, part: Node | Leaf) -> None:
        """Notes every name and unit of what is left out, so that nothing seems unused."""
        if isinstance(part, Node):
            for inner in part.parts:
                self._use_everything_in(inner)
        elif part.kind == "NAME":
            for family, declared in self.declared.items():
                found = declared.get(name_of(part))
                if found is not None:
                    self.use(family, found.name, part.span)
                    written = NameWritten(part.span, (found.kind,), found.name)
                    self.places.names.append(written)
            self._use_wallet(self.wallets.get(name_of(part)), part.span)
        elif part.kind == "WORD":
            self._use_wallet(self.units.get(part.text), part.span)

    def _use_wallet(self, wallet: WalletFacts | None, span: Span) -> None:
        if wallet is not None:
            for uses in (wallet.filled, wallet.spent, wallet.counted):
                uses.append(span)

    def add_rule(self, rule: Rule | None) -> None:
        """Keep a rule."""
        if rule is not None:
            self.rules.append(rule)

    def suggest(self, written: str, known: Sequence[str]) -> Suggestion:
        """The known names near a written one; after very many comparisons, the first names."""
        self._compared += len(known)
        if self._compared > _MOST_COMPARED:
            return Suggestion((), tuple(known[:_MOST_LISTED]))
        return suggest(written, known)

    def text_of(self, part: Node | Leaf) -> str:
        """The words as they were written."""
        return self.document.text[part.start : part.end]

    def line_of(self, span: Span) -> int:
        """The line (from 1) on which a span starts."""
        return self.document.line_of(span.start)

    def use(self, family: Family, name: str, span: Span) -> None:
        """Note that a line uses a name."""
        self.used[family].setdefault(name, []).append(span)


def name_of(leaf: Leaf) -> str:
    """A name without its quotes."""
    text = leaf.text
    return text[1:-1] if len(text) > 1 and text[-1] in '"”“' else text[1:]
