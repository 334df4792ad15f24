"""`perkwright report`: the report of a result that is there already."""

from pathlib import Path

import click

from designer.cli.forecast_options import checked_form
from designer.cli.output import print_data

A_PATH = click.Path(path_type=Path)


@click.command(
    "report",
    epilog="Example:  perkwright report shop.forecast.json forecast.html forecast.csv",
)
@click.argument("result", type=A_PATH)
@click.argument("files", type=A_PATH, nargs=-1, required=True)
@click.option("--language", help="Whose way of writing figures, as in en or de_DE.")
def command(result: Path, files: tuple[Path, ...], language: str | None) -> None:
    """Writes the report of a RESULT to FILES, without simulating anything again.

    RESULT is what `perkwright simulate` or `perkwright compare` printed with --json, or what
    simulate kept with --keep. The endings of FILES say their forms: .html, .md, .csv, .parquet,
    .xlsx.
    """
    for file in files:
        checked_form(file, (result,))

    from designer.report.page_files import write_report
    from designer.report.result_page import result_page
    from designer.report.way_of_writing import write_as
    from designer.workbench.kept_forecast import read_result
    from designer.workbench.settings import known_language

    if language is not None:
        write_as(known_language(language))
    page = result_page(read_result(result))
    for file in files:
        write_report(page, file)
    print_data("\n".join(f"Wrote {file}" for file in files))
