"""The designer from its first picture until the person leaves it, or closes the terminal."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from threading import Timer

from designer.screens.ahead import Ahead
from designer.screens.app import DesignerApp
from designer.screens.command_process import STAND_BY
from designer.screens.loading import load_stages
from designer.workbench.draft_files import DraftFile
from designer.workbench.refusal import Refusal

_SECONDS_TO_SAVE, _SECONDS_TO_LEAVE = 10, 2
"""After these, the process of a designer that was asked to end is ended by the system."""
_SECONDS_BEFORE_LOADING = 1.0
"""In which the designer draws its first picture and has the machine for itself."""


def run_designer(path: Path | None, *, theme: str | None = None) -> int:
    """Show the designer until the person leaves it, or closes the terminal.

    Args:
        path: the program to open.
        theme: colours for this time; None takes those of the settings.

    Returns:
        0, or 1 where the designer itself made a mistake.

    Raises:
        Refusal: the program cannot be read, the theme is not known, or the newest text could not
            be written into its file.
    """
    if path is not None:
        if not path.exists():
            raise Refusal(
                f"There is no file {path}. Start from a template:  perkwright new punch-card "
                f"-o {path}",
                wrong_usage=True,
            )
        DraftFile(path)
    if theme == "no-colour":
        os.environ["NO_COLOR"] = "1"
    app = DesignerApp(path, theme=theme)
    asyncio.run(_shown(app))
    kept = app.keeper.state
    if kept.problem and kept.is_kept:
        raise Refusal(
            f"{kept.problem} The newest text is kept aside, and offered when {app.path} is opened "
            "again."
        )
    return app.return_code or 0


async def _shown(app: DesignerApp) -> None:
    """The app runs; being asked to end it saves like leaving it does, and ends it surely."""
    ending: set[asyncio.Task[None]] = set()

    async def leave() -> None:
        signal.alarm(_SECONDS_TO_SAVE)
        await app.keeper.save()
        await app.end_long_work()
        signal.alarm(_SECONDS_TO_LEAVE)  # Textual may wait for ever for a terminal that is gone
        app.end()

    def end() -> None:
        ending.add(asyncio.create_task(leave()))

    for asked in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(asked, end)
    ahead = Ahead(app)
    STAND_BY.tell_ready = ahead.follow
    STAND_BY.prepare(_SECONDS_BEFORE_LOADING)
    loading = Timer(_SECONDS_BEFORE_LOADING, _load_ahead)
    loading.daemon = True
    loading.start()
    try:
        await app.run_async()
    finally:
        loading.cancel()
        await STAND_BY.end()
        ahead.end()


def _load_ahead() -> None:
    """What cannot be loaded is told where it is needed, not over the screen."""
    with suppress(Exception):
        load_stages()
