"""How typing falls into steps of the history: what one undo takes back."""

PAUSE_SECONDS = 1.0


class TypingSteps:
    """Names the step that each typed change belongs to; changes of one name are one step.

    A step ends with a line, with a pause, where typing goes on at another place, and where
    deleting follows writing.
    """

    def __init__(self) -> None:
        self._number = 0
        self._end = -1
        self._deletes = False
        self._at = 0.0

    def step(self, start: int, removed: str, inserted: str, seconds: float) -> str:
        """The name of the step of a change.

        Args:
            start: offset of the change.
            removed, inserted: what it takes out and puts in.
            seconds: the moment, on a clock that only runs forward.
        """
        deletes = not inserted
        goes_on = (
            deletes == self._deletes
            and "\n" not in removed + inserted
            and self._end in (start, start + len(removed))
            and seconds - self._at < PAUSE_SECONDS
        )
        if not goes_on:
            self._number += 1
        self._end, self._deletes, self._at = start + len(inserted), deletes, seconds
        return f"typing {self._number}"

    def end(self) -> None:
        """Let the next change begin a step of its own."""
        self._end = -1
