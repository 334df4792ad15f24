"""`perkwright check`: find what is wrong or dangerous in programs."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from designer.cli.days import DAY
from designer.cli.exit_codes import ExitCode, exit_code_of
from designer.cli.output import print_data, print_json, print_message, wants_colour
from designer.workbench.refusal import Refusal

if TYPE_CHECKING:
    from designer.workbench.program_files import ProgramFile
    from designer.workbench.quick_estimate import QuickEstimate


@click.command("check", epilog="Example:  perkwright check coffee_shop.loyalty")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as one JSON object.")
@click.option("--short", is_flag=True, help="Print one line for each problem.")
@click.option(
    "--estimate", is_flag=True, help="Say also what a program gives back to a typical customer."
)
@click.option(
    "--today",
    type=DAY,
    help="The day against which dates are past; this computer's day if not said.",
)
def command(
    files: tuple[Path, ...], as_json: bool, short: bool, estimate: bool, today: datetime | None
) -> int:
    """Finds what is wrong or dangerous in programs.

    Figures of the shop are read from NAME.shop.toml beside NAME.loyalty, where there is one.
    --estimate plays a year of a typical customer, which takes part of a second.
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
        records = [_record(path, one, day if estimate else None) for path, one in opened.items()]
        print_json({"files": records})
        return code
    for file in programs:
        found = file.compiled.diagnostics
        if found and short:
            print_data(render_lines(file.document, found))
        elif found:
            print_data(render(file.document, found, colour=wants_colour(sys.stdout)))
        if estimate:
            print_data(_estimated(file, day))
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


def _estimate(file: "ProgramFile", day: date) -> "QuickEstimate | None":
    from designer.workbench.program_files import shop_beside
    from designer.workbench.quick_estimate import estimate_beside

    return estimate_beside(file.compiled, shop_beside(file.path), file.path, day)


def _estimated(file: "ProgramFile", day: date) -> str:
    from designer.report.estimate_text import sentences

    found = _estimate(file, day)
    if found is None:
        return f"{file.path}: what it gives back is worked out once there is no error.\n"
    return "\n".join([f"{file.path}:", *(f"  {line}" for line in sentences(found)), ""])


def _record(
    path: Path, opened: "ProgramFile | Refusal", estimated_on: date | None
) -> dict[str, Any]:
    from dsl.diagnostics import render_json

    if isinstance(opened, Refusal):
        return {"file": str(path), "problems": [], "unreadable": opened.sentence}
    problems = render_json.render(opened.document, opened.compiled.diagnostics)
    record = {"file": str(path), "problems": problems}
    return record if estimated_on is None else record | _estimate_record(opened, estimated_on)


def _estimate_record(file: "ProgramFile", day: date) -> dict[str, Any]:
    from designer.report.estimate_text import to_record

    found = _estimate(file, day)
    return {"estimate": None if found is None else to_record(found)}


def _verdict(files: int, errors: int, warnings: int) -> str:
    what = "1 program" if files == 1 else f"{files} programs"
    if not errors and not warnings:
        return f"{what} checked: nothing to mend."
    return f"{what} checked: {_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
