"""A forecast as text for a terminal, and as Markdown."""

from io import StringIO
from operator import attrgetter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Shown

from designer.report.forecast_tables import Table, tables
from designer.report.forecast_words import caveats, findings, heading, verdict_words
from simulator.forecasts.forecast import Forecast

WIDTH = 96
ANY_WIDTH = 1_000


def forecast_text(forecast: Forecast, *, colour: bool = False) -> str:
    """What `perkwright simulate` prints."""
    stream = StringIO()
    console = Console(
        file=stream, width=ANY_WIDTH, force_terminal=colour, no_color=not colour, highlight=False
    )

    def say(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, width=WIDTH)

    say(f"{forecast.program}: {heading(forecast)}")
    say(f"\n{verdict_words(forecast)}", style="bold")
    for sentence in findings(forecast):
        say(f"- {sentence}")
    for table in filter(attrgetter("in_brief"), tables(forecast)):
        say(f"\n{table.title}", style="bold")
        console.print(_shown(table))
        if table.note:
            say(f"  {table.note}")
    say("")
    for sentence in caveats(forecast):
        say(sentence)
    say(f"program {forecast.program_sha256[:16]}  results {forecast.results_sha256[:16]}")
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def forecast_markdown(forecast: Forecast) -> str:
    """The whole report as Markdown."""
    parts = [
        f"# {forecast.program}",
        heading(forecast),
        f"**{verdict_words(forecast)}**",
        "\n".join(f"- {sentence}" for sentence in findings(forecast)),
        *(_markdown(table) for table in tables(forecast)),
        *caveats(forecast),
    ]
    return "\n\n".join(parts) + "\n"


def _shown(table: Table) -> Shown:
    shown = Shown(box=SIMPLE_HEAD, show_header=any(table.columns))
    for place, column in enumerate(table.columns):
        shown.add_column(column, justify="right" if place else "left")
    for row in table.rows:
        shown.add_row(*row)
    return shown


def _markdown(table: Table) -> str:
    columns = len(table.columns)
    rows = [
        table.columns,
        ("---", *("---:" for _ in range(columns - 1))),
        *table.rows,
    ]
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    note = ["", table.note] if table.note else []
    return "\n".join([f"## {table.title}", "", *lines, *note])
