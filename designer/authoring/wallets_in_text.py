"""The wallets of a program as they are written: what each counts in, and where it says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.source.span import Span
from dsl.syntax.tree import Node

_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Wallet:
    """A wallet that says what it counts in.

    Attributes:
        one, many: its unit; the currency where it holds money.
        is_money: whether it holds money.
        is_for_status: whether members only reach tiers with it, and cannot pay from it.
        block: where its block starts in the text.
        unit: the words that say its unit.
    """

    name: str
    one: str
    many: str
    is_money: bool = False
    is_for_status: bool = False
    block: int = 0
    unit: Span = _NOWHERE

    def amount(self, units: int, money: str) -> str:
        """What a rule gives, as its line says it."""
        if self.is_money:
            return f'{money} as "{self.name}"'
        return f"{units:,} {self.one if units == 1 else self.many}"


def wallets_of(tree: Node) -> Iterator[Wallet]:
    """The wallets of a program, in the order of its text."""
    for block in tree.nodes("wallet_block"):
        name = block.leaf("NAME")
        line = next(iter(block.nodes("unit", "holds")), None)
        if line is not None:
            words = [word.text for word in line.leaves("WORD")]
            yield Wallet(
                name=name.text[1:-1] if name else "",
                one=words[0],
                many=words[-1],
                is_money=line.kind == "holds",
                is_for_status=block.node("for_status_only") is not None,
                block=block.start,
                unit=line.span,
            )
