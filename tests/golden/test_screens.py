"""The screens as a person sees them, in words, at two sizes."""

import asyncio
from pathlib import Path

import pytest

from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT
from tests.unit.designer.screens.journey import SMALL, WIDE, Journey, designing, starting

SCREENS = ROOT / "tests/golden/screens"
SIZES = {"120x36": WIDE, "80x24": SMALL}
OVERLAYS = ("tour", "save_version", "versions", "save_as")


@pytest.mark.parametrize("size", SIZES)
def test_the_start(
    size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: CompareGolden
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    async def steps() -> str:
        async with starting(tmp_path, size=SIZES[size]) as at:
            await at.pilot.pause(0.2)
            return at.text()

    golden(SCREENS / f"start_{size}.txt", asyncio.run(steps()))


@pytest.mark.parametrize("size", SIZES)
def test_what_lies_over_a_screen(
    size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: CompareGolden
) -> None:
    monkeypatch.chdir(tmp_path)
    shown: dict[str, str] = {}

    async def steps() -> None:
        async with designing(tmp_path, "punch-card", size=SIZES[size]) as at:
            for overlay in OVERLAYS:
                shown[overlay] = await _over(at, overlay)

    asyncio.run(steps())
    for overlay, text in shown.items():
        golden(SCREENS / f"over_{overlay}_{size}.txt", text)


async def _over(at: Journey, overlay: str) -> str:
    """The dialog alone: what is under it has a picture of its own."""
    await at.app.run_action(overlay)
    await at.pilot.pause(0.1)
    box = at.app.screen.query_one(".dialog").region
    lines = at.text().splitlines()[box.y : box.bottom]
    await at.press("escape")
    return "\n".join(line[box.x : box.right].rstrip() for line in lines) + "\n"
