"""Other processes, as Linux tells of them."""

from pathlib import Path


def is_alive(process: int) -> bool:
    """Whether a process is still there, and not only its last word waiting to be read."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text("ascii")
    except FileNotFoundError:
        return False
