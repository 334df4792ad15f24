"""`perkwright compare`: several programs on the same customers."""

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
from designer.cli.output import print_data
from designer.cli.progress import progress_of
from designer.workbench.today_here import today_here

if TYPE_CHECKING:
    from designer.report.page import Page


@click.command(
    "compare",
    epilog="Example:  perkwright compare points.loyalty stamps.loyalty --orders orders.csv",
)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@forecast_options
@click.option(
    "--words", is_flag=True, help="Say in words what changed from one file to the next, and stop."
)
def command(
    files: tuple[Path, ...],
    report: Path | None,
    as_json: bool,
    progress_json: bool,
    schema: bool,
    words: bool,
    **options: Any,
) -> int:
    """Compares programs on the same customers, with the same chance in each.

    The winner is simulated again on fresh draws: the best of several looks better than it is.
    """
    if len(files) > 1 and not words:
        get_workers_ready(options["workers"])
    from designer.workbench.forecasts import ForecastJob, run_comparison
    from simulator.forecasts.forecast import Comparison

    if schema:
        print_schema(Comparison, of_progress=progress_json)
        return ExitCode.FINE
    if len(files) < 2 and not (files and words):
        raise click.UsageError("Name the programs to compare, two or more of them.")
    if words:
        print_data(_changes(files))
        return ExitCode.FINE
    checked_form(report, (*files, *options.values()))
    with progress_of(as_json=progress_json) as progress:
        job = ForecastJob(files=files, today=today_here(), **options)
        found = run_comparison(job, progress, partial_of(progress_json), import_of(progress_json))

    def page() -> "Page":
        from designer.report.comparison_page import comparison_page

        return comparison_page(found)

    return show(found, page, report, as_json=as_json)


def _changes(files: tuple[Path, ...]) -> str:
    """What changed from each file to the next one."""
    from itertools import pairwise

    from designer.authoring.changes_in_words import changes_in_words
    from designer.workbench.program_files import open_program, runnable_program

    programs = [runnable_program(open_program(file)) for file in files]
    told = [
        "\n".join((f"{before} → {after}", *changes_in_words(old, new).lines()))
        for (before, old), (after, new) in pairwise(zip(files, programs, strict=True))
    ]
    if not told:
        raise click.UsageError("Name two programs: what changed from the first to the second?")
    return "\n\n".join(told)
