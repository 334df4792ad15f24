"""What is counted, in words."""

from dsl.program.measures import Counted, Measure, Quantity, Scope
from dsl.program.program import Program
from dsl.program.words_of_amounts import (
    counted_words,
    money_words,
    names,
    number_words,
    units_words,
    wallet_named,
)
from dsl.program.words_of_time import window_words

_MONEY = (Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID)
_NOUNS = {
    Quantity.ITEMS: "item",
    Quantity.PURCHASES: "purchase",
    Quantity.VISITS: "visit",
    Quantity.RETURNS: "return",
}


def scope_words(scope: Scope, word: str = "on") -> str:
    """The lines that are meant, to stand behind what is counted; empty for all of them."""
    if not scope.products and not scope.without:
        return ""
    except_for = f" except {names(scope.without)}" if scope.without else ""
    if not scope.products:
        return f" {word} everything{except_for}"
    return f" {word} {names(scope.products, 'or')}{except_for}"


def is_money(measure: Measure) -> bool:
    """Whether a measure counts money."""
    return measure.quantity in _MONEY


def measure_words(measure: Measure) -> str:
    """A measure as the subject of a sentence: "the net spend in a calendar year"."""
    window = window_words(measure.window)
    tail = f" {window}" if window else ""
    if is_money(measure):
        return f"the {measure.quantity}{scope_words(measure.scope)}{tail}"
    match measure.quantity:
        case Quantity.FIELD:
            return f'its "{measure.name}"{tail}'
        case Quantity.EARNED:
            return f'what was earned in "{measure.name}"{tail}'
        case Quantity.ACTIVITY:
            return f'the number of "{measure.name}"{tail}'
        case _:
            noun = _NOUNS[measure.quantity]
            return f"the number of {noun}s{scope_words(measure.scope, 'from')}{tail}"


def quantity_words(program: Program, measure: Measure, number: int) -> str:
    """A number of what a measure counts."""
    if is_money(measure):
        return money_words(program, number)
    match measure.quantity:
        case Quantity.EARNED:
            return units_words(program, wallet_named(program, measure.name), number)
        case Quantity.FIELD:
            return number_words(number)
        case Quantity.ACTIVITY:
            return f'{number_words(number)} times "{measure.name}"'
        case _:
            return counted_words(number, _NOUNS[measure.quantity])


def counted_measure_words(program: Program, counted: Counted) -> str:
    """A mark: "500 USD of net spend in a calendar year"."""
    measure = counted.measure
    number = quantity_words(program, measure, counted.at_least)
    window = window_words(measure.window)
    tail = f" {window}" if window else ""
    if is_money(measure):
        return f"{number} of {measure.quantity}{scope_words(measure.scope)}{tail}"
    if measure.quantity is Quantity.EARNED:
        return f"{number} earned{tail}"
    if measure.quantity is Quantity.FIELD:
        return f'{number} "{measure.name}"{tail}'
    return f"{number}{scope_words(measure.scope, 'from')}{tail}"
