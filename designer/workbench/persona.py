"""Somebody to try a program on: made up from the shop's own figures, with what they do.

They are data: a name, and events as files of events have them. So each can be kept as a test just
as it was tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from designer.workbench.baskets import basket
from designer.workbench.habits import Habits, habits_of
from designer.workbench.to_events_yaml import Event
from dsl.program.program import Joining, Program
from dsl.program.rules import Occasion, OnOccasion
from dsl.program.shop import Shop

OWN = "own"
_DAYS_IN_YEAR = 365


@dataclass(frozen=True)
class Persona:
    """Somebody to try a program on.

    Attributes:
        key: how the command line calls them.
        name: as a screen does.
        about: what they do, in a few words.
        events: what they do, in order.
        is_edge: made for one tricky thing and not to be like anybody.
    """

    key: str
    name: str
    about: str
    events: tuple[Event, ...]
    is_edge: bool = False


@dataclass(frozen=True)
class Setting:
    """What the events of a persona are made from.

    Attributes:
        first: the day on which they join.
    """

    program: Program
    habits: Habits
    first: date

    @property
    def days_between(self) -> int:
        """Days from one purchase of an ordinary customer to the next."""
        return max(round(_DAYS_IN_YEAR / self.habits.purchases_per_year), 1)

    def at(self, days: int, hour: int, minute: int = 0) -> str:
        """A moment so many days after the first, as events write it."""
        moment = datetime.combine(self.first + timedelta(days=days), time(hour, minute))
        return moment.isoformat(timespec="minutes")

    def on_weekday(self, days: int, weekday: int) -> int:
        """The first such weekday (Monday is 0) from so many days after the first."""
        return days + (weekday - (self.first + timedelta(days=days)).weekday()) % 7


def setting_of(program: Program, shop: Shop | None, today: date) -> Setting:
    """The program's own first day where it is still to come, else today."""
    first = max(today, program.starts) if program.starts else today
    if program.ends and first > program.ends:
        first = program.starts or program.ends
    return Setting(program, habits_of(program, shop), first)


def joining(setting: Setting, member: str) -> Iterator[Event]:
    """How somebody becomes a member of this program, with a birthday where it asks for one."""
    program, at = setting.program, setting.at(0, 9)
    if _asks_for_birthday(program):
        birthday = setting.first + timedelta(days=21)
        born = birthday.replace(year=birthday.year - 34, day=min(birthday.day, 28))
        yield {
            "at": at,
            "event": "attribute",
            "member": member,
            "attribute": "birthday",
            "value": born.isoformat(),
        }
    match program.joining:
        case Joining.PAYING:
            paid = next((each.name for each in program.memberships if each.fee), "")
            yield {"at": at, "event": "start membership", "member": member, "membership": paid}
        case Joining.INVITATION:
            yield {"at": at, "event": "join", "member": member, "invited": "yes"}
        case Joining.FREE:
            yield {"at": at, "event": "join", "member": member}


def purchase(
    setting: Setting, member: str, at: str, minor: int, names: tuple[str, ...] = ()
) -> Event:
    """A purchase at the first of the places that the program lists."""
    program = setting.program
    event: Event = {"at": at, "event": "purchase", "member": member}
    event |= basket(program, minor, names)
    listed = {
        "channel": program.channels,
        "store": program.stores,
        "brand": program.brands,
        "payment method": program.payment_methods,
    }
    return event | {key: values[0] for key, values in listed.items() if values}


def _asks_for_birthday(program: Program) -> bool:
    return program.minimum_age is not None or any(
        isinstance(rule.trigger, OnOccasion) and rule.trigger.occasion is Occasion.BIRTHDAY
        for rule in program.rules
    )
