"""Letters of different alphabets that look the same."""

import unicodedata

_LOOKS_LIKE = dict(
    zip(
        "авеікмнорстухѕјԁԛԝһАВЕІКМНОРСТУХЅЈԚԜҮαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "abeikmhopctyxsjdqwhABEIKMHOPCTYXSJQWYaβeiκvoptuxABEZHIKMNOPTYX",
        strict=True,
    )
)
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")


def skeleton(name: str) -> str:
    """The name as it looks: each letter as the Latin one that looks like it, nothing invisible."""
    composed = unicodedata.normalize("NFKC", name)
    return "".join(
        _LOOKS_LIKE.get(letter, letter) for letter in composed if letter not in _INVISIBLE
    )


def odd_letter(name: str) -> str:
    """The first letter that looks like one of another alphabet, or "" where there is none.

    A name of one alphabet has none; in a mixed one it is a letter of the rarer alphabet.
    """
    if name.isascii():
        return ""
    alphabets = [(letter, _alphabet(letter)) for letter in name if letter.isalpha()]
    found = [alphabet for _, alphabet in alphabets if alphabet]
    rarest = min(dict.fromkeys(found), key=found.count, default="")
    for letter, alphabet in alphabets:
        if len(set(found)) > 1 and alphabet == rarest:
            return letter
    return next((letter for letter in name if letter in _INVISIBLE), "")


def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((alphabet for alphabet in _ALPHABETS if name.startswith(alphabet)), "")


def described(letter: str) -> str:
    """The letter in words, with its alphabet."""
    alphabet = _alphabet(letter)
    if not alphabet:
        return "a character that cannot be seen"
    return f'the {alphabet.capitalize()} "{letter}"'
