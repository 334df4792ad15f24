"""How a diagnostic is laid out as text and as data."""

import json
from textwrap import dedent

import pytest

from dsl.diagnostics import render_json
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.edits import apply_edits, changed_lines
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.diagnostics.render_text import render, render_lines
from dsl.source.document import Document
from dsl.source.span import Span

TIERS = Document(
    "gym.loyalty",
    dedent("""\
        tier "Silver"
          from 500 points earned

        tier "Gold"
          from 400 points earned
          multiply points by 2
    """),
)


def place(document: Document, words: str, after: str = "") -> Span:
    start = document.text.index(words, document.text.index(after))
    return Span(start, start + len(words))


def out_of_order() -> Diagnostic:
    gold = place(TIERS, "400 points", after='"Gold"')
    return diagnostic(
        "tier-out-of-order",
        "Gold is easier to reach than Silver",
        Label(gold, "Gold needs only 400"),
        others=[Label(place(TIERS, "500 points"), "Silver needs 500")],
        body="Tiers are listed from lowest to highest, and each one must need more than the one "
        "before. As written, a member with 450 points would be Gold without ever being Silver.",
        fix=Fix("ask for more than 500 points", edits=(Edit(gold, "600 points"),)),
    )


def test_the_whole_message() -> None:
    assert render(TIERS, [out_of_order()]) == dedent("""\
        Error: Gold is easier to reach than Silver
          --> gym.loyalty:5:8
          |
        2 |   from 500 points earned
          |        ---------- Silver needs 500
          :
        5 |   from 400 points earned
          |        ^^^^^^^^^^ Gold needs only 400
          |
        Tiers are listed from lowest to highest, and each one must need more than
        the one before. As written, a member with 450 points would be Gold without
        ever being Silver.

        Try:  ask for more than 500 points

              from 600 points earned

        More: perkwright explain tier-out-of-order
        """)


def test_the_line_for_machines_and_logs() -> None:
    assert render_lines(TIERS, [out_of_order()]) == (
        "gym.loyalty:5:8: Gold is easier to reach than Silver [tier-out-of-order]\n"
    )


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render(TIERS, [out_of_order()], colour=True)
    codes = ["\x1b[1;31m", "\x1b[36m", "\x1b[34m", "\x1b[0m"]

    assert all(code in coloured for code in codes)
    for code in codes:
        coloured = coloured.replace(code, "")
    assert coloured == render(TIERS, [out_of_order()])


def excerpt(document: Document, first: str, *others: str) -> list[str]:
    """The rows between the place and the explanation."""
    labels = [Label(place(document, words), words) for words in others]
    made = diagnostic("unknown-name", "title", Label(place(document, first), "here"), others=labels)
    return render(document, [made]).split("\n")[3 : -len(["", "More", ""]) - 1]


def test_carets_stand_below_wide_and_combining_letters() -> None:
    wide = Document("tea.loyalty", 'earn "日本茶" on "cafe\u0301" and "tea"')

    assert excerpt(wide, '"tea"', '"日本茶"', '"cafe\u0301"') == [
        '1 | earn "日本茶" on "cafe\u0301" and "tea"',
        '  |      -------- "日本茶"',
        '  |                  ------ "cafe\u0301"',
        "  |                             ^^^^^ here",
    ]


def test_labels_of_one_line_and_of_neighbours_stand_in_order_of_place() -> None:
    document = Document("x.loyalty", "one two\nthree\nfour\nfive six")

    assert excerpt(document, "three", "six", "two", "one") == [
        "1 | one two",
        "  | --- one",
        "  |     --- two",
        "2 | three",
        "  | ^^^^^ here",
        "  :",
        "4 | five six",
        "  |      --- six",
    ]


def test_line_numbers_are_set_to_the_right() -> None:
    document = Document("x.loyalty", "first\n" + "\n" * 98 + "hundred")

    assert excerpt(document, "hundred", "first") == [
        "  1 | first",
        "    | ----- first",
        "    :",
        "100 | hundred",
        "    | ^^^^^^^ here",
    ]


def test_tabs_and_unseen_characters_are_shown_and_counted() -> None:
    document = Document("x.loyalty", "\tgive \x1b[31m\u202e3 beans")

    assert excerpt(document, "3 beans", "give") == [
        "1 |     give <U+001B>[31m<U+202E>3 beans",
        "  |     ---- give",
        "  |                              ^^^^^^^ here",
    ]


def test_nothing_of_the_text_reaches_the_terminal_unshown() -> None:
    document = Document("a\x1bb", "\x1b[2J")
    made = diagnostic(
        "unknown-name",
        "title \x1b[2J",
        Label(Span(0, 4), "label \x07"),
        body="body \x9b",
        fix=Fix("do \x1b", "example \x00"),
    )

    printed = render(document, [made]) + render_lines(document, [made])
    assert all(letter == "\n" or letter.isprintable() for letter in printed)


def test_a_long_line_is_clipped_around_its_mark() -> None:
    document = Document("x.loyalty", "a" * 300 + " MARK " + "b" * 300)
    source, mark = excerpt(document, "MARK")

    assert source.startswith("1 | ...aaaa")
    assert source.endswith("bbb...")
    assert len(source) <= 4 + 3 + 100 + 3
    assert source[mark.index("^") : mark.rindex("^") + 1] == "MARK"


def test_two_places_far_apart_on_a_long_line_are_both_seen() -> None:
    document = Document("x.loyalty", "FIRST " + "a" * 500 + " LAST")

    rows = excerpt(document, "LAST", "FIRST")
    assert rows[0].startswith("1 | FIRST aaa")
    assert rows[2].endswith(" LAST")
    assert rows[2].index("LAST") == rows[3].index("^")


def test_a_place_at_the_end_of_the_text_still_has_a_caret() -> None:
    document = Document("x.loyalty", "earn\n")
    made = diagnostic("unknown-name", "title", Label(Span(5, 5), "here"))

    assert "  --> x.loyalty:2:1\n  |\n2 |\n  | ^ here\n" in render(document, [made])


def test_a_place_of_many_lines_is_marked_on_its_first() -> None:
    document = Document("x.loyalty", 'reward "A"\n  costs 3 beans\n')
    made = diagnostic("unknown-name", "title", Label(Span(0, len(document.text)), "here"))

    assert '1 | reward "A"\n  | ^^^^^^^^^^ here\n  |\n' in render(document, [made])


def many(slug: str, count: int, document: Document) -> list[Diagnostic]:
    return [diagnostic(slug, f"{slug} {i}", Label(Span(i, i), "")) for i in range(count)]


def test_beyond_twenty_the_rest_is_counted_and_errors_go_first() -> None:
    document = Document("x.loyalty", "x" * 100)
    found = [*many("unused-tier", 30, document), *many("unknown-name", 3, document)]

    text = render(document, found)
    assert text.count("More: perkwright explain") == 20
    assert text.count("Error: ") == 3
    assert text.endswith("\n\nNot shown: 13 warnings.\n")
    assert text.index("unknown-name 0") < text.index("unused-tier 0") < text.index("unknown-name 1")


def test_no_diagnostics_give_no_text() -> None:
    assert render(TIERS, []) == ""


def test_the_same_facts_as_data() -> None:
    (data,) = json.loads(json.dumps(render_json.render(TIERS, [out_of_order()])))

    assert data["slug"] == "tier-out-of-order"
    assert (data["severity"], data["stage"]) == ("error", "checking")
    assert (data["line"], data["column"], data["end_line"], data["end_column"]) == (5, 8, 5, 18)
    assert data["others"] == [
        {
            "line": 2,
            "column": 8,
            "end_line": 2,
            "end_column": 18,
            "start": 21,
            "end": 31,
            "label": "Silver needs 500",
        }
    ]
    (edit,) = data["fix"]["edits"]
    assert TIERS.text[edit["start"] : edit["end"]] == "400 points"
    assert edit["replacement"] == "600 points"
    assert data["fix"]["example"] == "  from 600 points earned"


@pytest.mark.parametrize(
    ("edits", "edited", "lines"),
    [
        ([Edit(Span(4, 7), "2")], "one 2\nthree\n", ["one 2"]),
        ([Edit(Span(7, 7), "\n  new")], "one two\n  new\nthree\n", ["  new"]),
        ([Edit(Span(8, 8), "  new\n")], "one two\n  new\nthree\n", ["  new"]),
        ([Edit(Span(0, 8), "")], "three\n", []),
        ([Edit(Span(3, 7), "")], "one\nthree\n", ["one"]),
        ([Edit(Span(3, 4), "\n  ")], "one\n  two\nthree\n", ["one", "  two"]),
        (
            [Edit(Span(8, 13), "3"), Edit(Span(0, 3), "1")],
            "1 two\n3\n",
            ["1 two", "3"],
        ),
    ],
)
def test_edits_are_applied_and_the_lines_they_write_are_shown(
    edits: list[Edit], edited: str, lines: list[str]
) -> None:
    text = "one two\nthree\n"

    assert apply_edits(text, edits) == edited
    assert changed_lines(text, edits) == lines


def test_a_slug_that_the_catalogue_lacks_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such-slug"):
        diagnostic("no-such-slug", "title", Label(Span(0, 0), ""))
