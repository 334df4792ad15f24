"""Rules of style that are parsed when they, or the colours in them, change.

Textual parses all rules of all boxes anew whenever a screen is shown for the first time, which
takes a third of the time until it stands there.
"""

from textual.css.stylesheet import Stylesheet


class ParsedOnce(Stylesheet):
    """Parses only what is new, as long as the colours stay."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme."""
        if variables != self._colours:
            self._colours = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what came since, or everything where the colours are others."""
        self.parse()
