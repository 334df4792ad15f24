"""Control characters in a text that is shown: each has a stand-in of its own, of the same length.

Textual breaks lines at some of them, and a terminal obeys others.
"""

_FIRST_STAND_IN = 0xF0000
_KEPT = "\t\n\r"
_CONTROLS = [
    each for each in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029) if chr(each) not in _KEPT
]
_SHOWN = {each: _FIRST_STAND_IN + each for each in _CONTROLS}
_WRITTEN = {stand_in: each for each, stand_in in _SHOWN.items()}


def as_shown(written: str) -> str:
    """A text with stand-ins for its control characters; tabs and ends of lines stay."""
    return written.translate(_SHOWN)


def as_written(shown: str) -> str:
    """The text for which `as_shown` gives this one."""
    return shown.translate(_WRITTEN)
