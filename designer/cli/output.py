"""The only writer: data to stdout, messages to stderr."""

import json
import os
import sys
from typing import Any


def print_data(text: str) -> None:
    """Writes results, with a line feed at the end; nothing where there are none."""
    sys.stdout.write(text if not text or text.endswith("\n") else text + "\n")


def print_json(value: Any) -> None:
    """Writes results as one JSON object."""
    print_data(json.dumps(value, indent=2, ensure_ascii=False))


def print_message(text: str) -> None:
    """Tells a person something beside the results."""
    sys.stderr.write(text if text.endswith("\n") else text + "\n")


def wants_colour(stream: Any) -> bool:
    """Whether colour helps: a terminal, and nobody said `NO_COLOR`."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR")


def is_interactive() -> bool:
    """Whether a person sits before a browser, or a terminal that can show screens (on stderr)."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"
