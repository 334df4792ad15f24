"""Your orders beside the mapping of their file, which a person may write with another program."""

import asyncio
from pathlib import Path

from designer.workbench.order_files import open_orders
from designer.workbench.orders_remembered import remember_orders
from designer.workbench.own_orders import OwnOrders
from tests.unit.designer.screens.journey import starting
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
