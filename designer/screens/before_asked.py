"""Asking for the program that the shop has already, and for the folder of its members."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from designer.screens.app import DesignerApp
from designer.screens.extent import CURRENT
from designer.workbench.endings import PROGRAM_ENDING
from designer.workbench.program_before import ProgramBefore

_CURRENT = (
    "The program that the shop has now, a file that ends with .loyalty. Every figure of a forecast "
    "is then held against it, in place of no program at all."
)
_MEMBERS = (
    "The folder in which perkwright replay, with --state, keeps what the members of the program "
    "until now have: choose any file in it. Without it everybody starts with nothing."
)


def ask_before(
    app: DesignerApp, key: str, before: ProgramBefore, change: Callable[[ProgramBefore], None]
) -> None:
    """Ask for one of the two; ^D takes it away.

    Args:
        app: whose program is forecast.
        key: which.
        before: what was said before.
        change: takes what is said now.
    """
    from designer.screens.overlays.choose_file import NO_FILE, ChooseFile

    is_program = key == CURRENT
    known = before.current if is_program else before.members
    beside = known or before.current or app.path
    folder = beside.parent if beside else Path.cwd()
    dialog = ChooseFile(
        "The program until now" if is_program else "Its members",
        _CURRENT if is_program else _MEMBERS,
        folder,
        (PROGRAM_ENDING,) if is_program else (".json",),
        can_be_none=known is not None,
        is_folder=not is_program,
    )

    def chosen(path: Path | None) -> None:
        if path is None:
            return
        named = None if path == NO_FILE else path
        if not is_program:
            change(replace(before, members=named))
        elif named != before.current:
            change(ProgramBefore(named))

    app.push_screen(dialog, chosen)
