"""Published examples of what is owed for points.

Sources: IFRS 15 illustrative example 52; KPMG, Revenue: IFRS 15 handbook, examples 10A and 10B.
"""

from simulator.economics.liability import allocate, revenue_of_points


def test_the_example_of_ifrs_15() -> None:
    """100,000 of sales, 10,000 points of which 9,500 will come home."""
    now, owed = allocate(100_000, 100_000, 9_500)
    assert (now, owed) == (91_324, 8_676)
    first = revenue_of_points(owed, 4_500, 9_500)
    assert (first, owed - first) == (4_110, 4_566)
    second = revenue_of_points(owed, 8_500, 9_700, first)
    assert (second, owed - first - second) == (3_493, 1_073)


def test_the_examples_of_a_handbook_where_the_expectation_changes() -> None:
    owed = 9_000
    second_year = revenue_of_points(owed, 4_500, 9_700)
    assert second_year == 4_175
    assert revenue_of_points(owed, 8_500, 9_900, second_year) == 3_552
    assert revenue_of_points(owed, 8_500, 9_200, second_year) == 4_140


def test_more_than_expected_came_home() -> None:
    assert revenue_of_points(100, 12, 10) == 100
    assert revenue_of_points(100, 0, 0, 40) == 60
