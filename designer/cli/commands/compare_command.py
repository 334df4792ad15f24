"""`perkwright compare`: several programs on the same customers."""

import sys
from pathlib import Path
from typing import Any

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.forecast_options import (
    checked_form,
    exit_code_of_run,
    forecast_options,
    partial_of,
    print_schema,
    progress_of,
)
from designer.cli.output import print_data, print_json, print_message, wants_colour


@click.command(
    "compare",
    epilog="Example:  perkwright compare points.loyalty stamps.loyalty --orders orders.csv",
)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@forecast_options
def command(
    files: tuple[Path, ...],
    report: Path | None,
    as_json: bool,
    progress_json: bool,
    schema: bool,
    **options: Any,
) -> int:
    """Compares programs on the same customers, with the same chance in each.

    The winner is simulated again on fresh draws: the best of several looks better than it is.
    """
    from designer.report.comparison_page import comparison_page
    from designer.report.page_files import write_report
    from designer.report.page_text import page_text
    from designer.workbench.forecasts import ForecastJob, run_comparison
    from simulator.forecasts.forecast import Comparison

    if schema:
        print_schema(Comparison, of_progress=progress_json)
        return ExitCode.FINE
    if not files:
        raise click.UsageError("Name the programs to compare.")
    checked_form(report)
    with progress_of(progress_json) as progress:
        job = ForecastJob(files=files, **options)
        found = run_comparison(job, progress, partial_of(progress_json))
    page = comparison_page(found)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        print_data(page_text(page, colour=wants_colour(sys.stdout)))
    if report is not None:
        write_report(page, report)
        print_message(f"Wrote the report to {report}")
    return exit_code_of_run(found)
