"""Whatever is written, it is read to its end: problems lie inside it, and a layout is found."""

from hypothesis import given
from hypothesis import strategies as st

from dsl.source.document import Document
from dsl.syntax.from_text import Reading, read
from dsl.syntax.tables import load_tables
from dsl.syntax.to_text import format_text
from dsl.syntax.tree import Leaf, Node
from tests.house_rules.test_messages import TITLE_WIDTH
from tests.house_rules.tree import ROOT

BAKERY = (ROOT / "tests/unit/dsl/bakery.loyalty").read_text(encoding="utf-8")
WORDS = sorted({key for row in load_tables().rows for key in row if key[0].isalpha()})

any_text = st.text(st.characters(codec="utf-8"))
odd_words = st.sampled_from(
    [
        *('"Name"', '"open', "“curly”", "5", "10,000", "2%", "7:00", "3rd", "May", "Monday", "$5"),
        *("#", "03/01/2026", "2 %", "crumbs", "When", "member’s", "\t", "'x'", ",", "\x00", "İ"),
        *("x" * 90, "9" * 90, f'"{"x" * 90}"'),
    ]
)
lines = st.lists(st.sampled_from(WORDS) | odd_words | any_text, max_size=8).map(" ".join)
salads = st.lists(
    st.tuples(st.integers(0, 5), lines).map(lambda row: " " * row[0] + row[1]), max_size=12
).map("\n".join)


@st.composite
def damaged_programs(draw: st.DrawFn) -> str:
    """The bakery with lines cut out, doubled, swapped, moved or overwritten."""
    rows = BAKERY.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(rows) - 1))
        second = draw(st.integers(0, len(rows) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                rows[first : first + 3] = []
            case 1:
                rows.insert(second, rows[first])
            case 2:
                rows[first], rows[second] = rows[second], rows[first]
            case 3:
                rows[first] = " " * draw(st.integers(0, 6)) + rows[first].lstrip()
            case _:
                cut = draw(st.integers(0, len(rows[first])))
                rows[first] = rows[first][:cut] + draw(lines)
        rows = rows or [""]
    return "\n".join(rows)


def check(reading: Reading, text: str) -> None:
    for problem in reading.problems:
        assert len(problem.title) <= TITLE_WIDTH
        assert 0 <= problem.label.span.start < problem.label.span.end <= len(text)
        for edit in problem.fix.edits if problem.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)
    rest = [reading.tree]
    while rest:
        node = rest.pop()
        assert 0 <= node.start <= node.end <= len(text)
        for part in node.parts:
            assert isinstance(part, Node | Leaf)
            assert node.start <= part.start <= part.end <= node.end
        rest += node.nodes()


@given(any_text | salads | damaged_programs())
def test_any_text_is_read_to_its_end(text: str) -> None:
    check(read(Document("any", text)), text)


@given(salads | damaged_programs())
def test_any_text_has_one_layout(text: str) -> None:
    once = format_text(Document("any", text))
    assert format_text(Document("any", once)) == once


@given(damaged_programs())
def test_a_layout_loses_no_line_and_no_comment(text: str) -> None:
    before = read(Document("any", text))
    after = read(Document("any", format_text(Document("any", text))))
    assert [each.text for each in after.comments] == [each.text for each in before.comments]
    counts = [sum(len(line.words) for line in reading.lines) for reading in (before, after)]
    assert counts[0] == counts[1]
