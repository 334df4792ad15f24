"""Examples said in a program's own words: its currency, its units, its names."""

import re
from fractions import Fraction
from types import MappingProxyType

from designer.authoring.wallets_in_text import Wallet, wallets_of
from dsl.program.words_of_amounts import exact_words
from dsl.syntax.tree import Leaf, Node
from dsl.values.currencies import DECIMALS

_USUAL_CURRENCY = "USD"
_USUAL_WALLET = "Points"
_UNITS = (("point", "points"), ("star", "stars"), ("stamp", "stamps"), ("credit", "credits"))
_NAMES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "products": ("Bread", "Rolls", "Cakes", "Gift cards"),
        "tier": ("Baker", "Apprentice"),
        "membership": ("Bread club",),
        "segment": ("Regulars",),
        "activity": ("tasting", "evening course", "order received"),
        "calendar": ("Market days",),
        "group": ("Autumn",),
        "earn": ("Every loaf",),
        "reward": ("A free loaf",),
        "cause": ("Community garden",),
        "challenge": ("Five Sundays",),
        "game": ("Lucky bag",),
        "partner": ("The cheese shop",),
        "channels": ("counter", "web shop"),
        "stores": ("Old Town", "Station"),
        "brands": ("Corner Café", "Corner Bakery"),
        "payment_methods": ("cash", "card"),
    }
)
"""The names in the examples of the clauses, by the kind of thing that they stand for."""
_PLACES = {name: (kind, at) for kind, names in _NAMES.items() for at, name in enumerate(names)}
_MONEY = re.compile(r"([0-9][0-9,.]*) CHF\b")
_CRUMBS = re.compile(r"\bcrumb(s?)\b")
_NAME = re.compile(r'"([^"\n]*)"')


class OwnWords:
    """The words of one program."""

    def __init__(self, tree: Node) -> None:
        self._tree = tree
        self._wallets = tuple(wallets_of(tree))
        self._names = _names_by_kind(tree)

    @property
    def currency(self) -> str:
        """The program's currency, or a usual one where it names none."""
        for block in self._tree.nodes("program_block"):
            for line in block.nodes("currency"):
                word = line.leaf("WORD")
                if word and word.text in DECIMALS:
                    return word.text
        return _USUAL_CURRENCY

    def money(self, units: Fraction | int) -> str:
        """A sum of money of everyday size; a hundred times as much where there are no cents."""
        return f"{exact_words(Fraction(units) * self._everyday)} {self.currency}"

    def minor(self, units: Fraction | int) -> Fraction:
        """The same sum in minor units."""
        minor_in_one: int = 10 ** DECIMALS[self.currency]
        return Fraction(units) * self._everyday * minor_in_one

    @property
    def _everyday(self) -> int:
        return 1 if DECIMALS[self.currency] else 100

    def wallet(self) -> Wallet | None:
        """The first wallet from which members can pay, if there is one."""
        return next((each for each in self._wallets if not each.is_for_status), None)

    def new_wallet(self) -> Wallet:
        """One that could be added."""
        taken = {unit for each in self._wallets for unit in (each.one, each.many)}
        one, many = next((pair for pair in _UNITS if not set(pair) & taken), _UNITS[0])
        return Wallet(self.free_name(_USUAL_WALLET), one, many)

    def names(self, kind: str) -> list[str]:
        """The names of a kind of block, or the values that a list of the program has."""
        return self._names.get(kind, [])

    @property
    def all_names(self) -> frozenset[str]:
        """Every name and value that the program has."""
        return frozenset(each for names in self._names.values() for each in names)

    def free_name(self, name: str) -> str:
        """A name, with a number behind it where it is taken."""
        taken = self.all_names
        numbers = range(2, len(taken) + 3)
        return next(
            each for each in (name, *(f"{name} {at}" for at in numbers)) if each not in taken
        )

    def said(self, example: str, wallet: Wallet | None = None) -> str:
        """An example of the clauses in the program's words; what it has no word for stays.

        Args:
            wallet: whose units it counts in; without one the program's first wallet's.
        """
        unit = wallet or self.wallet() or self.new_wallet()
        text = _MONEY.sub(lambda found: self.money(Fraction(found[1].replace(",", ""))), example)
        text = re.sub(r"\bCHF\b", self.currency, text)
        text = _CRUMBS.sub(lambda found: unit.many if found[1] else unit.one, text)
        return _NAME.sub(lambda found: f'"{self._own_name(found[1])}"', text)

    def _own_name(self, name: str) -> str:
        if name in ("Store money", "Crumbs"):
            wallets = [each.name for each in self._wallets if each.is_money]
            return wallets[0] if wallets else name
        kind, at = _PLACES.get(name, ("", 0))
        known = self.names(kind)
        return known[at % len(known)] if known else name


def _names_by_kind(tree: Node) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    waiting = list(tree.nodes())
    while waiting:
        block = waiting.pop(0)
        if not block.kind.endswith("_block"):
            continue
        waiting += block.nodes()
        name = block.leaf("NAME")
        found.setdefault(block.kind.removesuffix("_block"), []).extend(_shown(name))
        for line in block.nodes("channels", "stores", "brands", "payment_methods"):
            listed = line.node("names")
            for value in listed.leaves("NAME") if listed else ():
                found.setdefault(line.kind, []).extend(_shown(value))
    return found


def _shown(leaf: Leaf | None) -> list[str]:
    return [leaf.text[1:-1]] if leaf else []
