"""Read a pilot: the screen asks what a person would type, and says what the command line prints."""

import asyncio
import json
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from designer.cli.main import run
from designer.report.pilot_shown import Bar, more_percent, pilot_shown, told_by_json
from designer.report.way_of_writing import write_as
from designer.screens.charts.intervals import intervals
from designer.screens.pilot import NOTHING_READ, OLDER, PilotScreen
from designer.workbench.shop_figures import open_scenario
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.orders.report_rules import Effect
from simulator.pilots.result import Interval, PilotResult
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT
from tests.unit.designer.screens.charts.plain import plain_text
from tests.unit.designer.screens.journey import SMALL, Journey, copied, starting
from tests.unit.designer.screens.made_up_work import heard, made_up_command
from tests.unit.designer.test_pilot_command import DEMO, held, joins

PICTURES = ROOT / "tests/golden/screens"
Captured = pytest.CaptureFixture[str]


def _read(folder: Path, capsys: Captured) -> tuple[list[str], str]:
    """A pilot that was held, read by the command line: what was typed, and what came."""
    (folder / "p").rename(folder / "coffee_shop.pilot")
    words = ["pilot", "read", str(folder / "coffee_shop.pilot"), str(DEMO)]
    words += ["--joins", str(folder / "joins.csv")]
    words += ["--scenario", str(folder / "coffee_shop.scenario.yaml"), "--json", "--progress-json"]
    assert run([*words, "-o", str(folder / "read")]) == 0
    return words, capsys.readouterr().out


def _prepared(folder: Path, capsys: Captured) -> tuple[Path, list[str], str]:
    program = copied(folder, "coffee-shop")
    told = ("--purchase", "8.50 USD", "--visits", "36", "--customers", "300", "--margin", "62%")
    scenario = folder / "coffee_shop.scenario.yaml"
    assert run(["calibrate", *told, "-o", str(scenario)]) == 0
    held(folder, capsys)
    joins(folder)
    return program, *_read(folder, capsys)


async def _choose(at: Journey, row: str, path: Path | None) -> None:
    box = at.app.screen.query_one("#setup", OptionList)
    box.highlighted = box.get_option_index(row)
    box.focus()
    await at.press("enter")
    if path is None:
        await at.press("ctrl+d")
        return
    at.app.screen.query_one("#path", Input).value = str(path)
    at.app.screen.query_one("#path", Input).focus()
    await at.press("enter")
    await at.checked()


def test_a_pilot_is_read_shown_and_taken_over(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, golden: CompareGolden
) -> None:
    program, words, came = _prepared(tmp_path, capsys)
    played = made_up_command(tmp_path, json.loads(came))
    result, imported = told_by_json(came)
    monkeypatch.setattr(PilotScreen, "COMMAND_LINE", played)
    shown = pilot_shown(result, imported)
    assert not any("could not be used" in each for each in shown.sentences)
    why = {"effect": Effect.LEFT_OUT, "rule": "bad_amount", "meaning": "no number"}
    lost = {"findings": [{"count": 3, "file": "orders", **why}]}
    *_, said, listed = pilot_shown(result, lost).sentences
    assert "3 rows could not be used" in said
    assert listed == "Left out, 3 rows of orders: no number."
    printed = (tmp_path / "read/result.txt").read_text("utf-8")

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            at.app.action_pilot()
            await at.checked()
            assert "162, by chance in 10 strata" in " ".join(at.text().split())
            await _choose(at, "orders", DEMO)
            await _choose(at, "plan", tmp_path / "coffee_shop.pilot")
            assert "✓ The plan" in at.text()
            await _choose(at, "joins", tmp_path / "joins.csv")
            await at.press("r")
            await at.shows("Answer")
            told = await at.steady()
            golden(PICTURES / "pilot_120x36.txt", told)
            await _choose(at, "joins", None)
            assert OLDER in at.text()
            await _choose(at, "joins", tmp_path / "joins.csv")
            assert OLDER not in at.text()
            left = await at.steady()
            await at.press("escape")
            assert not isinstance(at.app.screen, PilotScreen)
            await at.press("7")
            assert await at.steady() == left
            for number in ("+6.3% (-8.9% to +24.0%)", "+14.1% (-17.6% to +66.8%)"):
                assert number in printed
                assert number in told
            await at.press("v")
            assert " ".join(shown.groups.rows[0]) in " ".join(at.text().split())
            await at.press("v")
            assert f"plan {result.plan_sha256[:16]}" in printed
            assert 'Pilot "pilot", 1 Sep 2025' in at.text()
            await at.pilot.resize_terminal(*SMALL)
            await at.press("v")
            golden(PICTURES / "pilot_80x24.txt", await at.steady())
            await at.press("u")
            await at.checked()

    asyncio.run(steps())
    assert heard(tmp_path) == words
    learned = (tmp_path / "read/scenario.yaml").read_text("utf-8")
    now = open_scenario(program.with_suffix(".scenario.yaml")).scenario
    assert scenario_to_yaml(now) == learned
    _answers_are_careful(result)


def test_without_a_plan_a_small_window_shows_where_one_is_chosen(tmp_path: Path) -> None:
    async def steps() -> None:
        async with starting(tmp_path, copied(tmp_path, "coffee-shop"), size=SMALL) as at:
            await at.checked()
            at.app.action_pilot()
            await at.shows("A pilot finds out instead of assuming")
            told = at.text()
            assert "Plan a pilot from your orders" in told
            assert "✗" not in told
            for row in ("The plan", "Orders since", "What came back"):
                assert row in told
            await at.press("tab")
            assert "shows the next view" not in at.text()
            await at.press("shift+tab", "enter")
            await at.shows("The folder of the pilot's plan")
            at.app.screen.dismiss(tmp_path)
            await at.shows(NOTHING_READ[:40])
            assert "✗ There is no plan of a pilot" in at.text()

    asyncio.run(steps())


def _with(result: PilotResult, **changed: object) -> str:
    return pilot_shown(result.model_copy(update=changed), {"findings": []}).answer


def _between(low: float, high: float) -> Interval:
    return Interval(value=(low + high) / 2, low=low, high=high)


def _answers_are_careful(result: PilotResult) -> None:
    """Works, does not, or cannot tell."""
    works, nothing = _between(7.0, 12.0), _between(-3.0, 12.0)
    little, harm = _between(-2.0, 5.0), _between(-9.0, -1.0)
    answers = {
        _with(result, uplift_percent=works, member_uplift_percent=works)[:44],
        _with(result, uplift_percent=nothing, member_uplift_percent=nothing)[:16],
        _with(result, uplift_percent=little, member_uplift_percent=little)[:34],
        _with(result, uplift_percent=harm, member_uplift_percent=harm)[:14],
        _with(result, uplift_percent=None)[:35],
    }
    assert answers == {
        "✓ It works, and does what it has to: members",
        "! It cannot tell",
        "✗ It does not do what it has to: e",
        "✗ It does harm",
        "! It cannot tell: too few of the in",
    }
    early = result.model_copy(update={"read_up_to": result.first_day})
    assert "cannot tell yet" in _with(early, uplift_percent=nothing, member_uplift_percent=nothing)


def test_percents_are_written_in_the_way_of_the_person() -> None:
    assert [more_percent(each) for each in (63, 0, -89)] == ["+6.3%", "0.0%", "-8.9%"]
    write_as("de_DE")
    assert more_percent(63) == "+6,3\xa0%"


def test_intervals_mark_nothing_and_what_is_needed() -> None:
    bars = (Bar("Invited", -90, 63, 240), Bar("Members", -176, 141, 668))
    lines = plain_text(intervals(bars, 60, str, 60)).splitlines()
    assert max(map(len, lines)) <= 60
    zero = lines[-2].index("0")
    assert {line[zero] for line in lines[::2][:2]} == {"┼"}
    for bar, drawn, told in zip(bars, lines[::2], lines[1::2], strict=False):
        assert drawn.startswith(bar.name)
        assert drawn.index("├") < drawn.index("●") < drawn.index("┤")
        assert told.strip(" │┆").startswith(f"{bar.middle} ({bar.low} to {bar.high})")
    assert "60 what it has to bring" in lines[-2]
