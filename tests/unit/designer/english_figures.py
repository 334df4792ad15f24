"""Figures that are written in the English way, wherever they stand in a text."""

import re

_ENGLISH = re.compile(r"(?<![\d.])\d+\.\d{1,2}(?![\d.])|\d%|[$€£]\d|(?<!\d)[1-9]\d{0,2},\d{3}")


def english_figures(text: str) -> list[str]:
    """The lines with a decimal point, a percent sign without a space, or a sign before money."""
    return [line for line in text.splitlines() if _ENGLISH.search(line)]
