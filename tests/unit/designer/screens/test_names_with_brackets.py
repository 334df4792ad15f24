"""Names are shown to the letter: brackets in them are no styles."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from designer.workbench.gallery import find_template
from designer.workbench.versions import save_version
from tests.unit.designer.screens.journey import starting

NAME = "[/x] [red]Bob"
RULE = "a [/stamp]"


def test_names_with_brackets_are_shown_in_every_stage(tmp_path: Path) -> None:
    path = tmp_path / "shop.loyalty"
    text = find_template("punch-card").path.read_text("utf-8")
    text = text.replace('"My Card"', f'"{NAME}"').replace('"A stamp for a visit"', f'"{RULE}"')
    path.write_text(text, "utf-8")
    save_version(path, text, NAME, datetime.now(UTC))

    async def steps() -> None:
        async with starting(tmp_path, path) as at:
            await at.checked()
            assert f"Rule: {RULE}" in at.text()
            for stage, told in (
                ("try_it", RULE),
                ("compare", f'v1 "{NAME}"'),
                ("launch", f"v1  {NAME}"),
                ("start", NAME),
            ):
                at.app.action_stage(stage)
                await at.checked()
                await at.shows(told)

    asyncio.run(steps())
