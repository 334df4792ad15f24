"""What leads to mending an item of the checklist: a change of the text, or a place to go to."""

from dataclasses import dataclass
from datetime import date

from dsl.program.program import Program
from dsl.program.words_of_time import date_words

TERMS = (
    "We can change or end this program with 30 days' notice. What members hold by then can be "
    "used for another 90 days."
)


@dataclass(frozen=True)
class Fix:
    """One of: a new text, a line of the text, a block by its name, a stage.

    Attributes:
        words: what Enter does, as a command.
        text: the whole new text.
        line: from 1.
        block: the name of a rule, wallet or tier.
        stage: the name of a screen.
    """

    words: str
    text: str = ""
    line: int = 0
    block: str = ""
    stage: str = ""


def set_terms(text: str) -> Fix:
    """Writes a sentence about changes into the program, for its owner to change."""
    return Fix("Write a sentence to begin with", _in_program(text, f'terms "{TERMS}"'))


def set_start(text: str, today: date) -> Fix:
    """Lets the program start with the next month."""
    year, month = divmod(today.year * 12 + today.month, 12)
    first = date(year, month + 1, 1)
    words = date_words(first)
    return Fix(f"Start on {words}", _in_program(text, f"starts on {words}"))


def welcome(text: str, program: Program) -> Fix:
    """Adds a welcome of a tenth of the cheapest reward; leads to Design where nothing is bought."""
    prices = [
        each.prices[0]
        for each in program.rewards
        if each.prices and not _wallet_is_money(program, each.prices[0].wallet)
    ]
    taken = {rule.name for rule in program.rules} | {each.name for each in program.rewards}
    if not prices or "Welcome" in taken:
        return Fix("See Design", stage="design")
    price = min(prices, key=lambda each: each.amount)
    wallet = next(each for each in program.wallets if each.name == price.wallet)
    units = max(price.amount // 10**wallet.decimals // 10, 1)
    word = wallet.unit if units == 1 else wallet.plural
    block = f'earn "Welcome"\n  on joining\n  give {units} {word}\n'
    return Fix(f"Give {units} {word} on joining", f"{text.rstrip()}\n\n{block}")


def _wallet_is_money(program: Program, name: str) -> bool:
    return any(each.is_money for each in program.wallets if each.name == name)


def _in_program(text: str, clause: str) -> str:
    """The text with one more line at the end of its program block."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.startswith("program ")), None)
    if start is None:
        return text
    last = start
    for at in range(start + 1, len(lines)):
        if lines[at].startswith((" ", "\t")) and lines[at].strip():
            last = at
        elif lines[at].strip():
            break
    inside = lines[start + 1] if last > start else "  "
    indent = inside[: len(inside) - len(inside.lstrip())] or "  "
    return "\n".join([*lines[: last + 1], f"{indent}{clause}", *lines[last + 1 :]])
