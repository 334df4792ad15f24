"""The stages by their names; the code of each is loaded when it is first shown."""

from collections.abc import Callable
from importlib import import_module

from textual.screen import Screen

STAGES = {
    "start": ("start", "StartScreen"),
    "design": ("design", "DesignScreen"),
    "try_it": ("try_it", "TryItScreen"),
    "forecast": ("forecast", "ForecastScreen"),
    "compare": ("compare", "CompareScreen"),
    "launch": ("launch", "LaunchScreen"),
}


def stage_named(name: str) -> Callable[[], Screen[None]]:
    """What makes a stage, as Textual asks for it."""
    module, screen_class = STAGES[name]

    def made() -> Screen[None]:
        found = getattr(import_module(f"designer.screens.{module}"), screen_class)
        screen: Screen[None] = found()
        return screen

    return made
