"""How wide a text is on the screen, and how to show it without harm."""

import unicodedata

_TAB = "    "
_JOINERS = frozenset("\u200c\u200d")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown(character: str) -> str:
    """The character as it may be printed: tabs as blanks, what would act unseen by its number."""
    if character == "\t":
        return _TAB
    if unicodedata.category(character) in _HIDDEN and character not in _JOINERS:
        return f"<U+{ord(character):04X}>"
    return character


def shown_text(text: str) -> str:
    """The text as it may be printed; line feeds are kept."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if letter == "\n" else shown(letter) for letter in text)


def width(text: str) -> int:
    """Cells that a printable text takes in a terminal of fixed width."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if character in _JOINERS or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    if "\u1160" <= character <= "\u11ff":  # Hangul vowels and final consonants join the letter
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrapped(text: str, cells: int) -> list[str]:
    """The words of a text in lines of at most `cells` cells, longer words alone on theirs."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(lines[-1]) + 1 + width(word) <= cells:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
