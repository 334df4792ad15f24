"""The day on this computer."""

from datetime import date, datetime


def today_here() -> date:
    """Today, by the clock and the time zone of this computer."""
    return datetime.now().astimezone().date()
