"""What a command's exit code says."""

from enum import IntEnum

from designer.workbench.refusal import Refusal


class ExitCode(IntEnum):
    """The exit codes of every command."""

    FINE = 0
    PROBLEMS = 1
    WRONG_USAGE = 2
    TEST_FAILED = 3
    STOPPED = 130
    READER_GONE = 141
    TERMINATED = 143


def exit_code_of(refusal: Refusal) -> ExitCode:
    """What a command ends with that cannot do what was asked."""
    return ExitCode.WRONG_USAGE if refusal.wrong_usage else ExitCode.PROBLEMS
