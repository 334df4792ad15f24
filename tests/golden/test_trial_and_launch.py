"""The stages Try it and Launch as a person sees them, in words, at two sizes."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from designer.screens import try_it
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT
from tests.unit.designer.screens.journey import SMALL, Journey, designing

SCREENS = ROOT / "tests/golden/screens"


@pytest.mark.parametrize("stage", ["try_it", "launch"])
def test_the_stage(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: CompareGolden
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setattr(try_it, "today", lambda: date(2026, 3, 2))
    shown: dict[str, str] = {}

    async def steps() -> None:
        async with designing(tmp_path, "coffee-shop", stage=stage) as at:
            await at.checked()
            shown["120x36"] = _below_the_bar(at)
            await at.pilot.resize_terminal(*SMALL)
            await at.checked()
            shown["80x24"] = _below_the_bar(at)

    asyncio.run(steps())
    for size, text in shown.items():
        golden(SCREENS / f"{stage}_{size}.txt", text)


def _below_the_bar(at: Journey) -> str:
    """All but the bar of stages, which tells when the text was saved."""
    return "\n".join(at.text().splitlines()[1:]) + "\n"
