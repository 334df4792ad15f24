"""Files with line ends of several kinds: what was not touched keeps its bytes."""

from hypothesis import example, given
from hypothesis import strategies as st

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
