"""A percentage as an option of a command."""

from typing import Any

import click


class Percent(click.FloatRange):
    """A number of hundredths within its limits, with a percent sign or without."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        assert self.min is not None
        assert self.max is not None
        try:
            found = float(str(value).strip().removesuffix("%"))
        except ValueError:
            found = self.max + 1
        if not self.min <= found <= self.max:
            self.fail(
                f'"{value}" is not a number from {self.min:g} to {self.max:g}. '
                "Write it like 9.5, or 9.5%.",
                param,
                ctx,
            )
        return found
