"""Nothing is lost: saving, undoing, files that somebody else writes, folders that take nothing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static

from designer.screens.app import DesignerApp
from designer.screens.keeper import SECONDS_BETWEEN_LOOKS
from designer.workbench.draft_files import Journal
from designer.workbench.versions import version_text, versions_of
from tests.unit.designer.screens.journey import Journey, copied, designing, starting

NAME = "punch_card.loyalty"


def _holds(file: Path, text: str) -> Callable[[], bool]:
    return lambda: file.read_text("utf-8") == text


def _typed(at: Journey, line: str) -> str:
    assert at.app.draft is not None
    at.app.change(at.app.draft.text + line, "Typing")
    return at.app.draft.text


def test_a_change_is_in_the_file_half_a_second_later(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            before = (tmp_path / NAME).read_text("utf-8")
            text = _typed(at, "# a note\n")
            assert not at.app.keeper.state.is_newest
            await at.until(_holds(tmp_path / NAME, text))
            await at.shows(" saved ")
            assert "My Card " in at.text()
            await at.press("ctrl+z")
            await at.until(_holds(tmp_path / NAME, before))

    asyncio.run(steps())


def test_leaving_saves_first(tmp_path: Path) -> None:
    async def steps() -> str:
        async with designing(tmp_path, "punch-card") as at:
            text = _typed(at, "# a note\n")
            await at.press("ctrl+q")
            return text

    assert asyncio.run(steps()) == (tmp_path / NAME).read_text("utf-8")


class _StillBuilt(Screen[None]):
    """Is told to end before its parts are there."""

    app: DesignerApp

    def on_mount(self) -> None:
        self.app.end()
        self.query_one("#nothing")


def test_a_screen_that_is_still_built_at_the_end_is_no_mistake(tmp_path: Path) -> None:
    async def steps(apps: list[DesignerApp]) -> None:
        async with designing(tmp_path, "punch-card") as at:
            apps.append(at.app)
            at.app.push_screen(_StillBuilt())
            await at.press("f1")

    apps: list[DesignerApp] = []
    with pytest.raises(NoMatches):
        asyncio.run(steps(apps))
    assert [each.return_code for each in apps] == [0]


def test_a_change_of_the_file_is_taken_and_can_be_taken_back(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            draft, before = at.app.draft, (tmp_path / NAME).read_text("utf-8")
            assert draft is not None
            (tmp_path / NAME).write_text(before + "# theirs\n", "utf-8")
            await at.until(lambda: draft.text == before + "# theirs\n")
            await at.press("ctrl+z")
            assert draft.text == before
            await at.until(_holds(tmp_path / NAME, before))

    asyncio.run(steps())


@pytest.mark.parametrize("key", ["m", "t"])
def test_of_two_texts_one_is_taken_and_the_other_is_kept(key: str, tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            path, draft = tmp_path / NAME, at.app.draft
            assert draft is not None
            theirs = path.read_text("utf-8") + "# theirs\n"
            mine = _typed(at, "# mine\n")
            path.write_text(theirs, "utf-8")
            await at.shows("changed by another program")
            assert path.read_text("utf-8") == theirs
            await at.press("s")
            await at.shows("Theirs, in the file")
            await at.shows("# theirs")
            assert "# mine" in at.text()
            async with at.app._writing:
                await at.press(key)
                await at.pilot.pause(0.1)
                assert list(versions_of(path)) == [], "another version may be in the making"
            taken, other = (mine, theirs) if key == "m" else (theirs, mine)
            await at.until(lambda: draft.text == taken and at.app.keeper.state.is_newest)
            assert path.read_text("utf-8") == taken
            (kept,) = versions_of(path)
            assert version_text(path, kept) == other

    asyncio.run(steps())


def test_where_nothing_can_be_written_work_goes_on_and_is_offered_again(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()

    async def first() -> str:
        async with designing(folder, "punch-card") as at:
            at.app.keeper.journal = Journal(tmp_path / "home" / "unsaved")
            (folder / NAME).unlink()
            (folder / NAME).mkdir()
            text = _typed(at, "# a note\n")
            await at.shows("not saved")
            await at.shows("cannot be written")
            assert "My Card*" in at.text()
            return text

    async def second() -> str:
        (folder / NAME).rmdir()
        (folder / NAME).write_text("perkwright 1\n", "utf-8")
        async with starting(tmp_path, folder / NAME) as at:
            await at.checked()
            await at.shows("Shall it be brought back?")
            await at.press("enter")
            await at.until(lambda: (folder / NAME).read_text("utf-8") != "perkwright 1\n")
            return (folder / NAME).read_text("utf-8")

    assert asyncio.run(first()) == asyncio.run(second())


def test_a_text_that_is_in_no_file_is_left_only_when_asked_again(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            (tmp_path / "full").write_text("", "utf-8")
            at.app.keeper.journal = Journal(tmp_path / "full" / "unsaved")
            _typed(at, "# a note\n")
            (tmp_path / NAME).unlink()
            (tmp_path / NAME).mkdir()
            await at.press("ctrl+q")
            await at.until(lambda: not at.app.keeper.state.is_kept)
            assert at.app.is_running
            at.app.clear_notifications()
            why = at.app.keeper.state.problem
            await at.until(lambda: why.replace(" ", "")[-60:] in "".join(at.text().split()))
            await at.press("ctrl+q")
            await at.until(lambda: not at.app.is_running)

    asyncio.run(steps())


def test_what_was_typed_just_before_a_mistake_of_ours_is_put_aside(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            text = _typed(at, "# a note\n")
            at.app.keeper.rescue()
            assert at.app.keeper.journal.kept(tmp_path / NAME) == text

    asyncio.run(steps())


def test_what_is_wrong_with_a_file_is_told_where_it_stays_until_it_is_mended(
    tmp_path: Path,
) -> None:
    file = copied(tmp_path, "punch-card")
    good, shop = file.read_bytes(), file.with_suffix(".shop.toml")
    shop.write_text('usual_basket = "24.00 EUR"\nvisits =\n', "utf-8")

    async def steps() -> None:
        async with starting(tmp_path, file) as at:
            await at.shows("figures are not used")
            told = str(at.app.screen.query_one(".dialog Static", Static).content)
            assert "punch_card.shop.toml: line 2 cannot be read; write a name, = and" in told
            await at.press("escape")
            await at.shows("! shop file")
            shop.write_text('usual_basket = "24.00 EUR"\n', "utf-8")
            await at.until(lambda: "! shop file" not in at.text())
            assert at.app.draft is not None
            assert at.app.draft.shop is not None
            assert at.app.draft.shop.usual_basket == 24
            file.write_bytes(b"junk \xff\n")
            await at.shows("✗ not saved")
            (kept,) = (tmp_path / "home" / "unsaved").iterdir()
            before = kept.stat().st_mtime_ns
            await at.press("f11")
            told = str(at.app.screen.query_one(".dialog Static", Static).content)
            assert "line 1 holds the byte 0xff" in told
            await at.press("escape")
            await at.pilot.pause(SECONDS_BETWEEN_LOOKS)
            assert kept.stat().st_mtime_ns == before
            assert file.read_bytes() == b"junk \xff\n"
            file.write_bytes(good)
            await at.until(lambda: "✗ not saved" not in at.text())
            assert not kept.exists()

    asyncio.run(steps())


def test_what_is_typed_last_is_in_the_file_when_another_program_is_opened(tmp_path: Path) -> None:
    other = copied(tmp_path, "classic-points")

    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            text = _typed(at, "# a note\n")
            at.app.open_file(other)
            assert (tmp_path / NAME).read_text("utf-8") == text
            await at.checked()
            assert (tmp_path / NAME).read_text("utf-8") == text

    asyncio.run(steps())
