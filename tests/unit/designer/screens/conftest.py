"""What all tests of screens have in common: long work is played, and takes no time."""

from pathlib import Path

import pytest

from designer.screens.compare import CompareScreen
from designer.screens.forecast import ForecastScreen
from tests.unit.designer.report.made_up import made_up_forecast
from tests.unit.designer.screens.made_up_work import made_up_command


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A command that gives a made-up forecast, whatever it is asked."""
    folder: Path = tmp_path_factory.mktemp("played")
    return made_up_command(folder, made_up_forecast().model_dump(mode="json"))


@pytest.fixture(autouse=True)
def _play_long_work(monkeypatch: pytest.MonkeyPatch, played: tuple[str, ...]) -> None:
    """A test that means the real command says so."""
    monkeypatch.setattr(ForecastScreen, "COMMAND_LINE", played)
    monkeypatch.setattr(CompareScreen, "COMMAND_LINE", played)
