"""Events as people write them (strict YAML) become facts.

    format: 1
    events:
      - {at: "2025-03-04T10:00", event: purchase, member: ada, total: "40.00 GBP"}

The words are those of `dsl.ledger.event_words`. What the program does not know (an activity, an
attribute, a reward) is refused with its line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dsl.ledger import event_values as values
from dsl.ledger.event_words import FACTS, TIME_PASSES, Key, Kind, keys_of
from dsl.ledger.facts import AnyFact, Joined
from dsl.ledger.from_event import Head, fact_from
from dsl.ledger.strict_yaml import Record, Refused, Value, read
from dsl.ledger.written import Written
from dsl.program.program import Joining, Program

FORMAT = "1"
_FILE_KEYS = {"format": Key(Kind.TEXT, required=True), "events": Key(Kind.LIST, required=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePasses:
    """Nothing happens, but calendar work is done up to this instant."""

    instant: int


Happening = AnyFact | TimePasses


def events_from_text(text: str, program: Program) -> list[Happening]:
    """The events of a file.

    Raises:
        Refused: something in it cannot be meant, or does not belong to the program.
    """
    file = values.record(read(text), _FILE_KEYS)
    require_format(file)
    events = enumerate(values.items(file.values["events"]), start=1)
    return [happening_from(event, program, number) for number, event in events]


def require_format(file: Record) -> None:
    """Refuses a file of a format that is not known."""
    value = file.values["format"]
    said = values.text(value)
    if said != FORMAT:
        raise Refused(value.line, f'The format "{said}" is not known here.', "The format is 1.")


def happening_from(value: Value, program: Program, number: int) -> Happening:
    """One event.

    Args:
        value: the event as it is written.
        program: whose zone, currency and names are meant.
        number: its place among the events, from 1; its id is `e<number>` unless it has another.

    Raises:
        Refused: something in it cannot be meant, or does not belong to the program.
    """
    if not isinstance(value, Record) or "event" not in value.values:
        raise Refused(value.line, 'An event says what it is: "event" is missing here.')
    said = value.values["event"]
    word = values.text(said)
    if word != TIME_PASSES and word not in FACTS:
        known = values.instead_of(word, [*FACTS, TIME_PASSES])
        raise Refused(said.line, f'There is no event "{word}".', known)
    event = Written(values.record(value, keys_of(word)), program)
    instant = values.moment(event.value("at"), program)
    if word == TIME_PASSES:
        return TimePasses(instant=instant)
    head = Head(event.text("id") or f"e{number}", instant, event.text("member"))
    return fact_from(word, event, head)


def joins_left_out(happenings: Iterable[Happening], program: Program) -> dict[str, Joined]:
    """The joinings that nobody wrote, by the id of the fact before which they belong.

    Who never joins in the events has joined just before the first of them that names them, at the
    moment of the earliest, should one come late. Where joining takes a payment, nothing is added.
    """
    facts = [event for event in happenings if not isinstance(event, TimePasses)]
    known = {fact.member for fact in facts if isinstance(fact, Joined)}
    found: dict[str, Joined] = {}
    if program.joining is Joining.PAYING:
        return found
    earliest: dict[str, int] = {}
    for fact in facts:
        earliest[fact.member] = min(fact.instant, earliest.get(fact.member, fact.instant))
    for fact in facts:
        if fact.member not in known:
            known.add(fact.member)
            found[fact.id] = Joined(
                id=f"+{fact.member}",
                instant=earliest[fact.member],
                member=fact.member,
                invited=program.joining is Joining.INVITATION,
            )
    return found
