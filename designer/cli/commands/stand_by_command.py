"""`perkwright stand-by`: a process that has loaded what a forecast needs, and waits for its words.

The designer keeps one, because loading takes longer than the first runs of a forecast. While it
waits it begins forecasts that nobody has asked for yet (`--ahead`).
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from select import select

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.output import print_message

READY = {"ready": True}
AHEAD = "--ahead"
_BEHIND = 5
"""By so much what is typed goes before the work, where there is not enough of the machine."""


@click.command("stand-by", hidden=True)
@click.option("--workers", default="1", help="As of the command that will come.")
def command(workers: str) -> int:
    """Loads, says so on stderr, and runs the commands whose words come on stdin.

    Each is one line with a JSON list of words. Those with --ahead say nothing; they are given up
    when the process is interrupted, and passed over where something newer has come. The first
    without it is the last that is run. Where stdin ends nobody needs the process any more.
    Its working processes are started after it has said that it is ready: words that come then wait
    no longer than they would wait for processes of their own.
    """
    from designer.cli.forecast_options import get_workers_ready
    from designer.cli.main import run
    from designer.workbench.forecasts_ahead import rehearse, rehearse_in_each

    os.nice(_BEHIND)
    get_workers_ready(workers)
    with suppress(Exception):  # it is told by the command itself, if that needs what is missing
        rehearse()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print_message(json.dumps(READY))
    with suppress(Exception):
        rehearse_in_each(workers)
    # Read without a buffer, in which what is newer could not be seen.
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as told:
        while line := told.readline():
            words = json.loads(line)
            if words and AHEAD not in words:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                return run(words)
            if words and not select([told], [], [], 0)[0]:
                run_ahead(words)
    return ExitCode.FINE


def run_ahead(words: Sequence[str]) -> None:
    """Run a command of which nothing is told; being interrupted ends it and nothing else."""
    from designer.cli.main import run

    with Path(os.devnull).open("w") as nobody, redirect_stdout(nobody), redirect_stderr(nobody):
        with suppress(KeyboardInterrupt):
            try:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                run(list(words))
            finally:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it came as the line above began
