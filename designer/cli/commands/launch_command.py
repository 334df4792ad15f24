"""`perkwright launch`: what a program needs before its launch, and all that leaves with it."""

from datetime import datetime
from pathlib import Path

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.output import print_data, print_json, print_message

A_PATH = click.Path(path_type=Path)


@click.command("launch", epilog="Example:  perkwright launch coffee_shop.loyalty -o launched")
@click.argument("file", type=A_PATH)
@click.option("-o", "--output", type=A_PATH, help="Launch: write config, texts and tests here.")
@click.option("--export-only", is_flag=True, help="Write the files and record no launch.")
@click.option("--by", default="", help="Who launches although something must be fixed.")
@click.option("--reason", default="", help="Why they do.")
@click.option("--tick", metavar="ITEM", multiple=True, help="Tick what only a person can know.")
@click.option("--untick", metavar="ITEM", multiple=True, help="Take a tick back.")
@click.option("--verify", is_flag=True, help="FILE is a folder that -o wrote: check it.")
@click.option("--json", "as_json", is_flag=True, help="Print the checklist as one JSON object.")
def command(
    file: Path,
    output: Path | None,
    export_only: bool,
    by: str,
    reason: str,
    tick: tuple[str, ...],
    untick: tuple[str, ...],
    verify: bool,
    as_json: bool,
) -> int:
    """Says what a program needs before its launch, and writes all that leaves with it.

    The forecast it asks for is the one that simulate --keep left beside the program. Nothing is
    sent anywhere; each launch is recorded beside the program.
    """
    if verify:
        return _verify(file)
    from designer.report.launch_text import (
        checklist_record,
        checklist_text,
        exported_text,
        pages_of,
    )
    from designer.workbench.launching import Given, export, launch, readiness
    from designer.workbench.program_before import program_before
    from designer.workbench.program_files import open_program
    from designer.workbench.settings import settings_home

    moment = datetime.now().astimezone()
    _tick(file, tick, moment)
    _tick(file, untick, None)
    opened = open_program(file, today=moment.date())
    before = program_before(settings_home(), file)
    looked_at = readiness(file, opened.document, opened.compiled, moment.date(), before)
    if as_json:
        print_json(checklist_record(looked_at))
    else:
        print_data(checklist_text(looked_at))
    if output is None:
        return ExitCode.PROBLEMS if looked_at.must_fix else ExitCode.FINE
    pages = pages_of(looked_at)
    if export_only:
        files = export(looked_at, output, pages, moment)
    else:
        files = launch(looked_at, output, pages, Given(by, reason, moment))
    print_message(exported_text(files))
    print_message(f"{'Exported' if export_only else 'Launched'}: {output}")
    return ExitCode.FINE


def _tick(file: Path, keys: tuple[str, ...], moment: datetime | None) -> None:
    from designer.workbench.launch_by_hand import KEYS
    from designer.workbench.launch_notes import tick
    from designer.workbench.refusal import Refusal

    for key in keys:
        if key not in KEYS:
            raise Refusal(
                f'"{key}" is nothing that a person ticks. There is: {", ".join(KEYS)}.',
                wrong_usage=True,
            )
        tick(file, key, moment)


def _verify(folder: Path) -> int:
    from designer.workbench.launching import problems_of

    wrong = problems_of(folder)
    for problem in wrong:
        print_data(problem)
    if not wrong:
        print_data(f"{folder} is as it was written, and its tests pass on its config.")
    return ExitCode.PROBLEMS if wrong else ExitCode.FINE
