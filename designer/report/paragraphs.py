"""Text in lines: labels with their values, and sentences folded to a width."""

from textwrap import fill

_WIDTH = 96
_LABEL = 22


def labelled(label: str, value: str) -> str:
    """A label and what it says; long values go on below themselves."""
    indent = " " * (_LABEL + 2)
    return fill(value, _WIDTH, initial_indent=f"  {label:{_LABEL}}", subsequent_indent=indent)


def wrapped(text: str, indent: str = "") -> str:
    """Sentences folded to the width."""
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def listed(text: str) -> str:
    """One thing of a list."""
    return fill(text, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
