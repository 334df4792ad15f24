"""`perkwright try`: play events through a program."""

from pathlib import Path

import click

from designer.cli.output import print_data, print_json

A_PATH = click.Path(path_type=Path)


EXAMPLE = """Example:  perkwright try shop.loyalty events.yaml --why 'Welcome'

An events file is YAML:

\b
format: 1
events:
  - {at: "2026-03-03T10:00", event: purchase, member: ada, total: "12.50 USD"}
"""


@click.command("try", epilog=EXAMPLE)
@click.argument("file", type=A_PATH)
@click.argument("events", type=A_PATH)
@click.option("--why", "rule", metavar="RULE", help="Also tell why this rule gave, or did not.")
@click.option("--json", "as_json", is_flag=True, help="Print the entries as one JSON object.")
def command(file: Path, events: Path, rule: str | None, as_json: bool) -> None:
    """Plays the events of a file through a program and shows the entries of each."""
    from designer.report.tryout_text import tryout_text
    from designer.workbench.program_files import open_program, runnable_program
    from designer.workbench.tryout import try_events

    steps = try_events(runnable_program(open_program(file)), events, rule)
    if as_json:
        print_json({"steps": [step.to_record() for step in steps]})
    else:
        print_data(tryout_text(steps))
