"""`perkwright explain`: tell a program, or a problem, in plain words."""

from pathlib import Path

import click

from designer.cli.output import print_data


@click.command(
    "explain",
    epilog="Examples:  perkwright explain coffee_shop.loyalty    perkwright explain unknown-name",
)
@click.argument("subject", metavar="FILE|PROBLEM")
def command(subject: str) -> None:
    """Tells a program in plain words, or the page of a problem."""
    from dsl.diagnostics.pages import explained, slugs

    if subject in slugs() and not Path(subject).is_file():
        print_data(explained(subject))
        return
    from designer.workbench.program_files import open_program, runnable_program
    from designer.workbench.refusal import Refusal
    from dsl.diagnostics.suggest import suggest
    from dsl.program.to_words import program_in_words

    path = Path(subject)
    if not path.exists() and path.suffix != ".loyalty":
        close = suggest(subject, slugs()).nearest
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        raise Refusal(
            f"There is no file and no problem called {subject!r}.{hint}", wrong_usage=True
        )
    print_data(program_in_words(runnable_program(open_program(path))))
