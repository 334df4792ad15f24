"""`perkwright stand-by`: a process that has loaded what a forecast needs, and waits for its words.

The designer keeps one, because loading takes longer than the first runs of a forecast.
"""

import json
import sys
from contextlib import suppress

import click

from designer.cli.exit_codes import ExitCode


@click.command("stand-by", hidden=True)
@click.option("--workers", default="1", help="As of the command that will come.")
def command(workers: str) -> int:
    """Loads, then runs the command whose words come on stdin, as one JSON list on one line.

    Where stdin ends without a line nobody needs it any more.
    """
    from designer.cli.forecast_options import get_workers_ready
    from designer.cli.main import run
    from designer.workbench.forecasts import rehearse

    get_workers_ready(workers)
    with suppress(Exception):  # it is told by the command itself, if that needs what is missing
        rehearse()
    words = sys.stdin.readline()
    return run(json.loads(words)) if words else ExitCode.FINE
