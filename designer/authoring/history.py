"""The one history of a text: every change, whoever made it, can be taken back and made again."""

from dataclasses import dataclass

MOST_STEPS = 5_000


@dataclass(frozen=True)
class Change:
    """Replace `removed`, which stands at `start`, by `inserted`.

    Attributes:
        start: offset in the text before the change.
        why: what the change does, in words for the person who takes it back.
    """

    start: int
    removed: str
    inserted: str
    why: str

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.start, self.inserted, self.removed, self.why)

    def applied(self, text: str) -> str:
        """A text with the change made."""
        return text[: self.start] + self.inserted + text[self.start + len(self.removed) :]


def change_between(before: str, after: str, why: str) -> Change | None:
    """The smallest single change that makes one text of the other; None where they are equal."""
    if before == after:
        return None
    start = _common_start(before, after)
    end = _common_start(before[start:][::-1], after[start:][::-1])
    return Change(start, before[start : len(before) - end], after[start : len(after) - end], why)


def _common_start(one: str, other: str) -> int:
    """How many characters two texts begin with alike; halves at a time, for it runs on each key."""
    known, most = 0, min(len(one), len(other))
    while known < most:
        middle = (known + most + 1) // 2
        if one[known:middle] == other[known:middle]:
            known = middle
        else:
            most = middle - 1
    return known


class History:
    """A text and the steps that led to it.

    A step is what one undo takes back: a change, or several that follow each other under the same
    name (a word typed, one visit to a field).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._done: list[list[Change]] = []
        self._undone: list[list[Change]] = []
        self._open: str | None = None

    def change(self, text: str, why: str, *, joins: str | None = None) -> Change | None:
        """Make a text the current one.

        Args:
            text: the whole new text.
            why: what the change does, as in "Rename Beans to Crumbs".
            joins: changes that directly follow each other with the same name here are one step.

        Returns:
            The change; None where the text is the same.
        """
        change = change_between(self.text, text, why)
        if change is None:
            return None
        if joins is not None and joins == self._open and self._done:
            self._done[-1].append(change)
        else:
            self._done.append([change])
            del self._done[:-MOST_STEPS]
        self._open = joins
        self._undone.clear()
        self.text = text
        return change

    def seal(self) -> None:
        """End the current step: what comes next is a step of its own."""
        self._open = None

    def undo(self) -> Change | None:
        """Take the last step back; the change says what and where. None: there is none."""
        return self._move(self._done, self._undone, back=True)

    def redo(self) -> Change | None:
        """Make again the step that was taken back last. None: there is none."""
        return self._move(self._undone, self._done, back=False)

    def _move(
        self, source: list[list[Change]], target: list[list[Change]], *, back: bool
    ) -> Change | None:
        self.seal()
        if not source:
            return None
        step = source.pop()
        target.append(step)
        before = self.text
        for change in reversed(step) if back else step:
            self.text = (change.inverse() if back else change).applied(self.text)
        return change_between(before, self.text, step[-1].why)
