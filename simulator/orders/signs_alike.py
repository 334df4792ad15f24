"""Signs between thousands that are meant alike: blanks of every width, and both apostrophes."""

BLANKS = " \u00a0\u202f\u2009"
"""Those that break a line, those that do not, and the thin ones."""
_ALIKE = {" ": BLANKS, "'": "'\u2019"}
_PLAIN = str.maketrans({each: sign for sign, alike in _ALIKE.items() for each in alike})


def signs_alike(sign: str) -> str:
    """All signs that stand for one of a mapping, itself the first."""
    return _ALIKE.get(sign, sign)


def with_plain_signs(value: str) -> str:
    """A text with those signs in it that a mapping names."""
    return value.translate(_PLAIN)
