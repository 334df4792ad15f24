"""People to try a program on, each like some of a shop's customers."""

from collections.abc import Iterator

from designer.workbench.baskets import basket, products_bought
from designer.workbench.persona import Persona, Setting, joining, purchase
from designer.workbench.to_events_yaml import Event, Written
from dsl.program.names import Attribute, ValueKind

REGULAR = "regular"
_TUESDAY, _SATURDAY = 1, 5
AT_LEAST, AT_MOST = 8, 24
"""Purchases of a regular: as many as the first reward takes, where it can be reached by then."""
_MOST_DAYS_BETWEEN = 45
_OF_THE_USUAL = (100, 85, 130, 95, 110, 70, 120, 90)
"""Percent: baskets differ a little, and in the same way in every run."""


def people(setting: Setting) -> Iterator[Persona]:
    """Everybody that there is for a program."""
    often = "Tuesdays and Saturdays" if setting.days_between <= 7 else "every few weeks"
    regular = tuple(_regular(setting))
    yield Persona(REGULAR, "Maya, the regular", f"{often}, the usual basket", regular)
    about = "Saturdays, three times the usual basket"
    yield Persona("family", "Sam, weekend family", about, tuple(_family(setting)))
    about = "two purchases, half a year apart"
    yield Persona("seldom", "Ed, comes twice a year", about, tuple(_seldom(setting)))
    about = "splits one basket into four, and returns a big one"
    yield Persona("games", "Mick, who games it", about, tuple(_games(setting)))
    if setting.program.activities:
        about = "each activity twice, and a purchase"
        yield Persona("fan", "Fay, does all that counts", about, tuple(_fan(setting)))


def _regular(setting: Setting) -> Iterator[Event]:
    """Visits as far apart as the shop says, on Tuesdays and Saturdays in turn."""
    yield from joining(setting, "maya")
    between = min(setting.days_between, _MOST_DAYS_BETWEEN)
    bought = products_bought(setting.program)
    last = 0
    for visit in range(AT_MOST):
        weekday = _SATURDAY if visit % 2 else _TUESDAY
        last = setting.on_weekday(max(visit * between, last + 1), weekday)
        at = setting.at(last, *((14, 30) if visit % 2 else (9, 12)))
        name = bought[visit % len(bought) : visit % len(bought) + 1] if bought else ()
        yield purchase(setting, "maya", at, _varied(setting.habits.purchase_minor, visit), name)


def _varied(minor: int, visit: int) -> int:
    return max(minor * _OF_THE_USUAL[visit % len(_OF_THE_USUAL)] // 100, 1)


def _family(setting: Setting) -> Iterator[Event]:
    yield from joining(setting, "sam")
    bought = products_bought(setting.program)[:4]
    for visit in range(5):
        at = setting.at(setting.on_weekday(14 * visit, _SATURDAY), 11, 5)
        minor = 3 * _varied(setting.habits.purchase_minor, visit)
        yield purchase(setting, "sam", at, minor, bought)


def _seldom(setting: Setting) -> Iterator[Event]:
    yield from joining(setting, "ed")
    bought = products_bought(setting.program)[:1]
    for days in (3, 184):
        yield purchase(
            setting, "ed", setting.at(days, 16, 40), setting.habits.purchase_minor, bought
        )
    yield {"at": setting.at(750, 0), "event": "time passes"}


def _games(setting: Setting) -> Iterator[Event]:
    """Four pieces of one basket within ten minutes, and a big purchase that comes back whole."""
    yield from joining(setting, "mick")
    bought = products_bought(setting.program)[:1]
    piece = max(setting.habits.purchase_minor // 4, 1)
    for part in range(4):
        yield purchase(setting, "mick", setting.at(2, 12, 3 * part), piece, bought)
    big = purchase(
        setting, "mick", setting.at(5, 17), 20 * setting.habits.purchase_minor, bought
    ) | {"id": "big"}
    yield big
    yield {"at": setting.at(8, 10), "event": "return", "member": "mick", "purchase": "big"}


def _fan(setting: Setting) -> Iterator[Event]:
    yield from joining(setting, "fay")
    bought = products_bought(setting.program)[:1]
    yield purchase(setting, "fay", setting.at(1, 15), setting.habits.purchase_minor, bought)
    for place, activity in enumerate(setting.program.activities):
        for again in range(2):
            event: Event = {
                "at": setting.at(2 + 3 * place + again, 18, 20),
                "event": "activity",
                "member": "fay",
                "activity": activity.name,
            }
            if activity.fields:
                having: dict[str, Written] = {}
                for field in activity.fields:
                    having[field.name] = _value(field, setting)
                event["having"] = having
            if activity.needs_approval:
                event["approved"] = "yes"
            yield event


def _value(attribute: Attribute, setting: Setting) -> str:
    """A value that an attribute can have."""
    match attribute.value:
        case ValueKind.YES_NO:
            return "yes"
        case ValueKind.NUMBER:
            return str(attribute.high if attribute.high is not None else 5)
        case ValueKind.MONEY:
            return str(basket(setting.program, setting.habits.purchase_minor)["total"])
        case ValueKind.DATE:
            return setting.first.isoformat()
        case ValueKind.ONE_OF:
            return attribute.options[0]
        case ValueKind.TEXT:
            return "seen"
