"""Paths as a person types them: from the folder at hand, with `~` for the own one."""

from pathlib import Path


def path_typed(folder: Path, words: str) -> Path | None:
    """What somebody typed; None where no file can be called that.

    Args:
        folder: what the path is seen from, unless it begins at the top.
        words: the path, with blanks around it.
    """
    try:
        path = folder / Path(words.strip()).expanduser()
        path.exists()
    except (OSError, RuntimeError):  # too long, behind a closed door, or in the home of nobody
        return None
    return path
