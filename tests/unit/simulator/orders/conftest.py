"""What every test of order files may use."""

from pathlib import Path

import pytest

from tests.unit.simulator.orders.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A shop in a temporary folder."""
    return Shop(tmp_path)
