"""What all tests of the designer have in common."""

from collections.abc import Iterator

import pytest

from designer.report.way_of_writing import USUAL, write_as


@pytest.fixture(autouse=True)
def _write_as_usual() -> Iterator[None]:
    """A test that writes figures in another way leaves the process as it was."""
    yield
    write_as(USUAL)
