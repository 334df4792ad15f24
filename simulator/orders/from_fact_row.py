"""One row of a facts file becomes one fact, through the words of the event format."""

from hashlib import blake2b
from typing import NamedTuple

from dsl.ledger.event_words import keys_of
from dsl.ledger.facts import AnyFact
from dsl.ledger.from_event import Head, fact_from
from dsl.ledger.strict_yaml import Record, Refused, Text, Value
from dsl.ledger.written import Written
from dsl.program.program import Program
from simulator.orders.fact_ids import of_own_ids, on_joining_id, own_id


class FactKind(NamedTuple):
    """What the columns of a kind of fact hold.

    Attributes:
        event: its word in the event format.
        name, value: the keys that these columns stand for; empty when they are not used.
        meaning: what happened, and what the columns hold.
    """

    event: str
    name: str
    value: str
    meaning: str


FACT_KINDS = {
    "join": FactKind("join", "", "invited", "became a member; value: yes, when by invitation"),
    "leave": FactKind("leave", "", "", "left the program"),
    "activity": FactKind("activity", "activity", "", "did the activity called name"),
    "approve": FactKind("approve", "approves", "", "the fact whose id is name was approved"),
    "redeem": FactKind(
        "redeem", "reward", "amount", "chose the reward called name; value: units, if it varies"
    ),
    "donate": FactKind("donate", "cause", "amount", "gave the money in value to the cause"),
    "start membership": FactKind(
        "start membership",
        "membership",
        "invited",
        "joined the membership called name; value: yes, when by invitation",
    ),
    "end membership": FactKind(
        "end membership", "membership", "", "asked for the membership to end"
    ),
    "fee paid": FactKind("fee paid", "membership", "amount", "paid the fee; value: the money"),
    "fee refused": FactKind("fee refused", "membership", "", "the fee could not be collected"),
    "attribute": FactKind(
        "attribute", "attribute", "value", "the attribute called name is value from now on"
    ),
    "attribute ends": FactKind(
        "attribute ends", "attribute", "", "the attribute called name no longer holds"
    ),
    "birthday": FactKind("attribute", "", "value", "was born on the day in value"),
    "invite": FactKind("invite", "tier", "", "was invited to the tier called name"),
    "choose day": FactKind("choose day", "rule", "day", "chose the day in value for a rule"),
    "adjust": FactKind(
        "adjust", "wallet", "amount", "the wallet's balance was set right by value, for a reason"
    ),
}


class WrittenFact(NamedTuple):
    """A row of a facts file.

    Attributes:
        instant: None for a fact that holds on joining.
    """

    row: int
    id: str | None
    member: str
    fact: str
    name: str | None
    value: str | None
    fields: str | None
    store: str | None
    approved: str | None
    reason: str | None
    instant: int | None


def fact_of(row: WrittenFact, instant: int, program: Program) -> AnyFact:
    """The fact of a row.

    Raises:
        Refused: a value cannot be meant, or names what the program does not have.
    """
    kind = FACT_KINDS[row.fact]
    keys = {kind.name: row.name, kind.value: row.value, "reason": row.reason, "store": row.store}
    keys["approved"] = row.approved
    if row.fact == "birthday":
        keys["attribute"] = "birthday"
    values: dict[str, Value] = {
        key: Text(said, row.row) for key, said in keys.items() if key and said is not None
    }
    if row.fields is not None:
        values["having"] = _fields(row)
    known = keys_of(kind.event)
    for key in values:
        if key not in known:
            raise Refused(row.row, f'"{row.fact}" has no "{key}".')
    missing = [key for key, told in known.items() if told.required and key not in values]
    for key in missing:
        if key not in ("at", "event", "member"):
            raise Refused(row.row, f'"{row.fact}" needs "{key}".')
    head = Head(_id_of(row, instant), instant, row.member)
    return of_own_ids(fact_from(kind.event, Written(Record(values, row.row), program), head))


def _fields(row: WrittenFact) -> Record:
    values: dict[str, Value] = {}
    for part in (row.fields or "").split(";"):
        name, sign, said = part.partition("=")
        if not sign and part.strip():
            raise Refused(row.row, f'"{part.strip()}" has no "=" between name and value.')
        if sign:
            values[name.strip()] = Text(said.strip(), row.row)
    return Record(values, row.row)


def _id_of(row: WrittenFact, instant: int) -> str:
    """The row's id, or one made of its content; facts on joining sort just behind the join."""
    if row.id is not None:
        return own_id(row.id)
    digest = blake2b(repr((instant, *row[2:10])).encode(), digest_size=10).hexdigest()
    return on_joining_id(digest) if row.instant is None else f"fact:{digest}"
