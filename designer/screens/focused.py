"""What a box says of itself: its line of words, its page of help."""

from textual.dom import DOMNode


def told_by(box: DOMNode | None, attribute: str) -> str:
    """What a box, or the nearest around it that does, says of itself; "" where none does.

    Args:
        box: the one with the focus.
        attribute: SAID, a line that is shown above the keys, or HELP, the page that F1 shows.
    """
    around = box.ancestors_with_self if box is not None else ()
    return next((told for each in around if (told := getattr(each, attribute, ""))), "")
