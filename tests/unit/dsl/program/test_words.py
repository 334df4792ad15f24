"""The program in plain words."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from dsl.program.conditions import (
    AnyOf,
    AttributeIs,
    BalanceIs,
    Comparison,
    Condition,
    DateBetween,
    DateIn,
    DayIs,
    FieldIs,
    Guard,
    MeasureIs,
    PurchaseIsFirst,
    Relation,
    Since,
    TimeBetween,
    TimeSince,
)
from dsl.program.former_names import FormerName
from dsl.program.measures import Counted, Measure, Quantity, Scope
from dsl.program.model import Ratio
from dsl.program.names import Activity, Attribute, Calendar, Products, ValueKind, Weekly
from dsl.program.offers import (
    Donation,
    FreeProduct,
    FreeShipping,
    MoneyOffPerUnit,
    Offer,
    PercentOff,
    TierUpgrade,
)
from dsl.program.program import Joining, Program
from dsl.program.rewards import Price, Reward
from dsl.program.rules import (
    Add,
    Band,
    Give,
    GiveAmount,
    GiveBands,
    GiveRate,
    Limit,
    LimitScope,
    Multiply,
    OnCount,
    OnEach,
    OnNth,
    OnPurchase,
    Rule,
    Trigger,
)
from dsl.program.time import Duration, Ever, InPeriod, NthWeekday, Period, Rolling
from dsl.program.to_words import program_in_words
from dsl.program.wallets import AfterEarning, Wallet
from dsl.program.words_of_amounts import exact_words, money_words, units_words
from dsl.program.words_of_conditions import condition_words
from dsl.program.words_of_offers import offer_words
from dsl.program.words_of_rules import give_words, limit_words, trigger_words
from dsl.program.words_of_time import calendar_words, ordinal_words

MONTH = InPeriod(period=Period.MONTH)
YEAR = Duration(count=12, unit="month")


def program(**more: Any) -> Program:
    content = {
        "name": "Bean There",
        "currency": "USD",
        "currency_decimals": 2,
        "time_zone": "America/New_York",
        "joining": Joining.FREE,
        "wallets": (
            Wallet(name="Beans", unit="bean", plural="beans"),
            Wallet(name="Fine", unit="drop", plural="drops", decimals=1),
            Wallet(name="Cash", is_money=True, decimals=2),
        ),
        "attributes": (Attribute(name="since", value=ValueKind.DATE),),
        "activities": (
            Activity(name="run", fields=(Attribute(name="paid", value=ValueKind.MONEY),)),
        ),
        **more,
    }
    return Program(**content)


def ratio(text: str) -> Ratio:
    return Ratio.of(Fraction(text))


def spend(**more: Any) -> Measure:
    return Measure(quantity=Quantity.NET_SPEND, **more)


def compared(relation: Relation, low: int, high: int | None = None) -> Comparison:
    return Comparison(relation=relation, low=low, high=high)


def rate(text: str, wallet: str = "Beans", **more: Any) -> GiveRate:
    return GiveRate(wallet=wallet, rate=ratio(text), measure=more.pop("measure", spend()), **more)


def test_amounts() -> None:
    of = program()
    assert money_words(of, 500) == "5 USD"
    assert money_words(of, 1_234_550) == "12,345.50 USD"
    assert units_words(of, of.wallets[0], 1) == "1 bean"
    assert units_words(of, of.wallets[1], 15) == "1.5 drops"
    assert units_words(of, of.wallets[2], 5) == '0.05 USD of "Cash"'
    assert exact_words(Fraction(125, 10)) == "12.5"
    assert exact_words(Fraction(7, 3)) == "2 1/3"
    assert [ordinal_words(each) for each in (1, 2, 3, 4, 11, 13, 21, 112)] == (
        "1st 2nd 3rd 4th 11th 13th 21st 112th".split()
    )


@pytest.mark.parametrize(
    ("give", "words"),
    [
        (GiveAmount(wallet="Beans", amount=1), "1 bean"),
        (Add(wallet="Beans", amount=50, multiplied=True), "50 beans more, multiplied too"),
        (rate("1/100"), "1 bean per 1 USD of net spend"),
        (rate("1/1000"), "1 bean per 10 USD of net spend"),
        (rate("1/200", step=1_000), "5 beans for each full 10 USD of net spend"),
        (rate("1/100", "Fine"), "0.1 drops per 1 USD of net spend"),
        (rate("1/50", "Cash"), '2% of net spend as "Cash"'),
        (
            rate("1/100", measure=spend(scope=Scope(products=("A", "B"), without=("C",)))),
            '1 bean per 1 USD of net spend on "A" or "B" except "C"',
        ),
        (rate("10", measure=Measure(quantity=Quantity.ITEMS)), "10 beans per item"),
        (Multiply(wallet="Beans", factor=ratio("3/2")), "beans by 1.5"),
        (
            GiveBands(
                wallet="Cash",
                measure=spend(window=InPeriod(period=Period.YEAR)),
                bands=(
                    Band(up_to=100_000, rate=ratio("1/50")),
                    Band(up_to=None, rate=ratio("3/100")),
                ),
            ),
            (
                'by bands of net spend in a calendar year as "Cash": 2% up to 1000 USD, 3% beyond'
                " (each band counts for its part)"
            ),
        ),
    ],
)
def test_gives(give: Give, words: str) -> None:
    assert give_words(program(), give) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (DayIs(weekdays=(2, 4)), "the day is Tuesday or Thursday"),
        (DayIs(weekdays=(6, 7)), "the day is a weekend day"),
        (TimeBetween(start_minute=420, end_minute=570), "the time is between 7:00 and 9:30"),
        (DateBetween(first=date(2026, 5, 1)), "the date is 1 May 2026 or later"),
        (
            MeasureIs(
                measure=spend(window=Rolling(length=YEAR)),
                comparison=compared(Relation.AT_LEAST, 50_000),
            ),
            "the net spend over the last 12 months is at least 500 USD",
        ),
        (
            MeasureIs(
                measure=Measure(quantity=Quantity.PURCHASES, window=MONTH),
                comparison=compared(Relation.MORE_THAN, 5),
            ),
            "the number of purchases in a calendar month is more than 5",
        ),
        (
            BalanceIs(wallet="Beans", comparison=compared(Relation.BETWEEN, 10, 20)),
            "the balance of beans is between 10 beans and 20 beans",
        ),
        (
            AttributeIs(attribute="since", comparison=compared(Relation.LESS_THAN, 738_000)),
            'the member\'s "since" is before 29 July 2021',
        ),
        (FieldIs(field="paid", comparison=compared(Relation.IS, 150)), 'its "paid" is 1.50 USD'),
        (
            TimeSince(since=Since.REACHING, tier="Gold", relation=Relation.AT_MOST, length=YEAR),
            'reaching "Gold" was at most 1 year ago',
        ),
        (PurchaseIsFirst(period=Period.DAY), "the purchase is the member's first of the day"),
        (
            AnyOf(conditions=(DayIs(weekdays=(1,)), PurchaseIsFirst())),
            "the day is Monday or the purchase is the member's first",
        ),
    ],
)
def test_conditions(condition: Condition, words: str) -> None:
    assert condition_words(program(), condition) == words


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(times=1), "once per member"),
        (
            Limit(times=3, window=Rolling(length=Duration(count=7, unit="day"))),
            "at most 3 times per member in any 7 days",
        ),
        (Limit(amount=200, wallet="Beans", window=MONTH), "at most 200 beans per member per month"),
        (Limit(amount=5_000, scope=LimitScope.PURCHASE), "at most 50 USD per purchase"),
        (Limit(times=1, scope=LimitScope.VALUE, value="product"), 'once per member per "product"'),
        (Limit(times=5, scope=LimitScope.PROGRAM), "at most 5 times for all members together"),
        (
            Limit(amount=9, wallet="Beans", scope=LimitScope.PROGRAM, window=MONTH),
            "at most 9 beans per month for all members together",
        ),
    ],
)
def test_limits(limit: Limit, words: str) -> None:
    assert limit_words(program(), limit) == words


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        (PercentOff(share=ratio("1/4"), one_product=True), "25% off one product"),
        (
            FreeProduct(scope=Scope(products=("Drinks",)), up_to_minor=600),
            '1 product from "Drinks" up to 6 USD free',
        ),
        (MoneyOffPerUnit(minor_per_unit=ratio("1/2")), "0.005 USD off for each unit spent"),
        (Donation(amount_minor=100), "a donation of 1 USD to the member's cause"),
        (
            TierUpgrade(tier="Gold", length=Duration(count=3, unit="month")),
            'tier "Gold" for 3 months',
        ),
    ],
)
def test_offers(offer: Offer, words: str) -> None:
    assert offer_words(program(), offer) == words


@pytest.mark.parametrize(
    ("trigger", "words"),
    [
        (OnNth(count=10, repeats=True), "on every 10th purchase"),
        (OnNth(count=1, repeats=False, activity="run"), 'on the 1st "run"'),
        (OnEach(amount_minor=10_000, measure=spend(window=Ever())), "on each 100 USD of net spend"),
        (
            OnCount(counted=Counted(at_least=3_000, measure=spend(window=MONTH))),
            "on reaching 30 USD of net spend in a calendar month",
        ),
    ],
)
def test_triggers(trigger: Trigger, words: str) -> None:
    assert trigger_words(program(), trigger) == words


def test_calendars() -> None:
    lines = (
        Weekly(weekdays=(2,), start_minute=960, end_minute=1_080),
        NthWeekday(nth=-1, weekday=5),
    )
    assert calendar_words(Calendar(name="Quiet", lines=lines)) == (
        "every Tuesday from 16:00 to 18:00; the last Friday of each month"
    )


def test_a_whole_program() -> None:
    of = program(
        wallets=(
            Wallet(name="Beans", unit="bean", plural="beans", expiry=AfterEarning(length=YEAR)),
        ),
        attributes=(),
        activities=(),
        rules=(Rule(name="Every purchase", trigger=OnPurchase(), gives=(rate("1/100"),)),),
    )
    assert program_in_words(of) == (
        "Bean There\n"
        "  Money is in USD; days are those of America/New_York.\n"
        "  Joining is free.\n"
        "  Net spend leaves out discounts, rewards, tax, shipping and gift cards.\n"
        "\n"
        'Wallet "Beans"\n'
        "  Members collect beans.\n"
        "  They are rounded down per purchase.\n"
        "  They can be spent from the next purchase on.\n"
        "  They expire 1 year after earning.\n"
        "  A return takes what is there and never goes below zero.\n"
        "\n"
        'Rule "Every purchase"\n'
        "  On a purchase, members get 1 bean per 1 USD of net spend.\n"
    )


def test_a_reward_tells_when_it_is_not_to_be_had_and_its_terms() -> None:
    sale = Guard(condition=DateIn(calendar="Sale"), negated=True)
    of = program(
        rewards=(
            Reward(
                name="Coffee",
                prices=(Price(wallet="Beans", amount=50),),
                offer=FreeShipping(),
                guards=(sale,),
                terms=("While stocks last.",),
            ),
        )
    )
    told = program_in_words(of)
    assert '\n  Unless the date is in "Sale".\n' in told
    assert "\n  While stocks last.\n" in told


def test_what_the_program_block_says_of_names_and_new_points() -> None:
    former = FormerName(family="wallet", name="Beans", before="Points")
    told = program_in_words(program(former_names=(former,), spendable_at_once=("Beans",)))
    assert '"Beans" was called "Points" before.' in told
    assert "New beans can pay for a reward on the purchase that earns them." in told


def test_what_is_declared_is_told_first() -> None:
    shoes = Products(
        name="Good shoes",
        categories=("Shoes", "Boots"),
        brands=("Hobnail",),
        unit_price_from_minor=6000,
        without_skus=("S-13",),
        without_products=("Sale",),
        margin=ratio("0.35"),
    )
    told = program_in_words(
        program(
            products=(shoes, Products(name="Sale", labels=("sale",)), Products(name="All")),
            activities=(
                Activity(
                    name="run",
                    fields=(
                        Attribute(name="paid", value=ValueKind.MONEY),
                        Attribute(name="pace", value=ValueKind.ONE_OF, options=("slow", "fast")),
                        Attribute(name="stars", value=ValueKind.NUMBER, low=1, high=5),
                    ),
                ),
                Activity(name="delivered", needs_approval=True),
            ),
            causes=("Clean water", "Trees"),
        )
    )
    assert 'Donations go to "Clean water" or "Trees".' in told
    _, *blocks = told.split("\n\n")
    assert blocks[:6] == [
        (
            'Products "Good shoes"\n'
            '  Everything of the category "Shoes" or "Boots", of the brand "Hobnail" and at 60 USD'
            " or more apiece.\n"
            '  Except what is of the sku "S-13" and what belongs to "Sale".\n'
            "  The shop keeps 35% of what it sells of them."
        ),
        'Products "Sale"\n  Everything of the label "sale".',
        'Products "All"\n  Everything.',
        (
            'Activity "run"\n'
            "  It counts at once.\n"
            '  It tells "paid" (a sum of money), "pace" (one of "slow", "fast") and "stars" (a'
            " number from 1 to 5)."
        ),
        'Activity "delivered"\n  It counts once approved.',
        'Attribute "since"\n  Of each member, a date.',
    ]
