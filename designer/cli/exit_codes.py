"""What a command's exit code says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    FINE = 0
    PROBLEMS = 1
    WRONG_USAGE = 2
    TEST_FAILED = 3
    STOPPED = 130
