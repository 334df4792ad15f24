"""The designer's colours. Text reaches a contrast of 4.5 to 1 on every ground it stands on."""

from textual.theme import Theme

from designer.workbench.refusal import Refusal
from designer.workbench.settings import CHOICES
from dsl.diagnostics.diagnostic import Severity

DARK = Theme(
    name="perkwright-dark",
    dark=True,
    primary="#7cb7ff",
    secondary="#9fb4cc",
    accent="#ffc861",
    warning="#ffb454",
    error="#ff8a80",
    success="#7fd99a",
    foreground="#e6e9ee",
    background="#14181f",
    surface="#1a1f28",
    panel="#232a35",
)
LIGHT = Theme(
    name="perkwright-light",
    dark=False,
    primary="#0b57a4",
    secondary="#4a5b70",
    accent="#8a4b00",
    warning="#8a4b00",
    error="#b3261e",
    success="#1b6e3a",
    foreground="#1d232b",
    background="#fbfaf7",
    surface="#f5f3ee",
    panel="#eceae3",
    # Frames and bars have to be seen on a light ground: here "lighter" is darker.
    variables={"panel-lighten-2": "#bdb8ab", "panel-lighten-3": "#9f998b"},
)
THEMES = (DARK, LIGHT)
COLOURS = {
    Severity.ERROR: "$text-error",
    Severity.WARNING: "$text-warning",
    Severity.NOTE: "$text-primary",
}
"""What repeats the sign of a problem in colour."""
_NAMES = {"dark": DARK.name, "light": LIGHT.name, "no-colour": "ansi-dark"}


def theme_named(name: str, *, has_colour: bool) -> str:
    """The name of a theme as Textual knows it; without colour, the one that has no colours.

    Raises:
        Refusal: there is no such theme.
    """
    if name not in CHOICES["theme"]:
        listed = ", ".join(CHOICES["theme"])
        raise Refusal(f'There is no theme "{name}". There are: {listed}.', wrong_usage=True)
    return _NAMES.get(name, name) if has_colour else "ansi-dark"
