"""All screens as a person sees them, in words at two sizes, and their styles in each theme."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.color import BLACK
from textual.filter import NoColor

from designer.screens.compare import CompareScreen
from designer.screens.forecast import ForecastScreen
from designer.screens.overlays.found_text import FoundText
from designer.screens.overlays.two_texts import TwoTexts
from designer.screens.themes import DARK, LIGHT
from tests.conftest import CompareGolden
from tests.golden.styles import styles_of
from tests.house_rules.tree import ROOT
from tests.unit.designer.report.made_up import made_up_comparison, made_up_forecast
from tests.unit.designer.screens.frozen import freeze
from tests.unit.designer.screens.journey import (
    SMALL,
    WIDE,
    Journey,
    copied,
    screen_strips,
    starting,
)
from tests.unit.designer.screens.made_up_work import made_up_command

SCREENS = ROOT / "tests/golden/screens"
SIZES = {"120x36": WIDE, "80x24": SMALL}
TEMPLATE = "classic-points"
THEMES = {"dark": DARK.name, "light": LIGHT.name, "none": "ansi-dark"}
COLOURS = {
    name: {
        getattr(theme, colour).lower(): colour
        for colour in (
            *("foreground", "background", "surface", "panel", "primary"),
            *("secondary", "accent", "warning", "error", "success"),
        )
    }
    for name, theme in (("dark", DARK), ("light", LIGHT))
}
STAGES = ("start", "design", "try_it", "forecast", "compare", "launch")
OVER = {
    "start": {"open_file": "o"},
    "design": {
        "menu": "ctrl+p",
        "help": "f1",
        "go_to": "ctrl+o",
        "save_version": "ctrl+s",
        "versions": "ctrl+b",
        "save_as": "ctrl+g",
        "tour": "ctrl+right_square_bracket",
        "add": "ctrl+n",
    },
    "try_it": {"add_event": "a", "keep_test": "k"},
    "forecast": {"assumption": "a end enter"},
    "launch": {"terms": "t", "launch_now": "l"},
}
"""What can lie over each stage, by the keys that bring it there. Settings and Files name folders,
which differ from one computer to the next, so tests of their own look at them."""

MINE, THEIRS = "give 10 points per 1 USD", "give 5 points per 1 USD"
ASKED: dict[str, Callable[[], FoundText | TwoTexts]] = {
    "found_text": FoundText,
    "two_texts": lambda: TwoTexts("my_points.loyalty", MINE, THEIRS),
}
"""What comes by itself."""


@asynccontextmanager
async def _open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Journey]:
    """The designer at its first start, in which every command is done at once."""
    shop = freeze(monkeypatch, folder)
    for screen, result in (
        (ForecastScreen, made_up_forecast()),
        (CompareScreen, made_up_comparison()),
    ):
        place = folder / screen.__name__
        place.mkdir()
        command = made_up_command(place, result.model_dump(mode="json"))
        monkeypatch.setattr(screen, "COMMAND_LINE", command)
    async with starting(shop) as at:
        yield at


async def _is_there(at: Journey, stage: str) -> None:
    """Go to a stage, and wait for what it works out by itself or when it is asked."""
    at.app.action_stage(stage)
    await at.checked()
    if stage == "forecast":
        await at.comes("for this text exactly")
    elif stage == "compare" and "Net benefit, likely" not in at.text():
        await at.press("r")
        await at.comes("Net benefit, likely")


async def _at_each_size(at: Journey, name: str, drawn: dict[str, str]) -> None:
    for size, cells in reversed(SIZES.items()):
        await at.pilot.resize_terminal(*cells)
        drawn[f"{name}_{size}"] = await at.steady()


async def _in_each_theme(at: Journey, name: str, drawn: dict[str, str]) -> None:
    strips = {}
    for theme, full_name in THEMES.items():
        at.app.theme = full_name
        await at.steady()
        strips[theme] = screen_strips(at.app)
        if theme == "none":
            filtered = [strip.apply_filter(NoColor(), BLACK) for strip in strips[theme]]
            strips[theme] = filtered
    at.app.theme = DARK.name
    drawn[f"styles_{name}"] = styles_of(strips, COLOURS)


async def _dialog(at: Journey) -> str:
    """The dialog alone, which is left again: what is under it has a picture of its own."""
    await at.steady()
    dialog = at.app.screen.query_one(".dialog").region
    lines = at.text().splitlines()[dialog.y : dialog.bottom]
    await at.app.screen.dismiss(None)
    await at.checked()
    return "\n".join(line[dialog.x : dialog.right].rstrip() for line in lines) + "\n"


def _compare(golden: CompareGolden, drawn: Mapping[str, str]) -> None:
    """Each picture with its file; all that differ are told at once."""
    wrong = []
    for name, text in drawn.items():
        try:
            golden(SCREENS / f"{name}.txt", text)
        except (pytest.fail.Exception, AssertionError) as differs:
            wrong.append(str(differs))
    assert not wrong, "\n".join(wrong)


def test_every_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: CompareGolden
) -> None:
    drawn: dict[str, str] = {}

    async def steps() -> None:
        async with _open(tmp_path, monkeypatch) as at:
            for stage in STAGES:
                if stage == "design":
                    at.app.open_file(copied(Path.cwd(), TEMPLATE))
                    await at.checked()
                await _is_there(at, stage)
                await _at_each_size(at, stage, drawn)
                if stage == "design":
                    await at.press("f9")
                    await _at_each_size(at, "design_text", drawn)
                    await at.press("f9")
                await _in_each_theme(at, stage, drawn)

    asyncio.run(steps())
    _compare(golden, drawn)


def test_what_lies_over_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: CompareGolden
) -> None:
    drawn: dict[str, str] = {}

    async def steps() -> None:
        async with _open(tmp_path, monkeypatch) as at:
            at.app.open_file(copied(Path.cwd(), TEMPLATE))
            await at.checked()
            for stage, overlays in OVER.items():
                await _is_there(at, stage)
                for size, cells in SIZES.items():
                    await at.pilot.resize_terminal(*cells)
                    await at.steady()
                    for name, keys in overlays.items():
                        await at.press(*keys.split())
                        drawn[f"over_{name}_{size}"] = await _dialog(at)
            for name, screen in ASKED.items():
                at.app.push_screen(screen())
                drawn[f"over_{name}"] = await _dialog(at)

    asyncio.run(steps())
    _compare(golden, drawn)
