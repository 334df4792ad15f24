"""A page as a file, in the form that its name asks for."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import duckdb
import xlsxwriter

from designer.report.page import Page
from designer.report.page_html import page_html
from designer.report.page_text import page_markdown
from designer.workbench.files import finished_file
from simulator.forecasts.forecast import Month
from simulator.forecasts.spread import Spread

COLUMNS = ("program", "month", "run_off", "measure", "p2_5", "p10", "median", "p90", "p97_5")
LONGEST_SHEET_NAME = 31


def write_report(page: Page, file: Path) -> None:
    """Write the report; the ending of the name says its form.

    Args:
        page: what to write.
        file: its name ends in one of `FORMS`.

    Raises:
        KeyError: it ends in another.
        Refusal: it cannot be written.
    """
    with finished_file(file) as draft:
        FORMS[file.suffix](page, draft)


def _html(page: Page, file: Path) -> None:
    file.write_text(page_html(page), encoding="utf-8")


def _markdown(page: Page, file: Path) -> None:
    file.write_text(page_markdown(page), encoding="utf-8")


def _csv(page: Page, file: Path) -> None:
    file.write_text(_months_csv(page), encoding="utf-8")


def _parquet(page: Page, file: Path) -> None:
    """The same rows as the CSV, which passes through a file because DuckDB reads files."""
    text = file.with_suffix(".unfinished.csv")
    try:
        _csv(page, text)
        with duckdb.connect() as database:
            database.read_csv(str(text)).write_parquet(str(file))
    finally:
        text.unlink(missing_ok=True)


def _spreadsheet(page: Page, file: Path) -> None:
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for number, table in enumerate(page.tables, 1):
            sheet = book.add_worksheet(_sheet_name(number, table.title))
            sheet.write(0, 0, table.title, bold)
            for place, row in enumerate((table.columns, *table.rows), 2):
                sheet.write_row(place, 0, row, bold if place == 2 else None)
            sheet.autofit()
        months = book.add_worksheet("Months in minor units")
        for place, figures in enumerate((COLUMNS, *_rows(page))):
            months.write_row(place, 0, figures)


def _sheet_name(number: int, title: str) -> str:
    """Names of sheets are short and hold few signs."""
    words = "".join(sign for sign in title if sign.isalnum() or sign == " ")
    return f"{number} {words}"[:LONGEST_SHEET_NAME]


def _months_csv(page: Page) -> str:
    stream = StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(_rows(page))
    return stream.getvalue()


def _rows(page: Page) -> Iterator[tuple[object, ...]]:
    for design in page.designs:
        for month in design.monthly:
            for measure, figures in _measures(month):
                points = (figures.p2_5, figures.p10, figures.median, figures.p90, figures.p97_5)
                off = "true" if month.run_off else "false"
                yield (design.program, month.month, off, measure, *points)


def _measures(month: Month) -> Iterator[tuple[str, Spread]]:
    for name in Month.model_fields:
        figures = getattr(month, name)
        if isinstance(figures, Spread):
            yield name, figures


FORMS: dict[str, Callable[[Page, Path], None]] = {
    ".html": _html,
    ".md": _markdown,
    ".csv": _csv,
    ".parquet": _parquet,
    ".xlsx": _spreadsheet,
}
