"""A page as text for a terminal, and as Markdown."""

from io import StringIO
from operator import attrgetter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Shown

from designer.report.page import Page, Table
from designer.report.paragraphs import listed, wrapped

WIDTH = 96
ANY_WIDTH = 1_000
LONGEST_HEADING = 9
WIDEST_FIGURE = 32


def page_text(page: Page, *, colour: bool = False) -> str:
    """What a command prints: the tables that are brief, without charts."""
    stream = StringIO()
    console = Console(
        file=stream, width=ANY_WIDTH, force_terminal=colour, no_color=not colour, highlight=False
    )

    def say(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, width=WIDTH)

    say(f"{page.title}: {page.heading}")
    say(f"\n{page.verdict}", style="bold")
    for sentence in page.findings:
        say(f"- {sentence}")
    for table in filter(attrgetter("in_brief"), page.tables):
        say(f"\n{table.title}", style="bold")
        console.print(_shown(table))
        if table.note:
            say(f"  {table.note}")
    say("")
    for sentence in page.caveats:
        say(sentence)
    say(page.ending)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def summary_text(page: Page) -> str:
    """What it says in sentences alone: the verdict, why, and what limits it."""
    said = (
        wrapped(f"{page.title}: {page.heading}"),
        wrapped(page.verdict),
        "\n".join(listed(sentence) for sentence in page.findings),
        "\n".join(wrapped(sentence) for sentence in page.caveats),
    )
    return "\n\n".join(said)


def page_markdown(page: Page) -> str:
    """The whole page without its charts."""
    parts = [
        f"# {page.title}",
        page.heading,
        f"**{page.verdict}**",
        "\n".join(f"- {sentence}" for sentence in page.findings),
        *(_markdown(table) for table in page.tables),
        *page.caveats,
    ]
    return "\n\n".join(parts) + "\n"


def _shown(table: Table) -> Shown:
    shown = Shown(box=SIMPLE_HEAD, show_header=any(table.columns))
    for place, column in enumerate(table.columns):
        if place:
            shown.add_column(_folded(column), justify="right", max_width=WIDEST_FIGURE)
        else:
            shown.add_column(_folded(column))
    for row in table.rows:
        shown.add_row(*row)
    return shown


def _folded(heading: str) -> str:
    """A long heading on two lines, so that the figures below it decide how wide a column is."""
    blanks = [place for place, sign in enumerate(heading) if sign == " "]
    if len(heading) <= LONGEST_HEADING or not blanks:
        return heading
    middle = min(blanks, key=lambda place: abs(2 * place - len(heading)))
    return f"{heading[:middle]}\n{heading[middle + 1 :]}"


def _markdown(table: Table) -> str:
    rule = ("---", *("---:" for _ in table.columns[1:]))
    rows = (table.columns, rule, *table.rows)
    lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    note = ("", table.note) if table.note else ()
    return "\n".join((f"## {table.title}", "", *lines, *note))
