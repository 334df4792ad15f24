"""Events that a person adds, and how events are written down."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.workbench.gallery import find_template
from designer.workbench.own_events import PURCHASE, RETURN, TIME_PASSES, Wanted, with_event
from designer.workbench.program_files import open_program, runnable_program
from designer.workbench.refusal import Refusal
from designer.workbench.to_events_yaml import Event, Written, flow, item
from designer.workbench.trials import try_on
from dsl.ledger.strict_yaml import Items, Text, Value, read

PROGRAM = runnable_program(open_program(find_template("coffee-shop").path))
JOINED: tuple[Event, ...] = (
    {"at": "2026-03-02T09:00", "event": "join", "member": "you"},
    {"at": "2026-03-10T09:00", "event": "purchase", "member": "you", "total": "5.00 USD"},
)


def test_a_purchase_stands_where_its_moment_is() -> None:
    wanted = Wanted(PURCHASE, "2026-03-05", "12:30", "12.50", "Food")
    events, place = with_event(PROGRAM, JOINED, wanted)
    assert place == 1
    assert events[1] == {
        "at": "2026-03-05T12:30",
        "event": "purchase",
        "member": "you",
        "lines": [{"each": "12.50 USD", "category": "Food"}],
    }
    assert try_on(PROGRAM, events).steps[1].change == {"Beans": 125}


def test_a_return_is_of_the_last_purchase_before_it() -> None:
    events, place = with_event(PROGRAM, JOINED, Wanted(RETURN, "2026-03-11", "10:00"))
    assert place == 2
    assert (events[1]["id"], events[2]["purchase"]) == ("p1", "p1")
    assert try_on(PROGRAM, events).steps[2].change == {"Beans": -50}
    events, _ = with_event(PROGRAM, JOINED, Wanted(RETURN, "2026-03-11", "10:00", "2"))
    assert try_on(PROGRAM, events).steps[2].change == {"Beans": -20}
    again, _ = with_event(PROGRAM, events, Wanted(RETURN, "2026-03-12", "10:00"))
    assert again[3]["purchase"] == "p1"


def test_time_can_pass() -> None:
    events, place = with_event(PROGRAM, JOINED, Wanted(TIME_PASSES, "2026-04-24", "00:00"))
    assert place == 2
    assert try_on(PROGRAM, events).steps[2].change == {"Beans": 200}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(PURCHASE, "5 March", "12:00", "1"), "'5 March' is no day"),
        (Wanted(PURCHASE, "5.3.2026", "12:00", "1"), "Write '5.3.2026' as 2026-03-05."),
        (Wanted(PURCHASE, "9999-03-05", "12:00", "1"), "too far away"),
        (Wanted(PURCHASE, "2026-03-05", "noon", "1"), '"noon" is no time of day'),
        (Wanted(PURCHASE, "2026-03-05", "12:00", "lots"), '"lots" is no sum of money'),
        (Wanted(PURCHASE, "2026-03-05", "12:00", "nan"), "cannot be paid"),
        (Wanted(PURCHASE, "2026-03-05", "12:00", "0"), "cannot be paid"),
        (Wanted(PURCHASE, "2026-03-05", "12:00", "1.005"), "at most 2 decimals"),
        (Wanted(PURCHASE, "2026-03-05", "12:00", "1e15"), "cannot be paid"),
        (Wanted(RETURN, "2026-03-03", "12:00"), "no purchase before that moment"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(wanted: Wanted, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        with_event(PROGRAM, JOINED, wanted)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z]{1,8}( [a-z]{1,8})?", fullmatch=True), inner)
    ),
    max_leaves=8,
)


@given(TREES)
def test_what_is_written_reads_the_same(value: Any) -> None:
    assert _plain(read(flow(value))) == value
    listed = read("\n".join(item(value, 2)) + "\n")
    assert isinstance(listed, Items)
    assert _plain(listed.items[0]) == value


def _plain(value: Value) -> Written:
    match value:
        case Text():
            return value.text
        case Items():
            return [_plain(each) for each in value.items]
        case record:
            return {key: _plain(each) for key, each in record.values.items()}
