"""What was said last about a program on this computer, so that nobody has to say it again.

It stands beside the settings, not in the program: other people have other paths.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal

FILE = "remembered.json"
MOST = 60

Said = Mapping[str, str]
"""What was said of one thing, by names."""


def remembered(home: Path, program: Path, what: str) -> Said:
    """What was said about a program; nothing where nothing was, or it cannot be read."""
    return _all(home).get(str(program.resolve()), {}).get(what, {})


def remembered_near(home: Path, program: Path, what: str) -> Said:
    """The same; where nothing was said, what was said last about another one in its folder."""
    own = remembered(home, program, what)
    folder = program.resolve().parent
    others = (
        found[what]
        for other, found in _all(home).items()
        if found.get(what) and Path(other).parent == folder
    )
    return own or next(others, {})


def remember(home: Path, program: Path, what: str, said: Said) -> None:
    """Keep what was said about a program, in place of what was said before.

    A full disk is no reason to stop anybody.
    """
    key, known = str(program.resolve()), _all(home)
    newest = {key: {**known.pop(key, {}), what: said}}
    kept = dict(list({**newest, **known}.items())[:MOST])
    try:
        home.mkdir(parents=True, exist_ok=True)
        write_text(home / FILE, json.dumps(kept, indent=1))
    except (OSError, Refusal):
        return


def _all(home: Path) -> dict[str, dict[str, Said]]:
    """All that was said, by programs, newest first."""
    try:
        listed = json.loads((home / FILE).read_text("utf-8"))
        return {
            str(program): {
                str(what): {str(name): str(words) for name, words in said.items()}
                for what, said in found.items()
            }
            for program, found in listed.items()
        }
    except (OSError, ValueError, AttributeError):
        return {}
