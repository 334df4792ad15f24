"""What each word of a line is, for colours."""

from designer.authoring.colours import stretches


def told(line: str) -> list[tuple[str, str]]:
    return [(each.kind, line[each.start : each.end]) for each in stretches(line)]


def test_a_header_its_name_and_a_comment_are_told_apart() -> None:
    assert told('earn "Every loaf"  # since May') == [
        ("header", "earn"),
        ("name", '"Every loaf"'),
        ("comment", "# since May"),
    ]


def test_words_of_the_language_numbers_and_units_are_told_apart() -> None:
    assert told("  give 2 crumbs per 1 CHF") == [
        ("keyword", "give"),
        ("number", "2"),
        ("unit", "crumbs"),
        ("keyword", "per"),
        ("number", "1"),
        ("unit", "CHF"),
    ]


def test_a_word_of_a_header_is_only_a_header_before_a_name() -> None:
    assert told("  earn nothing")[0] == ("keyword", "earn")


def test_a_quote_that_is_never_closed_has_no_colour() -> None:
    assert told('earn "Every') == [("keyword", "earn")]
