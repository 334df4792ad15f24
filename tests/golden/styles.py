"""The styles of a screen as text: a letter for each cell, and what each letter is in each theme."""

from collections import Counter
from collections.abc import Mapping, Sequence
from string import ascii_letters, digits

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.strip import Strip

LETTERS = ascii_letters + digits + "+*/=<>#%&@$?!^~;:"
ATTRIBUTES = ("bold", "dim", "italic", "underline", "strike", "reverse")

Drawn = Mapping[str, Sequence[Strip]]
"""A screen in each theme, by the theme's name: the same words in other styles."""


def styles_of(drawn: Drawn, colours: Mapping[str, Mapping[str, str]]) -> str:
    """A picture of a screen's styles.

    Args:
        drawn: the screen in each theme.
        colours: for each theme the names of its colours, by their value as `#rrggbb`.

    Returns:
        a letter for each cell, a blank for the style that most cells have, and below it what the
        letters stand for.
    """
    grids = [
        [_cells(strip, colours.get(theme, {})) for strip in strips]
        for theme, strips in drawn.items()
    ]
    rows = [list(zip(*cells, strict=True)) for cells in zip(*grids, strict=True)]
    counted = Counter(style for row in rows for style in row)
    letters = dict(zip([style for style, _ in counted.most_common()], " " + LETTERS, strict=False))
    picture = ["".join(letters[style] for style in row).rstrip() for row in rows]
    legend = [
        "\n".join([f"{letter!r}", *(f"    {t:5} {s}" for t, s in zip(drawn, style, strict=True))])
        for style, letter in letters.items()
    ]
    return "\n".join([*picture, "", *legend]) + "\n"


def _cells(strip: Strip, names: Mapping[str, str]) -> list[str]:
    """What each cell of a line looks like, in words."""
    cells: list[str] = []
    for segment in strip:
        style = segment.style or Style()
        inked = _words(style, names, is_blank=False)
        blank = _words(style, names, is_blank=True)
        for sign in segment.text:
            cells += [blank if sign == " " else inked] * cell_len(sign)
    return cells


def _words(style: Style, names: Mapping[str, str], *, is_blank: bool) -> str:
    kept = [each for each in ATTRIBUTES if getattr(style, each)]
    if is_blank:
        kept = [each for each in kept if each in ("underline", "strike", "reverse")]
    shown = [_name(style.color, names)] if kept or not is_blank else []
    return " ".join([*shown, *kept, "on", _name(style.bgcolor, names)])


def _name(color: Color | None, names: Mapping[str, str]) -> str:
    if color is None or color.is_default:
        return "plain"
    if color.triplet is None:
        return color.name
    return names.get(color.triplet.hex, color.triplet.hex)
