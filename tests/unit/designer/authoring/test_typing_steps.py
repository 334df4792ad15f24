"""What one undo takes back of what was typed."""

from designer.authoring.history import History
from designer.authoring.typing_steps import PAUSE_SECONDS, TypingSteps


class Typist:
    def __init__(self) -> None:
        self.history, self.steps, self.seconds = History(""), TypingSteps(), 0.0

    def type(self, text: str, at: int | None = None) -> None:
        for sign in text:
            here = len(self.history.text) if at is None else at
            step = self.steps.step(here, "", sign, self.seconds)
            before = self.history.text
            self.history.change(before[:here] + sign + before[here:], "Typing", joins=step)
            self.seconds += 0.1

    def erase(self, count: int) -> None:
        for _ in range(count):
            before = self.history.text
            step = self.steps.step(len(before) - 1, before[-1], "", self.seconds)
            self.history.change(before[:-1], "Typing", joins=step)
            self.seconds += 0.1

    def undone(self) -> str:
        self.history.undo()
        return self.history.text


def test_words_typed_in_one_go_are_one_step() -> None:
    who = Typist()
    who.type("give 2 crumbs")
    assert who.undone() == ""


def test_a_pause_ends_a_step() -> None:
    who = Typist()
    who.type("give")
    who.seconds += PAUSE_SECONDS
    who.type(" 2")
    assert who.undone() == "give"


def test_a_new_line_begins_a_step() -> None:
    who = Typist()
    who.type("give\nand")
    assert who.undone() == "give"
    assert who.undone() == ""


def test_erasing_is_a_step_of_its_own() -> None:
    who = Typist()
    who.type("give")
    who.erase(3)
    assert who.undone() == "give"
    assert who.undone() == ""


def test_another_place_begins_a_step() -> None:
    who = Typist()
    who.type("give")
    who.type("X", at=0)
    assert who.history.text == "Xgive"
    assert who.undone() == "give"
