"""What all tests of screens have in common: long work is played, and takes no time."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import current_thread, main_thread
from traceback import extract_stack, format_stack
from typing import Any

import pytest
from textual._context import active_app

from designer.authoring import draft
from designer.screens.compare import CompareScreen
from designer.screens.forecast import ForecastScreen
from dsl.compile import compile_text
from tests.unit.designer.report.made_up import made_up_forecast
from tests.unit.designer.screens.made_up_work import made_up_command

_WAITED_FOR = {"finish", "rescue", "_go_on_in"}


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A command that gives a made-up forecast, whatever it is asked."""
    folder: Path = tmp_path_factory.mktemp("played")
    return made_up_command(folder, made_up_forecast().model_dump(mode="json"))


@pytest.fixture(autouse=True)
def _nothing_slow_stops_the_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A long text is checked for half a second, and a slow disk takes as long: only in threads.

    What is written before another program takes a place, or the designer ends, is waited for.
    """
    in_the_way: list[str] = []

    def beside(slow: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            is_of_screen = current_thread() is main_thread() and active_app.get(None) is not None
            if is_of_screen and not _WAITED_FOR & {each.name for each in extract_stack()}:
                in_the_way.append("".join(format_stack(limit=12)))
            return slow(*given, **named)

        return watched

    monkeypatch.setattr(draft, "compile_text", beside(compile_text))
    monkeypatch.setattr(os, "fsync", beside(os.fsync))
    yield
    assert not in_the_way, in_the_way[0]


@pytest.fixture(autouse=True)
def _play_long_work(monkeypatch: pytest.MonkeyPatch, played: tuple[str, ...]) -> None:
    """A test that means the real command says so."""
    monkeypatch.setattr(ForecastScreen, "COMMAND_LINE", played)
    monkeypatch.setattr(CompareScreen, "COMMAND_LINE", played)
