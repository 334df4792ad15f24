"""How words and lists of words are put into sentences."""

from collections.abc import Iterable, Sequence

_LONGEST_QUOTED = 32
_MOST_LISTED = 12

_KINDS = {
    "<NAME>": "a name in quotes",
    "<NUMBER>": "a number",
    "<PERCENT>": "a share such as 5%",
    "<TIME>": "a time such as 7:00",
    "<ORDINAL>": "a place such as 3rd",
    "<MONTH>": "a month such as March",
    "<WEEKDAY>": "a weekday such as Monday",
    "<ZONE>": "a time zone such as Europe/Paris",
    "<WORD>": "the unit",
    ",": "a comma",
    "<NL>": "the end of the line",
}
_ORDER = list(_KINDS)


def quoted(text: str, longest: int = _LONGEST_QUOTED) -> str:
    """The text in quotes, shortened where it is long; other quotes where it has its own."""
    short = text if len(text) <= longest else text[: longest - 3] + "..."
    return short if short.startswith('"') else f'"{short}"'


def listed(items: Sequence[str], joining: str = "or") -> str:
    """The items with commas, and the joining word before the last."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joining} {items[-1]}"


def quoted_list(words: Iterable[str], joining: str = "or") -> str:
    """Some words in quotes; where there are many, the first of them and that there are more."""
    items = [quoted(word) for word in words]
    if len(items) > _MOST_LISTED:
        return f"{', '.join(items[:_MOST_LISTED])} and others"
    return listed(items, joining)


def what_may_follow(keys: Iterable[str]) -> str:
    """What could stand in a place, in words; nothing where nothing can."""
    found = set(keys)
    kinds = [_KINDS[key] for key in _ORDER if key in found]
    words = [quoted(key) for key in sorted(found) if key[0].isalpha()]
    items = [*kinds, *words]
    if len(items) > _MOST_LISTED:
        return f"{', '.join(items[:_MOST_LISTED])} or others"
    return listed(items)


def with_article(kind: str) -> str:
    """A kind of block with "a" or "an" before it."""
    word = f"{kind} block" if kind.endswith("s") else kind
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {word}"
