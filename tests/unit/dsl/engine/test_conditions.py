"""Conditions: each judged on what it looks at."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dsl.engine.evaluation.context import context_of
from dsl.engine.evaluation.evaluate import evaluate
from dsl.engine.evaluation.prepare import prepare
from dsl.engine.evaluation.recorded_reads import RecordedReads, RecordingReads
from dsl.ledger.facts import Did, Purchased
from dsl.plan.plan import SegmentMembers, TierMarks
from dsl.program.conditions import (
    AnyOf,
    AttributeIs,
    BalanceIs,
    Comparison,
    Condition,
    DateBetween,
    DateIn,
    DayIs,
    FieldIs,
    Guard,
    InSegment,
    MeasureIs,
    Property,
    PropertyIs,
    PurchaseIncludes,
    PurchaseIsFirst,
    Relation,
    Since,
    TierIs,
    TimeBetween,
    TimeSince,
)
from dsl.program.measures import Counted, Measure, Quantity
from dsl.program.names import (
    Activity,
    Attribute,
    Calendar,
    CalendarLine,
    Dates,
    Recurring,
    Segment,
    ValueKind,
    Weekly,
    Yearly,
)
from dsl.program.rules import OnActivity, OnNth
from dsl.program.tiers import ForEveryone, KeptForLife, Tier, WhenCounted
from dsl.program.time import Duration, Ever, InPeriod, NthWeekday, Period, YearlyDay
from tests.unit.dsl.engine.evaluation import (
    TUESDAY_NOON,
    Answers,
    fixed,
    given,
    line,
    on,
    program,
    purchase,
    rule,
)

TODAY = date(2024, 1, 30)
MONTH = InPeriod(period=Period.MONTH)


def holds(condition: Condition, fact: Purchased | None = None, **known: Any) -> bool:
    calendars = known.pop("calendars", ())
    of = program(
        rule("It", fixed(1), guards=(Guard(condition=condition),)),
        tiers=tuple(
            Tier(name=name, entry=ForEveryone(), kept=KeptForLife()) for name in ("Silver", "Gold")
        ),
        segments=(Segment(name="Quiet", guards=(Guard(condition=few(3)),)),),
        calendars=calendars,
    )
    return bool(given(of, fact or purchase(1_000), Answers(**known)))


def compared(relation: Relation, low: int, high: int | None = None) -> Comparison:
    return Comparison(relation=relation, low=low, high=high)


def few(count: int) -> MeasureIs:
    return MeasureIs(
        measure=Measure(quantity=Quantity.PURCHASES, window=Ever()),
        comparison=compared(Relation.LESS_THAN, count),
    )


def spends(minor: int, window: object = None, scope: object = None) -> MeasureIs:
    more = {key: value for key, value in (("window", window), ("scope", scope)) if value}
    measure = Measure.model_validate({"quantity": Quantity.NET_SPEND, **more})
    return MeasureIs(measure=measure, comparison=compared(Relation.AT_LEAST, minor))


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (DayIs(weekdays=(2,)), True),
        (DayIs(weekdays=(6, 7)), False),
        (DateBetween(first=TODAY, last=TODAY), True),
        (DateBetween(first=date(2024, 1, 31)), False),
        (DateBetween(last=date(2024, 1, 29)), False),
        (TimeBetween(start_minute=720, end_minute=721), True),
        (TimeBetween(start_minute=700, end_minute=720), False),
        (TimeBetween(start_minute=1_320, end_minute=721), True),
        (TimeBetween(start_minute=1_320, end_minute=720), False),
        (PropertyIs(property=Property.CHANNEL, values=("app", "web")), True),
        (PropertyIs(property=Property.STORE, values=("app",)), False),
        (PurchaseIncludes(at_least=2, scope=on("Toys")), True),
        (PurchaseIncludes(at_least=3, scope=on("Toys")), False),
        (spends(1_500), True),
        (spends(1_501), False),
        (spends(500, scope=on("Toys")), True),
        (spends(501, scope=on("Toys")), False),
        (AnyOf(conditions=(DayIs(weekdays=(1,)), spends(1_500))), True),
        (AnyOf(conditions=(DayIs(weekdays=(1,)), spends(1_501))), False),
    ],
)
def test_conditions_on_the_fact(condition: Condition, truth: bool) -> None:
    bought = purchase(line(1_000, "Food"), line(500, "Toys", quantity=2), channel="app")
    assert holds(condition, bought) is truth


def test_a_window_holds_the_purchase_too() -> None:
    assert holds(spends(3_000, MONTH), history={0: 2_000})
    assert not holds(spends(3_000, MONTH), history={0: 1_999})


def test_the_first_purchase_of_a_period() -> None:
    assert holds(PurchaseIsFirst(period=Period.DAY))
    assert not holds(PurchaseIsFirst(period=Period.DAY), history={0: 1})


def test_a_segment_is_judged_before_the_fact() -> None:
    assert holds(InSegment(segment="Quiet"), history={0: 2})
    assert not holds(InSegment(segment="Quiet"), history={0: 3})
    assert not holds(few(3), history={0: 2})


@pytest.mark.parametrize(
    ("condition", "known", "truth"),
    [
        (TierIs(tiers=("Gold",)), {"tier": 1}, True),
        (TierIs(tiers=("Gold",)), {"tier": -1}, False),
        (
            BalanceIs(wallet="Points", comparison=compared(Relation.AT_MOST, 9)),
            {"balance": 9},
            True,
        ),
        (AttributeIs(attribute="card", values=("yes",)), {"attributes": {"card": True}}, True),
        (AttributeIs(attribute="card", values=("no",)), {"attributes": {"card": True}}, False),
        (AttributeIs(attribute="card", values=("no",)), {}, False),
        (
            AttributeIs(attribute="age", comparison=compared(Relation.BETWEEN, 18, 25)),
            {"attributes": {"age": 25}},
            True,
        ),
        (AttributeIs(attribute="age", comparison=compared(Relation.LESS_THAN, 99)), {}, False),
    ],
)
def test_conditions_on_the_member(condition: Condition, known: dict[str, Any], truth: bool) -> None:
    assert holds(condition, **known) is truth


@pytest.mark.parametrize(
    ("relation", "days", "truth"),
    [
        (Relation.MORE_THAN, 30, False),
        (Relation.MORE_THAN, 31, True),
        (Relation.AT_LEAST, 30, True),
        (Relation.AT_MOST, 30, True),
        (Relation.LESS_THAN, 30, False),
        (Relation.IS, 30, True),
    ],
)
def test_how_long_ago(relation: Relation, days: int, truth: bool) -> None:
    since = TimeSince(
        since=Since.LAST_PURCHASE, relation=relation, length=Duration(count=30, unit="day")
    )
    assert holds(since, day_of=TODAY.toordinal() - days) is truth
    assert not holds(since)


def test_unless_is_the_other_way_round() -> None:
    guard = Guard(condition=DayIs(weekdays=(2,)), negated=True)
    assert given(program(rule("It", fixed(1), guards=(guard,))), purchase(100)) == {}


@pytest.mark.parametrize(
    ("lines", "truth"),
    [
        ((Dates(first=TODAY, last=TODAY),), True),
        ((Dates(first=date(2024, 1, 1), last=date(2024, 1, 29)),), False),
        ((Weekly(weekdays=(2,), start_minute=720, end_minute=780),), True),
        ((Weekly(weekdays=(2,), start_minute=721, end_minute=780),), False),
        ((Weekly(weekdays=(1,)), Weekly(weekdays=(2,))), True),
        ((Weekly(weekdays=(1,), start_minute=1_320, end_minute=721),), True),
        ((Weekly(weekdays=(2,), start_minute=1_320, end_minute=721),), False),
        ((Weekly(weekdays=(2,), start_minute=660, end_minute=0),), True),
        ((Yearly(first=YearlyDay(month=12, day=24), last=YearlyDay(month=1, day=30)),), True),
        ((Yearly(first=YearlyDay(month=12, day=24), last=YearlyDay(month=1, day=29)),), False),
        ((NthWeekday(nth=-1, weekday=2),), True),
        ((NthWeekday(nth=4, weekday=2),), False),
        ((Recurring(rule="FREQ=MONTHLY;BYDAY=-1TU"),), True),
        ((Recurring(rule="FREQ=WEEKLY"),), False),
    ],
)
def test_calendars(lines: tuple[CalendarLine, ...], truth: bool) -> None:
    calendars = (Calendar(name="Days", lines=lines),)
    assert holds(DateIn(calendar="Days"), calendars=calendars) is truth


def test_the_day_and_the_hour_are_those_of_the_programs_zone() -> None:
    late = datetime(2024, 1, 31, 4, 30, tzinfo=UTC)
    bought = purchase(100, instant=int(late.timestamp()) * 1_000_000)
    assert holds(DayIs(weekdays=(2,)), bought)
    assert holds(TimeBetween(start_minute=23 * 60 + 30, end_minute=1_440), bought)


def test_nth_purchases() -> None:
    third = rule("Third", fixed(1), trigger=OnNth(count=3, repeats=False))
    every = rule("Every third", fixed(1), trigger=OnNth(count=3, repeats=True))
    found = [given(program(third, every), purchase(100), Answers(history={0: n})) for n in range(6)]
    both = {"Third": 1, "Every third": 1}
    assert found == [{}, {}, both, {}, {}, {"Every third": 1}]


def test_attributes_of_an_activity() -> None:
    trigger = OnActivity(activity="review")
    rating = FieldIs(field="rating", comparison=compared(Relation.AT_LEAST, 4))
    fields = (Attribute(name="rating", value=ValueKind.NUMBER),)
    of = program(
        rule("Good", fixed(5), trigger=trigger, guards=(Guard(condition=rating),)),
        activities=(Activity(name="review", fields=fields),),
    )
    runtime = prepare(of)
    paid = []
    for stars in (3, 4):
        fact = Did(id="1", instant=0, member="m", activity="review", fields=(("rating", stars),))
        outcome = evaluate(context_of(runtime, fact, 0), runtime.procedures[trigger], Answers())
        paid.append(sum(posting.amount for posting in outcome.postings))
    assert paid == [0, 5]


def test_tier_marks_and_segments_are_asked() -> None:
    year = InPeriod(period=Period.YEAR)
    spend = Counted(at_least=50_000, measure=Measure(quantity=Quantity.NET_SPEND, window=year))
    visits = Counted(at_least=12, measure=Measure(quantity=Quantity.VISITS, window=year))
    entry = WhenCounted(any_of=((spend,), (visits,)))
    of = program(
        tiers=(Tier(name="Gold", entry=entry, kept=KeptForLife()),),
        segments=(Segment(name="Quiet", guards=(Guard(condition=few(3)),)),),
    )
    runtime = prepare(of)
    place = runtime.procedures[TierMarks()]
    mark = runtime.plan.procedures[place].marks[0]
    context = context_of(runtime, None, TUESDAY_NOON)
    assert mark.earned is not None
    assert not evaluate(context, place, Answers(history={0: 49_999, 1: 11})).registers[mark.earned]
    assert evaluate(context, place, Answers(history={0: 49_999, 1: 12})).registers[mark.earned]
    assert [each[1:] for each in mark.reached] == [(50_000, 0, 0), (12, 1, 1)]
    asked = runtime.procedures[SegmentMembers(segment=0)]
    result = runtime.plan.procedures[asked].result
    assert result is not None
    assert evaluate(context, asked, Answers(history={2: 2})).registers[result]


def test_a_record_answers_the_same_questions_for_what_is_left() -> None:
    of = program(
        rule("It", fixed(1), guards=(Guard(condition=spends(3_000, MONTH)),)),
        tiers=(Tier(name="Gold", entry=ForEveryone(), kept=KeptForLife()),),
    )
    runtime = prepare(of)
    recording = RecordingReads(Answers(history={0: 2_000}))
    bought = purchase(1_000, 500)
    evaluate(context_of(runtime, bought, bought.instant), 0, recording)
    assert recording.answers == [2_000]
    rest = purchase(500)
    again = evaluate(context_of(runtime, rest, rest.instant), 0, RecordedReads(recording.answers))
    assert again.postings == []
