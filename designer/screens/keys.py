"""The keys that are shown below a screen.

On one line of text. Textual's own footer has a box for each key and makes all of them anew whenever
the focus moves, which took a quarter of the time until a stage stands there.
"""

from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget


class ShownKey(NamedTuple):
    """A key, what it is called, and what it does."""

    key: str
    name: str
    does: str
    is_enabled: bool


class Keys(Widget):
    """The keys of what has the focus; a click on one presses it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--name", "keys--does"}
    DEFAULT_CSS = """
    Keys {
        dock: bottom;
        height: 1;
        text-wrap: nowrap;
        color: $footer-foreground;
        background: $footer-background;
        .keys--name {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        .keys--does {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
    }
    """

    compact = reactive(False)
    """With less room between them."""

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self._keys: tuple[ShownKey, ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and self.app.app_focus:
            self.call_after_refresh(self._read)

    def _read(self) -> None:
        if not self.is_attached:  # the screen was taken away since, with what it showed
            return
        found: dict[str, ShownKey] = {}
        for _, binding, is_enabled, _ in self.screen.active_bindings.values():
            if binding.show:
                name = self.app.get_key_display(binding)
                shown = ShownKey(binding.key, name, binding.description, is_enabled)
                found.setdefault(binding.action, shown)
        keys = tuple(found.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Text:
        """One line; what does not fit is left out."""
        name, does = map(self.get_component_rich_style, ("keys--name", "keys--does"))
        before = "" if self.compact else " "
        line = Text(no_wrap=True)
        for each in self._keys:
            pressed = Style(meta={"@click": f"app.simulate_key({each.key!r})"})
            dim = Style(dim=not each.is_enabled)
            line.append(f"{before}{each.name} ", name + pressed + dim)
            line.append(f"{each.does} ", does + pressed + dim)
        return line
