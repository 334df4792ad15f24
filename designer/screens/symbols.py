"""The signs of the screens in plain letters, for terminals that have no others."""

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = {
    "✓": "v", "✗": "x", "●": "o", "▲": "^", "▼": "v", "▾": "v", "▸": ">", "◂": "<", "\u203a": ">",
    "·": ".", "…": ".", "–": "-", "—": "-", "\u2212": "-", "×": "x", "→": ">", "←": "<", "↑": "^",
    "↓": "v", "⏎": ">", "▐": "[", "▌": "]", "▕": "|", "▏": "|", "█": "#", "▓": "#", "▒": "=",
    "░": ":", "│": "|", "┃": "|", "║": "|", "─": "-", "━": "=", "═": "=", "┤": "|", "├": "|",
    "○": "*", "◆": "x", "◇": "+", "■": "#", "□": "=", "△": "'", "┆": "|",
    "╌": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "€": "E", "£": "L",
    "⋮": ":", "¥": "Y", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
_PARTS_OF_A_BAR = "▁▂▃▄▅▆▇▀"
_CORNERS = "╭╮╰╯┌┐└┘┏┓┗┛┼┬┴╋┳┻"
_TABLE = str.maketrans(_PLAIN | dict.fromkeys(_CORNERS, "+") | dict.fromkeys(_PARTS_OF_A_BAR, "="))


def plain(text: str) -> str:
    """A text of the same width in which every sign is ASCII; `?` for what has no likeness."""
    known = text.translate(_TABLE)
    if known.isascii():
        return known
    return "".join(sign if sign.isascii() else "?" * cell_len(sign) for sign in known)


def wants_plain_symbols(setting: str, environment: Mapping[str, str]) -> bool:
    """Whether plain signs are shown: where they are set, or the locale is said and has no UTF-8."""
    if setting != "auto":
        return setting == "ascii"
    said = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in said if name), "utf-8")
    return "utf" not in locale.lower()


class PlainSymbols(LineFilter):
    """Draws every line with plain signs."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(plain(text), style, control) for text, style, control in segments]
