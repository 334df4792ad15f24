"""The boxes of the stage Compare, with what each says of itself."""

from textual.containers import VerticalScroll

from designer.screens.widgets.chart import Chart


class Results(VerticalScroll, can_focus=True):
    """The table of all, and the same in words."""

    HELP = "compare_results"
    SAID = "✓ better in 8 of 10 runs or more, ! worse than A; ● no clear change."


class ChangesBox(VerticalScroll, can_focus=True):
    """What changed."""

    HELP = "compare_changes"
    SAID = "What changed from A to the others: + new, - gone, ~ changed, = as it was."


class FanOfOne(Chart):
    """One design's fan."""

    HELP = "compare_charts"
    SAID = "Profit since the start; both charts have one scale."


class ProfitOfAll(Chart):
    """A line for each of more than two designs."""

    HELP = "compare_charts"
    SAID = "The likely profit since the start, one sign for each design."
