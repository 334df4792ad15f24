"""`perkwright demo`: the program and the order history that ship, replayed (`make demo`)."""

import sys

import click

from designer.cli.output import print_data, print_message, wants_colour


@click.command("demo", hidden=True)
def command() -> None:
    """Replays the coffee shop's program over its year of orders."""
    from designer.cli.progress import progress_bar
    from designer.report.replay_text import replay_text
    from designer.workbench.gallery import FOLDER
    from designer.workbench.replays import ReplayJob, run_replay

    demo = FOLDER / "demo"
    job = ReplayJob(
        file=FOLDER / "scenarios" / "coffee_shop.loyalty",
        orders=demo / "orders.csv",
        lines=demo / "lines.csv",
        returns=demo / "returns.csv",
        facts=demo / "facts.csv",
        redeem="when-affordable",
        key=b"a shop that does not exist",
    )
    with progress_bar() as progress:
        results = run_replay(job, progress)
    print_data(replay_text(results, colour=wants_colour(sys.stdout)))
    print_message("Next:  perkwright new classic-points -o my_shop.loyalty")
