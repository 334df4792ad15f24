"""The cost meter: what the program gives back to a typical customer, beside the owner's limit."""

from textual.widgets import Static


class CostMeter(Static):
    """Two lines of figures; empty while nothing can be said."""
