"""A line that says more, or less: which endings the grammar takes, from the examples of clauses."""

from collections.abc import Iterator, Sequence

from designer.authoring.adding import LineToAdd, clauses_for, lines_of, new_problem
from designer.authoring.cards import Card, Row
from designer.authoring.choices import choices
from designer.authoring.draft import Checked
from designer.authoring.fields import FieldKind, fields_of
from designer.authoring.own_words import OwnWords
from designer.authoring.patches import Patch
from designer.authoring.wordings import MEASURING
from dsl.diagnostics.diagnostic import Edit
from dsl.diagnostics.edits import apply_edits
from dsl.source.span import Span
from dsl.syntax.scanner import scan
from dsl.syntax.stack import NL
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepted, fits, walk
from dsl.syntax.words import KEYS


def longer_lines(checked: Checked, card: Card, row: Row) -> Iterator[LineToAdd]:
    """The line with more at its end, each ending of a kind once.

    Each is tried, as in `lines_to_add`.
    """
    if not can_say_more(row):
        return
    words = OwnWords(checked.tree)
    known: set[tuple[str, int]] = set()
    for clause in clauses_for(card):
        for example in lines_of(card, clause):
            said = words.said(example.split("\n", 1)[0])
            for ending, shape in _endings(row, said):
                ending = _with_another_name(checked, card, row, ending)
                if shape in known or not ending:
                    continue
                known.add(shape)
                gap = "" if ending.startswith(",") else " "
                edit = Edit(Span(row.span.end, row.span.end), f"{gap}{ending}")
                text = apply_edits(checked.document.text, [edit])
                patch = Patch(text, f"Say more: {ending}", card.id)
                line = f"{row.text}{gap}{ending}"
                yield LineToAdd(clause, (line,), patch, new_problem(checked, text))


def can_say_more(row: Row) -> bool:
    """Whether the grammar takes anything behind a line."""
    if row.is_unread or row.has_lines or not row.depth:
        return False
    read, states = walk(row.states, row.words)
    return read == len(row.words) and accepted(states) != {KEYS["NL"]}


def shorter_line(row: Row) -> str:
    """The line without its last part; nothing where no part can be left out."""
    if row.is_unread or row.has_lines or not row.depth:
        return ""
    for count in range(len(row.words) - 1, 0, -1):
        if row.words[count].text not in MEASURING and fits(row.states, [*row.words[:count], NL]):
            return row.text[: row.words[count - 1].end - row.start]
    return ""


def leave_out_end(checked: Checked, card: Card, row: Row) -> Patch | None:
    """The text with the last part of a line left out."""
    shorter = shorter_line(row)
    if not shorter:
        return None
    edit = Edit(Span(row.start + len(shorter), row.span.end), "")
    left_out = row.text[len(shorter) :].lstrip(" ,")
    return Patch(apply_edits(checked.document.text, [edit]), f"Leave out {left_out}", card.id)


def _endings(row: Row, example: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """The ends of an example with which the line can go on, with what makes them alike."""
    words: Sequence[Leaf] = scan(example)[0].words
    said = {word.text for word in row.words}
    for start in range(len(words) - 1, 0, -1):
        ending = words[start:]
        names = [word.text for word in ending if word.kind == "NAME"]
        if len(set(names)) < len(names) or {word.text for word in ending[1:]} <= said:
            continue
        if ending[0].kind in ("WORD", "COMMA") and fits(row.states, [*row.words, *ending, NL]):
            yield example[ending[0].start :], (ending[0].text, len(ending))


def _with_another_name(checked: Checked, card: Card, row: Row, ending: str) -> str:
    """An ending that makes a list longer, with a name that the list does not have yet."""
    joined_by, _, name = ending.partition(" ")
    if joined_by not in (",", "or") or not name.startswith('"') or name.count('"') > 2:
        return ending
    field = fields_of(card.kind, row, card.rows.index(row))[-1]
    said = {word.text for word in row.words}
    others = [each for each in choices(checked, field) if f'"{each}"' not in said]
    if others:
        return f'{joined_by} "{others[0]}"'
    is_open = field.kind is FieldKind.NAME and not choices(checked, field)
    return f'{joined_by} "Another"' if is_open else ""
