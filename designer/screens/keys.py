"""The keys that are shown below a screen."""

from textual.widgets import Footer


class Keys(Footer):
    """Textual's footer, which also lets go of the keys that it shows no more.

    Why: each key follows whether the footer is compact, and those that are gone are only let go of
    when that is told. Else memory grows with every change of focus.
    """

    async def recompose(self) -> None:
        """Draw the keys of what has the focus now."""
        await super().recompose()
        self.mutate_reactive(Footer.compact)
