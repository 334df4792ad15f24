"""Which names are offered for a misspelt one."""

import pytest

from dsl.diagnostics.suggest import Suggestion, slips_between, suggest


@pytest.mark.parametrize(
    ("written", "known", "nearest"),
    [
        ("Cofee", ["Coffee", "Tea"], ["Coffee"]),
        ("Coffe Drinks", ["Coffee drinks", "Cold drinks"], ["Coffee drinks"]),
        ("gold", ["Golf", "GOLD", "Bold"], ["GOLD"]),
        ("baens", ["bean", "beans"], ["beans"]),
        ("Bold", ["Gold", "Silver", "Bald"], ["Gold", "Bald"]),
        ("Sae", ["Sale", "Seat"], ["Sale"]),
        ("A", ["B", "C"], ["B", "C"]),
        ("Café", ["Cafe", "Cake"], ["Cafe"]),
    ],
)
def test_all_names_at_the_smallest_distance_are_offered(
    written: str, known: list[str], nearest: list[str]
) -> None:
    assert suggest(written, known) == Suggestion(tuple(nearest), ())


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Tee", ["Coffee"]),
        ("Drinks", ["Drums and kits"]),
        ("ab", ["xy"]),
        ("abcdef", ["abcxyz"]),
    ],
)
def test_beyond_a_third_of_the_length_the_names_are_listed_instead(
    written: str, known: list[str]
) -> None:
    assert suggest(written, known) == Suggestion((), tuple(known))


def test_at_most_five_names_are_listed() -> None:
    known = ["Coffee", "Tea", "Cakes", "Sandwiches", "Juice", "Water"]

    assert suggest("Garden chairs", known).listed == tuple(known[:5])


def test_a_name_of_absurd_length_is_compared_in_no_time() -> None:
    assert suggest("x" * 1_000_000, ["x" * 999_999]).nearest == ()


@pytest.mark.parametrize(
    ("written", "name", "slips"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("ab", "ba", 1),
        ("abcd", "badc", 2),
        ("ca", "abc", 3),
        ("teh point", "the point", 1),
    ],
)
def test_slips_are_counted_the_same_both_ways(written: str, name: str, slips: int) -> None:
    assert slips_between(written, name, 9) == slips_between(name, written, 9) == slips
