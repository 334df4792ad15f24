"""A day as an option of a command."""

from datetime import datetime
from typing import Any

import click

FORM = "%Y-%m-%d"
FIRST_YEAR, LAST_YEAR = 1970, 2190
"""Events happen until 2199, and what begins on a day goes on for some years."""


class _Day(click.DateTime):
    """A day written as 2026-03-01, near enough that there is work to do on it."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            found = datetime.strptime(str(value), FORM)  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            from designer.workbench.days_meant import no_day

            self.fail(no_day(str(value)), param, ctx)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            self.fail(
                f"{value} is too far away. Take a year from {FIRST_YEAR} to {LAST_YEAR}.",
                param,
                ctx,
            )
        return found


DAY = _Day([FORM])
