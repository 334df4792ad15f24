"""Events as people write them, and the facts that they become."""

import pytest

from dsl.ledger.facts import (
    Adjusted,
    AttributeSet,
    Did,
    Joined,
    Line,
    Purchased,
    Redeemed,
    Returned,
    ReturnedLine,
)
from dsl.ledger.from_events import Happening, TimePasses, events_from_text, joins_left_out
from dsl.ledger.strict_yaml import Refused
from dsl.program.model import Ratio
from dsl.program.names import Activity, Attribute, ValueKind
from dsl.program.offers import MoneyOffPerUnit
from dsl.program.program import Joining, Program
from dsl.program.rewards import Price, Reward
from dsl.program.tiers import ForEveryone, KeptForLife, Tier
from dsl.program.wallets import Wallet

PROGRAM = Program(
    name="Test",
    currency="GBP",
    currency_decimals=2,
    time_zone="Europe/London",
    joining=Joining.FREE,
    channels=("store", "online"),
    wallets=(
        Wallet(name="Points", unit="point", plural="points", decimals=1),
        Wallet(name="Cash", is_money=True, decimals=2),
    ),
    activities=(
        Activity(
            name="review",
            fields=(
                Attribute(name="stars", value=ValueKind.NUMBER, low=1, high=5),
                Attribute(name="photo", value=ValueKind.YES_NO),
            ),
        ),
    ),
    causes=("Clean water",),
    tiers=(Tier(name="Gold", entry=ForEveryone(), kept=KeptForLife()),),
    rewards=(
        Reward(
            name="Pay",
            prices=(Price(wallet="Points", amount=10, or_more=True),),
            offer=MoneyOffPerUnit(minor_per_unit=Ratio(numerator=1)),
        ),
    ),
)
MARCH = 1_741_082_400_000_000
"""4 March 2025, 10:00 in London."""


def _events(*written: str) -> list[Happening]:
    return events_from_text(
        "format: 1\nevents:\n" + "".join(f"  - {{{e}}}\n" for e in written), PROGRAM
    )


def _event(written: str) -> Happening:
    return _events('at: "2025-03-04T10:00", member: ada, ' + written)[0]


def test_a_total_is_one_line() -> None:
    assert _event('event: purchase, total: "40.00 GBP", channel: store') == Purchased(
        id="e1",
        instant=MARCH,
        member="ada",
        lines=(Line(id="1", price_minor=4000),),
        channel="store",
    )


def test_lines_have_a_price_for_each_piece() -> None:
    purchase = _event(
        'event: purchase, id: till-7, shipping: "3.50 GBP", uses: [Pay], lines: '
        '[{each: "2.00 GBP", quantity: 3, category: Tea, discount: "0.50 GBP"}, '
        '{each: "50.00 GBP", gift card: "yes", id: b, labels: [p, q]}]'
    )
    assert purchase == Purchased(
        id="till-7",
        instant=MARCH,
        member="ada",
        lines=(
            Line(id="1", price_minor=600, quantity=3, category="Tea", discount_minor=50),
            Line(id="b", price_minor=5000, is_gift_card=True, labels=("p", "q")),
        ),
        shipping_minor=350,
        uses=("Pay",),
    )


def test_returns() -> None:
    of_lines = _event("event: return, purchase: e1, lines: [{line: 1, quantity: 2}, {line: b}]")
    assert isinstance(of_lines, Returned)
    assert of_lines.lines == (ReturnedLine(line="1", quantity=2), ReturnedLine(line="b"))
    of_amount = _event('event: return, amount: "5.00 GBP"')
    assert isinstance(of_amount, Returned)
    assert (of_amount.purchase, of_amount.amount_minor) == ("", 500)


def test_values_have_the_kinds_that_the_program_declares() -> None:
    did = _event('event: activity, activity: review, having: {stars: 4, photo: "yes"}')
    assert isinstance(did, Did)
    assert did.fields == (("stars", 4), ("photo", True))
    birthday = _event('event: attribute, attribute: birthday, value: "1990-02-28"')
    assert isinstance(birthday, AttributeSet)
    assert birthday.value == 726526


def test_amounts_are_in_smallest_units() -> None:
    paid = _event('event: redeem, reward: Pay, amount: "12.5 points"')
    assert isinstance(paid, Redeemed)
    assert paid.amount == 125
    corrected = _event('event: adjust, wallet: Cash, amount: "-0.25 GBP", reason: x')
    assert isinstance(corrected, Adjusted)
    assert corrected.amount == -25


@pytest.mark.parametrize("at", ["0001-01-01", "1969-12-31T10:00", "2200-01-01T00:00Z"])
def test_events_happen_in_years_that_every_period_fits_in(at: str) -> None:
    with pytest.raises(Refused, match="1970 to 2199"):
        events_from_text(
            f'format: 1\nevents:\n  - {{at: "{at}", event: join, member: ada}}\n', PROGRAM
        )


def test_moments_are_local_or_have_an_offset() -> None:
    written = ("2025-07-04T10:00", "2025-07-04T09:00Z", "2025-07-04T11:00+02:00", "2025-07-04")
    events = _events(*(f'at: "{at}", event: time passes' for at in written))
    assert [event.instant // 3_600_000_000 % 24 for event in events] == [9, 9, 9, 23]
    twice = _events('at: "2025-10-26T01:30", event: time passes')[0]
    assert twice == TimePasses(instant=1_761_438_600_000_000)


def test_ids_come_from_the_place_among_the_events() -> None:
    events = _events(
        'at: "2025-03-04", event: join, member: ada',
        'at: "2025-03-04", event: time passes',
        'at: "2025-03-04", event: leave, member: ada',
    )
    assert [getattr(event, "id", "") for event in events] == ["e1", "", "e3"]


def test_who_never_joins_has_joined_before_the_first_fact() -> None:
    events = _events(
        'at: "2025-03-05", event: leave, member: ada',
        'at: "2025-03-04", event: leave, member: ada',
        'at: "2025-03-04", event: leave, member: ben',
        'at: "2025-03-06", event: join, member: ben',
    )
    joins = joins_left_out(events, PROGRAM)
    assert joins == {"e1": Joined(id="+ada", instant=events[1].instant, member="ada")}
    assert "+ada" < "e1"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("event: purchas", 'There is no event "purchas". Is "purchase" meant?'),
        ("event: purchase", "A purchase has either a total or lines."),
        ('event: purchase, total: "1.00 GBP", totl: x', 'There is no key "totl" here.'),
        ('event: purchase, total: "1.005 GBP"', "finer than GBP allows: 2 decimals"),
        ('event: purchase, total: "1.00 EUR"', "counts in GBP, not in EUR"),
        ('event: purchase, total: "-1.00 GBP"', "below zero"),
        ('event: purchase, total: "1.00 GBP", channel: stroe', 'Is "store" meant?'),
        ('event: purchase, total: "1.00 GBP", uses: [Pai]', 'Is "Pay" meant?'),
        ("event: activity, activity: reviews", 'Is "review" meant?'),
        ("event: activity, activity: review, having: {star: 3}", '"review" has no "star".'),
        ("event: activity, activity: review, having: {stars: 6}", "goes from 1 to 5"),
        ("event: activity, activity: review, having: {photo: maybe}", "where yes or no belongs"),
        ('event: attribute, attribute: birthday, value: "1990-02-30"', "no day 1990-02-30"),
        ("event: attribute, attribute: cause, value: Clean air", 'Is "Clean water" meant?'),
        ('event: adjust, wallet: Points, amount: "5 pints", reason: x', 'Is "points" meant?'),
        ('event: adjust, wallet: Points, amount: "5.00 GBP", reason: x', "counted in points"),
        ('event: redeem, reward: Pay, amount: "1.25 points"', "finer than points allows"),
        ('event: return, amount: "1.00 GBP", lines: [{line: 1}]', "lines or an amount"),
        ("event: redeem", '"reward" is missing here.'),
        ("event: invite, tier: Gold", 'no tier by invitation called "Gold"'),
        ("event: fee paid", "No membership has a fee."),
    ],
)
def test_what_the_program_does_not_know_is_refused(written: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        _event(written)
    assert says in str(refused.value)
    assert refused.value.line == 3


def test_a_time_that_no_clock_showed_is_refused() -> None:
    with pytest.raises(Refused, match="put forward"):
        _events('at: "2025-03-30T01:30", event: time passes')


def test_another_format_is_refused() -> None:
    with pytest.raises(Refused, match='The format "2" is not known'):
        events_from_text("format: 2\nevents: []\n", PROGRAM)
