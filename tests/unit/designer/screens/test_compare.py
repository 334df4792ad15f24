"""The stage Compare: designs on the same customers, and what changed from one to the others."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Select

from designer.report.comparison_page import comparison_verdict
from designer.report.spread_cells import money_of
from designer.screens.app import DesignerApp
from designer.screens.compare import ASKS_TO_BEGIN, WORKS, CompareScreen
from designer.screens.comparison_work import Comparing
from designer.screens.formats import Formats
from designer.screens.long_work import PartialResult
from designer.screens.overlays.not_sold import not_sold_words
from designer.screens.widgets.which_designs import WhichDesigns
from designer.workbench.calibrations import save_scenario
from designer.workbench.designs import (
    DRAFT,
    DesignChoice,
    designs_beside,
    texts_offered,
)
from designer.workbench.gallery import find_template
from designer.workbench.products_sold import shop_for
from designer.workbench.program_before import ProgramBefore
from designer.workbench.shop_figures import open_scenario, scenario_beside
from simulator.calibration.customer_parts import Product
from simulator.forecasts.forecast import Comparison
from simulator.forecasts.spread import Spread
from tests.unit.designer.report.made_up import MORE, made_up_comparison
from tests.unit.designer.screens.journey import SMALL, WIDE, Journey, copied, designing, starting
from tests.unit.designer.screens.made_up_work import heard, made_up_command
from tests.unit.designer.screens.test_forecast import shows, words_of

OPEN = Spread(p2_5=-9_00, p10=-2_00, median=1_00, p90=3_00, p97_5=9_00)
FORMS = ("html", "csv")
BREAD = """
products "Loaves"
  category "Bread"

earn "Bread day"
  on a purchase
  give 1 point per 1 USD of net spend on "Loaves"
  on top of "Every purchase"
"""


@asynccontextmanager
async def comparing(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    found: Comparison,
) -> AsyncIterator[Journey]:
    """At the stage Compare, with a made-up command in the place of the real one."""
    command = made_up_command(folder, found.model_dump(mode="json"))
    monkeypatch.setattr(CompareScreen, "COMMAND_LINE", command)
    async with designing(folder, size=WIDE, stage="compare") as at:
        yield at


def test_the_screen_says_what_the_comparison_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made_up_comparison(
        net_benefit_minor=MORE, reward_cost_minor=MORE, incremental_margin_minor=OPEN
    )

    async def steps() -> None:
        async with comparing(tmp_path, monkeypatch, found) as at:
            assert "Then press r" in at.text()
            await at.press("r")
            text = await shows(at, "the same customers and chance for both")
            assert "Then press r" not in text
            lines = {line[2:25].strip(): line for line in text.splitlines()}
            benefit = money_of(found.designs[0].net_benefit_minor.median, found)
            likely = lines["Net benefit, likely"].split("┃")[1].split()
            assert likely[3:] == [benefit, benefit, "+€5.00", "B", "✓"]
            ends = [lines[each].split("┃")[1].split()[-1] for each in ("bad case", "good case")]
            assert ends == ["+€2.00", "+€9.00"], "of what differs in each run, not B less A"
            assert "A ✓" in lines["Rewards cost"]
            assert "● open" in lines["Profit on extra sales"]
            assert "● same" in lines["Still to be redeemed"]
            verdict = comparison_verdict(found).replace("Club (2)", "B")
            assert words_of(at, "#verdict") == verdict
            assert "B is better in 70% of the runs" in words_of(at, "#words")
            assert "is not known yet" not in words_of(at, "#words")
            first, second = found.designs
            ahead = second.model_copy(update={"net_benefit_minor": MORE})
            told = {"winner_on_fresh_seeds": None, "designs": (first, ahead)}
            part = found.model_copy(update={"stopped": True} | told)
            line = {"event": "unweighed", "result": part.model_dump(mode="json")}
            at.app.screen.post_message(PartialResult(1, line))
            await at.until(lambda: "is not known yet" in words_of(at, "#words"))
            verdict = comparison_verdict(part).replace("Club (2)", "B").replace("Club", "A")
            assert words_of(at, "#verdict") == verdict

    asyncio.run(steps())
    words = heard(tmp_path)
    assert words[0] == "compare"
    assert [Path(each).name for each in words[1:3]] == ["classic_points.loyalty"] * 2
    assert words[3] == "--scenario"
    assert _is_copy(words[4], tmp_path / "classic_points.scenario.yaml")


def _is_copy(path: str, file: Path) -> bool:
    """The command reads the shop as it was shown, whatever happens to its file."""
    return Path(path).name == file.name and Path(path) != file


def test_six_designs_stand_side_by_side_and_leave_as_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made_up_comparison(6, net_benefit_minor=MORE, reward_cost_minor=MORE)

    async def steps() -> None:
        async with comparing(tmp_path, monkeypatch, found) as at:
            boxes = list(at.app.screen.query(Select))
            draft = at.app.draft
            assert draft is not None
            path = tmp_path / "classic_points.loyalty"
            keys = [each.key for each in designs_beside(path, draft.text).designs]
            for box, key in zip(boxes[2:], keys[2:], strict=False):
                assert box.display
                box.value = key
                await at.pilot.pause()
            await at.press("r")
            await at.shows("Go on as it is, without a winner")
            await at.press("enter")
            await shows(at, "the same customers and chance for all")
            words = heard(tmp_path)
            assert words.index("--scenario") == 7
            assert words_of(at, "#words").count("is better in 70% of the runs") == 5
            assert_each_has_its_figure(at.text(), found)
            assert "Likely profit since the start" in at.text()
            await at.pilot.resize_terminal(*SMALL)
            await at.pilot.pause()
            assert len(words_of(at, "#progress")) <= SMALL[0] - 2
            assert words_of(at, "#progress").endswith("for all")
            assert_each_has_its_figure(at.text(), found)
            await at.press("c")
            assert "Likely profit since the start" in at.text()
            scenario = tmp_path / "classic_points.scenario.yaml"
            scenario.write_text(scenario.read_text("utf-8") + "# another one\n", "utf-8")
            at.app.switch_mode("design")
            at.app.switch_mode("compare")
            await at.until(lambda: "! for other assumptions" in words_of(at, "#progress"))
            boxes[3].value = Select.NULL
            await at.pilot.pause()
            assert boxes[5].value == Select.NULL
            await at.press("x")
            await shows(at, "! for other texts than these")

    asyncio.run(steps())
    words = heard(tmp_path)
    assert words[0] == "report"
    files = [str(tmp_path / f"classic_points.comparison.{form}") for form in FORMS]
    assert words[2:] == [*files, "--language", "en"]


def assert_each_has_its_figure(text: str, found: Comparison) -> None:
    """Six figures in each row, and five marks against the first; names are not cut off."""
    median = round(found.designs[0].net_benefit_minor.median or 0)
    (likely,) = [line for line in text.splitlines() if "Net benefit, likely" in line]
    assert likely.count(Formats(found.currency).short_money(median)) == 6
    assert likely.count("✓") == 5
    (costs,) = [line for line in text.splitlines() if "Rewards cost" in line]
    assert costs.count("!") == 5


def test_a_design_compared_with_itself_shows_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with comparing(tmp_path, monkeypatch, made_up_comparison()) as at:
            at.app.screen.query_one("#design_A", Select).value = DRAFT
            await at.press("r")
            text = await shows(at, "No change: A and B bring the same in every run.")
            assert "✓" not in text.split("What changed")[1].split("A  profit")[0]
            assert "No change in the rules." in text
            assert "None comes out better than another." in text
            assert "best" not in text
            await _a_design_asks_for_what_the_shop_does_not_sell(at, tmp_path)

    _write_a_bakery(tmp_path)
    asyncio.run(steps())


def _write_a_bakery(folder: Path) -> None:
    """A design for bread, which its own shop sells, beside a draft whose shop sells anything."""
    shipped = find_template("classic-points").path
    text = shipped.read_text("utf-8").replace("My Points", "My Bakery")
    (folder / "bakery.loyalty").write_text(text + BREAD, "utf-8")
    sells = open_scenario(scenario_beside(shipped)).scenario
    loaf = Product(category="Bread", share_of_lines=0.25, price="4.00 USD")
    basket = sells.basket.model_copy(update={"products": (loaf,)})
    save_scenario(
        sells.model_copy(update={"basket": basket}), scenario_beside(folder / "bakery.loyalty")
    )


async def _a_design_asks_for_what_the_shop_does_not_sell(at: Journey, folder: Path) -> None:
    box = at.app.screen.query_one("#design_A", Select)
    box.value = str(folder / "bakery.loyalty")
    await at.press("r")
    await at.shows("Your shop does not sell all of this")
    asked = " ".join(at.text().replace("│", " ").split())
    assert 'A asks for "Loaves". Nobody buys that in your shop' in asked
    assert not at.app.screen.query(Input), "two answers need no box to search them"
    await at.press("enter")
    await shows(at, 'As if your shop sold "Loaves" too')
    assert _is_copy(heard(folder)[4], folder / "classic_points.scenario.yaml")
    await at.press("s")
    await shows(at, 'As if your shop sold "Loaves" too')
    await at.press("r")
    await at.shows("B asks for")
    await at.press("down", "enter")
    await at.until(lambda: "As if your shop" not in at.text())
    assert _is_copy(heard(folder)[4], folder / "classic_points.scenario.yaml")


def test_a_shop_sells_what_designs_ask_for_as_their_own_shops_do(tmp_path: Path) -> None:
    path = copied(tmp_path, "classic-points")
    _write_a_bakery(tmp_path)
    text = path.read_text("utf-8")
    chosen = texts_offered(designs_beside(path, text).designs[:2], text)
    shop = shop_for(scenario_beside(path), chosen)
    work = Comparing(chosen, path, scenario_beside(path), scenario_text="as it is shown")
    assert work.texts()[-1].text == "as it is shown"
    assert 'category: "Bread"' in replace(work, wider=shop).texts()[-1].text
    assert (shop.lacking, shop.added) == (((), ("Loaves",)), ("Loaves",))
    assert shop.widened is not None
    tea = Product(category="Tea", share_of_lines=1.0, price="3.00 USD")
    sells = shop.widened.basket.model_copy(update={"products": (tea,)})
    save_scenario(shop.widened.model_copy(update={"basket": sells}), scenario_beside(path))
    wider = shop_for(scenario_beside(path), chosen).widened
    assert wider is not None
    sold = [(each.category, each.share_of_lines) for each in wider.basket.products]
    assert sold == [("Tea", 0.75), ("Bread", 0.25)]
    scenario_beside(tmp_path / "bakery.loyalty").unlink()
    alone = shop_for(scenario_beside(path), chosen)
    assert (alone.widened, alone.added) == (None, ())
    told = not_sold_words(alone, "classic_points.scenario.yaml")
    assert "or write it into classic_points.scenario.yaml." in told


def test_the_program_until_now_asks_for_products_too(tmp_path: Path) -> None:
    path = copied(tmp_path, "classic-points")
    _write_a_bakery(tmp_path)
    text = path.read_text("utf-8")
    draft = DesignChoice(DRAFT, "this draft")
    chosen, bakery = texts_offered((draft, draft), text), tmp_path / "bakery.loyalty"
    assert shop_for(scenario_beside(path), chosen).sells_all
    before = ProgramBefore(bakery)
    shop = shop_for(scenario_beside(path), chosen, before)
    assert (shop.lacking, shop.lacking_before, shop.added) == (((), ()), ("Loaves",), ("Loaves",))
    assert not shop.sells_all
    assert shop.widened is not None
    assert "Bread" in {each.category for each in shop.widened.basket.products}
    told = not_sold_words(shop, "my.scenario.yaml")
    assert told.startswith('The program until now asks for "Loaves". Nobody buys that')
    scenario_beside(bakery).unlink()
    alone = shop_for(scenario_beside(path), chosen, before)
    assert (alone.lacking_before, alone.added) == (("Loaves",), ())


def test_no_other_shop_takes_the_place_of_ones_own(tmp_path: Path) -> None:
    """A design whose shop sells nothing else would leave nothing to the designs beside it."""
    path = copied(tmp_path, "punch-card")
    text = path.read_text("utf-8")
    shop = open_scenario(scenario_beside(path))
    tea = Product(category="Tea", share_of_lines=1.0, price="3.00 EUR")
    sells = shop.scenario.basket.model_copy(update={"products": (tea,)})
    save_scenario(shop.scenario.model_copy(update={"basket": sells}), scenario_beside(path))
    template = DesignChoice("card", "My Card", find_template("punch-card").path, text)
    found = shop_for(scenario_beside(path), texts_offered((template, template), text))
    assert found.lacking == (("Card of ten", "Single visit"),) * 2
    assert (found.widened, found.added) == (None, ())


def test_what_changed_is_told_in_words_and_in_texts_and_can_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with comparing(tmp_path, monkeypatch, made_up_comparison()) as at:
            draft = at.app.draft
            assert draft is not None
            as_shipped = draft.text
            changed = as_shipped.replace("costs 2,000 points", "costs 800 points")
            at.app.change(changed, "Cheaper")
            await at.checked()
            text = await shows(at, "~ Reward")
            assert "Costs 2000 points → Costs 800 points." in text
            await at.press("d")
            text = await shows(at, "-  costs 2,000 points")
            assert "+  costs 800 points" in text
            await at.press("s")
            await shows(at, "-  costs 800 points")
            await at.press("s", "u")
            assert "Does it become your draft?" in at.text()
            assert draft.text == changed
            await at.press("enter")
            assert draft.text == as_shipped
            await at.press("ctrl+z")
            assert draft.text == changed

    asyncio.run(steps())


def test_how_a_comparison_goes_is_told_where_it_will_stand_and_to_who_wants_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enough = tmp_path / "enough"
    program = (
        "import os, sys, time\n"
        f"while not os.path.exists({str(enough)!r}): time.sleep(0.02)\n"
        "sys.exit('Error: there is too little to go by.')"
    )
    monkeypatch.setattr(CompareScreen, "COMMAND_LINE", (sys.executable, "-c", program))
    told: list[str] = []
    monkeypatch.setattr(DesignerApp, "notify", lambda _, words, **__: told.append(words))

    async def steps() -> None:
        async with designing(tmp_path, stage="compare") as at:
            await at.press("x")
            assert told[-1].startswith("Nothing is worked out yet")
            await at.press("r", "x")
            assert words_of(at, "#verdict") == WORKS
            assert told[-1].startswith("Wait until all is worked out")
            await at.press("escape")
            await at.until(lambda: words_of(at, "#verdict") == ASKS_TO_BEGIN)
            await at.press("x")
            assert told[-1].startswith("It was stopped before")
            enough.touch()
            await at.press("r")
            await shows(at, "✗ there is too little to go by.")
            await at.press("x")
            assert told[-1].startswith("It could not be worked out")

    asyncio.run(steps())


@asynccontextmanager
async def alone_in(folder: Path, currency: str) -> AsyncIterator[Journey]:
    """At the stage Compare, with a draft in a currency in which nothing is like it."""
    path = copied(folder, "classic-points")
    path.write_text(path.read_text("utf-8").replace("USD", currency), encoding="utf-8")
    async with starting(folder, path) as at:
        await at.checked()
        await at.press("4")
        await shows(at, "Nothing here is like this draft yet.")
        yield at


def test_a_program_in_a_currency_without_templates_like_it_is_offered_none(
    tmp_path: Path,
) -> None:
    async def steps() -> None:
        async with alone_in(tmp_path, "EUR") as at:
            assert "Or choose a template that is quite" in words_of(at, "#verdict")
            assert "programs are left out: only what is in EUR" in words_of(at, "#verdict")
            which = at.app.screen.query_one(WhichDesigns)
            assert [each.words for each in which.chosen] == ["this draft"]
            which.query(Select)[0].value = str(find_template("cashback").path)
            await shows(at, 'It is called "My Cash Back"')
            assert [each.words for each in which.chosen] == [
                "My Cash Back (template)",
                "this draft",
            ]
            which.query(Select)[0].clear()
            await at.press("ctrl+s")
            await at.type("first")
            await at.press("enter")
            await shows(at, 'v1 "first"')
            assert [each.words for each in which.chosen] == ['v1 "first"', "this draft"]

    asyncio.run(steps())


def test_a_draft_alone_in_its_currency_is_not_told_to_choose_a_template(tmp_path: Path) -> None:
    async def steps() -> None:
        async with alone_in(tmp_path, "SEK") as at:
            assert "only what is in SEK can be compared" in words_of(at, "#verdict")
            assert "template" not in words_of(at, "#verdict")

    asyncio.run(steps())
