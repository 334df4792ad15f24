"""Events that a person adds to a trial: from what they fill in to events in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from designer.workbench.baskets import basket
from designer.workbench.days_meant import no_day
from designer.workbench.refusal import Refusal
from designer.workbench.to_events_yaml import Event
from dsl.program.program import Program

PURCHASE, RETURN, TIME_PASSES = "purchase", "return", "time passes"
_LATEST_YEAR = 2199


@dataclass(frozen=True)
class Wanted:
    """What a person filled in.

    Attributes:
        kind: a purchase, the return of the last purchase before it, or nothing but time.
        day: as in 2026-03-04.
        time: as in 12:30.
        amount: in the currency's main unit; of a return what is paid back, all if it is empty.
        product: a name of the program's products; empty for a purchase without lines.
    """

    kind: str
    day: str
    time: str
    amount: str = ""
    product: str = ""


def next_wanted(events: Sequence[Event], amount: str) -> Wanted:
    """What the form begins with: a purchase on the day after an event."""
    last = date.fromisoformat(str(events[-1]["at"])[:10])
    return Wanted(PURCHASE, (last + timedelta(days=1)).isoformat(), "12:00", amount)


def with_event(
    program: Program, events: Sequence[Event], wanted: Wanted
) -> tuple[tuple[Event, ...], int]:
    """The events with one more, in order of time, and its place among them (from 0).

    Raises:
        Refusal: a day, a time or an amount cannot be read, or there is nothing to return.
    """
    at = _moment(wanted)
    place = sum(str(event["at"]) <= at for event in events)
    before, after = list(events[:place]), events[place:]
    member = next((str(event["member"]) for event in events if "member" in event), "you")
    if wanted.kind == TIME_PASSES:
        return (*before, {"at": at, "event": TIME_PASSES}, *after), place
    event: Event = {"at": at, "event": wanted.kind, "member": member}
    if wanted.kind == PURCHASE:
        names = (wanted.product,) if wanted.product else ()
        return (*before, event | basket(program, _minor(wanted, program), names), *after), place
    bought = next((at for at, each in _backwards(before) if each["event"] == PURCHASE), None)
    if bought is None:
        raise Refusal("There is no purchase before that moment, so nothing can come back.")
    ids = {each.get("id") for each in events}
    named = next(f"p{number}" for number in range(1, len(ids) + 2) if f"p{number}" not in ids)
    before[bought] = {"id": named, **before[bought]}
    event["purchase"] = before[bought]["id"]
    if wanted.amount.strip():
        event["amount"] = str(basket(program, _minor(wanted, program))["total"])
    return (*before, event, *after), place


def _backwards(events: list[Event]) -> list[tuple[int, Event]]:
    return list(enumerate(events))[::-1]


def _moment(wanted: Wanted) -> str:
    try:
        day = date.fromisoformat(wanted.day.strip())
    except ValueError:
        raise Refusal(no_day(wanted.day)) from None
    if not 1970 <= day.year <= _LATEST_YEAR:
        raise Refusal(f"{wanted.day} is too far away. Take a year from 1970 to {_LATEST_YEAR}.")
    try:
        clock = time.fromisoformat(wanted.time.strip())
    except ValueError:
        raise Refusal(f'"{wanted.time}" is no time of day. Write it like 14:30.') from None
    moment = datetime.combine(day, clock.replace(second=0, microsecond=0, tzinfo=None))
    return moment.isoformat(timespec="minutes")


def _minor(wanted: Wanted, program: Program) -> int:
    decimals = program.currency_decimals
    try:
        minor = Decimal(wanted.amount.strip().replace(",", ".")).scaleb(decimals)
    except InvalidOperation:
        raise Refusal(f'"{wanted.amount}" is no sum of money. Write it like 12.50.') from None
    if not minor.is_finite() or minor <= 0 or minor != int(minor) or minor > 10**12:
        raise Refusal(
            f"{wanted.amount} {program.currency} cannot be paid. Take a sum above 0 with at most "
            f"{decimals} decimals."
        )
    return int(minor)
