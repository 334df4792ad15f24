"""How the screens look: readable in every theme, without colour, in plain letters, at any size."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color as TerminalColor
from rich.color_triplet import ColorTriplet
from rich.style import Style

from designer.screens.shell import TOO_SMALL
from designer.screens.themes import DARK, LIGHT
from designer.workbench.settings import Settings, save_settings
from tests.unit.designer.screens.journey import (
    SMALL,
    WIDE,
    Journey,
    designing,
    screen_strips,
    starting,
)

ENOUGH = 4.5
STAGES = ("design", "try_it", "forecast", "compare", "launch")
DRAWN = set("─━│┃║╭╮╰╯┌┐└┘┏┓┗┛├┤┬┴┼▔▁▕▏▊▎▌▐█▓▒░▀▄▂▃▅▆▇⋮·╌")
"""Lines and bars: they part and measure, words beside them say it too."""


def _contrast(style: Style) -> float:
    """The contrast of a sign's colour to what is behind it, as the WCAG counts it."""
    front, back = style.color, style.bgcolor
    if front is None or back is None or not front.triplet or not back.triplet:
        return 0.0
    dark, light = sorted((_luminance(front.triplet), _luminance(back.triplet)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: ColorTriplet) -> float:
    parts = [part / 255 for part in color]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _faint(at: Journey) -> Iterator[str]:
    """The words on the screen that are hard to read, with their contrast."""
    for strip in screen_strips(at.app):
        for words, style, _ in strip:
            told = words.strip()
            if style is None or not told or set(told) <= DRAWN:
                continue
            if (contrast := _contrast(style)) < ENOUGH:
                yield f"{told[:40]} {contrast:.1f}"


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
def test_every_word_stands_out_from_its_ground(theme: str, tmp_path: Path) -> None:
    async def steps() -> None:
        faint: dict[str, set[str]] = {}
        async with designing(tmp_path, "punch-card") as at:
            at.app.theme = theme
            for stage in (*STAGES, "start"):
                at.app.action_stage(stage)
                await at.checked()
                faint[stage] = set(_faint(at))
            for overlay in ("menu", "settings", "tour"):
                at.app.query("Toast").remove()
                await at.app.run_action(overlay)
                await at.pilot.pause()
                dialog = at.app.screen.query_one(".dialog").region
                faint[overlay] = {
                    f"{segment.text.strip()[:40]} {_contrast(segment.style):.1f}"
                    for strip in screen_strips(at.app)[dialog.y : dialog.bottom]
                    for segment in strip.crop(dialog.x, dialog.right)
                    if segment.style is not None
                    and segment.text.strip()
                    and not set(segment.text.strip()) <= DRAWN
                    and _contrast(segment.style) < ENOUGH
                }
                await at.press("escape")
        assert {where: words for where, words in faint.items() if words} == {}

    asyncio.run(steps())


def test_without_colour_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps() -> None:
        async with designing(tmp_path, "punch-card", size=SMALL) as at:
            styles = [style for strip in screen_strips(at.app) for _, style, _ in strip if style]
            assert {style.color for style in styles} <= {None, TerminalColor.parse("default")}
            assert "▐1 Design▌" in at.text()
            assert "✓ understood" in at.text()

    asyncio.run(steps())


def test_plain_signs_are_all_there_is(tmp_path: Path) -> None:
    save_settings(tmp_path / "home", Settings(symbols="ascii"))

    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            for stage in ("design", "try_it", "launch", "start"):
                at.app.action_stage(stage)
                await at.checked()
                assert at.text().isascii(), stage
            assert "Start from" in at.text()

    asyncio.run(steps())


def test_a_window_that_is_too_small_says_so_and_keeps_the_focus(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card", size=SMALL) as at:
            focused = at.app.focused
            assert focused is not None
            for size in ((59, 24), (80, 15)):
                await at.pilot.resize_terminal(*size)
                await at.until(lambda: " ".join(at.text().split()) == TOO_SMALL)
                await at.pilot.resize_terminal(*SMALL)
                await at.shows("Live check")
                await at.until(lambda: at.app.focused is focused)
            await at.pilot.resize_terminal(*WIDE)
            await at.until(lambda: "▸  A stamp for a visit" in at.text())

    asyncio.run(steps())


@pytest.mark.parametrize("size", [SMALL, (100, 30), WIDE])
def test_bar_and_keys_fit_the_window(size: tuple[int, int], tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "coffee-shop", size=size) as at:
            for stage in STAGES:
                at.app.action_stage(stage)
                await at.checked()
                lines = at.text().splitlines()
                assert "5 Launch" in lines[0], stage
                assert lines[-1].endswith("Menu"), stage

    asyncio.run(steps())


def test_the_start_fits_a_small_window(tmp_path: Path) -> None:
    async def steps() -> None:
        async with starting(tmp_path, size=SMALL) as at:
            await at.pilot.pause(0.2)
            lines = at.text().splitlines()
            assert "Start from" in at.text()
            assert "Average purchase" in at.text()
            assert "Customers" in at.text()
            assert lines[-1].endswith("Menu")

    asyncio.run(steps())
