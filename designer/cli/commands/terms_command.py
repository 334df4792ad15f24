"""`perkwright terms`: the terms of a program for its customers."""

from pathlib import Path

import click

from designer.cli.output import print_data, print_message
from designer.cli.outputs import check_output

A_PATH = click.Path(path_type=Path)


@click.command("terms", epilog="Example:  perkwright terms coffee_shop.loyalty -o terms.md")
@click.argument("file", type=A_PATH)
@click.option("-o", "--output", type=A_PATH, help="File to write.")
def command(file: Path, output: Path | None) -> None:
    """Writes a program's terms for customers, complete and from the program alone (Markdown).

    Costs, margins and who bears them are left out. Let somebody read them who knows the law.
    """
    from designer.report.customer_terms import customer_terms
    from designer.workbench.files import write_text
    from designer.workbench.program_files import open_program, runnable_program

    check_output(output, (file,))
    text = customer_terms(runnable_program(open_program(file)))
    if output is None:
        print_data(text)
        return
    write_text(output, text)
    print_message(f"Wrote {output}")
