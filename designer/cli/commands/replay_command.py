"""`perkwright replay`: run a program over a shop's own orders."""

import sys
from pathlib import Path
from typing import Any

import click

from designer.cli.days import DAY
from designer.cli.output import print_data, print_json, print_message, wants_colour
from designer.cli.progress import PROGRESS_JSON, progress_of
from designer.workbench.today_here import today_here

A_PATH = click.Path(path_type=Path)


@click.command(
    "replay",
    epilog="Example:  perkwright replay shop.loyalty orders.csv --returns returns.csv -o out",
)
@click.argument("file", type=A_PATH)
@click.argument("orders", type=A_PATH)
@click.option("--returns", type=A_PATH, help="Returns: CSV or Parquet.")
@click.option("--lines", type=A_PATH, help="Lines of the orders: CSV or Parquet.")
@click.option("--facts", type=A_PATH, help="Birthdays, activities, fees and the like: CSV or YAML.")
@click.option("--map", "mapping", type=A_PATH, help="How files of another layout are read (TOML).")
@click.option(
    "--join",
    default="first-order",
    show_default=True,
    metavar="first-order|at-start|FILE",
    help="How people became members.",
)
@click.option(
    "--match-returns",
    type=click.Choice(["recent", "none"]),
    default="recent",
    show_default=True,
    help="Which purchase a return belongs to that names none.",
)
@click.option(
    "--redeem",
    type=click.Choice(["never", "when-affordable"]),
    default="never",
    show_default=True,
    help="Whether members redeem what they can afford.",
)
@click.option("--state", type=A_PATH, help="Folder that carries the state from run to run.")
@click.option("--until", type=DAY, help="Last day that is replayed.")
@click.option("--return-window", type=click.IntRange(1), metavar="DAYS", help="Days for returns.")
@click.option("--keep-ids", is_flag=True, help="Keep the shop's customer ids instead of hashes.")
@click.option("-o", "--output", type=A_PATH, help="Folder for the ledger and the summary.")
@click.option(
    "--ledger",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="Form of the ledger file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the results as one JSON object.")
@PROGRESS_JSON
def command(as_json: bool, progress_json: bool, **options: Any) -> None:
    """Runs a program over a shop's own orders, to the point and to the cent.

    Prints what each rule would have given, what is owed, and how the orders were read. With -o
    the ledger, the summary and the import report are written.
    """
    from designer.report.replay_files import write_summary
    from designer.report.replay_json import replay_record
    from designer.report.replay_text import replay_text
    from designer.workbench.replays import ReplayJob, run_replay

    job = ReplayJob(**options, today=today_here())
    if job.ledger != "csv" and job.output is None:
        raise click.UsageError("--ledger is the form of a file: say with -o where it goes.")
    with progress_of(as_json=progress_json) as progress:
        results = run_replay(job, progress, write_summary)
    if as_json:
        print_json(replay_record(results))
    else:
        print_data(replay_text(results, colour=wants_colour(sys.stdout)))
    if job.output is not None:
        print_message(f"Wrote the ledger and the summary to {job.output}")
