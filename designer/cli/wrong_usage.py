"""What a person is told who calls a command in a way that it does not know."""

import re

import click

_TOO_MANY = re.compile(r"Got unexpected extra arguments? \((.*)\)")


def wrong_usage_text(mistake: click.UsageError) -> str:
    """How the command is called, and what was wrong this time."""
    usage = f"{mistake.ctx.get_usage()}\n" if mistake.ctx else ""
    help_of = mistake.ctx.command_path if mistake.ctx else "perkwright"
    return f"{usage}Try '{help_of} --help' for help.\n\nError: {_sentence(mistake)}"


def _sentence(mistake: click.UsageError) -> str:
    if not isinstance(mistake, click.BadParameter):
        return _TOO_MANY.sub(r"There is no place for \1 here.", mistake.format_message())
    name = mistake.param.get_error_hint(mistake.ctx) if mistake.param and mistake.ctx else "A value"
    if isinstance(mistake, click.MissingParameter):
        return f"{name} is missing."
    return f"{name}: {mistake.message}"
