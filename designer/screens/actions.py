"""All that can be done on a screen, read from the keys themselves: there is no second list.

An action is a key's `Binding` with an id. The menu shows all of them, the help those that work
where the focus is, and the settings change their keys by the id.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget


@dataclass(frozen=True)
class Action:
    """Something that can be done.

    Attributes:
        id: its name for settings, as in "stage.design".
        words: what it does, to a person.
        keys: how its keys are written.
        node: the app, the screen or the box that does it.
        does: what Textual calls.
    """

    id: str
    words: str
    keys: str
    node: DOMNode
    does: str


def actions_of(app: App[None], screen: Screen[object], own_keys: dict[str, str]) -> list[Action]:
    """Each action once, those of the screen first, those of its boxes last.

    Args:
        app: for what can be done everywhere.
        screen: the one whose boxes are asked.
        own_keys: keys that the person set, by the action's id.
    """
    boxes = [box for box in screen.query("*") if box.display]
    found: dict[str, Action] = {}
    for node in (screen, app, *boxes):
        for binding in _bindings_of(node):
            if binding.id and binding.id not in found and _can(node, binding):
                keys = own_keys.get(binding.id, binding.key)
                shown = _written(app, binding, keys)
                found[binding.id] = Action(
                    binding.id, binding.description, shown, node, binding.action
                )
    return list(found.values())


def keys_here(app: App[None], screen: Screen[object]) -> list[tuple[str, str]]:
    """The keys of ours that work where the focus is, with what they do, each action on a line."""
    keys: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        if active.enabled and active.binding.id and active.binding.description:
            words = active.binding.description
            shown = app.get_key_display(active.binding)
            if shown not in keys.setdefault(words, []):
                keys[words].append(shown)
    return [(" or ".join(shown), words) for words, shown in keys.items()]


def nearest_keys(app: App[None], screen: Screen[object], ids: str) -> dict[str, str]:
    """The shortest key that acts where the focus is, by the rest of an action's id.

    Args:
        ids: how the ids begin, as in "stage.".
    """
    found: dict[str, str] = {}
    for active in screen.active_bindings.values():
        name = (active.binding.id or "").removeprefix(ids)
        shown = app.get_key_display(active.binding)
        if active.enabled and name != (active.binding.id or ""):
            found[name] = min(found.get(name, shown), shown, key=len)
    return found


async def do(app: App[None], action: Action) -> None:
    """Do it as if its key had been pressed in its box."""
    if isinstance(action.node, Widget) and action.node.focusable:
        action.node.focus()
    await app.run_action(action.does, action.node)


def _bindings_of(node: DOMNode) -> Iterator[Binding]:
    for kind in type(node).__mro__:
        for each in kind.__dict__.get("BINDINGS", ()):
            if isinstance(each, Binding):
                yield each


def _can(node: DOMNode, binding: Binding) -> bool:
    name, _, _ = binding.action.partition("(")
    return "." in name or node.check_action(name, ()) is True


def _written(app: App[None], binding: Binding, keys: str) -> str:
    singles = [Binding(key.strip(), binding.action) for key in keys.split(",")]
    return " or ".join(dict.fromkeys(app.get_key_display(each) for each in singles))
