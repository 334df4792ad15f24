"""Tricky cases to try a program on, as far as it has any of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from designer.workbench.baskets import products_bought
from designer.workbench.persona import Persona, Setting, joining, purchase
from designer.workbench.to_events_yaml import Event
from dsl.ledger.to_record import money_text
from dsl.program.conditions import MeasureIs, Relation
from dsl.program.measures import EVERYTHING, Measure, Quantity
from dsl.program.program import Program
from dsl.program.rules import Occasion, OnOccasion
from dsl.program.tiers import WhenCounted
from dsl.program.wallets import Never

MEMBER = "ann"


def edge_cases(setting: Setting) -> Iterator[Persona]:
    """Those that the program has an answer to."""
    yield _edge("return", "Return of a purchase", "a part, then the rest", _returns(setting))
    yield _edge("two-tills", "Two tills, same minute", "two purchases at once", _tills(setting))
    program = setting.program
    if any(
        isinstance(rule.trigger, OnOccasion) and rule.trigger.occasion is Occasion.BIRTHDAY
        for rule in program.rules
    ):
        leap = replace(setting, first=_january_before_no_leap_day(setting.first))
        yield _edge("leap-day", "Birthday on 29 February", "in a year without one", _leap(leap))
    if any(not isinstance(wallet.expiry, Never) for wallet in program.wallets):
        yield _edge("expiry", "Points about to end", "one purchase, then two years", _ends(setting))
    mark = threshold_minor(program)
    if mark is not None:
        about = "just below, then exactly there"
        yield _edge("threshold", "Right at a threshold", about, _threshold(setting, mark))


def _edge(key: str, name: str, about: str, events: Iterator[Event]) -> Persona:
    return Persona(key, name, about, tuple(events), is_edge=True)


def _returns(setting: Setting) -> Iterator[Event]:
    bought = products_bought(setting.program)[:2]
    yield from joining(setting, MEMBER)
    spent = 2 * setting.habits.purchase_minor
    first = purchase(setting, MEMBER, setting.at(1, 10), spent, bought)
    yield first | {"id": "first"}
    part: Event = {"at": setting.at(4, 10), "event": "return", "member": MEMBER}
    part["purchase"] = "first"
    lines = first.get("lines", ())
    if len(lines) > 1:
        part["lines"] = [{"line": "1"}]
    else:
        part["amount"] = money_text(setting.habits.purchase_minor, setting.program)
    yield part
    rest: Event = {"at": setting.at(9, 10), "event": "return", "member": MEMBER}
    yield rest | {"purchase": "first"}


def _tills(setting: Setting) -> Iterator[Event]:
    bought = products_bought(setting.program)[:1]
    yield from joining(setting, MEMBER)
    for _ in range(2):
        yield purchase(setting, MEMBER, setting.at(1, 12), setting.habits.purchase_minor, bought)


def _january_before_no_leap_day(first: date) -> date:
    year = first.year + (first.month > 1 or first.day > 1)
    while year % 4 == 0:
        year += 1
    return date(year, 1, 10)


def _leap(setting: Setting) -> Iterator[Event]:
    for event in joining(setting, MEMBER):
        yield event | {"value": "2000-02-29"} if event["event"] == "attribute" else event
    for days in (48, 49, 50):  # 27 and 28 February, and 1 March
        yield {"at": setting.at(days, 12), "event": "time passes"}


def _ends(setting: Setting) -> Iterator[Event]:
    bought = products_bought(setting.program)[:1]
    yield from joining(setting, MEMBER)
    yield purchase(setting, MEMBER, setting.at(1, 12), 2 * setting.habits.purchase_minor, bought)
    for years in (1, 2):
        for days in (0, 2):
            passed = setting.first + timedelta(days=1 + days)
            at = passed.replace(year=passed.year + years, day=min(passed.day, 28))
            yield {"at": f"{at.isoformat()}T12:00", "event": "time passes"}


def threshold_minor(program: Program) -> int | None:
    """The first sum of money that a tier, a rule or a reward asks for; None without one."""
    return next(_thresholds(program), None)


def _thresholds(program: Program) -> Iterator[int]:
    for tier in program.tiers:
        if isinstance(tier.entry, WhenCounted):
            for counted in (each for together in tier.entry.any_of for each in together):
                if _is_spend(counted.measure):
                    yield counted.at_least
    for rule in program.rules:
        for guard in rule.guards:
            if isinstance(guard.condition, MeasureIs) and _is_spend(guard.condition.measure):
                if guard.condition.comparison.relation in (Relation.AT_LEAST, Relation.MORE_THAN):
                    yield guard.condition.comparison.low
    for reward in program.rewards:
        if reward.minimum_minor is not None:
            yield reward.minimum_minor


def _is_spend(measure: Measure) -> bool:
    spend = (Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID)
    return measure.quantity in spend and measure.scope == EVERYTHING


def _threshold(setting: Setting, mark: int) -> Iterator[Event]:
    bought = products_bought(setting.program)[:1]
    yield from joining(setting, MEMBER)
    yield purchase(setting, MEMBER, setting.at(1, 12), max(mark - 1, 1), bought)
    yield purchase(setting, MEMBER, setting.at(2, 12), 1, bought)
    yield purchase(setting, MEMBER, setting.at(3, 12), mark, bought)
    yield purchase(setting, MEMBER, setting.at(4, 12), mark + 1, bought)
