"""The one way in: `perkwright`, or `python -m designer`."""

import sys


def main() -> None:
    """Runs a command and ends the process with its exit code."""
    from designer.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
