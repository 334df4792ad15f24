"""The list of assumptions beside a forecast: they are changed where they stand."""

import asyncio
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from designer.screens.widgets.assumptions import Assumptions
from designer.workbench import shop_figures
from designer.workbench.shop_figures import (
    ScenarioFile,
    open_scenario,
    part_said,
    save_changed,
    with_assumption,
)
from simulator.behaviour.assumptions import usual
from simulator.calibration.scenario import Scenario
from tests.unit.designer.screens.journey import Journey
from tests.unit.designer.screens.test_forecast import BESIDE, comes, forecasting, shows, words_of


def test_an_assumption_is_changed_where_it_stands_and_marks_the_forecast(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with forecasting(tmp_path, monkeypatch) as at:
            await shows(at, "for this text exactly")
            await at.press("a")
            box = at.app.screen.query_one(Assumptions)
            box.highlighted = box.get_option_index("frequency")
            await at.pilot.pause()
            assert "Source: Nastasoiu et al. 2021" in at.text()
            await at.press("enter", "enter")
            await at.checked()
            assert open_scenario(tmp_path / BESIDE).scenario.assumptions == ()
            await at.press("enter")
            await asyncio.to_thread(_another_designer_says_an_assumption, tmp_path / BESIDE)
            at.app.screen.query_one("#source", Input).value = "our till"
            at.app.screen.query_one("#median", Input).value = "9%"
            await at.press("enter")
            assert "have to rise in this order" in words_of(at, "#problem")
            at.app.screen.query_one("#high", Input).value = "12 %"
            await at.press("enter")
            await comes(at, "#progress", "! for other assumptions")
            text = await shows(at, "for other assumptions")
            assert "+9%*  from -0.5% to +12%" in text
            await at.press("r")
            await shows(at, "for this text exactly")
            await at.press("enter")
            assert at.app.screen.query_one("#source", Input).value == "our till"
            await at.press("escape")
            await _two_are_changed_while_the_disk_is_slow(at, box, monkeypatch)

    asyncio.run(steps())
    saved = open_scenario(tmp_path / BESIDE).scenario
    other, own, *others = saved.assumptions
    assert other.source == "the other one", "what was written meanwhile is not lost"
    assert [each.name for each in others] == ["join", "basket"]
    assert (own.name, own.low, own.median, own.high) == ("frequency", -0.005, 0.09, 0.12)


def _another_designer_says_an_assumption(path: Path) -> None:
    file = open_scenario(path)
    row = next(each for each in usual() if each.name == "goal_gradient")
    low, high = row.interval
    said = part_said(row, low=low, median=row.median, high=high, source="the other one")
    save_changed(file, with_assumption(file.scenario, said))


async def _two_are_changed_while_the_disk_is_slow(
    at: Journey, box: Assumptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_are_said = Event()

    def slowly(file: ScenarioFile, scenario: Scenario) -> ScenarioFile:
        assert both_are_said.wait(60)
        return save_changed(file, scenario)

    monkeypatch.setattr(shop_figures, "save_changed", slowly)
    for name in ("join", "basket"):
        box.post_message(Assumptions.Asked(name))
        await at.pilot.pause()
        at.app.screen.query_one("#high", Input).value = "80%"
        await at.burst("enter")
    both_are_said.set()
    await at.checked()
