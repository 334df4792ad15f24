"""What changed between two programs, in the words in which a program is told to people.

Both are told block by block, and what is told differently has changed. So comments, layout and the
order of what stands apart change nothing, and each clause is in the owner's words on both sides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from dsl.program.program import Program
from dsl.program.to_words import program_in_words

NO_CHANGE = "No change in the rules."
_ITSELF = "The program itself"
_ARROW = "→"
_ALIKE = 0.3
"""Sentences that share so many of their words are the same one said otherwise."""


class Mark(StrEnum):
    """What happened to a block or to a sentence of it."""

    NEW = "+"
    GONE = "-"
    CHANGED = "~"
    SAME = "="


@dataclass(frozen=True)
class ChangedSentence:
    """A sentence that is new, gone, or said otherwise."""

    mark: Mark
    before: str
    after: str

    @property
    def words(self) -> str:
        """The sentence, or how it was and is."""
        if self.mark is Mark.CHANGED:
            return f"{self.before.rstrip('.')} {_ARROW} {self.after}"
        return self.after or self.before


@dataclass(frozen=True)
class ChangedBlock:
    """A rule, a reward or another block that is new, gone or changed.

    Attributes:
        title: what it is and its name, as in `Reward "Free coffee"`.
    """

    mark: Mark
    title: str
    sentences: tuple[ChangedSentence, ...]


@dataclass(frozen=True)
class Changes:
    """All that changed.

    Attributes:
        unchanged: how many blocks are as they were.
    """

    blocks: tuple[ChangedBlock, ...]
    unchanged: int

    def lines(self) -> Iterator[str]:
        """The changes as lines: each block with its mark, its sentences indented below it."""
        if not self.blocks:
            yield NO_CHANGE
            return
        for block in self.blocks:
            yield f"{block.mark} {block.title}"
            for sentence in block.sentences:
                sign = "" if block.mark is not Mark.CHANGED else _sign(sentence.mark)
                yield f"    {sign}{sentence.words}"
        if self.unchanged:
            yield f"{Mark.SAME} {_counted(self.unchanged)} unchanged"


def changes_in_words(before: Program, after: Program) -> Changes:
    """What changed from one program to another."""
    if before == after:
        return Changes((), len(_told(before)))
    old, new = _told(before), _told(after)
    renamed = _renamed(old, new)
    changed = [*_changed(old, new, renamed)]
    same = sum(new.get(title) == sentences for title, sentences in old.items())
    if not changed:
        words = "It stands in another order, or a detail changed that these words leave out."
        changed = [ChangedBlock(Mark.CHANGED, _ITSELF, (_only(Mark.NEW, words),))]
    return Changes(tuple(changed), same)


def _told(program: Program) -> dict[str, tuple[str, ...]]:
    """Title -> sentences of every block; the first block is named for the program."""
    blocks = [each.splitlines() for each in program_in_words(program).strip().split("\n\n")]
    told = {lines[0]: tuple(line.strip() for line in lines[1:]) for lines in blocks[1:]}
    named = f'It is called "{program.name}".'
    return {_ITSELF: (named, *(line.strip() for line in blocks[0][1:])), **told}


def _renamed(old: dict[str, tuple[str, ...]], new: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """New title -> old title of blocks that say the same under another name."""
    gone = {
        (title.split(" ")[0], sentences): title
        for title, sentences in old.items()
        if title not in new
    }
    return {
        title: gone.pop((title.split(" ")[0], sentences))
        for title, sentences in new.items()
        if title not in old and (title.split(" ")[0], sentences) in gone
    }


def _changed(
    old: dict[str, tuple[str, ...]], new: dict[str, tuple[str, ...]], renamed: dict[str, str]
) -> Iterator[ChangedBlock]:
    for title, sentences in new.items():
        if title in renamed:
            yield ChangedBlock(Mark.CHANGED, f"{renamed[title]} {_ARROW} {title}", ())
        elif title not in old:
            yield ChangedBlock(Mark.NEW, title, _all(Mark.NEW, sentences))
        elif sentences != old[title]:
            yield ChangedBlock(Mark.CHANGED, title, tuple(_differences(old[title], sentences)))
    for title in old:
        if title not in new and title not in renamed.values():
            yield ChangedBlock(Mark.GONE, title, ())


def _differences(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[ChangedSentence]:
    """Sentences that are much alike are taken for the same one said otherwise."""
    matched = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, to_start, to_end in matched.get_opcodes():
        if tag != "equal":
            yield from _pairs(before[start:end], after[to_start:to_end])


def _pairs(was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[ChangedSentence]:
    """In the order in which they stand; where none is alike, what is gone before what is new."""
    fresh: list[str] = []
    for words in now:
        likeness = [_likeness(each, words) for each in was]
        if max(likeness, default=0) < _ALIKE:
            fresh.append(words)
            continue
        place = likeness.index(max(likeness))
        yield from (*_all(Mark.GONE, was[:place]), *_all(Mark.NEW, fresh))
        yield ChangedSentence(Mark.CHANGED, was[place], words)
        was, fresh = was[place + 1 :], []
    yield from (*_all(Mark.GONE, was), *_all(Mark.NEW, fresh))


def _likeness(one: str, other: str) -> float:
    """The share of their words that two sentences have in common, in one order."""
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _words(sentence: str) -> list[str]:
    return re.findall(r"[^\s.,:]+", sentence)


def _all(mark: Mark, sentences: Iterable[str]) -> tuple[ChangedSentence, ...]:
    return tuple(_only(mark, sentence) for sentence in sentences)


def _only(mark: Mark, sentence: str) -> ChangedSentence:
    if mark is Mark.GONE:
        return ChangedSentence(mark, sentence, "")
    return ChangedSentence(mark, "", sentence)


def _sign(mark: Mark) -> str:
    return "" if mark is Mark.CHANGED else f"{mark} "


def _counted(blocks: int) -> str:
    return f"{blocks} part" if blocks == 1 else f"{blocks} parts"
