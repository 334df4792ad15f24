"""A small picture of a balance, event by event, in block characters."""

from textual.content import Content
from textual.widget import Widget

from designer.workbench.trials import Trial

_FULL, _HALF = "█", "▄"


def balance_lines(values: list[int], labels: tuple[str, str], size: tuple[int, int]) -> list[str]:
    """A balance as columns from left to right, the axis at their left.

    Args:
        values: the balance after each event, in smallest units; below 0 it is drawn as 0.
        labels: what stands at the top and at the foot of the axis.
        size: width and height in cells.
    """
    width, height = size
    axis = max(len(label) for label in labels)
    room, top = width - axis - 3, max([*values, 1])
    if room < len(values) or height < 3:
        return []
    each = room // len(values)
    wide = max(each - 1, 1)
    halves = [2 * height * max(value, 0) // top for value in values]
    lines = []
    for row in range(height, 0, -1):
        drawn = "".join(f"{_cell(half, row) * wide:{each}}" for half in halves)
        label = labels[0] if row == height else labels[1] if row == 1 else ""
        lines.append(f"{label:>{axis}} {'┤' if label else '│'}{drawn}".rstrip())
    return lines


def _cell(halves: int, row: int) -> str:
    filled = halves - 2 * (row - 1)
    return _FULL if filled >= 2 else _HALF if filled == 1 else " "


class BalanceChart(Widget):
    """The balance of one wallet up to the event at hand."""

    def __init__(self) -> None:
        super().__init__(id="chart")
        self._trial: Trial | None = None
        self._position = 0

    def show(self, trial: Trial, position: int) -> None:
        """Show a trial up to a position."""
        self._trial, self._position = trial, position
        self.refresh()

    def render(self) -> Content:
        """The picture, drawn for the size at hand."""
        if self._trial is None or not self._trial.program.wallets:
            return Content("")
        from designer.report.trial_words import amount_words

        trial, steps = self._trial, self._trial.steps
        name = _wallet_that_moves(trial)
        values = [step.standing.posted(name) for step in steps]
        seen = [*values[: self._position + 1], *([0] * (len(values) - self._position - 1))]
        labels = (amount_words(trial.program, name, max([*seen, 0])), "0")
        lines = balance_lines(seen, labels, (self.size.width, self.size.height - 1))
        return Content("\n".join([f"Balance of {name}", *lines] if lines else []))


def _wallet_that_moves(trial: Trial) -> str:
    """The first wallet that an event moves, or else the first one."""
    for wallet in trial.program.wallets:
        if any(step.change[wallet.name] for step in trial.steps):
            return wallet.name
    return trial.program.wallets[0].name
