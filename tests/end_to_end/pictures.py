"""The pictures of the README, drawn by the screens themselves.

    make pictures

They need no network: the fonts are those of whoever looks at them. They hold no day on which they
were drawn, so drawing them anew gives the same bytes as long as the screens are the same.
"""

import asyncio
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from designer.workbench.five_numbers import save_scenario_file, usual_numbers
from designer.workbench.kept_forecast import forecast_file
from tests.end_to_end.terminal import ROOT
from tests.unit.designer.screens.frozen import freeze
from tests.unit.designer.screens.journey import Journey, copied, starting

PICTURES = ROOT / "designer/screens/pictures"
TITLE = "Perkwright"
CUSTOMERS = "300"
"""Few, so that the forecast is there within seconds."""

_FONT = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
_NAMED_BY_CHANCE = re.compile(r"terminal-\d+")


async def draw(folder: Path) -> None:
    """Draw Design, Try it and Forecast.

    Args:
        folder: where the designer works meanwhile.
    """
    path = copied(folder, "classic-points")
    numbers = replace(usual_numbers("other", "USD"), margin="55", customers=CUSTOMERS)
    save_scenario_file(path, numbers, "America/New_York")
    async with starting(folder, path) as at:
        await at.steady()
        _save(at, "design")
        await at.press("f3")
        await at.checked()
        await at.press("n", "n")
        await at.steady()
        _save(at, "try_it")
        await at.press("f4")
        await _forecast_is_done(at)
        _save(at, "forecast")


async def _forecast_is_done(at: Journey) -> None:
    assert at.app.path is not None
    kept = forecast_file(at.app.path)
    while not kept.is_file():
        await at.pilot.pause(0.2)
    await at.steady()


def _save(at: Journey, name: str) -> None:
    picture = _FONT.sub("", at.app.export_screenshot(title=TITLE))
    picture = _NAMED_BY_CHANCE.sub("terminal", picture)
    picture = picture.replace("Fira Code,", "ui-monospace,Menlo,Consolas,")
    lines = [line.rstrip() for line in picture.splitlines()]
    PICTURES.joinpath(f"{name}.svg").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        asyncio.run(draw(freeze(patch, Path(place))))
