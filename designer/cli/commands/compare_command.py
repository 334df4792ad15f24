"""`perkwright compare`: several programs on the same customers."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.forecast_options import (
    checked_form,
    forecast_options,
    partial_of,
    print_schema,
    progress_of,
    show,
)

if TYPE_CHECKING:
    from designer.report.page import Page


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

    def page() -> "Page":
        from designer.report.comparison_page import comparison_page

        return comparison_page(found)

    return show(found, page, report, as_json=as_json)
