"""`perkwright try`: play events through a program."""

from datetime import datetime
from pathlib import Path

import click

from designer.cli.days import DAY
from designer.cli.output import print_data, print_json, print_message
from designer.workbench.today_here import today_here

A_PATH = click.Path(path_type=Path)


EXAMPLE = """Examples:  perkwright try shop.loyalty events.yaml --why 'Welcome'
           perkwright try shop.loyalty --persona regular

An events file is YAML:

\b
format: 1
events:
  - {at: "2026-03-03T10:00", event: purchase, member: ada, total: "12.50 USD"}
"""


@click.command("try", epilog=EXAMPLE)
@click.argument("file", type=A_PATH)
@click.argument("events", type=A_PATH, required=False)
@click.option("--persona", metavar="NAME", help="Try it on a made-up customer instead.")
@click.option("--personas", "listed", is_flag=True, help="List the made-up customers.")
@click.option("--start", type=DAY, help="The day on which they join; today if not.")
@click.option("--keep", "name", metavar="TEST", help="Keep what they did as a test of this name.")
@click.option("--why", "rule", metavar="RULE", help="Also tell why this rule gave, or did not.")
@click.option("--json", "as_json", is_flag=True, help="Print the entries as one JSON object.")
def command(
    file: Path,
    events: Path | None,
    persona: str | None,
    listed: bool,
    start: datetime | None,
    name: str | None,
    rule: str | None,
    as_json: bool,
) -> None:
    """Plays events through a program and shows what each one gave and why.

    The events are those of a file, or those of a customer made up from the shop's own figures.
    """
    if listed or persona is not None:
        if events is not None or rule is not None:
            raise click.UsageError("A made-up customer has events and reasons of their own.")
        _on_persona(file, persona, start, name, as_json)
        return
    if events is None:
        raise click.UsageError("Name a file of events, or a customer with --persona.")
    from designer.report.tryout_text import tryout_text
    from designer.workbench.program_files import open_program, runnable_program
    from designer.workbench.tryout import try_events

    steps = try_events(runnable_program(open_program(file)), events, rule)
    if as_json:
        print_json({"steps": [step.to_record() for step in steps]})
    else:
        print_data(tryout_text(steps))


def _on_persona(
    file: Path, key: str | None, start: datetime | None, name: str | None, as_json: bool
) -> None:
    from designer.report.trial_text import personas_text, trial_record, trial_text
    from designer.workbench.kept_tests import file_of_tests, keep
    from designer.workbench.personas import persona_called, personas
    from designer.workbench.program_files import open_program, runnable_program, shop_beside
    from designer.workbench.trials import try_on

    program, shop = runnable_program(open_program(file)), shop_beside(file)
    today = start.date() if start else today_here()
    if key is None:
        print_data(personas_text(personas(program, shop, today)))
        return
    persona = persona_called(key, program, shop, today)
    trial = try_on(program, persona.events)
    if as_json:
        print_json(trial_record(persona, trial))
    else:
        print_data(trial_text(persona, trial))
    if name is not None:
        keep(file_of_tests(file), trial, trial.steps[-1], name)
        print_message(f'Kept "{name}" in {file_of_tests(file)}')
