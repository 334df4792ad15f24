"""`perkwright check`: find what is wrong or dangerous in programs."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from designer.cli.exit_codes import ExitCode, exit_code_of
from designer.cli.output import print_data, print_json, print_message, wants_colour
from designer.workbench.refusal import Refusal

if TYPE_CHECKING:
    from designer.workbench.program_files import ProgramFile


@click.command("check", epilog="Example:  perkwright check coffee_shop.loyalty")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as one JSON object.")
@click.option("--short", is_flag=True, help="Print one line for each problem.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day against which dates are past; this computer's day if not said.",
)
def command(files: tuple[Path, ...], as_json: bool, short: bool, today: datetime | None) -> int:
    """Finds what is wrong or dangerous in programs.

    Figures of the shop are read from NAME.shop.toml beside NAME.loyalty, where there is one.
    Warnings do not make the command fail; errors do, and so does a file that cannot be read.
    """
    from designer.workbench.program_files import ProgramFile
    from dsl.diagnostics.diagnostic import Severity
    from dsl.diagnostics.render_text import render, render_lines

    day = (today or datetime.now().astimezone()).date()
    opened = {path: _open(path, day) for path in files}
    programs = [one for one in opened.values() if isinstance(one, ProgramFile)]
    refusals = [one for one in opened.values() if not isinstance(one, ProgramFile)]
    for refusal in refusals:
        print_message(f"Error: {refusal.sentence}")
    errors = sum(len(file.errors) for file in programs)
    codes = [exit_code_of(refusal) for refusal in refusals]
    code = max(codes, default=ExitCode.PROBLEMS if errors else ExitCode.FINE)
    if as_json:
        print_json({"files": [_record(path, one) for path, one in opened.items()]})
        return code
    for file in programs:
        found = file.compiled.diagnostics
        if found and short:
            print_data(render_lines(file.document, found))
        elif found:
            print_data(render(file.document, found, colour=wants_colour(sys.stdout)))
    warnings = sum(
        diagnostic.severity is Severity.WARNING
        for file in programs
        for diagnostic in file.compiled.diagnostics
    )
    if programs:
        print_message(_verdict(len(programs), errors, warnings))
    return code


def _open(path: Path, today: date) -> "ProgramFile | Refusal":
    """The program, or why it cannot be read: one such file hides no other's problems."""
    from designer.workbench.program_files import open_program

    try:
        return open_program(path, today=today)
    except Refusal as refusal:
        return refusal


def _record(path: Path, opened: "ProgramFile | Refusal") -> dict[str, Any]:
    from dsl.diagnostics import render_json

    if isinstance(opened, Refusal):
        return {"file": str(path), "problems": [], "unreadable": opened.sentence}
    problems = render_json.render(opened.document, opened.compiled.diagnostics)
    return {"file": str(path), "problems": problems}


def _verdict(files: int, errors: int, warnings: int) -> str:
    what = "1 program" if files == 1 else f"{files} programs"
    if not errors and not warnings:
        return f"{what} checked: nothing to mend."
    return f"{what} checked: {_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
