"""A name in a text: where it is defined, where it is used, and the text with another in its place.

The check notes every name as it looks it up, so a name is found by what it stands for: a reward
and a list of products may have the same name and stay apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.authoring.draft import Checked
from designer.authoring.wallets_in_text import wallets_of
from dsl.checker.families import FAMILY_OF_KIND, in_words
from dsl.checker.places import NameWritten
from dsl.diagnostics.diagnostic import Edit
from dsl.source.span import Span
from dsl.syntax.scanner import scan

_LONGEST = 80


@dataclass(frozen=True)
class Name:
    """A name with all its places.

    Attributes:
        name: without quotes.
        kind: what it names, in an owner's words ("tier", "list of products").
        definition: where it is defined; None where it is defined nowhere.
        places: every place where it stands, the definition among them, in the order of the text;
            all with their quotes.
    """

    name: str
    kind: str
    definition: Span | None
    places: tuple[Span, ...]


def name_at(checked: Checked, offset: int) -> Name | None:
    """The name at an offset of the checked text; None where there is none."""
    found = [each for each in checked.compiled.places.names if _holds(each.span, offset)]
    if not found:
        return None
    here = found[0]
    same = [each for each in checked.compiled.places.names if _is_same(each, here)]
    definition = next((each for each in same if each.is_definition), None)
    return Name(
        name=here.name,
        kind=in_words((definition or here).kinds[0]),
        definition=definition.span if definition else None,
        places=tuple(sorted({each.span for each in same})),
    )


def definition_of_unit(checked: Checked, offset: int) -> Span | None:
    """Where the unit at an offset of the checked text is defined; None where there is none."""
    text = checked.document.text
    starts = text.rfind("\n", 0, offset) + 1
    line = scan(text[starts:].split("\n", 1)[0])
    words = (word for scanned in line for word in scanned.words if word.kind == "WORD")
    found = next((word.text for word in words if word.start <= offset - starts <= word.end), "")
    wallets = (each for each in wallets_of(checked.tree) if not each.is_money)
    return next((each.unit for each in wallets if found in (each.one, each.many)), None)


def refused_name(checked: Checked, name: Name, new: str) -> str:
    """Why a name cannot be used instead, for the person who typed it; empty where it can."""
    if not new.strip():
        return "A name is at least one letter."
    if '"' in new or "\n" in new:
        return "A name cannot hold quotes."
    if len(new) > _LONGEST:
        return f"A name has {_LONGEST} letters at most."
    start = name.places[0].start
    for each in _family_of(checked, start):
        if each.is_definition and each.name == new and each.name != name.name:
            line = checked.document.line_of(each.span.start)
            return f'There is a {in_words(each.kinds[0])} called "{new}" already, on line {line}.'
    return ""


def renaming(name: Name, new: str) -> tuple[Edit, ...]:
    """The edits that give a thing another name, wherever it is named."""
    return tuple(Edit(place, f'"{new}"') for place in name.places)


def _family_of(checked: Checked, offset: int) -> Iterator[NameWritten]:
    here = next(each for each in checked.compiled.places.names if _holds(each.span, offset))
    return (each for each in checked.compiled.places.names if _family(each) == _family(here))


def _is_same(one: NameWritten, other: NameWritten) -> bool:
    return one.name == other.name and _family(one) == _family(other)


def _family(written: NameWritten) -> str:
    """Names of one family are never the same: the shop's own values by their lists."""
    kind = written.kinds[0]
    return FAMILY_OF_KIND.get(kind, kind)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end
