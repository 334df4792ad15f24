"""What can be done with a line of a card and with the card itself, in words and in fact."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from designer.authoring.cards import Card, Row
from designer.authoring.draft import Checked
from designer.authoring.line_endings import can_say_more, leave_out_end, shorter_line
from designer.authoring.patches import (
    PAUSED,
    Patch,
    can_pause,
    delete_card,
    delete_row,
    move_card,
    move_row,
    pause_card,
)
from designer.authoring.sections import kind_in_words

SAY_MORE = "say_more"
"""What takes a further choice, which a screen offers with `longer_lines`."""

_SEVERAL = ("products", "segment", "group", "tiers", "attribute", "activity", "unread")
"""Kinds whose heading is no word for one of them."""
_ONCE = ("version", "program")
"""What a program has once and cannot be without."""

_Act = Callable[[Checked, Sequence[Card], Card, Row], Patch | None]

_ACTS: Mapping[str, _Act] = MappingProxyType(
    {
        "line_up": lambda checked, _, card, row: move_row(checked, card, row, -1),
        "line_down": lambda checked, _, card, row: move_row(checked, card, row, 1),
        "leave_out": lambda checked, _, card, row: leave_out_end(checked, card, row),
        "delete_line": lambda checked, _, card, row: delete_row(checked, card, row),
        "pause": lambda checked, _, card, row: pause_card(checked, card),
        "card_up": lambda checked, cards, card, row: move_card(checked, card, cards, -1),
        "card_down": lambda checked, cards, card, row: move_card(checked, card, cards, 1),
        "delete_card": lambda checked, cards, card, row: delete_card(checked, card, cards),
    }
)


def line_actions(card: Card, row: Row) -> dict[str, str]:
    """The names of what can be done, by their words."""
    what = kind_in_words(card).lower() if card.kind not in _SEVERAL else "part"
    found: dict[str, str] = {}
    if row.depth:
        if can_say_more(row):
            found["Say more on this line"] = SAY_MORE
        shorter = shorter_line(row)
        if shorter:
            found[f"Leave out: {row.text[len(shorter) :].lstrip(' ,')}"] = "leave_out"
        along = " and its comment" if row.comment or row.notes else ""
        found["Move this line up"] = "line_up"
        found["Move this line down"] = "line_down"
        found[f"Delete this line{along}"] = "delete_line"
    if can_pause(card):
        is_paused = any(each.text == PAUSED for each in card.rows)
        found[f"Let this {what} run again" if is_paused else f"Pause this {what}"] = "pause"
    if card.kind not in _ONCE:
        found[f"Move this {what} up"] = "card_up"
        found[f"Move this {what} down"] = "card_down"
        above = " and its comment" if card.header.notes else ""
        found[f"Delete this {what}{above}"] = "delete_card"
    return found


def act(checked: Checked, cards: Sequence[Card], card: Card, row: Row, name: str) -> Patch | None:
    """Do it; None where it cannot be done, as at the end of a list."""
    if row.depth == 0 and name in ("line_up", "line_down", "delete_line"):
        name = name.replace("line", "card")
    return _ACTS[name](checked, cards, card, row)
