"""Whose way of writing figures are in: that of commands and pages, or of who sits before a screen.

It is the process's own, as the locale of the C library is. The designer sets it; a command and a
page leave it alone. It stands by itself, so that setting it loads nothing.
"""

USUAL = "en"
_locale = USUAL


def write_as(locale: str) -> None:
    """Write figures in somebody's way from here on, as in en or de_DE."""
    global _locale  # noqa: PLW0603 - one for the process, see above
    _locale = locale


def locale_at_hand() -> str:
    """Whose way it is."""
    return _locale
