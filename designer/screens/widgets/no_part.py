"""What the form says where no part of the program is at hand: how to get to one."""

from designer.authoring.cards import cards_of
from designer.authoring.draft import Checked

_NO_PARTS = "The program has no part yet.\n\n^N adds one, with an example to change."
_NONE_AT_HAND = """\
No part of the program is at hand.

Choose one in the list: ↑ ↓ shows it, Enter goes into it.
Alt+↑ ↓  part before, next part
^O       go to a part by its name
^N       add one"""
_NONE_AT_HAND_NARROW = """\
No part of the program is at hand.

Alt+↑ ↓  part before, next part, as ◂ ▸ above
^O       go to a part by its name
^N       add one"""


def words_without_part(checked: Checked, *, is_narrow: bool) -> str:
    """What to do, by the boxes that are on the screen.

    Args:
        is_narrow: whether the list of parts is one line above the form.
    """
    if not cards_of(checked):
        return _NO_PARTS
    return _NONE_AT_HAND_NARROW if is_narrow else _NONE_AT_HAND
