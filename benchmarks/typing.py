"""From key to screen in a program of a thousand lines, beside an empty text box in Textual.

Both run in terminals of their own, as a person has them: a key goes in, and the clock stops when
the letter comes out. Letters come at the pace of a fast typist, so the check and the cost meter
are at work all the time.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import programs
from benchmarks._terminal import Terminal
from benchmarks.ratio import Ratio
from designer.workbench.five_numbers import save_scenario_file, usual_numbers

_LINES = 1000
_BETWEEN_SECONDS = 0.2
_SETTLING_SECONDS = 2
_F2, _F4, _F9 = b"\x1bOQ", b"\x1bOS", b"\x1b[20~"
_CUSTOMERS = "3000"
"""So many that their forecast goes on while the letters are typed."""
_LETTERS = "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
"""Letters that stand nowhere else on the screen, so each is seen when it is drawn."""
_RULE = """
earn "Rule {0}"
  on joining
  when the day is Tuesday
  add 1 bean
"""
_EMPTY = """
from textual.app import App
from textual.widgets import TextArea
class Empty(App):
    def compose(self):
        yield TextArea(show_line_numbers=True)
Empty().run()
"""


def long_program() -> str:
    """A coffee shop with so many rules that its text has a thousand lines."""
    shop = Path(programs.__path__[0], "scenarios", "coffee_shop.loyalty").read_text("utf-8")
    missing = _LINES - shop.count("\n")
    rules = range(missing // _RULE.count("\n"))
    return shop + "".join(_RULE.format(number) for number in rules)


def typing_seconds(
    command: list[str], home: Path, ready: str, keys: Sequence[bytes] = (), until: str = ""
) -> float:
    """The median from key to screen.

    Args:
        command: what has the text.
        home: its home folder.
        ready: what it shows when it can be used.
        keys: lead to the text, one after the other.
        until: what the first of them brings, before the others are pressed.
    """
    with Terminal(command, home) as terminal:
        terminal.seconds_to(ready)
        for number, key in enumerate(keys):
            terminal.press(key)
            if number == 0 and until:
                terminal.seconds_to(until)
            terminal.read_for(_SETTLING_SECONDS / len(keys))
        terminal.read_for(_SETTLING_SECONDS)
        found = []
        for letter in _LETTERS:
            terminal.press(letter.encode())
            found.append(terminal.seconds_to(letter))
            terminal.read_for(_BETWEEN_SECONDS)
        return statistics.median(found)


def ratios() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        file = home / "long.loyalty"
        file.write_text(long_program(), encoding="utf-8")
        empty = typing_seconds([sys.executable, "-c", _EMPTY], home, "1")
        designer = [sys.executable, "-m", "designer", "design", str(file)]
        ours = typing_seconds(designer, home, "Gives back", [_F9])
        file.write_text(long_program(), encoding="utf-8")
        numbers = replace(usual_numbers("other", "USD"), customers=_CUSTOMERS)
        save_scenario_file(file, numbers, "America/New_York")
        beside = typing_seconds(designer, home, "Gives back", [_F4, _F2, _F9], "Esc stops")
    yield Ratio("a key to the screen, thousand lines / empty text box", ours / empty, "<= 3")
    yield Ratio("a key to the screen in milliseconds", ours * 1000, "<= 50")
    yield Ratio("the same while a forecast runs", beside * 1000, "<= 150")
