"""Random use of the designer for minutes or an hour: no crash, no lost letter, no growing memory.

    python -m benchmarks.soak MINUTES [SEED]

Keys come at random, as many as the screens take: letters, arrows, stages, undo, the menu and out
of it. Every few hundred keys the file on disk is compared with the text on the screen, and the
memory of the process is written down.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.unit.designer.screens.journey import Journey, designing

_KEYS_BETWEEN_LOOKS = 300
_WORDS = ("give ", "10 points", " per 1 USD", "\n", '"Coffee"', "  ", "multiply", "é", "42%")
_KEYS = (
    *("tab", "shift+tab", "up", "down", "left", "right", "enter", "escape", "space", "backspace"),
    *("f1", "f2", "f2", "f2", "f3", "f4", "f5", "f6", "f8", "f9", "ctrl+z", "ctrl+z", "ctrl+y"),
    *("ctrl+n", "ctrl+o", "ctrl+p", "pageup", "pagedown", "home", "end", "delete"),
    *"nbpakwvtsdre",
)


async def soak(minutes: float, seed: int) -> None:
    """Use the designer at random, and print a line at each look.

    Raises:
        AssertionError: the file and the text differ.
    """
    chance = Random(seed)
    end = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as folder:
        async with designing(Path(folder)) as at:
            keys = 0
            while time.monotonic() < end:
                for _ in range(_KEYS_BETWEEN_LOOKS):
                    await _one(at, chance)
                keys += _KEYS_BETWEEN_LOOKS
                await _look(at, keys)


async def _one(at: Journey, chance: Random) -> None:
    if chance.random() < 0.2:
        for sign in chance.choice(_WORDS):
            await at.pilot.press({" ": "space", "\n": "enter"}.get(sign, sign))
    else:
        await at.pilot.press(chance.choice(_KEYS))


async def _look(at: Journey, keys: int) -> None:
    for _ in range(4):
        await at.press("escape")
    await at.pilot.pause(1.5)
    draft, path = at.app.draft, at.app.path
    assert draft is not None
    assert path is not None
    assert path.read_text("utf-8") == draft.text, f"{path} differs from the text on the screen"
    print(f"{keys:>7,} keys   {_resident_megabytes():>6.0f} MB   {len(draft.text):,} letters")


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    _seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    asyncio.run(soak(float(sys.argv[1]), _seed))
