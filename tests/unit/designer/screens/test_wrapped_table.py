"""Tables of what was read: all their words are to be seen, however wide the window is."""

import asyncio
from pathlib import Path

from designer.report.replay_shown import Table
from designer.screens.orders import OrdersScreen
from designer.screens.widgets.wrapped_table import WrappedTable, widths_within
from tests.unit.designer.screens.journey import SMALL, WIDE, Journey, starting
from tests.unit.designer.shop import write_shop

REASON = (
    "left out: the number of another order, with other figures; nobody knows which of them is "
    "right, so none of them counts"
)
FIRST = "orders.csv 12, 123, 1234"
LEFT_OUT = Table(
    ("rows", "money", "because", "the first"),
    tuple((str(number), "12.00 GBP", REASON, FIRST) for number in (7, 8)),
    words=(2, 3),
)


def _is_read_twice(at: Journey) -> None:
    lines = at.text().splitlines()
    left = next(line.index("because") for line in lines if "because" in line)
    right = next(line.index("the first") for line in lines if "the first" in line)
    reasons = " ".join(" ".join(line[left:right].split()) for line in lines)
    assert " ".join(reasons.split()).count(REASON) == 2
    assert at.text().count(FIRST) == 2


def test_words_that_are_too_wide_go_on_in_the_next_line_and_follow_the_window(
    tmp_path: Path,
) -> None:
    program, *_ = write_shop(tmp_path)

    async def steps() -> None:
        async with starting(tmp_path, program) as at:
            await at.checked()
            await at.press("6")
            await at.checked()
            screen = at.app.screen
            assert isinstance(screen, OrdersScreen)
            screen.show_headline(("Replayed.",), ("Left out",))
            screen.show_table(LEFT_OUT)
            await at.steady()
            _is_read_twice(at)
            screen.query_one(WrappedTable).focus()
            await at.press("down")
            for size in (SMALL, WIDE):
                await at.pilot.resize_terminal(*size)
                await at.steady()
                _is_read_twice(at)
                assert screen.query_one(WrappedTable).cursor_row == 1

    asyncio.run(steps())


def test_only_columns_of_words_give_way_and_the_widest_first() -> None:
    assert widths_within([4, 40, 20], [1, 2], 64) == [4, 40, 20]
    assert widths_within([4, 40, 20], [1, 2], 50) == [4, 26, 20]
    assert widths_within([4, 40, 20], [1, 2], 34) == [4, 15, 15]
    assert widths_within([30, 40, 20], [1], 20) == [30, 12, 20]
    assert widths_within([30, 40], [], 20) == [30, 40]
