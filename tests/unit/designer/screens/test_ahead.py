"""The first run of a forecast is simulated while one reads: of the newest text, and of no other."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from designer.screens.ahead import Ahead
from designer.screens.leaving import LONG_WORK
from tests.unit.designer.screens.journey import Journey, designing

REST = 0.05


class Listening:
    """Stands by, and writes down what it is asked."""

    is_ready = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.texts: list[str] = []

    def work_ahead(self, words: Sequence[str]) -> None:
        if not self.is_ready:
            return
        self.asked.append(tuple(words))
        self.texts.append(Path(words[1]).read_text(encoding="utf-8") if words else "")


def test_it_is_of_the_newest_text_that_can_be_run_and_of_the_newest_figures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_by = Listening()
    monkeypatch.setattr("designer.screens.ahead.STAND_BY", stand_by)
    monkeypatch.setattr("designer.screens.ahead.SECONDS_OF_REST", REST)

    async def journey() -> None:
        async with designing(tmp_path, "punch-card") as at:
            draft, path = at.app.draft, at.app.path
            assert draft is not None
            assert path is not None
            ahead = Ahead(at.app)
            ahead.follow()
            await at.until(lambda: len(stand_by.asked) == 1)
            scenario = str(path.with_suffix(".scenario.yaml"))
            words = stand_by.asked[0]
            assert (words[0], words[2:4], words[-1]) == (
                "simulate",
                ("--scenario", scenario),
                "--ahead",
            )
            assert stand_by.texts == [draft.text]

            at.app.check_now()
            await at.checked()
            assert len(stand_by.asked) == 1, "nothing has changed"

            whole = draft.text
            at.app.change(whole + "nonsense\n", "type nonsense")
            await at.checked()
            assert stand_by.asked[1:] == [()], "what is of an earlier text is given up"

            at.app.change(whole + "\n# a note\n", "mend it")
            await at.until(lambda: len(stand_by.asked) == 3)
            assert stand_by.texts[2] == draft.text

            await at.press("f4")
            await at.shows("40 of 40 runs")
            figures = Path(scenario)
            figures.write_text(figures.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            at.app.check_now()
            await at.until(lambda: len(stand_by.asked) == 4)

            await _is_taken_while_a_command_works(at, stand_by)
            ahead.follow()
            await at.until(lambda: len(stand_by.asked) == 6)
            assert stand_by.texts[5] == draft.text
            ahead.end()
            assert not Path(stand_by.asked[5][1]).exists()

    asyncio.run(journey())


async def _is_taken_while_a_command_works(at: Journey, stand_by: Listening) -> None:
    """The text changes meanwhile, and the next process loads still when the command ends."""
    draft, command = at.app.draft, asyncio.Event()
    assert draft is not None
    at.app.run_worker(command.wait(), group=LONG_WORK)
    at.app.change(draft.text + "# another\n", "add a note")
    await at.checked()
    await asyncio.sleep(4 * REST)
    stand_by.is_ready = False
    command.set()
    await asyncio.sleep(4 * REST)
    assert stand_by.asked[4:] == [()]
    stand_by.is_ready = True
