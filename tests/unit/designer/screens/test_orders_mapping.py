"""Your orders beside the mapping of their file, which a person may write with another program."""

import asyncio
import tomllib
from pathlib import Path

from designer.workbench.order_files import open_orders
from designer.workbench.orders_remembered import remember_orders
from designer.workbench.own_orders import OwnOrders
from tests.unit.designer.screens.journey import SMALL, WIDE, Journey, starting
from tests.unit.designer.shop import write_shop

UNKNOWN = "no list of statuses knows it"


def _with_statuses(folder: Path, status: str) -> tuple[Path, Path]:
    """A program, and orders that have a status each, as the designer remembers them."""
    program, orders, _ = write_shop(folder)
    header, *rows = orders.read_text("utf-8").splitlines()
    lines = [f"{header},status", *(f"{row},{status}" for row in rows)]
    orders.write_text("\n".join(lines) + "\n", "utf-8")
    remember_orders(folder / "home", program, OwnOrders(open_orders(orders, "GBP")))
    return program, orders


def test_a_mapping_that_is_written_while_orders_show_is_followed(tmp_path: Path) -> None:
    program, orders = _with_statuses(tmp_path, "erledigt")
    mapping = orders.with_suffix(".map.toml")

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await at.shows(UNKNOWN)
            mapping.write_text("[statuses\n", "utf-8")
            await at.pilot.pause(1.5)
            assert UNKNOWN in at.text()
            mapping.write_text('[statuses]\ncounted = ["erledigt"]\n', "utf-8")
            await at.until(lambda: UNKNOWN not in at.text())
            assert "Whether it counts   status · erledigt" in at.text()
            mapping.unlink()
            await at.shows(UNKNOWN)

    asyncio.run(steps())


def test_lines_for_a_mapping_are_copied_as_they_are_and_scroll_sideways(tmp_path: Path) -> None:
    program, _ = _with_statuses(tmp_path, f"erledigt und {'sehr ' * 20}lange her")
    end = 'sehr lange her",'

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await at.shows(UNKNOWN)
            await at.press("r")
            for size in (WIDE, SMALL):
                await at.pilot.resize_terminal(*size)
                await at.shows("[statuses]")
                page = at.app.screen.query_one("#page")
                page.focus()
                page.scroll_end(animate=False)
                await at.steady()
                assert end not in at.text()
                assert tomllib.loads(await _selected(at)) == {"statuses": {"counted": []}}
                await at.press(*["right"] * 60)
                await at.shows(end)
                page.scroll_home(animate=False)

    asyncio.run(steps())


async def _selected(at: Journey) -> str:
    """What a hand on a mouse selects from the heading of the table to its last bracket."""
    lines = at.text().splitlines()
    first = next(row for row, line in enumerate(lines) if "[statuses]" in line)
    column = lines[first].index("[statuses]")
    last = next(row for row in range(first, len(lines)) if lines[row][column:].startswith("]"))
    await at.pilot.mouse_down(offset=(column, first))
    await at.pilot.hover(offset=(column, first + 1))
    await at.pilot.hover(offset=(column + 1, last))
    await at.pilot.mouse_up(offset=(column + 1, last))
    await at.pilot.pause()
    return at.app.screen.get_selected_text() or ""
