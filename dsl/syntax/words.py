"""The words of the language by what they do, and how a leaf is looked up in the tables."""

from types import MappingProxyType

from dsl.syntax.tree import Leaf

JOINING = frozenset(
    "a ago an and as at before beyond by every for from in is it its of off on once one or per "
    "than the to until up us was when while with".split()
)
"""Words that only join; none of them can be a unit."""

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
ORDINALS: MappingProxyType[str, str] = MappingProxyType(
    {"second": "2nd", "third": "3rd", "fourth": "4th"}
)
"""Places that may be written as a word, with the form that the formatter gives them."""
KINDS_OF_WORDS: MappingProxyType[str, str] = MappingProxyType(
    {
        **dict.fromkeys(MONTHS, "MONTH"),
        **dict.fromkeys(WEEKDAYS, "WEEKDAY"),
        **dict.fromkeys(ORDINALS, "ORDINAL"),
    }
)
"""Words that stand for one of a kind, where the language asks for that kind."""

KEYS: MappingProxyType[str, str] = MappingProxyType(
    {
        kind: f"<{kind}>"
        for kind in (
            *("NAME", "NUMBER", "PERCENT", "TIME", "ORDINAL", "ZONE", "COMMA", "OTHER", "OPEN"),
            *("MONTH", "WEEKDAY", "NL", "INDENT", "DEDENT", "UNREAD"),
        )
    }
    | {"COMMA": ","}
)
"""The key of the tables' rows for each kind of leaf that is not looked up by its text."""


def key_of(word: Leaf) -> str:
    """The key of the tables' rows under which a word is looked up first."""
    return word.text if word.kind == "WORD" else KEYS[word.kind]
