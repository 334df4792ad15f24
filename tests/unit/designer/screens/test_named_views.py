"""The names of views above what came: all of them where there is room, else the one at hand."""

import asyncio
from pathlib import Path

from designer.report.replay_shown import Table
from designer.screens.orders import VIEWS, OrdersScreen
from tests.unit.designer.screens.journey import SMALL, WIDE, starting
from tests.unit.designer.shop import write_shop

NAMES = [*VIEWS.values(), "▐Problem▌"]


def test_names_of_views_follow_the_width_and_none_is_cut(tmp_path: Path) -> None:
    program, *_ = write_shop(tmp_path)

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await at.checked()
            screen = at.app.screen
            assert isinstance(screen, OrdersScreen)
            screen.show_headline(("Replayed.",), NAMES)
            screen.show_table(Table(("points",), (("1",),)))
            for size, shown in (
                (WIDE, "  ".join(NAMES)),
                ((100, 30), "▐Problem▌   6 of 6  v"),
                (SMALL, "   ".join(NAMES)),
                (WIDE, "  ".join(NAMES)),
            ):
                await at.pilot.resize_terminal(*size)
                await at.shows(f"{shown}{'━' if size == SMALL else ' '}")

    asyncio.run(steps())
