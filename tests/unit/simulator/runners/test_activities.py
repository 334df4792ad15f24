"""What members do besides buying, as a scenario tells it."""

from collections import Counter

import pytest

from simulator.calibration.activity_part import ActivityPart
from simulator.results.measures import Measure, WalletMeasure
from simulator.runners.activities import habits_of
from simulator.runners.arms import ProgramArm
from simulator.runners.by_day import ledger_by_day
from simulator.runners.by_member import ledger_by_member
from tests.unit.simulator.runners.worlds import (
    POINTS,
    block,
    bytes_of,
    program,
    scenario,
    simulated,
)

ACTING = POINTS.replace(
    'earn "Welcome"',
    """\
activity "review"
  has "stars", a number from 1 to 5
  has "photo", yes or no
  counts once approved

activity "follow"
  has "network", one of "Pictures", "Films"

activity "share"

earn "Follow us"
  on a "follow"
  give 40 points
  once per member per "network"

earn "Good review"
  on a "review"
  when its "stars" is at least 4
  give 100 points
  once per member per month

earn "A photo with it"
  on a "review"
  when its "photo" is yes
  add 30 points
  once per member per month

earn "Share"
  on a "share"
  give 7 points

earn "Welcome\"""",
)


def _part(activity: str, per_purchase: float, **having: str) -> ActivityPart:
    return ActivityPart(
        activity=activity, per_purchase=per_purchase, having=having or None, source="the owner"
    )


REVIEWS = (_part("review", 0.2, stars="5", photo="yes"), _part("review", 0.3, stars="2"))
ALL = (
    *REVIEWS,
    _part("unheard of", 1.0),
    _part("follow", 0.1, network="Films"),
    _part("follow", 0.1, network="Pictures"),
    _part("share", 0.25),
)


@pytest.mark.parametrize(
    ("before", "limit", "one_by_one"),
    [
        ("give 7 points", "", False),
        ("give 7 points", "at most 40 points in total per week", False),
        ("add 30 points", "at most 2 times in total per week", False),
        ("give 7 points", "once per member per month", False),
        ("costs us 4 EUR", "at most 2 times in total per month", False),
    ],
)
def test_both_runners_let_members_do_the_same(before: str, limit: str, one_by_one: bool) -> None:
    text = ACTING.replace(f"{before}\n", f"{before}\n  {limit}\n") if limit else ACTING
    shop = scenario(80, activities=ALL)
    drawn = block([ProgramArm(program(text))], shop=shop, months=4, customers=120)
    assert drawn.setting.goes_one_by_one == one_by_one
    by_day = ledger_by_day(drawn, 0)
    assert by_day == ledger_by_member(drawn, 0)
    paid = {entry.rule for entry in by_day if entry.kind == "accrue"}
    assert {"Good review", "A photo with it", "Follow us", "Share"} <= paid


def test_texts_that_no_program_names_are_told_as_they_are() -> None:
    """A limit for each text runs on the reference engine, which is told the texts themselves."""
    text = ACTING.replace(
        'earn "Welcome"',
        """\
activity "note"
  has "words", a text

earn "Note"
  on a "note"
  unless its "words" is "nothing"
  give 3 points
  once per member per "words"

earn "Welcome\"""",
    )
    parts = tuple(_part("note", 0.2, words=words) for words in ("a", "b", "c", "nothing"))
    drawn = block(
        [ProgramArm(program(text))], shop=scenario(80, activities=parts), months=4, customers=120
    )
    by_day = ledger_by_day(drawn, 0)
    assert by_day == ledger_by_member(drawn, 0)
    notes = Counter(
        entry.member for entry in by_day if entry.rule == "Note" and entry.kind == "accrue"
    )
    assert max(notes.values()) == 3


def test_an_activity_is_done_as_often_as_the_scenario_says() -> None:
    """After a quarter of members' purchases: 7 points each, which are for no order."""
    without_welcome = ACTING.replace("on joining\n", "on the birthday\n")
    told, silent = (
        simulated(
            [ProgramArm(program(without_welcome))],
            shop=scenario(400, activities=parts),
            replications=range(4),
        )
        for parts in ((_part("share", 0.25),), ())
    )
    gifts = (each.wallets[0, WalletMeasure.GRANTED_FOR_NO_ORDER].sum() for each in (told, silent))
    shares = (next(gifts) - next(gifts)) / 7
    purchases = told.of(Measure.MEMBER_ORDERS).sum()
    assert abs(shares - purchases / 4) < 3 * (purchases * 0.25 * 0.75) ** 0.5


def test_what_is_told_of_one_activity_changes_no_other() -> None:
    arm = ProgramArm(program(ACTING.replace('earn "Share"\n  on a "share"\n  give 7 points\n', "")))
    alone, with_more = (
        simulated([arm], shop=scenario(120, activities=parts))
        for parts in (REVIEWS, (*REVIEWS, _part("share", 0.5), _part("unheard of", 1.0)))
    )
    assert bytes_of(alone) == bytes_of(with_more)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (_part("review", 0.1, stars="9"), '"stars" is 9, and goes from 1 to 5'),
        (_part("review", 0.1, colour="red"), '"review" has no "colour"'),
        (_part("review", 0.1, photo="perhaps"), "yes or no"),
    ],
)
def test_what_the_program_does_not_declare_is_refused(part: ActivityPart, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        habits_of(program(ACTING), (part,))


def test_ways_of_an_activity_share_one_chance() -> None:
    with pytest.raises(ValueError, match=r"The chances of .share. add up to 1\.2"):
        scenario(activities=(_part("share", 0.6), _part("share", 0.6)))
