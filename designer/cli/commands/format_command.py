"""`perkwright format`: write programs in the one layout."""

from pathlib import Path

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.output import print_data, print_message


@click.command("format", epilog="Example:  perkwright format --check programs/*.loyalty")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--check", is_flag=True, help="Change nothing; fail if a file would change.")
@click.option("--show-defaults", is_flag=True, help="Write every default as a line, too.")
@click.option("--print", "to_stdout", is_flag=True, help="Print the text instead of writing it.")
def command(files: tuple[Path, ...], check: bool, show_defaults: bool, to_stdout: bool) -> int:
    """Writes programs in the one layout; order, comments and meaning stay.

    Lines that cannot be read are left as they are.
    """
    from designer.workbench.files import write_text
    from designer.workbench.formatting import formatted
    from designer.workbench.text_files import read_document

    documents = [(path, read_document(path)) for path in files]
    changed = 0
    for path, document in documents:
        text = formatted(document, show_defaults=show_defaults)
        if to_stdout:
            print_data(text)
        elif text.encode() != path.read_bytes():
            changed += 1
            if not check:
                write_text(path, text)
            print_message(f"{path} {'would change' if check else 'written'}")
    return ExitCode.PROBLEMS if check and changed else ExitCode.FINE
