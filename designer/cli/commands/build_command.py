"""`perkwright build`: write a program's config for production."""

from pathlib import Path

import click

from designer.cli.output import print_data, print_message


@click.command("build", epilog="Example:  perkwright build coffee_shop.loyalty -o config")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder to write.")
@click.option("--plan", is_flag=True, help="Print the plan as text.")
def command(file: Path, output: Path | None, plan: bool) -> None:
    """Writes the program as JSON, its JSON Schema, and the plan that engines run."""
    from designer.workbench.builds import build, plan_text
    from designer.workbench.program_files import open_program, runnable_program
    from designer.workbench.refusal import Refusal

    if output is None and not plan:
        raise Refusal("Say where to write with -o FOLDER, or --plan to print.", wrong_usage=True)
    program = runnable_program(open_program(file))
    if plan:
        print_data(plan_text(program))
    if output is not None:
        for path in build(program, output):
            print_message(f"Wrote {path}")
