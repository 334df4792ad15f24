"""How a file is laid out around its text, kept when the text changes: line ends, byte order mark.

Files come from editors of all kinds, and some hold line ends of several kinds. Each line keeps its
own; a line that is new takes the end that most lines have.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path

from designer.workbench.files import write_bytes
from designer.workbench.refusal import Refusal

_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"(\r\n|\r|\n)")
Change = tuple[str, int, int, int, int]
"""One of the steps from lines to others, as `SequenceMatcher.get_opcodes` tells them."""


@dataclass(frozen=True)
class Layout:
    """What a file has around its text.

    Attributes:
        has_mark: it begins with a byte order mark.
        lines: the lines that were found, without their ends; the last has none.
        ends: the end of each line but the last.
    """

    has_mark: bool = False
    lines: tuple[str, ...] = ("",)
    ends: tuple[str, ...] = ()

    def encoded(self, text: str) -> bytes:
        """A text with line feeds as the bytes of such a file."""
        kinds = Counter(self.ends).most_common()
        if len(kinds) < 2:
            content = text.replace("\n", kinds[0][0] if kinds else "\n")
        else:
            lines = text.split("\n")
            ends = [*self._ends_of(lines, usual=kinds[0][0]), ""]
            content = "".join(f"{line}{end}" for line, end in zip(lines, ends, strict=True))
        return (_MARK if self.has_mark else b"") + content.encode("utf-8")

    def _ends_of(self, lines: list[str], usual: str) -> list[str]:
        """The ends of all lines but the last: a line that is found again, or changed, keeps its."""
        ends = [usual] * (len(lines) - 1)
        for tag, found, found_end, start, end in _changes(self.lines, lines):
            if tag in ("equal", "replace"):
                kept = self.ends[found : min(found_end, found + end - start, len(self.ends))]
                places = min(len(kept), len(ends) - start)
                ends[start : start + places] = kept[:places]
        for at in range(1, len(ends)):
            if (ends[at - 1], lines[at], ends[at]) == ("\r", "", "\n"):
                ends[at] = "\r"  # the two would be read as one end
        return ends


def _changes(found: Sequence[str], lines: Sequence[str]) -> Iterator[Change]:
    """How lines became others.

    What start and end have in common is cut off first: the matcher compares each line with all
    that read alike, which takes seconds in a long file of similar lines.
    """
    head = _alike(zip(found, lines, strict=False))
    tail = _alike(zip(reversed(found[head:]), reversed(lines[head:]), strict=False))
    found_tail, lines_tail = len(found) - tail, len(lines) - tail
    matched = SequenceMatcher(None, found[head:found_tail], lines[head:lines_tail], autojunk=False)
    yield "equal", 0, head, 0, head
    for tag, start, end, new_start, new_end in matched.get_opcodes():
        yield tag, start + head, end + head, new_start + head, new_end + head
    yield "equal", found_tail, len(found), lines_tail, len(lines)


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are of the same lines, up to the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def layout_of(content: bytes) -> Layout:
    """The layout of a file that holds text in UTF-8."""
    parts = _LINE_END.split(content.decode("utf-8-sig", errors="replace"))
    return Layout(content.startswith(_MARK), tuple(parts[::2]), tuple(parts[1::2]))


def write_over(path: Path, text: str) -> None:
    """Replace the text of a file; its layout stays.

    Raises:
        Refusal: it cannot be read or written.
    """
    try:
        found = path.read_bytes() if path.exists() else b""
        write_bytes(path, layout_of(found).encoded(text))
    except OSError as problem:
        raise Refusal(f"{path} cannot be written: {problem.strerror}.") from problem
