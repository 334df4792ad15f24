"""Files with line ends of several kinds: what was not touched keeps its bytes."""

from difflib import SequenceMatcher

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from designer.workbench import layouts
from designer.workbench.layouts import layout_of

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.text("abc äß", max_size=4)


@given(
    ends=st.lists(ENDS, min_size=1, max_size=12),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    typed=st.lists(WORDS, max_size=4),
    at=st.tuples(st.integers(0, 12), st.integers(0, 12)),
)
@example(ends=["\r", "\n", "\r"], mark=b"", typed=["a", ""], at=(0, 2))
def test_lines_that_were_not_touched_keep_their_bytes(
    ends: list[str], mark: bytes, typed: list[str], at: tuple[int, int]
) -> None:
    lines = [f"line {number}\n" for number in range(len(ends))]
    start, end = sorted(min(place, len(lines)) for place in at)
    found = [line.replace("\n", end).encode() for line, end in zip(lines, ends, strict=True)]
    layout = layout_of(mark + b"".join(found))
    changed = [*lines[:start], *(f"{line}\n" for line in typed), *lines[end:]]
    saved = layout.encoded("".join(changed))
    assert saved.startswith(mark + b"".join(found[:start]))
    assert saved.endswith(b"".join(found[end:]))
    assert saved.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n") == "".join(changed)
    assert layout.encoded("".join(lines)) == mark + b"".join(found)


def test_only_the_lines_between_the_first_and_the_last_change_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[int] = []

    class Counted(SequenceMatcher[str]):
        def __init__(self, junk: None, old: list[str], new: list[str], autojunk: bool) -> None:
            compared.append(len(old) + len(new))
            super().__init__(junk, old, new, autojunk)

    monkeypatch.setattr(layouts, "SequenceMatcher", Counted)
    lines = ["alike"] * 9_000
    ends = ["\r\n", "\n", "\n"] * 3_000
    found = "".join(f"{line}{end}" for line, end in zip(lines, ends, strict=True))
    lines[4_500] = "changed"
    saved = layout_of(found.encode()).encoded("\n".join(lines) + "\n")
    assert saved == "".join(f"{x}{end}" for x, end in zip(lines, ends, strict=True)).encode()
    assert compared == [2]
