"""`perkwright staff-sheet`: one page for the people at the till."""

from pathlib import Path

import click

from designer.cli.output import print_data, print_message
from designer.cli.outputs import check_output

A_PATH = click.Path(path_type=Path)


@click.command("staff-sheet", epilog="Example:  perkwright staff-sheet coffee_shop.loyalty")
@click.argument("file", type=A_PATH)
@click.option("-o", "--output", type=A_PATH, help="File to write.")
def command(file: Path, output: Path | None) -> None:
    """Writes one page for the team: what to say, how points come and go, what a return does."""
    from designer.report.staff_sheet import staff_sheet
    from designer.workbench.files import write_text
    from designer.workbench.program_files import open_program, runnable_program

    check_output(output, (file,))
    text = staff_sheet(runnable_program(open_program(file)))
    if output is None:
        print_data(text)
        return
    write_text(output, text)
    print_message(f"Wrote {output}")
