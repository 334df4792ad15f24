"""How the page of a diagnostic is read and shown on a terminal."""

import pytest

from dsl.diagnostics import pages
from dsl.diagnostics.catalogue import CATALOGUE
from dsl.diagnostics.diagnostic import Severity


@pytest.mark.parametrize("slug", pages.slugs())
def test_a_page_has_its_five_parts(slug: str) -> None:
    page = pages.page(slug)

    assert page.title
    assert page.story.endswith(".")
    assert page.failing
    assert page.corrected
    assert page.failing != page.corrected
    assert bool(page.ignoring) == (CATALOGUE[slug].severity is not Severity.ERROR)


@pytest.mark.parametrize("slug", pages.slugs())
def test_a_page_fits_a_terminal_and_shows_no_marks_of_its_file(slug: str) -> None:
    text = pages.explained(slug)

    assert "```" not in text
    assert not text.startswith("#")
    assert max(len(line) for line in text.splitlines()) <= 100


def test_the_parts_come_in_order() -> None:
    text = pages.explained("unused-tier")

    parts = ["A tier that gives nothing", "This program has the mistake:", "What is said about it:"]
    places = [text.index(part) for part in [*parts, "Corrected:", "It may be ignored"]]
    assert places == sorted(places)


def test_a_page_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such-page"):
        pages.page("no-such-page")
