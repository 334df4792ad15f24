"""Conditions in words, and the values that they looked at."""

from datetime import date

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
    PropertyIs,
    PurchaseIncludes,
    PurchaseIsFirst,
    Relation,
    Since,
    TierIs,
    TimeBetween,
    TimeSince,
)
from dsl.program.measures import Quantity
from dsl.program.names import Attribute, ValueKind
from dsl.program.program import Program
from dsl.program.words_of_amounts import (
    counted_words,
    money_words,
    names,
    number_words,
    units_words,
    wallet_named,
)
from dsl.program.words_of_measures import is_money, measure_words, quantity_words, scope_words
from dsl.program.words_of_time import (
    WEEKDAYS,
    date_words,
    day_words,
    length_words,
    time_words,
    weekday_words,
)

_DATE_RELATIONS = {Relation.LESS_THAN: "before", Relation.MORE_THAN: "after"}
Seen = int | bool | str | None


def guard_words(program: Program, guard: Guard) -> str:
    """A `when` or an `unless` line."""
    word = "unless" if guard.negated else "when"
    return f"{word} {condition_words(program, guard.condition)}"


def condition_words(program: Program, condition: Condition) -> str:
    """A condition as a part of a sentence: "the day is Tuesday"."""
    match condition:
        case DayIs():
            return f"the day is {weekday_words(condition.weekdays)}"
        case DateIn():
            return f'the date is in "{condition.calendar}"'
        case DateBetween():
            return _dates_words(condition.first, condition.last)
        case TimeBetween():
            start, end = time_words(condition.start_minute), time_words(condition.end_minute)
            return f"the time is between {start} and {end}"
        case PropertyIs():
            return f"the {condition.property} is {names(condition.values, 'or')}"
        case TierIs():
            return f"the tier is {names(condition.tiers, 'or')}"
        case PurchaseIncludes():
            items = counted_words(condition.at_least, "item")
            where = scope_words(condition.scope, "from")
            return f"the purchase includes at least {items}{where}"
        case PurchaseIsFirst():
            period = f" of the {condition.period}" if condition.period else ""
            return f"the purchase is the member's first{period}"
        case _:
            return _counted_words(program, condition)


def _counted_words(program: Program, condition: Condition) -> str:
    match condition:
        case MeasureIs():
            how = _compared(condition.comparison, _Number(program, condition))
            return f"{measure_words(condition.measure)} is {how}"
        case BalanceIs():
            wallet = wallet_named(program, condition.wallet)
            how = _compared(condition.comparison, _Number(program, condition))
            return f"the balance of {wallet.plural or wallet.name} is {how}"
        case InSegment():
            return f'the member is in "{condition.segment}"'
        case AttributeIs():
            owner = "the member's age" if condition.attribute == "age" else ""
            return _value_words(
                program, owner or f'the member\'s "{condition.attribute}"', condition
            )
        case FieldIs():
            return _value_words(program, f'its "{condition.field}"', condition)
        case TimeSince():
            return _since_words(condition)
        case AnyOf():
            return " or ".join(condition_words(program, each) for each in condition.conditions)
        case _:
            raise TypeError(condition)


def _dates_words(first: date | None, last: date | None) -> str:
    if first and last:
        if first == last:
            return f"the date is {date_words(first)}"
        return f"the date is between {date_words(first)} and {date_words(last)}"
    if first:
        return f"the date is {date_words(first)} or later"
    return f"the date is {date_words(last)} or earlier" if last else "the date is any"


def _value_words(program: Program, subject: str, condition: AttributeIs | FieldIs) -> str:
    if condition.comparison is not None:
        return f"{subject} is {_compared(condition.comparison, _Number(program, condition))}"
    if set(condition.values) <= {"yes", "no"}:
        return f"{subject} is {' or '.join(condition.values)}"
    return f"{subject} is {names(condition.values, 'or')}"


def _since_words(condition: TimeSince) -> str:
    what = f'reaching "{condition.tier}"' if condition.tier else f"{condition.since}"
    if condition.since is Since.LAST_PURCHASE:
        what = "the last purchase"
    if condition.relation is Relation.BETWEEN and condition.other_length is not None:
        lengths = f"{length_words(condition.length)} and {length_words(condition.other_length)}"
        return f"{what} was between {lengths} ago"
    relation = "" if condition.relation is Relation.IS else f"{condition.relation} "
    return f"{what} was {relation}{length_words(condition.length)} ago"


class _Number:
    """How the numbers of a condition are written: money, units, counts or dates."""

    def __init__(self, program: Program, condition: Condition) -> None:
        self._program = program
        self._condition = condition

    @property
    def is_date(self) -> bool:
        """Whether the numbers are days."""
        attribute = self._attribute()
        return attribute is not None and attribute.value is ValueKind.DATE

    def _attribute(self) -> Attribute | None:
        """The attribute whose values the numbers are."""
        known: dict[str, Attribute] = {}
        name = ""
        if isinstance(self._condition, AttributeIs):
            known = {each.name: each for each in self._program.attributes}
            name = self._condition.attribute
        elif isinstance(self._condition, FieldIs):
            activities = self._program.activities
            known = {each.name: each for activity in activities for each in activity.fields}
            name = self._condition.field
        return known.get(name)

    def words(self, number: int) -> str:
        """One number."""
        program = self._program
        match self._condition:
            case MeasureIs():
                measure = self._condition.measure
                if is_money(measure) or measure.quantity is Quantity.EARNED:
                    return quantity_words(program, measure, number)
                return number_words(number)
            case BalanceIs():
                return units_words(program, wallet_named(program, self._condition.wallet), number)
            case AttributeIs() | FieldIs():
                return _attribute_words(program, self._attribute(), number)
            case _:
                return number_words(number)


def _attribute_words(program: Program, attribute: Attribute | None, number: int) -> str:
    if attribute is not None and attribute.value is ValueKind.MONEY:
        return money_words(program, number)
    if attribute is not None and attribute.value is ValueKind.DATE:
        return day_words(number)
    return number_words(number)


def _compared(comparison: Comparison, number: _Number) -> str:
    low = number.words(comparison.low)
    if number.is_date and comparison.relation in _DATE_RELATIONS:
        return f"{_DATE_RELATIONS[comparison.relation]} {low}"
    if comparison.relation is Relation.BETWEEN and comparison.high is not None:
        return f"between {low} and {number.words(comparison.high)}"
    return low if comparison.relation is Relation.IS else f"{comparison.relation} {low}"


def seen_words(program: Program, condition: Condition, seen: Seen) -> str:
    """What a condition saw, as a sentence's second half; empty where there is nothing to add."""
    if seen is None:
        return _nothing_seen(condition)
    match condition:
        case DayIs():
            return f"it was {WEEKDAYS[int(seen) - 1]}"
        case DateBetween():
            return f"it was {day_words(int(seen))}"
        case TimeBetween():
            return f"it was {time_words(int(seen))}"
        case PropertyIs():
            return f'it was "{seen}"' if seen else "the shop did not say"
        case TierIs():
            rank = int(seen)
            return f'it was "{program.tiers[rank].name}"' if rank >= 0 else "there was none"
        case PurchaseIncludes():
            return f"it had {counted_words(int(seen), 'item')} of them"
        case PurchaseIsFirst():
            return f"there were {number_words(int(seen))} before it"
        case MeasureIs() | BalanceIs():
            return f"it was {_Number(program, condition).words(int(seen))}"
        case AttributeIs() | FieldIs():
            return f"it was {_seen_value(program, condition, seen)}"
        case TimeSince():
            return f"that was on {day_words(int(seen))}"
        case _:
            return ""


def _nothing_seen(condition: Condition) -> str:
    match condition:
        case TimeSince():
            return "that has never been"
        case AttributeIs():
            return "it is not known"
        case FieldIs():
            return "it was not said"
        case AnyOf():
            return "none of them held"
        case _:
            return ""


def _seen_value(program: Program, condition: AttributeIs | FieldIs, seen: Seen) -> str:
    if isinstance(seen, bool):
        return "yes" if seen else "no"
    if isinstance(seen, int):
        return _Number(program, condition).words(seen)
    return f'"{seen}"'
