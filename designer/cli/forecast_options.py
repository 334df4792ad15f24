"""What `perkwright simulate` and `perkwright compare` have in common."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.output import print_data, print_json, print_message, wants_colour
from designer.cli.outputs import check_output
from designer.cli.progress import PROGRESS_JSON, print_import
from simulator.forecasts.processes import processes_for
from simulator.limits import MOST_CUSTOMERS, MOST_RUNS

if TYPE_CHECKING:
    from designer.report.page import Page
    from designer.workbench.forecasts import TellImport
    from simulator.forecasts.forecast import Run
    from simulator.forecasts.progress import Partial, TellPartial, Unweighed

F = TypeVar("F", bound=Callable[..., Any])

A_PATH = click.Path(path_type=Path)
_NOT_KEPT = (
    "Not all of them could be kept on this computer (is its disk full?), so the same command works "
    "on those again."
)


def _workers_or_usual(context: click.Context, option: click.Parameter, workers: str | None) -> str:
    """What was said; else as many processes as the customers and runs are worth."""
    customers, runs = (context.params.get(name) for name in ("customers", "runs"))
    return str(processes_for(customers, runs or 1)) if workers is None else workers


_OPTIONS = (
    click.option("--scenario", type=A_PATH, help="The shop, as perkwright calibrate saved it."),
    click.option("--orders", type=A_PATH, help="Orders to learn from: CSV or Parquet."),
    click.option("--returns", type=A_PATH, help="Their returns."),
    click.option("--lines", type=A_PATH, help="Their lines."),
    click.option("--map", "mapping", type=A_PATH, help="How files of another layout are read."),
    click.option("--current", type=A_PATH, help="The program that the shop has now."),
    click.option(
        "--members",
        type=A_PATH,
        metavar="FOLDER",
        help="Its members, as perkwright replay --state kept them.",
    ),
    click.option(
        "--customers",
        type=click.IntRange(1, MOST_CUSTOMERS),
        help="How many; else all that are known.",
    ),
    click.option("--months", type=click.IntRange(1, 120), default=12, show_default=True),
    click.option("--runs", type=click.IntRange(1, MOST_RUNS), default=200, show_default=True),
    click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True),
    click.option(
        "--workers",
        callback=_workers_or_usual,
        show_default="as many as pay, at most 4",
        metavar="N|tcp://...",
        help="Processes, or a Dask cluster; changes no figure.",
    ),
    click.option(
        "--report",
        type=A_PATH,
        metavar="OUT.html",
        help="Report; the ending says the form.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object."),
    PROGRESS_JSON,
    click.option(
        "--schema",
        is_flag=True,
        help="Print the JSON Schema of --json, or of --progress-json, and stop.",
    ),
)


def forecast_options(command: F) -> F:
    """Adds the options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def get_workers_ready(workers: str) -> None:
    """Lets processes load what they need while this one does: either takes most of a second."""
    if workers.isdecimal() and int(workers) > 1:
        from simulator.forecasts.workers import ProcessPool

        ProcessPool.get_ready()


def checked_form(report: Path | None, inputs: Iterable[object]) -> None:
    """Refuses a report before hours of work: its name does not tell its form, or is of an input."""
    if report is None:
        return
    check_output(report, inputs)
    from designer.report.page_files import FORMS

    if report.suffix not in FORMS:
        raise click.UsageError(
            f'"{report}" does not tell the form of the report: let it end in {", ".join(FORMS)}.'
        )
    if not report.resolve().parent.is_dir():
        raise click.UsageError(f"There is no folder {report.parent} for the report.")
    if report.is_dir():
        raise click.UsageError(f"{report} is a folder. Name a file for the report.")
    if not os.access(report.resolve().parent, os.W_OK):
        raise click.UsageError(f"Nothing can be written in {report.resolve().parent}.")


def partial_of(as_json: bool) -> "TellPartial | None":
    """What finished runs say, as JSON lines; nothing beside a bar."""
    return _write_partial if as_json else None


def import_of(as_json: bool) -> "TellImport":
    """What is to be known of the orders, in words as of other commands, or the report as a line."""
    return print_import if as_json else _print_warnings


def _print_warnings(imported: dict[str, Any]) -> None:
    from designer.report.import_warnings import import_warnings, left_out_section

    for each in (*import_warnings(imported), *left_out_section(imported)):
        print_message(each)


def print_schema(result: "type[Run]", *, of_progress: bool) -> None:
    """Prints the JSON Schema of a result, or of the lines that tell of progress towards it."""
    from pydantic import TypeAdapter

    from simulator.forecasts.progress import Imported, Partial, Step, Unweighed

    if of_progress:
        print_json(TypeAdapter(Step | Imported | Partial | Unweighed).json_schema())
    else:
        print_json(result.model_json_schema())


def _write_partial(partial: "Partial | Unweighed") -> None:
    print_message(partial.model_dump_json())


def show(run: "Run", page_of: "Callable[[], Page]", report: Path | None, *, as_json: bool) -> int:
    """Prints a result and writes its report; the exit code says whether somebody stopped it."""
    if as_json:
        print_json(run.model_dump(mode="json"))
    if not as_json or report is not None:
        _show_page(page_of(), report, as_json=as_json)
    return _exit_code_of(run)


def _show_page(page: "Page", report: Path | None, *, as_json: bool) -> None:
    from designer.report.page_files import write_report
    from designer.report.page_text import page_text

    if not as_json:
        print_data(page_text(page, colour=wants_colour(sys.stdout)))
    if report is not None:
        write_report(page, report)
        print_message(f"Wrote the report to {report}")


def _exit_code_of(run: "Run") -> ExitCode:
    if not run.stopped:
        return ExitCode.FINE
    again = "The same command goes on from there." if run.runs_kept else _NOT_KEPT
    print_message(f"Stopped with {run.runs} of {run.runs_wanted} runs finished. {again}")
    return ExitCode.STOPPED
