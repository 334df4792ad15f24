"""Commands that stand for long work in tests: they say what they are told to, at once."""

import json
import sys
from pathlib import Path
from typing import Any

_PROGRAM = """
import json, os, sys, time
told = json.load(open({told!r}))
with open({heard!r} + ".new", "w") as file:
    json.dump(sys.argv[1:], file)
os.replace(file.name, {heard!r})
for line in told["lines"]:
    print(json.dumps(line), file=sys.stderr, flush=True)
try:
    end = time.monotonic() + told["seconds"]
    while time.monotonic() < end and not os.path.exists({enough!r}):
        time.sleep(0.02)
    print(json.dumps(told["result"]))
except KeyboardInterrupt:
    print(json.dumps(told["at_a_stop"]) if told["at_a_stop"] else "")
    sys.exit(130)
"""


def made_up_command(
    folder: Path,
    result: Any,
    *,
    lines: tuple[Any, ...] = (),
    seconds: float = 0,
    at_a_stop: Any = None,
) -> tuple[str, ...]:
    """A command line that tells some lines, waits, and gives a result; at a stop another, or none.

    What it was asked is in `heard.json` in the folder. `let_end` ends its waiting.
    """
    told = folder / "told.json"
    says = {"lines": lines, "result": result, "seconds": seconds, "at_a_stop": at_a_stop}
    told.write_text(json.dumps(says))
    program = _PROGRAM.format(
        told=str(told), heard=str(folder / "heard.json"), enough=str(folder / "enough")
    )
    return (sys.executable, "-c", program)


def let_end(folder: Path) -> None:
    """Let the command come to its end, and all that follow."""
    (folder / "enough").touch()


def heard(folder: Path) -> list[str]:
    """The words of the last command."""
    words: list[str] = json.loads((folder / "heard.json").read_text())
    return words
