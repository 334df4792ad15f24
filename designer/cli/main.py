"""The table of commands. A command's code is loaded when it is asked for."""

import os
import signal
import sys
import traceback
from importlib import import_module

import click

from designer.cli.exit_codes import ExitCode, exit_code_of
from designer.cli.output import print_message
from designer.cli.said_once import SaidOnce
from designer.cli.wrong_usage import wrong_usage_text
from designer.workbench.refusal import Refusal

COMMANDS = {
    "design": "Open the designer; so does perkwright alone.",
    "new": "Start a program from a template.",
    "check": "Find what is wrong or dangerous in programs.",
    "format": "Write programs in the one layout.",
    "explain": "Tell a program, or a problem, in plain words.",
    "test": "Run the tests beside programs.",
    "try": "Play events through a program.",
    "replay": "Run a program over a shop's own orders.",
    "calibrate": "Learn from orders how customers behave.",
    "simulate": "Say what a program would cost and bring.",
    "compare": "Compare programs on the same customers.",
    "report": "Write the report of a forecast or a comparison that is there already.",
    "pilot": "Plan a trial on some customers, and read what it shows.",
    "terms": "Write a program's terms for its customers.",
    "staff-sheet": "Write one page about a program for the team.",
    "launch": "Say what is missing before a launch, and write all that leaves.",
    "build": "Write a program's config for production.",
    "serve-designer": "Show the designer in a browser on this computer.",
}
HIDDEN = ("demo", "stand-by")


class Terminated(BaseException):
    """The process was asked to end: as Ctrl-C, with an exit code of its own."""


def terminate(*_: object) -> None:
    """What to do on SIGTERM: end the work at hand, which then tidies up undisturbed.

    Raises:
        Terminated: always.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # some send it twice: to a process and its group
    raise Terminated


class Commands(SaidOnce):
    """Knows the commands by name and loads one when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS and cmd_name not in HIDDEN:
            return None
        module = import_module(f"designer.cli.commands.{cmd_name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as mistake:
            from designer.workbench.endings import PROGRAM_ENDING
            from dsl.diagnostics.suggest import suggest

            if self.get_command(ctx, args[0]):  # the mistake is in what follows it
                raise
            if args[0].endswith(PROGRAM_ENDING):
                raise click.UsageError(f"To open it: perkwright design {args[0]}", ctx) from mistake
            near = suggest(args[0], COMMANDS).nearest
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(mistake.message + hint, ctx) from mistake

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example:  perkwright new classic-points -o my_shop.loyalty",
)
@click.version_option(package_name="perkwright", message="perkwright %(version)s")
def commands() -> None:
    """Loyalty programs as text: checked, explained, and run exactly on a shop's own orders."""


def run(arguments: list[str]) -> int:
    """Runs one command; every ending has its exit code and no traceback.

    Args:
        arguments: the words after `perkwright`; none opens the designer.
    """
    try:
        result = commands.main(
            arguments or ["design"], prog_name="perkwright", standalone_mode=False
        )
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.UsageError as mistake:
        print_message(wrong_usage_text(mistake))
        return ExitCode.WRONG_USAGE
    except click.ClickException as mistake:
        mistake.show(sys.stderr)
        return ExitCode.PROBLEMS
    except (click.Abort, KeyboardInterrupt):
        print_message("Stopped. Nothing was written.")
        return ExitCode.STOPPED
    except Terminated:
        print_message("Stopped. Nothing was written.")
        return ExitCode.TERMINATED
    except Refusal as refusal:
        print_message(f"Error: {refusal.sentence}")
        return exit_code_of(refusal)
    except (BrokenPipeError, SystemExit):  # click ends so where the reader of stdout has gone
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - nobody reads the rest
        return ExitCode.READER_GONE
    except OSError as failure:
        _tell_what_the_system_refused(failure)
        return ExitCode.PROBLEMS
    except Exception as failure:  # noqa: BLE001 - a person must never meet a traceback
        _tell_own_mistake(failure)
        return ExitCode.PROBLEMS
    return int(result) if result is not None else ExitCode.FINE


def _tell_what_the_system_refused(failure: OSError) -> None:
    where = f"{failure.filename}: " if failure.filename else ""
    print_message(f"Error: {where}{failure.strerror or failure}.")
    _tell_where(failure)


def _tell_own_mistake(failure: Exception) -> None:
    print_message(
        f"Error: perkwright itself made a mistake ({type(failure).__name__}: {failure}).\n"
        "Nothing was written. Set PERKWRIGHT_TRACE=1 and run it again to see where,\n"
        "and report what it says together with the command."
    )
    _tell_where(failure)


def _tell_where(failure: Exception) -> None:
    if os.environ.get("PERKWRIGHT_TRACE"):
        print_message("".join(traceback.format_exception(failure)))
