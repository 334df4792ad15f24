"""Finds defined names whose letters only look like those of another alphabet."""

from collections.abc import Iterator

from dsl.checker.letters import described, odd_letter, skeleton
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import quoted
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at every defined name that is not plain ASCII."""
    for family, declared in whole.context.declared.items():
        looks: dict[str, str] = {}
        for name, one in declared.items():
            if name.isascii():
                continue
            odd = odd_letter(name)
            plain = skeleton(name)
            twin = looks.setdefault(plain, name)
            if plain in declared and plain != name:
                twin = plain
            if (odd and plain != name) or twin != name:
                places = [one.leaf.span, *whole.context.used[family].get(name, ())]
                yield _told(name, plain, described(odd) if odd else "another letter", places)


def _told(name: str, plain: str, letter: str, places: list[Span]) -> Diagnostic:
    edits = tuple(Edit(span, f'"{plain}"') for span in places)
    return diagnostic(
        "look-alike-letters",
        f"{quoted(name)} is not what it looks like",
        Label(places[0], f"written with {letter}"),
        body=f"{letter[:1].upper()}{letter[1:]} looks like a letter of another alphabet. Whoever"
        f' writes the name as it looks, "{plain}", has another one.',
        fix=Fix("write it with the letters of one alphabet", edits=edits),
    )
