"""Your orders: the figures are those of `perkwright replay`, and a forecast can rest on them."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input, OptionList

from designer.authoring.from_template import BLANK, adapted
from designer.cli.main import run
from designer.report.figures import money, share
from designer.report.grades import GRADES
from designer.report.way_of_writing import write_as
from designer.screens.orders import OLDER, OrdersScreen
from designer.screens.overlays.choose_file import ChooseFile
from designer.workbench import order_files
from designer.workbench.calibrations import calibrate_from_figures, save_scenario
from designer.workbench.order_files import OrdersFile, keep_mapping, open_orders, with_column
from designer.workbench.orders_remembered import orders_remembered, remember_orders
from designer.workbench.own_orders import OwnOrders, margin_said, take_scenario
from designer.workbench.refusal import Refusal
from designer.workbench.remembered import remember
from designer.workbench.shop_figures import figures_of, open_scenario, part_said, with_assumption
from dsl.compile import compile_text
from dsl.source.document import Document
from simulator.behaviour.assumptions import usual
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.orders.layout import Kind
from simulator.orders.report import DoubtfulAmounts, Finding, ImportReport
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT
from tests.unit.designer.screens.journey import SMALL, Journey, starting
from tests.unit.designer.screens.made_up_work import heard, let_end, made_up_command
from tests.unit.designer.shop import write_shop

PICTURES = ROOT / "tests/golden/screens"


async def _until_done(at: Journey) -> None:
    screen = at.app.screen
    assert isinstance(screen, OrdersScreen)
    for _ in range(1_200):
        if not screen.long_work.is_running:
            break
        await at.pilot.pause(0.05)
    await at.checked()


async def _open_row(at: Journey, row: str) -> None:
    box = at.app.screen.query_one("#setup", OptionList)
    box.focus()
    box.highlighted = box.get_option_index(row)
    await at.press("enter")


async def _choose(at: Journey, row: str, name: str) -> None:
    await _open_row(at, row)
    dialog = at.app.screen
    assert isinstance(dialog, ChooseFile)
    dialog.query_one("#path", Input).value = name
    dialog.query_one("#path", Input).focus()
    await at.press("enter")
    if not dialog.is_current:
        await at.checked()


async def _play(at: Journey, row: str, how: str) -> None:
    await _open_row(at, row)
    await at.type(how)
    await at.press("enter")


async def _change_while_it_runs(at: Journey, folder: Path) -> None:
    """A result says that it is of what was read before, until that is so again."""
    await at.until((folder / "heard.json").exists)
    await _play(at, "redeem", "never")
    let_end(folder)
    await _until_done(at)
    assert OLDER in at.text()
    await _play(at, "redeem", "as soon")
    assert OLDER not in at.text()
    assert at.app.draft is not None
    at.app.change(f"{at.app.draft.text}# From outside\n", "Take what was written into the file")
    await at.shows(OLDER)
    at.app.action_undo()
    await at.until(lambda: OLDER not in at.text())
    await at.checked()
    at.app.clear_notifications()
    await at.pilot.pause()


async def _what_is_chosen_while_columns_are_written_stays(
    at: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = Event()

    def slowly(file: OrdersFile) -> OrdersFile:
        assert goes_on.wait(60)
        return keep_mapping(file)

    monkeypatch.setattr(order_files, "keep_mapping", slowly)
    await at.press("r")
    await _play(at, "redeem", "never")
    goes_on.set()
    await at.shows("was changed just now")
    assert "never" in at.text()
    await _play(at, "redeem", "as soon")
    monkeypatch.setattr(order_files, "keep_mapping", keep_mapping)


async def _what_was_read_last_is_offered(at: Journey) -> None:
    await at.checked()
    shown = " ".join(at.text().split())
    assert "Orders orders.csv" in shown
    assert "What came back returns.csv" in shown
    assert "Where it was sold currency · GBP" in shown


async def _come_to_your_orders(at: Journey) -> None:
    """And see that a folder has its name, however it was said, and that letters begin a path."""
    at.app.push_screen(ChooseFile("A file", "", Path(), (".csv",)))
    await at.shows(f"📂 {Path.cwd().name}")
    await at.press("slash", "a", "b")
    assert at.app.screen.query_one("#path", Input).value == "/ab"
    await at.press("escape", "6")
    assert "What would this program have given" in at.text()


async def _figures_follow_the_way_of_writing(at: Journey, cost_minor: int) -> None:
    for language in ("de_DE", "en"):
        write_as(language)
        at.app.rewritten.publish(language)
        await at.shows(f"cost {money(cost_minor, 'GBP')}")
        await at.checked()


async def _another_file_takes_the_figures_away(at: Journey, cost: str) -> None:
    assert at.app.path is not None
    another = at.app.path.with_name("another.csv")
    another.write_text("id,what\n1,a\n", "utf-8")
    await at.pilot.resize_terminal(120, 36)
    assert f"cost {cost}" in at.text()
    await _choose(at, "file", another.name)
    shown = at.text()
    assert "another.csv" in shown
    assert cost not in shown
    assert "What would this program have given" in shown
    await at.press("v")
    assert at.text() == shown


def _scenario(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The scenario of a small shop, as its owner told it."""
    path = folder / "told.scenario.yaml"
    words = ("calibrate", "--purchase", "40.00 GBP", "--visits", "12", "--customers", "300")
    assert run([*words, "--margin", "40%", "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def _is_told_what_orders_teach(at: Journey, grade: str) -> None:
    told = " ".join(at.text().split())
    assert f"Grade {grade}: {GRADES[grade]}" in told
    assert 'Is "1.250" £1,250.00 or' in told
    assert "1,929 rows could not be used: see what was left out." in told


def _import_told() -> dict[str, object]:
    """What is told of a file with a day for the order's number, and a doubtful amount."""
    lost = Finding(rule="conflicting-id", kind=Kind.ORDERS, count=1_929, rows=(3,))
    amount = DoubtfulAmounts(
        kind=Kind.ORDERS,
        count=1,
        row=2,
        written="1.250",
        read_minor=125_000,
        other_minor=None,
        other_decimal=".",
        other_thousands="",
        is_stated=False,
    )
    report = ImportReport(
        currency="GBP",
        rows={Kind.ORDERS: 2_339},
        orders=410,
        sales_minor=900_000,
        identified_orders=410,
        identified_sales_minor=900_000,
        returns=0,
        members=50,
        policies={},
        findings=(lost,),
        doubtful_amounts=(amount,),
    )
    return {"event": "import", **report.to_json()}


def test_a_replay_shows_what_the_command_line_prints(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    golden: CompareGolden,
) -> None:
    program, orders, returns = write_shop(tmp_path)
    words = [str(orders), "--returns", str(returns), "--join", "first-order"]
    words += ["--redeem", "when-affordable", "--keep-ids", "--json", "--progress-json"]
    assert run(["replay", str(program), *words]) == 0
    record = json.loads(capsys.readouterr().out)
    currency = record["currency"]
    cost, owed = (money(record[name], currency) for name in ("cost_minor", "owed_minor"))
    assert record["cost_minor"] > 0
    monkeypatch.setattr(OrdersScreen, "COMMAND_LINE", made_up_command(tmp_path, record, seconds=90))

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await _come_to_your_orders(at)
            await _choose(at, "file", "nothing.csv")
            assert "There is no file" in at.text()
            at.app.screen.query_one("#path", Input).value = "x" * 5_000
            await at.press("enter")
            at.app.screen.query_one("#path", Input).value = orders.name
            await at.press("enter")
            await at.checked()
            assert "Paid for the goods  net_amount" in at.text()
            await _choose(at, "returns", returns.name)
            await _what_is_chosen_while_columns_are_written_stays(at, monkeypatch)
            await at.press("r")
            await _change_while_it_runs(at, tmp_path)
            told = at.text()
            assert f"cost {cost}, {share(record['cost_minor'], record['sales_minor'])} of" in told
            assert f"Owed to members at the end: {owed}." in told
            golden(PICTURES / "orders_120x36.txt", told)
            await _figures_follow_the_way_of_writing(at, record["cost_minor"])
            await at.press("v")
            rule = record["rules"]["Every purchase"]
            assert money(rule["worth_minor"], currency) in at.text()
            await at.press("v")
            gainer = record["gained_most"][0]
            assert gainer["member"] in at.text()
            assert money(gainer["value_minor"], currency) in at.text()
            await at.press("v")
            for found in record["import"]["findings"]:
                assert found["meaning"].split(":")[0] in at.text()
            await at.pilot.resize_terminal(*SMALL)
            await at.press("v")
            golden(PICTURES / "orders_80x24.txt", at.text())
            await at.press("escape")
            assert "How it is" in at.text() or "What came back" in at.text()
            await _another_file_takes_the_figures_away(at, cost)
            await at.press("escape")
            assert not isinstance(at.app.screen, OrdersScreen)

    asyncio.run(steps())
    command, copy, *asked = heard(tmp_path)
    assert (command, Path(copy).name, asked) == ("replay", program.name, words)


def test_a_forecast_rests_on_the_orders_and_keeps_what_the_owner_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, orders, returns = write_shop(tmp_path)
    told = open_scenario(_scenario(tmp_path, capsys)).scenario
    row = next(each for each in usual() if each.name == "frequency")
    said = part_said(row, low=0.01, median=0.02, high=0.03, source="the owner")
    beside = program.with_suffix(".scenario.yaml")
    save_scenario(with_assumption(told, said), beside)
    before = beside.read_text("utf-8")
    figures = replace(figures_of(told), customers=777)
    learned = calibrate_from_figures(figures, "Europe/London").scenario
    result = learned.model_dump(mode="json", exclude_none=True)
    played = made_up_command(tmp_path, result, lines=(_import_told(),))
    monkeypatch.setattr(OrdersScreen, "COMMAND_LINE", played)

    before_the_start = OwnOrders(
        with_column(open_orders(orders, "GBP"), "channel", "currency"),
        returns=returns,
        redeem="never",
    )
    remember_orders(tmp_path / "home", program, before_the_start)

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            at.app.screen.set_focus(None)
            await at.press("6")
            await _what_was_read_last_is_offered(at)
            await at.press("u")
            assert beside.read_text("utf-8") == before
            for row, chosen in (("column channel", "Not in"), ("redeem", "as soon")):
                await _play(at, row, chosen)
            await _open_row(at, "returns")
            await at.press("ctrl+d")
            await at.press("c")
            await _until_done(at)
            _is_told_what_orders_teach(at, learned.grade.letter)
            await at.press("u")
            await at.checked()

    asyncio.run(steps())
    again = orders_remembered(tmp_path / "home", program.with_name("another.loyalty"), "GBP")
    assert again == OwnOrders(open_orders(orders, "GBP"))
    remember(tmp_path / "home", program, "orders", {"file": str(orders), "redeem": "by-post"})
    assert orders_remembered(tmp_path / "home", program, "GBP") == again, "of another version"
    asked = ["calibrate", str(orders), "--currency", "GBP", "--time-zone", "Europe/London"]
    assert heard(tmp_path) == [*asked, "--margin", "0.4", "--json", "--progress-json"]
    now = open_scenario(beside).scenario
    kept = {"assumptions": (said,), "basket": told.basket}
    assert scenario_to_yaml(now) == scenario_to_yaml(learned.model_copy(update=kept))
    assert (tmp_path / "books.before.scenario.yaml").read_text("utf-8") == before
    figures_told = 'usual_basket = "40.00 GBP"\nvisits_per_month = "1"\n'
    shop = program.with_suffix(".shop.toml")
    assert shop.read_text("utf-8").endswith(figures_told)
    shop.unlink()
    beside.write_text("no scenario", "utf-8")
    with pytest.raises(Refusal):
        take_scenario(program, learned)
    assert not shop.exists()


def test_rows_that_are_written_otherwise_are_told_when_a_file_is_opened(tmp_path: Path) -> None:
    program, orders, _ = write_shop(tmp_path)
    header, first, *rest = orders.read_text("utf-8").splitlines()
    odd = first.replace("2025-", "25-")
    orders.write_text("\n".join([header, odd, *rest]), encoding="utf-8")

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await _choose(at, "file", str(orders))
            await at.shows("! Not all rows are written in one way: see Days and Amounts.")
            assert "not so: 1 of the first 120, row 2" in at.text()

    asyncio.run(steps())


def test_a_margin_that_the_text_alone_says_is_learned_with(tmp_path: Path) -> None:
    path = tmp_path / "own.loyalty"
    for margin, said in (("62.5", "0.625"), (None, None)):
        program = compile_text(Document(path.name, adapted(BLANK, "USD", margin))).program
        assert program is not None
        assert margin_said(path, program) == said


def test_what_goes_wrong_is_told_and_esc_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, orders, _ = write_shop(tmp_path)
    (tmp_path / "odd.csv").write_text("id,what\n1,a\n")
    line = {"doing": "Replaying", "done": 1, "of": 4, "seconds_left": 90}
    played = made_up_command(tmp_path, {}, lines=(line,), seconds=90)
    monkeypatch.setattr(OrdersScreen, "COMMAND_LINE", played)

    async def steps() -> None:
        async with starting(tmp_path) as at:
            await at.pilot.pause(0.2)
            await at.press("7")
            assert not isinstance(at.app.screen, OrdersScreen)
            listed = at.app.screen.query_one("#choices", OptionList)
            listed.highlighted = listed.get_option_index("orders")
            listed.focus()
            await at.press("enter")
            at.app.screen.query_one("#path", Input).value = str(program)
            at.app.screen.query_one("#path", Input).focus()
            await at.press("enter")
            await at.checked()
            await _choose(at, "file", "odd.csv")
            assert "✗ Customer            choose it with Enter" in at.text()
            await at.press("r")
            assert not (tmp_path / "heard.json").exists()
            (tmp_path / "orders.parquet").write_bytes(b"PAR1")
            await _choose(at, "file", "orders.parquet")
            assert "damaged" in at.text()
            await _choose(at, "file", orders.name)
            await at.press("r")
            await at.shows(f"▕{'█' * 6}{'░' * 18}▏ replaying · about 90 s left · Esc stops")
            await at.press("escape")
            await _until_done(at)
            assert "Stopped; nothing was written." in at.text()
            assert at.app.draft is not None
            at.app.change(at.app.draft.text.replace("give 3", "gvie 3"), "Slip")
            await at.checked()
            await at.press("r")
            assert "✗ The program has mistakes that have to be mended first" in at.text()

    asyncio.run(steps())
