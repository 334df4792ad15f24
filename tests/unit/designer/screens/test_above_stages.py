"""What lies above the stages is found as it was left, and one command runs there at a time."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from designer.cli.main import run
from designer.report.figures import money
from designer.screens.long_work import Failed
from designer.screens.orders import OLDER, OrdersScreen
from designer.workbench.order_files import open_orders
from designer.workbench.orders_remembered import remember_orders
from designer.workbench.own_orders import OwnOrders
from tests.unit.designer.screens.journey import starting
from tests.unit.designer.screens.made_up_work import let_end, made_up_command
from tests.unit.designer.shop import write_shop


def replayed_shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[Path, Path, dict[str, Any]]:
    """A program, orders that the designer remembers of it, and what a replay tells of them."""
    program, orders, _ = write_shop(tmp_path)
    assert run(["replay", str(program), str(orders), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    remember_orders(tmp_path / "home", program, OwnOrders(open_orders(orders, record["currency"])))
    return program, orders, record


def sales_of(record: dict[str, Any]) -> str:
    """What the screen says of the sales."""
    return f"of {money(record['sales_minor'], record['currency'])} in sales"


def test_your_orders_are_left_and_found_as_they_were_until_another_program_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, orders, record = replayed_shop(tmp_path, capsys)
    monkeypatch.setattr(OrdersScreen, "COMMAND_LINE", made_up_command(tmp_path, record, seconds=90))
    sales = sales_of(record)
    another = tmp_path / "another" / "books.loyalty"
    another.parent.mkdir()
    another.write_text(program.read_text("utf-8"), "utf-8")

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await at.checked()
            await at.press("r")
            await at.until((tmp_path / "heard.json").exists)
            await at.press("c")
            (told,) = [each.message for each in at.app._notifications]
            assert told.startswith("Replaying is still under way")
            await at.press("2", "6")
            let_end(tmp_path)
            await at.shows(sales)
            shown = await at.steady()
            await at.press("escape")
            assert not isinstance(at.app.screen, OrdersScreen)
            await at.press("6")
            assert await at.steady() == shown
            await at.press("1")
            assert not isinstance(at.app.screen, OrdersScreen)
            os.utime(orders, ns=(1, 1))
            await at.press("6")
            await at.shows(OLDER)
            assert sales in at.text()
            at.app.open_file(another)
            await at.checked()
            await at.press("6")
            await at.checked()
            assert isinstance(at.app.screen, OrdersScreen)
            assert sales not in at.text()

    asyncio.run(steps())


def test_days_that_can_be_two_days_are_chosen_before_anything_is_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, orders, _ = write_shop(tmp_path, orders=1)
    orders.write_text(orders.read_text("utf-8").replace("2025-01-01T10", "03/04/2025 10"), "utf-8")
    orders.write_text(orders.read_text("utf-8").replace("+00:00", ""), "utf-8")
    monkeypatch.setattr(OrdersScreen, "COMMAND_LINE", made_up_command(tmp_path, {}, seconds=90))
    remember_orders(tmp_path / "home", program, OwnOrders(open_orders(orders, "GBP")))

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await at.shows("✗ 03/04/2025 can be two days: choose at Days which is meant.")
            assert "Is 03/04/2025 3 Apr 2025 or 4 Mar 2025?" in at.text()
            await at.press("r")
            (told,) = [each.message for each in at.app._notifications]
            assert told == "03/04/2025 can be two days: choose first how days are written."
            box = at.app.screen.query_one("#setup", OptionList)
            box.highlighted = box.get_option_index("dates")
            await at.press("enter", "down", "enter")
            assert "choose at Days" not in at.text()
            await at.press("r")
            await at.until((tmp_path / "heard.json").exists)

    asyncio.run(steps())
    assert 'dates = "%m/%d/%Y %H:%M:%S"' in orders.with_suffix(".map.toml").read_text("utf-8")


def test_results_stay_where_learning_from_the_same_orders_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, _, record = replayed_shop(tmp_path, capsys)
    monkeypatch.setattr(OrdersScreen, "COMMAND_LINE", made_up_command(tmp_path, record))
    sales = sales_of(record)
    refused = "too few customers\n\nTry:  take more orders"

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await at.checked()
            await at.press("r")
            await at.shows(sales)
            screen = at.app.screen
            assert isinstance(screen, OrdersScreen)
            work = screen.long_work.number
            screen.post_message(Failed(work, f"Error: {refused}", stopped=False))
            await at.shows("✗ too few customers")
            assert "Left out   ▐Problem▌" in at.text()
            await at.press("v")
            assert sales in at.text()
            await at.press("r")
            await at.until(lambda: "Problem" not in at.text())
            assert sales in at.text()

    asyncio.run(steps())
