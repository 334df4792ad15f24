"""The one history: undo takes back whatever was done, redo makes it again, letter by letter."""

from hypothesis import given
from hypothesis import strategies as st

from designer.authoring.history import History, change_between

TEXTS = st.text(alphabet="ab\n#é", max_size=12)
STEPS = st.lists(st.tuples(TEXTS, st.sampled_from([None, "typing", "field"])), max_size=12)


@given(TEXTS, TEXTS)
def test_a_change_between_two_texts_leads_from_one_to_the_other_and_back(
    before: str, after: str
) -> None:
    change = change_between(before, after, "Typing")
    if change is None:
        assert before == after
        return
    assert change.applied(before) == after
    assert change.inverse().applied(after) == before
    assert not (change.removed and change.inserted and change.removed[0] == change.inserted[0])


@given(TEXTS, STEPS)
def test_undo_passes_every_step_backwards_and_redo_forwards(
    first: str, steps: list[tuple[str, str | None]]
) -> None:
    history = History(first)
    passed = [first]
    joined: str | None = None
    for text, joins in steps:
        if history.change(text, "A step", joins=joins) is None:
            continue
        if joins is not None and joins == joined:
            passed[-1] = text
        else:
            passed.append(text)
        joined = joins
    for text in reversed(passed[:-1]):
        history.undo()
        assert history.text == text
    assert history.undo() is None
    for text in passed[1:]:
        history.redo()
        assert history.text == text
    assert history.redo() is None


def test_a_seal_ends_the_step() -> None:
    history = History("1")
    history.change("15", "Set the points", joins="field")
    history.change("150", "Set the points", joins="field")
    history.seal()
    history.change("1500", "Set the points", joins="field")
    history.undo()
    assert history.text == "150"
    history.undo()
    assert history.text == "1"


def test_a_new_change_forgets_what_was_taken_back() -> None:
    history = History("a")
    history.change("b", "First")
    history.undo()
    history.change("c", "Second")
    assert history.redo() is None
    assert history.text == "c"
