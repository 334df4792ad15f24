"""A percentage as an option of a command."""

from math import isfinite
from typing import Any

import click


class Percent(click.FloatRange):
    """A number of hundredths within its limits; what is no number at all is refused, too."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        found: float = super().convert(value, param, ctx)
        if not isfinite(found):
            self.fail(f"{value} is no number. Write it as 9.5.", param, ctx)
        return found
