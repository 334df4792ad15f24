"""What a command may write over."""

from collections.abc import Iterable
from pathlib import Path

import click


def check_output(output: Path | None, inputs: Iterable[object]) -> None:
    """Refuses to write the result of a command over a file that the command reads.

    Args:
        output: the file to write; None: none.
        inputs: values of the command's options, files among them.

    Raises:
        click.UsageError: it is one of them.
    """
    if output is None or not output.exists():
        return
    for each in inputs:
        if isinstance(each, Path) and each.exists() and output.samefile(each):
            raise click.UsageError(f"{output} is read here: name another file to write.")
