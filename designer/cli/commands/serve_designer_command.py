"""`perkwright serve-designer`: the designer in a browser, on this computer alone."""

import sys
from importlib.util import find_spec
from pathlib import Path
from shlex import join

import click

from designer.cli.output import print_message

ONLY_HERE = "127.0.0.1"


@click.command("serve-designer", epilog="Example:  perkwright serve-designer --port 8000")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where it waits."
)
def command(file: Path | None, port: int) -> None:
    """Shows the designer in a browser, on this computer alone.

    Whoever can open the page can change the programs, so no other computer reaches it.
    """
    from designer.workbench.refusal import Refusal

    if find_spec("textual_serve") is None:
        raise Refusal(
            "The designer in a browser needs one more package. Install it with "
            "pip install 'perkwright[browser]', or open the designer here with perkwright design.",
            wrong_usage=True,
        )
    from textual_serve.server import Server

    words = [sys.executable, "-m", "designer", "design", *([str(file)] if file else [])]
    print_message(f"The designer waits at http://{ONLY_HERE}:{port}  (Ctrl-C ends it)")
    Server(join(words), host=ONLY_HERE, port=port, title="Perkwright").serve()
