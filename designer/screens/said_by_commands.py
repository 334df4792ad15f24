"""What a command says, in the words of the screens: where it names an option, they have a line."""

import re
from collections.abc import Callable

_BESIDE = (
    "into a file beside your orders, called as they are and with .map.toml at its end; then open "
    "them again"
)
_SIGNS = 'decimal = "(.)" and thousands = "(.?)"'
_THERE = r"in the designer, choose it at Amounts in Your orders\."


def _amounts(found: re.Match[str]) -> str:
    decimal, thousands = found.groups()
    return f"choose 1{thousands}234{decimal}50 at Amounts in Your orders."


_SAID: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"write these lines into a file that you name with --map", f"write these lines {_BESIDE}"),
    (r"say in a mapping file \(--map\) which column is which", f"write these lines {_BESIDE}"),
    (rf"write {_SIGNS} under \[formats\] in the file of --map; {_THERE}", _amounts),
    (r"; a forecast needs it: --margin 60%", "; a forecast asks for it"),
    (r"; `perkwright calibrate --help` names them", ", in Forecast"),
    (r" \(--[a-z-]+\)", ""),
)
_RULES = [(re.compile(said.replace(" ", r"\s+")), shown) for said, shown in _SAID]


def in_words_of_screens(told: str) -> str:
    """What a command told a person, for whoever sits before a screen."""
    for said, shown in _RULES:
        told = said.sub(shown, told)
    return told
