"""`perkwright check`: find what is wrong or dangerous in programs."""

import sys
from datetime import datetime
from pathlib import Path

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.output import print_data, print_json, print_message, wants_colour


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
    Warnings do not make the command fail; errors do.
    """
    from designer.workbench.program_files import open_program
    from dsl.diagnostics import render_json
    from dsl.diagnostics.diagnostic import Severity
    from dsl.diagnostics.render_text import render, render_lines

    day = (today or datetime.now().astimezone()).date()
    opened = [open_program(path, today=day) for path in files]
    errors = sum(len(file.errors) for file in opened)
    if as_json:
        print_json(
            {
                "files": [
                    {
                        "file": file.document.name,
                        "problems": render_json.render(file.document, file.compiled.diagnostics),
                    }
                    for file in opened
                ]
            }
        )
        return ExitCode.PROBLEMS if errors else ExitCode.FINE
    for file in opened:
        found = file.compiled.diagnostics
        if found and short:
            print_data(render_lines(file.document, found))
        elif found:
            print_data(render(file.document, found, colour=wants_colour(sys.stdout)))
    warnings = sum(
        diagnostic.severity is Severity.WARNING
        for file in opened
        for diagnostic in file.compiled.diagnostics
    )
    print_message(_verdict(len(opened), errors, warnings))
    return ExitCode.PROBLEMS if errors else ExitCode.FINE


def _verdict(files: int, errors: int, warnings: int) -> str:
    what = "1 program" if files == 1 else f"{files} programs"
    if not errors and not warnings:
        return f"{what} checked: nothing to mend."
    return f"{what} checked: {_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
