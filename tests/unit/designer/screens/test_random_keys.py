"""Whatever keys are pressed, the designer goes on, and the file holds what the screen shows."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.unit.designer.screens.journey import designing

KEYS = (
    *("tab", "shift+tab", "up", "down", "left", "right", "enter", "escape", "space", "backspace"),
    *(
        "delete",
        "home",
        "end",
        "pagedown",
        "a",
        "b",
        "e",
        "g",
        "n",
        "p",
        "x",
        "3",
        "quotation_mark",
    ),
    *("ctrl+z", "ctrl+y", "ctrl+n", "ctrl+o", "ctrl+p", "ctrl+s", "ctrl+b", "ctrl+x", "ctrl+v"),
    *("f1", "f2", "f3", "f7", "f8", "f9", "ctrl+t", "ctrl+l", "ctrl+r", "ctrl+space"),
)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_keys_stop_nothing_and_lose_nothing(seed: int, tmp_path: Path) -> None:
    chosen = random.Random(seed)

    async def steps() -> str:
        async with designing(tmp_path, "punch-card", is_drawn_always=True) as at:
            for _ in range(12):
                await at.press(*chosen.choices(KEYS, k=5))
            draft = at.app.draft
            assert draft is not None
            await at.app.keeper.save()
            return draft.text

    text = asyncio.run(steps())
    assert (tmp_path / "punch_card.loyalty").read_text("utf-8") == text
