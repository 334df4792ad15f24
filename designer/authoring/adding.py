"""What can be added to a program with one choice: a line to a block, or a block that works.

Whatever is added is an example in the program's own words, and is tried before it is offered: of
several ways the first is taken after which the program has no new mistake.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml

from designer.authoring.cards import Card, cards_of
from designer.authoring.draft import Checked
from designer.authoring.own_words import OwnWords
from designer.authoring.patches import Patch, add_lines, stretch_of_card
from designer.authoring.sizes import round_number, worth_of_unit
from designer.authoring.wallets_in_text import Wallet, wallets_of
from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.source.document import Document
from dsl.syntax.clauses import Clause, clauses
from dsl.syntax.scanner import scan
from dsl.syntax.stack import INDENT, NL
from dsl.syntax.trial import bodies, fits

BLOCKS_FILE = Path(__file__).with_name("blocks_to_add.yaml")
_ORDER = (
    *("version", "program", "wallet", "cause", "products", "activity", "attribute", "calendar"),
    *("segment", "group", "tiers", "tier", "membership", "earn", "benefit", "reward"),
)
"""Where a block goes whose kind the program does not have yet: behind these."""
_INSIDE = ("text", "change", "prize")
"""What the reference lists beside the lines of one kind of block."""
_PROGRAM = 'program "My program"\n  currency {0}\n  time zone {1}\n  join free\n'
_GIVEN_BACK = Fraction(1, 20)
"""Of each unit of money that is spent, where the program tells what its units are worth."""
_ZONES = {"USD": "America/New_York"}
_VALUE = re.compile(r"\{(\w+)(?::([0-9.]+))?(?::([0-9.]+))?\}")
_HEADER = re.compile(r'^( *)(\w+) "([^"]*)"', re.MULTILINE)


@dataclass(frozen=True)
class BlockToAdd:
    """A block, with what it needs, that can be added.

    Attributes:
        title: what it does, in an owner's words.
        meaning: the same in a sentence.
        ways: texts that say it, the preferred one first.
    """

    title: str
    meaning: str
    ways: tuple[str, ...]


@cache
def blocks_to_add() -> tuple[BlockToAdd, ...]:
    """All that can be added to any program, in the order in which it is offered."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    stored = yaml.load(BLOCKS_FILE.read_text(encoding="utf-8"), loader)
    return tuple(BlockToAdd(row["title"], row["meaning"], tuple(row["ways"])) for row in stored)


def add_block(checked: Checked, choice: BlockToAdd) -> Patch:
    """Add a block where blocks of its kind stand, and before it what it needs."""
    ways = (_with_blocks(checked, _filled_in(checked, way)) for way in choice.ways)
    _, best = _best(checked, ways)
    return Patch(best.document.text, f"Add: {choice.title}", _new_card(checked, best))


@dataclass(frozen=True)
class LineToAdd:
    """A line that can be added to a block.

    Attributes:
        clause: what it says.
        lines: the line, with lines of its own where it has some.
        patch: the program with it.
        problem: why it does not go together with the rest, as checking says it; nothing where it
            does.
    """

    clause: Clause
    lines: tuple[str, ...]
    patch: Patch
    problem: str = ""


def lines_to_add(checked: Checked, card: Card) -> Iterator[LineToAdd]:
    """The lines that a card's block may have, its own before those of every rule.

    Each is tried, which takes a few milliseconds in a short program: a screen asks in a thread.
    """
    words = OwnWords(checked.tree)
    own = _own_wallet(checked, card)
    for clause in clauses_for(card):
        said = [words.said(example, own).split("\n") for example in lines_of(card, clause)]
        at, best = _best(checked, (add_lines(checked, card, lines).text for lines in said))
        patch = Patch(best.document.text, f"Add the line {said[at][0]}", card.id)
        yield LineToAdd(clause, tuple(said[at]), patch, _new_mistake(checked, best))


def new_problem(checked: Checked, text: str) -> str:
    """The first mistake that another text has and this one has not; nothing where it has none."""
    return _new_mistake(checked, _checked(checked, text))


def _new_mistake(before: Checked, after: Checked) -> str:
    known = {problem.title for problem in before.of(Severity.ERROR)}
    new = (problem.title for problem in after.of(Severity.ERROR))
    return next((title for title in new if title not in known), "")


def clauses_for(card: Card) -> list[Clause]:
    """The clauses of a block, then those of other blocks that it may have too."""
    if card.kind not in bodies():
        return []
    own = [clause for clause in clauses() if clause.block == card.kind]
    others = [clause for clause in clauses() if clause.block not in (card.kind, *_INSIDE)]
    others = [clause for clause in others if "..." not in clause.words]
    known = {example for clause in own for example in clause.examples}
    return [clause for clause in own if lines_of(card, clause)] + [
        clause for clause in others if set(lines_of(card, clause)) - known
    ]


def lines_of(card: Card, clause: Clause) -> tuple[str, ...]:
    """The examples of a clause that the card's block may have as its lines."""
    examples: Iterable[str] = clause.examples
    if clause.block == "condition":
        examples = [f"when {example}" for example in examples]
    return tuple(example for example in examples if _fits(card.kind, example))


def _fits(kind: str, example: str) -> bool:
    first = scan(example.split("\n", 1)[0])[0].words
    ending = [NL, INDENT] if "\n" in example else [NL]
    return first[0].text not in bodies() and fits(bodies()[kind], [*first, *ending])


def _own_wallet(checked: Checked, card: Card) -> Wallet | None:
    """What a wallet's own card counts."""
    found = (each for each in wallets_of(checked.tree) if each.block == card.header.start)
    return next(found, None)


def _best(checked: Checked, texts: Iterable[str]) -> tuple[int, Checked]:
    """The first text with no more mistakes than there are, else one with the fewest; its place."""
    most = _mistakes(checked)
    tried: list[tuple[int, int, Checked]] = []
    for at, text in enumerate(texts):
        found = _checked(checked, text)
        tried.append((_mistakes(found), at, found))
        if tried[-1][0] <= most:
            break
    _, at, best = min(tried, key=lambda each: each[:2])
    return at, best


def _checked(before: Checked, text: str) -> Checked:
    """Another text, checked."""
    document = Document(before.document.name, text)
    return Checked(before.revision, document, compile_text(document))


def _mistakes(checked: Checked) -> int:
    return len(checked.of(Severity.ERROR))


def _new_card(before: Checked, after: Checked) -> str:
    """The last card of a name that was not there before."""
    known = {(card.kind, card.name) for card in cards_of(before)}
    new = [card for card in cards_of(after) if (card.kind, card.name) not in known]
    outermost = [card for card in new if not card.outside]
    return outermost[-1].id if outermost else ""


# ---------------------------------------------------------------- blocks in the program's words


def _filled_in(checked: Checked, way: str) -> list[str]:
    """The blocks of a way in the program's words, with the wallet that it may lack."""
    words = OwnWords(checked.tree)
    present = words.wallet()
    wallet = present or words.new_wallet()
    worth = worth_of_unit(checked.program, wallet.name)
    text = _VALUE.sub(lambda found: _value(words, wallet, worth, *found.groups()), way)
    renamed = {name: words.free_name(name) for _, _, name in _HEADER.findall(text)}
    for name, free in renamed.items():
        text = text.replace(f'"{name}"', f'"{free}"')
    blocks = _blocks(text)
    if present is None and re.search(rf"\b({wallet.one}|{wallet.many})\b", text):
        blocks.insert(0, _new_wallet(wallet))
    if not any(checked.tree.nodes("program_block")):
        blocks.insert(0, _PROGRAM.format(words.currency, _ZONES.get(words.currency, "UTC")))
    return [block.rstrip("\n") for block in blocks]


def _new_wallet(wallet: Wallet) -> str:
    return (
        f'wallet "{wallet.name}"\n  unit {wallet.one}, plural {wallet.many}\n'
        "  expire 12 months after the last purchase\n"
    )


def _value(
    words: OwnWords, wallet: Wallet, worth: Fraction, kind: str, units: str, money: str
) -> str:
    """A value in braces.

    Args:
        worth: minor units that one unit of the wallet is worth; with 0 nothing tells how many
            units are usual, and those in braces stand.
    """
    match kind:
        case "money":
            return words.money(Fraction(units))
        case "gift":
            usual = _usual(words, worth, units, money)
            return wallet.amount(usual, words.money(Fraction(money)))
        case "price":
            sum_of_money = words.money(Fraction(money))
            usual = _usual(words, worth, units, money)
            return sum_of_money if wallet.is_money else wallet.amount(usual, "")
        case "rate" if wallet.is_money:
            return f'give 2% of net spend as "{wallet.name}"'
        case "rate":
            return _rate(words, wallet, words.minor(_GIVEN_BACK) / worth if worth else Fraction(1))
    return f'"{wallet.name}"' if wallet.is_money else wallet.many


def _usual(words: OwnWords, worth: Fraction, units: str, money: str) -> int:
    """The units that a sum of money stands for."""
    return round_number(words.minor(Fraction(money)) / worth) if worth else int(units)


def _rate(words: OwnWords, wallet: Wallet, units_per_money: Fraction) -> str:
    """The usual line of a rule; a card of stamps gives one for the purchase."""
    if units_per_money < Fraction(1, 2):
        return f"give {wallet.amount(1, '')}"
    usual = wallet.amount(round_number(units_per_money), "")
    return f"give {usual} per {words.money(1)} of net spend"


def _blocks(text: str) -> list[str]:
    """The blocks of a text that stand on their own."""
    starts = [found.start() for found in _HEADER.finditer(text) if not found[1]]
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _with_blocks(checked: Checked, blocks: Sequence[str]) -> str:
    """The text with blocks put in."""
    now = checked
    for block in blocks:
        now = _checked(now, _with_block(now, block))
    return now.document.text


def _with_block(checked: Checked, block: str) -> str:
    lines = checked.document.text.split("\n")
    cards = cards_of(checked)
    kind = block.split(" ", 1)[0]
    before = _card_before(cards, kind)
    at = stretch_of_card(before, cards)[1] if before else _end(lines)
    new = block.split("\n")
    rest = lines[at:]
    above = [""] if at and lines[at - 1].strip() else []
    below = [""] if any(line.strip() for line in rest[:1]) else []
    return "\n".join([*lines[:at], *above, *new, *below, *rest])


def _card_before(cards: Sequence[Card], kind: str) -> Card | None:
    """The card behind which a block of a kind goes."""
    outer = [card for card in cards if not card.outside]
    same = [card for card in outer if card.kind == kind]
    if same:
        return same[-1]
    earlier = _ORDER[: _ORDER.index(kind)] if kind in _ORDER else _ORDER
    return next(iter(reversed([card for card in outer if card.kind in earlier])), None)


def _end(lines: Sequence[str]) -> int:
    """After the last line that is written."""
    return max((at for at, line in enumerate(lines, 1) if line.strip()), default=0)
