"""`perkwright simulate`: what a program would cost and bring."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.forecast_options import (
    checked_form,
    forecast_options,
    get_workers_ready,
    import_of,
    partial_of,
    print_schema,
    show,
)
from designer.cli.progress import progress_of
from designer.workbench.today_here import today_here

if TYPE_CHECKING:
    from designer.report.page import Page


@click.command(
    "simulate",
    epilog="Example:  perkwright simulate shop.loyalty --orders orders.csv --report forecast.html",
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@forecast_options
@click.option(
    "--sobol",
    type=click.Choice(["0", "16", "32", "64", "128", "256", "512", "1024"]),
    default="0",
    metavar="N",
    help="Work out Sobol's indices from N draws, a power of 2: takes long.",
)
@click.option("--brief", is_flag=True, help="Leave out what matters most: quicker.")
@click.option("--keep", is_flag=True, help="Keep it beside the program, for perkwright launch.")
@click.option("--ahead", is_flag=True, hidden=True, help="Finish the first runs, and say nothing.")
def command(
    file: Path | None,
    report: Path | None,
    as_json: bool,
    progress_json: bool,
    brief: bool,
    keep: bool,
    ahead: bool,
    sobol: str,
    schema: bool,
    **options: Any,
) -> int:
    """Says what a program would cost and bring, as a distribution and not as a number.

    Customers are drawn from a scenario (see perkwright calibrate), or from the shop's ORDERS. The
    same customers live with and without the program; all figures are differences of the two.
    Ctrl-C gives the forecast of the runs that are finished; the same command goes on from there.
    """
    if file is not None:
        get_workers_ready(options["workers"])
    from designer.workbench.forecasts import ForecastJob, run_forecast
    from simulator.forecasts.forecast import Forecast

    if schema:
        print_schema(Forecast, of_progress=progress_json)
        return ExitCode.FINE
    if file is None:
        raise click.UsageError("Name the program to simulate.")
    checked_form(report, (file, *options.values()))
    job = ForecastJob(
        files=(file,), is_brief=brief, sobol=int(sobol), today=today_here(), **options
    )
    if ahead:
        from designer.workbench.forecasts_ahead import begin_forecast

        begin_forecast(job)
        return ExitCode.FINE
    with progress_of(as_json=progress_json) as progress:
        forecast = run_forecast(job, progress, partial_of(progress_json), import_of(progress_json))

    if keep:
        from designer.workbench.kept_forecast import keep_forecast

        keep_forecast(file, forecast.model_dump_json(indent=2) + "\n")

    def page() -> "Page":
        from designer.report.forecast_page import forecast_page

        return forecast_page(forecast)

    return show(forecast, page, report, as_json=as_json)
