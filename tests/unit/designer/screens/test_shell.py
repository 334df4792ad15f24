"""What all screens share: the way in, the bar of stages, undo."""

import asyncio
from pathlib import Path

from textual.app import App

from designer.screens.keys import Keys
from tests.unit.designer.screens.journey import designing, screen_text


def test_a_file_named_at_the_start_is_open_in_design(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            assert at.app.current_mode == "design"
            assert at.app.draft is not None
            assert at.app.draft.text == (tmp_path / "punch_card.loyalty").read_text("utf-8")
            assert "▐1 Design▌" in screen_text(at.app)

    asyncio.run(steps())


def test_keys_that_are_taken_away_while_they_are_to_be_read_are_left_alone() -> None:
    async def steps() -> None:
        app: App[None] = App()
        async with app.run_test() as pilot:
            keys = Keys()
            await app.mount(keys)
            await pilot.pause()
            app.screen.bindings_updated_signal.publish(app.screen)
            await keys.remove()
            await pilot.pause()

    asyncio.run(steps())
