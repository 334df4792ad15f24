"""One event, as people write it, becomes one fact."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dsl.ledger import event_values as values
from dsl.ledger.event_words import LINE, RETURNED_LINE
from dsl.ledger.facts import (
    Adjusted,
    AnyFact,
    Approved,
    AttributeSet,
    DayChosen,
    Did,
    Donated,
    FeePaid,
    FeeRefused,
    Fields,
    Invited,
    Joined,
    Left,
    Line,
    MembershipEnded,
    MembershipStarted,
    Purchased,
    Redeemed,
    Returned,
    ReturnedLine,
)
from dsl.ledger.known_names import known_names
from dsl.ledger.strict_yaml import Record, Refused, Value
from dsl.ledger.written import Written
from dsl.program.former_names import rename_by, with_former
from dsl.program.names import Activity, Attribute, ValueKind
from dsl.program.program import Program

AttributeValue = int | bool | str
_BIRTHDAY = Attribute(name="birthday", value=ValueKind.DATE)


class Head(NamedTuple):
    """What every fact has."""

    id: str
    instant: int
    member: str


def fact_from(word: str, event: Written, head: Head) -> AnyFact:
    """The fact of an event whose keys are known to be right.

    Raises:
        Refused: a value cannot be meant, or names what the program does not have.
    """
    return _FACTS[word](event, head)


def _joined(event: Written, head: Head) -> AnyFact:
    return Joined(**head._asdict(), invited=event.yes("invited"))


def _left(_event: Written, head: Head) -> AnyFact:
    return Left(**head._asdict())


def _purchased(event: Written, head: Head) -> AnyFact:
    program = event.program
    return Purchased(
        **head._asdict(),
        lines=_lines(event),
        discount_minor=event.money("discount"),
        gift_card_minor=event.money("paid by gift card"),
        tax_minor=event.money("tax"),
        shipping_minor=event.money("shipping"),
        channel=event.listed("channel", program.channels),
        store=event.listed("store", program.stores),
        brand=event.listed("brand", program.brands),
        payment_method=event.listed("payment method", program.payment_methods),
        uses=event.names("uses", _issued(program), "reward or benefit"),
        choices=event.names("chooses", _chosen(program), "rule or reward"),
    )


def _lines(event: Written) -> tuple[Line, ...]:
    if event.has("total") == event.has("lines"):
        raise Refused(
            event.record.line, "A purchase has either a total or lines.", "Write one of them."
        )
    if event.has("total"):
        return (Line(id="1", price_minor=event.money("total")),)
    written = enumerate(event.items("lines"), start=1)
    lines = tuple(_line(value, event.program, number) for number, value in written)
    if not lines:
        raise Refused(
            event.value("lines").line,
            "This purchase has no lines.",
            "Write what was bought, or leave the purchase out.",
        )
    if len({line.id for line in lines}) < len(lines):
        raise Refused(event.value("lines").line, "Two lines of this purchase have the same id.")
    return lines


def _line(value: Value, program: Program, number: int) -> Line:
    line = Written(values.record(value, dict(LINE)), program)
    quantity = line.count("quantity", otherwise=1)
    return Line(
        id=line.text("id") or str(number),
        price_minor=line.money("each") * quantity,
        quantity=quantity,
        discount_minor=line.money("discount"),
        sku=line.text("sku"),
        category=line.text("category"),
        brand=line.listed("brand", program.brands),
        labels=line.texts("labels"),
        is_gift_card=line.yes("gift card"),
    )


def _returned(event: Written, head: Head) -> AnyFact:
    if event.has("lines") and event.has("amount"):
        raise Refused(event.record.line, "A return has lines or an amount, not both.")
    return Returned(
        **head._asdict(),
        purchase=event.text("purchase"),
        lines=tuple(_returned_line(value, event.program) for value in event.items("lines")),
        amount_minor=event.money("amount") if event.has("amount") else None,
    )


def _returned_line(value: Value, program: Program) -> ReturnedLine:
    line = Written(values.record(value, dict(RETURNED_LINE)), program)
    quantity = line.count("quantity") if line.has("quantity") else None
    return ReturnedLine(line=line.text("line"), quantity=quantity)


def _did(event: Written, head: Head) -> AnyFact:
    activities = {activity.name: activity for activity in event.program.activities}
    activity = activities[event.one_of("activity", activities, "activity")]
    written = event.value("having") if event.has("having") else None
    if written is not None and not isinstance(written, Record):
        raise Refused(written.line, "Named values belong here, for example {rating: 5}.")
    return Did(
        **head._asdict(),
        activity=activity.name,
        fields=fields_of(activity, written.values if written else {}, event.program),
        store=event.listed("store", event.program.stores),
        approved=event.yes("approved", otherwise=not activity.needs_approval),
    )


def fields_of(activity: Activity, written: Mapping[str, Value], program: Program) -> Fields:
    """What is told of an activity, by the names of its attributes.

    Raises:
        Refused: it has no such attribute, or not such a value.
    """
    known = {field.name: field for field in activity.fields}
    fields = []
    for name, value in written.items():
        if name not in known:
            sentence = f'"{activity.name}" has no "{name}".'
            raise Refused(value.line, sentence, values.instead_of(name, known))
        fields.append((name, _attribute_value(value, known[name], program)))
    return tuple(fields)


def _approved(event: Written, head: Head) -> AnyFact:
    return Approved(**head._asdict(), fact=event.text("approves"))


def _redeemed(event: Written, head: Head) -> AnyFact:
    name = _named(event, "redeem", "reward")
    today = rename_by(event.program.former_names)("rule", name)
    reward = next(each for each in event.program.rewards if each.name == today)
    paid = _amount_of(event, reward.prices[0].wallet) if event.has("amount") else None
    return Redeemed(**head._asdict(), reward=name, amount=paid)


def _amount_of(event: Written, wallet: str) -> int:
    """An amount that must be counted in the wallet's unit."""
    found, smallest = values.amount(event.value("amount"), event.program)
    today = rename_by(event.program.former_names)("wallet", wallet)
    owner = next(each for each in event.program.wallets if each.name == today)
    if found is not owner and not (found is None and owner.is_money):
        unit = owner.plural or event.program.currency
        raise Refused(event.value("amount").line, f'"{wallet}" is counted in {unit}.')
    return smallest


def _donated(event: Written, head: Head) -> AnyFact:
    cause = _named(event, "donate", "cause")
    return Donated(**head._asdict(), amount_minor=event.money("amount"), cause=cause)


def _named(event: Written, word: str, key: str, what: str = "") -> str:
    """The declared name that a kind of event is about; empty where it is not said."""
    return event.one_of(key, known_names(event.program)[word], what or key)


def _membership_started(event: Written, head: Head) -> AnyFact:
    membership = _named(event, "start membership", "membership")
    invited = event.yes("invited")
    return MembershipStarted(**head._asdict(), membership=membership, invited=invited)


def _membership_ended(event: Written, head: Head) -> AnyFact:
    membership = _named(event, "end membership", "membership")
    return MembershipEnded(**head._asdict(), membership=membership)


def _fee_paid(event: Written, head: Head) -> AnyFact:
    paid = event.money("amount") if event.has("amount") else None
    return FeePaid(**head._asdict(), membership=_paid_membership(event), amount_minor=paid)


def _fee_refused(event: Written, head: Head) -> AnyFact:
    return FeeRefused(**head._asdict(), membership=_paid_membership(event))


def _paid_membership(event: Written) -> str:
    """The membership that a fee is for; it need not be said where only one has a fee."""
    paid = known_names(event.program)["fee paid"]
    ones = sum(each.fee is not None for each in event.program.memberships)
    if not event.has("membership") and ones != 1:
        sentence = "Several memberships have a fee." if paid else "No membership has a fee."
        raise Refused(event.record.line, sentence, values.instead_of("", paid))
    return _named(event, "fee paid", "membership", "membership with a fee")


def _attributes(program: Program) -> dict[str, Attribute]:
    declared = {attribute.name: attribute for attribute in program.attributes}
    causes = known_names(program)["donate"]
    cause = Attribute(name="cause", value=ValueKind.ONE_OF, options=causes)
    return {"birthday": _BIRTHDAY, "cause": cause, **declared}


def _attribute_set(event: Written, head: Head) -> AnyFact:
    known = _attributes(event.program)
    attribute = known[event.one_of("attribute", known, "attribute")]
    value = _attribute_value(event.value("value"), attribute, event.program)
    return AttributeSet(**head._asdict(), name=attribute.name, value=value)


def _attribute_ended(event: Written, head: Head) -> AnyFact:
    name = event.one_of("attribute", _attributes(event.program), "attribute")
    return AttributeSet(**head._asdict(), name=name, value=None)


def _attribute_value(value: Value, attribute: Attribute, program: Program) -> AttributeValue:
    match attribute.value:
        case ValueKind.YES_NO:
            return values.yes(value)
        case ValueKind.NUMBER:
            return _number(value, attribute)
        case ValueKind.MONEY:
            return values.money(value, program)
        case ValueKind.DATE:
            return values.day(value)
        case ValueKind.ONE_OF:
            return values.one_of(value, attribute.options, attribute.name)
        case ValueKind.TEXT:
            return values.text(value)


def _number(value: Value, attribute: Attribute) -> int:
    number = values.count(value)
    low = number if attribute.low is None else attribute.low
    high = number if attribute.high is None else attribute.high
    if not low <= number <= high:
        sentence = f'"{attribute.name}" is {number}, and goes from {low} to {high}.'
        raise Refused(value.line, sentence)
    return number


def _invited(event: Written, head: Head) -> AnyFact:
    tier = _named(event, "invite", "tier", "tier by invitation")
    return Invited(**head._asdict(), tier=tier)


def _day_chosen(event: Written, head: Head) -> AnyFact:
    rule = _named(event, "choose day", "rule", "rule with days that the member chooses,")
    return DayChosen(**head._asdict(), rule=rule, day=values.day(event.value("day")))


def _adjusted(event: Written, head: Head) -> AnyFact:
    wallet = _named(event, "adjust", "wallet")
    amount = _amount_of(event, wallet)
    return Adjusted(**head._asdict(), wallet=wallet, amount=amount, reason=event.text("reason"))


def _issued(program: Program) -> tuple[str, ...]:
    """What can be held and used on a purchase."""
    benefits = [rule.name for rule in program.rules if rule.benefit]
    names = [reward.name for reward in program.rewards] + benefits
    return with_former(program.former_names, "rule", names)


def _chosen(program: Program) -> tuple[str, ...]:
    """What can be chosen in a group."""
    rules = [rule.name for rule in program.rules if rule.group]
    names = rules + [reward.name for reward in program.rewards if reward.group]
    return with_former(program.former_names, "rule", names)


_FACTS: dict[str, Callable[[Written, Head], AnyFact]] = {
    "join": _joined,
    "leave": _left,
    "purchase": _purchased,
    "return": _returned,
    "activity": _did,
    "approve": _approved,
    "redeem": _redeemed,
    "donate": _donated,
    "start membership": _membership_started,
    "end membership": _membership_ended,
    "fee paid": _fee_paid,
    "fee refused": _fee_refused,
    "attribute": _attribute_set,
    "attribute ends": _attribute_ended,
    "invite": _invited,
    "choose day": _day_chosen,
    "adjust": _adjusted,
}
