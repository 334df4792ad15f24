"""The one way in: `perkwright`, or `python -m designer`."""

import os
import signal
import sys


def main() -> None:
    """Runs a command and ends the process with its exit code."""
    from designer.cli.main import run, terminate

    # Processes that this one starts would else take numpy.py beside an owner's orders for NumPy.
    os.environ["PYTHONSAFEPATH"] = "1"
    signal.signal(signal.SIGTERM, terminate)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell's job ignores it
    code = run(sys.argv[1:])
    for stop in (signal.SIGTERM, signal.SIGINT):  # all is said and done; processes still end
        signal.signal(stop, signal.SIG_IGN)
    sys.exit(code)


if __name__ == "__main__":
    main()
