"""The line that says how far long work is."""

from designer.screens.long_work import Progress

BAR = 24
LEAST_BAR = 6
STOPS = "Esc stops"
_DOING = {"Weighing what matters": "now weighing what matters most"}


def bar(done: int, of: int, width: int = BAR) -> str:
    """How much is done, as a bar."""
    filled = width * min(done, of) // max(1, of)
    return "▕" + "█" * filled + "░" * (width - filled) + "▏"


def progress_words(
    progress: Progress | None, runs: tuple[int, int] | None = None, room: int = 120
) -> str:
    """How far it is: runs while they go on, then the step that follows them.

    Args:
        progress: what the command told last; None: nothing yet.
        runs: how many are finished, and how many there are to be; None: not known.
        room: how many columns there are; the bar takes what the words leave of them.
    """
    told = (progress.done, progress.of or 0) if progress else (0, 0)
    done, of = runs if runs and runs[0] < runs[1] else told
    left = progress.seconds_left if progress else None
    doing = _DOING.get(progress.doing, progress.doing.lower()) if progress else "simulating"
    parts = (
        f"{runs[0]} of {runs[1]} runs" if runs else "",
        doing,
        f"about {round(left)} s left" if left else "",
        STOPS,
    )
    words = " · ".join(part for part in parts if part)
    width = min(BAR, room - len(words) - len("▕▏ "))
    return f"{bar(done, of, width)} {words}" if of and width >= LEAST_BAR else words
