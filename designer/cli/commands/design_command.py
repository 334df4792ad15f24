"""`perkwright design`: the designer in the terminal; also `perkwright` without a word."""

from pathlib import Path

import click

from designer.cli.output import is_interactive, print_data

GUIDE = """\
Perkwright: design, try and price a loyalty program before it is launched.

The designer needs a terminal, and this is none. Every step has a command as well:

  perkwright new classic-points -o my_shop.loyalty   start from a template
  perkwright check my_shop.loyalty                   find what is wrong or dangerous
  perkwright explain my_shop.loyalty                 tell it in plain words
  perkwright try my_shop.loyalty EVENTS              play purchases through it
  perkwright simulate my_shop.loyalty                say what it would cost and bring

All commands:  perkwright --help
"""


@click.command("design", epilog="Example:  perkwright design my_shop.loyalty")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--theme", help="Colours: light, dark, ansi-light, ansi-dark or no-colour.")
def command(file: Path | None, theme: str | None) -> int:
    """Opens the designer: write a program, try it, forecast it, compare it, launch it.

    With FILE that program is open; `perkwright` alone begins at the start.
    """
    if not is_interactive():
        print_data(GUIDE)
        return 0
    from designer.screens.running import run_designer

    return run_designer(file, theme=theme)
