"""The stage Forecast: it runs by itself, shows what the command says, and belongs to one text."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import DataTable, Input, Static

from designer.report.forecast_words import findings, verdict_words
from designer.report.spread_cells import money_of
from designer.screens.extent import PROCESSES
from designer.screens.forecast import STOPPED_EARLY, ForecastScreen
from designer.screens.long_work import PartialResult
from designer.screens.widgets.scenario_box import BROKEN
from designer.workbench.figures_beside import figures_beside
from designer.workbench.forecast_basis import taken_otherwise
from designer.workbench.forecasts import ForecastJob, run_forecast
from designer.workbench.kept_forecast import kept_forecast
from designer.workbench.program_before import NOTHING_BEFORE, ProgramBefore
from tests.unit.designer.report.made_up import made_up_forecast
from tests.unit.designer.screens.journey import SMALL, WIDE, Journey, designing
from tests.unit.designer.screens.made_up_work import heard, made_up_command

FORECAST = made_up_forecast()
BESIDE = "classic_points.scenario.yaml"
RESULT = FORECAST.model_dump(mode="json")
PART: dict[str, Any] = {
    "event": "partial",
    "program": 0,
    "runs": 8,
    "of": 50,
    "customers": 400,
    "shop_customers": 400,
    "months": list(range(1, 19)),
    "trading_months": 12,
    "net_benefit_minor": {
        "p10": [-100_00 * month for month in range(1, 19)],
        "median": [50_00 * month for month in range(1, 19)],
        "p90": [300_00 * month for month in range(1, 19)],
    },
    "probability_of_loss": 0.25,
    "setup_minor": 0,
    **{
        name: {"p10": 1_00, "median": 2_00, "p90": 3_00}
        for name in (
            *("incremental_margin_minor", "reward_cost_minor", "subsidised_baseline_minor"),
            *("fees_minor", "running_cost_minor", "roi", "owed_minor"),
        )
    },
}
UNWEIGHED: dict[str, Any] = {
    "event": "unweighed",
    "result": RESULT
    | {"stopped": True, "swings": [], "sobol": [], "price_cuts": [], "variance": None},
}


@asynccontextmanager
async def forecasting(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    size: tuple[int, int] = WIDE,
    lines: tuple[Any, ...] = (),
    seconds: float = 0,
) -> AsyncIterator[Journey]:
    """At the stage Forecast, with a made-up command in the place of the real one."""
    command = made_up_command(folder, RESULT, lines=lines, seconds=seconds)
    monkeypatch.setattr(ForecastScreen, "COMMAND_LINE", command)
    async with designing(folder, size=size) as at:
        at.app.switch_mode("forecast")
        await at.pilot.pause()
        yield at


async def shows(at: Journey, words: str) -> str:
    """What the screen shows once all work is done, which holds some words."""
    for _ in range(3):  # a result is read by work of its own, which may draw by another
        await at.app.workers.wait_for_complete()
        await at.pilot.pause()
    text = at.text()
    assert words in text, text
    return text


async def comes(at: Journey, box: str, words: str) -> None:
    """Wait until a box says some words, while work goes on."""
    await at.until(lambda: words in words_of(at, box))


def words_of(at: Journey, box: str) -> str:
    """The words of one box, without the ends of its lines."""
    return " ".join(str(at.app.screen.query_one(box, Static).render()).split())


def test_it_runs_by_itself_and_says_what_the_command_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with forecasting(tmp_path, monkeypatch) as at:
            text = await shows(at, "€9K")
            verdict, benefit = verdict_words(FORECAST, FORECAST), findings(FORECAST)[0]
            assert words_of(at, "#headline") == f"{verdict} {benefit}"
            assert money_of(FORECAST.reward_cost_minor.median, FORECAST) not in text
            assert f"-{money_of(FORECAST.subsidised_baseline_minor.median, FORECAST)}" in text
            assert words_of(at, "#progress") == (
                "40 of 40 runs · seed 7, grade B · for this text exactly · "
                "program abababab results efefefef"
            )

    asyncio.run(steps())
    kept = kept_forecast(tmp_path / "classic_points.loyalty")
    assert kept == FORECAST
    words = heard(tmp_path)
    assert words[0] == "simulate"
    assert Path(words[1]).name == "classic_points.loyalty"
    assert (words[2], Path(words[3]).name) == ("--scenario", "classic_points.scenario.yaml")
    assert Path(words[3]).parent != tmp_path, "a copy of what is shown"
    assert words[4:] == [
        *("--months", "12", "--runs", "50", "--seed", "1", "--workers", str(PROCESSES)),
        *("--json", "--progress-json"),
    ]


def test_the_real_command_gives_the_figures_of_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real one, made smaller by other values of its options."""
    program = (
        "import sys\n"
        "from designer.cli.main import run\n"
        "words = sys.argv[1:]\n"
        "for option, value in ('--customers', '40'), ('--months', '1'), ('--runs', '30'):\n"
        "    if option in words:\n"
        "        del words[words.index(option) : words.index(option) + 2]\n"
        "    words += option, value\n"
        "run([*words, '--brief'])\n"
    )
    monkeypatch.setattr(ForecastScreen, "COMMAND_LINE", (sys.executable, "-c", program))

    async def steps() -> str:
        async with designing(tmp_path, stage="forecast") as at:
            await shows(at, "for this text exactly")
            return words_of(at, "#headline") + words_of(at, "#progress")

    said = asyncio.run(steps())
    file = tmp_path / "classic_points.loyalty"
    job = ForecastJob(files=(file,), customers=40, months=1, runs=30, is_brief=True, keeps=False)
    forecast = run_forecast(job, lambda what, done, whole: None)
    assert said.startswith(f"{verdict_words(forecast, forecast)} {findings(forecast)[0]}")
    assert said.endswith(
        f"program {forecast.program_sha256[:8]} results {forecast.results_sha256[:8]}"
    )
    assert not taken_otherwise(forecast, file, NOTHING_BEFORE), "a launch takes it as it is"
    assert taken_otherwise(forecast, file, ProgramBefore(file))
    run = forecast.manifest.model_copy(update={"current_rules_sha256": forecast.rules_sha256})
    against = forecast.model_copy(update={"manifest": run})
    terms = file.with_name("with_terms.loyalty")
    words = file.read_text("utf-8").replace("join free\n", 'join free\n  terms "Be kind."\n')
    terms.write_text(words, "utf-8")
    assert not taken_otherwise(against, file, ProgramBefore(terms)), "terms move no figure"
    assert "nobody" in taken_otherwise(against, file, ProgramBefore(terms, tmp_path))


def test_a_stop_before_the_first_run_says_how_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with forecasting(tmp_path, monkeypatch, seconds=60) as at:
            await comes(at, "#headline", "Playing the same customers")
            await at.press("escape")
            await comes(at, "#headline", STOPPED_EARLY)

    asyncio.run(steps())


def test_finished_runs_are_shown_and_stay_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with forecasting(tmp_path, monkeypatch, lines=(PART,), seconds=60) as at:
            await comes(at, "#headline", "The net benefit is")
            assert words_of(at, "#headline") == (
                "After 8 of 50 runs: The net benefit is $900.00 (the middle of 8 runs). "
                "It loses money in 2 of 8 runs."
            )
            await at.shows("the middle of 8 runs: no band yet")
            assert "░" not in at.text().split("Where the money goes")[0]
            assert "good case" not in at.text()
            await at.press("v")
            assert "▐Cost▌" in at.text()
            assert "This picture comes with the finished forecast." in at.text()
            at.app.screen.post_message(PartialResult(1, UNWEIGHED))
            await comes(at, "#headline", verdict_words(FORECAST, FORECAST))
            assert "This picture comes" not in at.text(), "it does not wait for the weighing"
            assert words_of(at, "#matters_words").startswith("It comes once it is weighed")
            draft = at.app.draft
            assert draft is not None
            at.app.change(draft.text.replace("give 100 points", "give 50 points"), "Less")
            await at.checked()
            assert "1 part of the program changed · r runs it again" in at.text(), "at work, too"
            at.app.action_undo()
            await at.checked()
            assert "! for an earlier text" not in at.text()
            await at.press("x", "a", "escape")
            assert at.app.focused is at.app.screen.query_one("#chart"), "the assumptions are left"
            assert "50 runs · " in words_of(at, "#progress"), "and the work goes on"
            await at.press("escape")
            assert heard(tmp_path)[0] == "simulate", "no report of a part"
            await comes(at, "#progress", "Stopped · 40 of 40 runs")
            assert words_of(at, "#headline").startswith(verdict_words(FORECAST, FORECAST))
            assert words_of(at, "#matters_words").startswith("Members would")
            await at.press("x")
            await at.until(lambda: heard(tmp_path)[0] == "report")

    asyncio.run(steps())
    assert kept_forecast(tmp_path / "classic_points.loyalty") is None


@pytest.mark.parametrize("size", [WIDE, SMALL])
def test_views_go_round_and_each_has_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async def steps() -> None:
        async with forecasting(tmp_path, monkeypatch, size=size) as at:
            await shows(at, "for this text exactly")
            views = ["Profit", "Cost", "To be redeemed", "Members", "Words"]
            if size == SMALL:
                views.insert(4, "Where it goes")
            for view in views:
                assert f"▐{view}▌" in at.text()
                await at.press("v")
            await at.press("t")
            table = at.app.screen.query_one("#table", DataTable)
            first = FORECAST.monthly[0].cumulative_net_benefit_minor
            cells = (first.p10, first.median, first.p90)
            assert table.get_row_at(0) == ["1", *(money_of(each, FORECAST) for each in cells)]
            assert table.display

    asyncio.run(steps())


def test_without_figures_of_the_shop_it_asks_for_five_and_then_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ForecastScreen, "COMMAND_LINE", made_up_command(tmp_path, RESULT))

    async def steps() -> None:
        async with designing(tmp_path) as at:
            figures = tmp_path / "classic_points.scenario.yaml"
            figures.write_text("one letter too many: [", encoding="utf-8")
            at.app.switch_mode("forecast")
            await shows(at, "✗ classic_points.scenario.yaml")
            await at.press("r")
            told = [each.message for each in at.app._notifications]
            assert told == [BROKEN], "nothing takes its place"
            figures.unlink()
            await at.press("r")
            await shows(at, "Press a and say five numbers")
            await at.press("a")
            await shows(at, "Five numbers about your business")
            await at.press("enter")
            await shows(at, "for this text exactly")
            saved = (tmp_path / "classic_points.scenario.yaml").read_text("utf-8")
            assert 'mean_purchase: "25.00 USD"' in saved
            shop = tmp_path / "classic_points.shop.toml"
            assert 'usual_basket = "25.00 USD"' in shop.read_text("utf-8")
            await at.press("a", "enter")
            await shows(at, "Leave as it is")
            at.app.screen.query_one("#purchase", Input).value = "31"
            await at.press("enter")
            await comes(at, "#progress", "! for other assumptions")
            await at.until(lambda: 'usual_basket = "31 USD"' in shop.read_text("utf-8"))
            await _one_margin_counts(at)

    asyncio.run(steps())


async def _one_margin_counts(at: Journey) -> None:
    """A margin that the text says otherwise is told, and the dialog makes it one again."""
    draft = at.app.draft
    assert draft is not None
    before = draft.text
    assert "  margin 55%\n" in before
    at.app.change(before.replace("margin 55%", "margin 41.5%"), "Typing")
    await at.shows("55%  ! the text says 41.5%")
    await at.press("a", "enter")
    await at.shows("Leave as it is")
    await at.press("enter")
    await at.until(lambda: draft.text == before)
    await at.until(lambda: "! the text says" not in at.text())
    await _a_step_back_is_one_of_the_figures_too(at)


async def _a_step_back_is_one_of_the_figures_too(at: Journey) -> None:
    path, draft = at.app.path, at.app.draft
    assert path is not None
    assert draft is not None
    before = figures_beside(path)
    await at.press("a", "enter")
    await at.shows("Leave as it is")
    at.app.screen.query_one("#margin", Input).value = "40"
    at.app.screen.query_one("#visits", Input).value = "3"
    await at.press("enter")
    await at.until(lambda: "  margin 40%\n" in draft.text)
    after = figures_beside(path)
    assert after != before
    await at.press("ctrl+z")
    await at.until(lambda: figures_beside(path) == before)
    assert "  margin 55%\n" in draft.text
    await at.press("ctrl+y")
    await at.until(lambda: figures_beside(path) == after)
    assert "  margin 40%\n" in draft.text


def test_what_the_command_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys; print('Error: there is too little to go by.', file=sys.stderr)"
    monkeypatch.setattr(ForecastScreen, "COMMAND_LINE", (sys.executable, "-c", program))

    async def steps() -> None:
        async with designing(tmp_path, stage="forecast") as at:
            await shows(at, "✗ there is too little to go by.")

    asyncio.run(steps())
