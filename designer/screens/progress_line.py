"""The line that says how far long work is."""

from designer.screens.long_work import Progress

BAR = 24
STOPS = "Esc stops"
_DOING = {"Weighing what matters": "now weighing what matters most"}


def bar(done: int, of: int) -> str:
    """How much is done, as a bar."""
    filled = BAR * min(done, of) // max(1, of)
    return "▕" + "█" * filled + "░" * (BAR - filled) + "▏"


def progress_words(progress: Progress | None, runs: tuple[int, int] | None = None) -> str:
    """How far it is: runs while they go on, then the step that follows them.

    Args:
        progress: what the command told last; None: nothing yet.
        runs: how many are finished, and how many there are to be; None: not known.
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
    return (f"{bar(done, of)} " if of else "") + " · ".join(part for part in parts if part)
