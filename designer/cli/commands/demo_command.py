"""`perkwright demo`: what ships, replayed over a year and forecast for the next (`make demo`)."""

import sys
from pathlib import Path

import click

from designer.cli.output import print_data, print_message, wants_colour

RUNS = 30
"""As few as carry a verdict, so that the demo ends soon."""

REPORT = Path("out/forecast.html")


@click.command("demo", hidden=True)
def command() -> None:
    """Replays the coffee shop's program over its year of orders, and forecasts the next."""
    from designer.cli.progress import progress_bar
    from designer.report.forecast_page import forecast_page
    from designer.report.page_files import write_report
    from designer.report.page_text import summary_text
    from designer.report.replay_text import replay_text
    from designer.workbench.forecasts import ForecastJob, run_forecast
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
    forecast_job = ForecastJob(
        files=(job.file,),
        orders=job.orders,
        lines=job.lines,
        returns=job.returns,
        runs=RUNS,
        is_brief=True,
        keeps=False,
    )
    with progress_bar() as progress:
        page = forecast_page(run_forecast(forecast_job, progress))
    print_data(f"\nThe next year, as a forecast\n\n{summary_text(page)}")
    REPORT.parent.mkdir(exist_ok=True)
    write_report(page, REPORT)
    print_message(f"Wrote the report to {REPORT}: open it in a browser.")
    print_message("Next:  perkwright new classic-points -o my_shop.loyalty")
