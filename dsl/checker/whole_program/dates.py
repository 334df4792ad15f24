"""Finds dates that are over before they could count."""

from collections.abc import Iterator
from datetime import date

from dsl.checker.families import Family
from dsl.checker.places import BlockPlace
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import day, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.names import Calendar, Dates


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at the dates of rules and rewards, and at calendars of plain dates."""
    places = whole.context.places
    lives = {rule.name: rule.life for rule in whole.rules_and_rewards}
    lives.update({perk.name: perk.life for perk in whole.program.perks})
    for name, life in lives.items():
        place = places.find(Family.RULE, name)
        if place is not None and life.last is not None and not life.paused:
            yield from _past(whole, place, "dates", 0, quoted(name), life.last)
    for calendar in whole.program.calendars:
        place = places.find(Family.CALENDAR, calendar.name)
        last = _last_day(calendar)
        if place is not None and last is not None:
            index = len(calendar.lines) - 1
            yield from _past(whole, place, "lines", index, quoted(calendar.name), last)


def _last_day(calendar: Calendar) -> date | None:
    """The last day of a calendar that has plain dates only."""
    found = [line.last for line in calendar.lines if isinstance(line, Dates)]
    return max(found) if len(found) == len(calendar.lines) else None


def _past(
    whole: Whole, place: BlockPlace, field: str, index: int, name: str, last: date
) -> Iterator[Diagnostic]:
    starts = whole.program.starts
    span = place.line(field, index)
    if starts is not None and last < starts:
        program_place = whole.context.places.program
        other = program_place.line("starts") if program_place else whole.program_span
        yield diagnostic(
            "dates-past",
            f"{name} is over before the program starts",
            Label(span, f"over on {day(last)}"),
            others=[Label(other, f"starts on {day(starts)}")],
            body=f"Its last day is {(starts - last).days} days before the first day of the"
            " program, so it never counts.",
            fix=Fix("name dates within the program"),
        )
    elif whole.today is not None and last < whole.today:
        yield diagnostic(
            "dates-past",
            f"{name} is over since {day(last)}",
            Label(span, f"{(whole.today - last).days} days ago"),
            body="It counts for purchases of that time, and for none from today on.",
            fix=Fix("take it out when nobody asks about it any more, or name new dates"),
        )
