"""One rule of every kind that runs."""

from dsl.program.conditions import AttributeIs, DayIs, Guard, TierIs
from dsl.program.measures import Counted, Measure, Quantity, Scope
from dsl.program.model import Ratio
from dsl.program.offers import (
    MoneyOff,
    PercentOff,
    WalletCredit,
)
from dsl.program.rules import (
    Add,
    Audience,
    Benefit,
    Give,
    GiveAmount,
    GiveRate,
    Multiply,
    Occasion,
    OnAbsence,
    OnActivity,
    OnCount,
    OnEach,
    OnNth,
    OnOccasion,
    OnPurchase,
    OnRewardUsed,
    OnSchedule,
    OnTier,
    Rule,
    Trigger,
    Validity,
)
from dsl.program.time import (
    Duration,
    Ever,
    InPeriod,
    MonthDay,
    NthWeekday,
    Period,
    PeriodStart,
    Window,
)
from tests.properties.names import (
    CARD,
    GOLD,
    PLUS,
    POINTS,
    REVIEW,
    SILVER,
    STATUS,
    TEA,
)


def spend(window: Window) -> Measure:
    return Measure(quantity=Quantity.NET_SPEND, window=window)


POINTS_GIVEN = GiveAmount(wallet=POINTS, amount=7)
VOUCHER = Benefit(
    offer=MoneyOff(amount_minor=300), valid=Validity(length=Duration(count=20, unit="day"))
)


def rule(name: str, trigger: Trigger, *gives: Give, **more: object) -> Rule:
    return Rule.model_validate({"name": name, "trigger": trigger, "gives": gives, **more})


def _on_purchases() -> tuple[Rule, ...]:
    """Rules that look at the purchase itself."""
    card = Guard(condition=AttributeIs(attribute="card", values=("yes",)))
    return (
        rule(
            "Tea rate",
            OnPurchase(),
            GiveRate(
                wallet=POINTS,
                rate=Ratio(numerator=3, denominator=100),
                measure=Measure(quantity=Quantity.NET_SPEND, scope=Scope(products=(TEA,))),
            ),
        ),
        rule(
            "Weekend",
            OnPurchase(),
            Add(wallet=POINTS, amount=5),
            guards=(Guard(condition=DayIs(weekdays=(6, 7))),),
        ),
        rule(
            "Double",
            OnPurchase(),
            Multiply(wallet=POINTS, factor=Ratio(numerator=2)),
            guards=(card,),
        ),
        rule(
            "Silver price",
            OnPurchase(),
            benefit=Benefit(offer=PercentOff(share=Ratio(numerator=1, denominator=10))),
            guards=(Guard(condition=TierIs(tiers=(SILVER, GOLD, CARD))),),
        ),
    )


def _on_occasions() -> tuple[Rule, ...]:
    """Rules that wait for something that happens, or for a day."""
    return (
        rule("Third", OnNth(count=3, repeats=True), Add(wallet=POINTS, amount=9)),
        rule("Review", OnActivity(activity=REVIEW), POINTS_GIVEN),
        rule("Hello", OnOccasion(occasion=Occasion.JOINING), POINTS_GIVEN),
        rule("Birthday", OnOccasion(occasion=Occasion.BIRTHDAY), benefit=VOUCHER),
        rule(
            "Anniversary",
            OnOccasion(occasion=Occasion.ANNIVERSARY),
            GiveAmount(wallet=POINTS, amount=3, per=Period.MEMBERSHIP_MONTH),
        ),
        rule("Fee", OnOccasion(occasion=Occasion.FEE), POINTS_GIVEN),
        rule("Payday", OnSchedule(schedule=MonthDay(day=31)), POINTS_GIVEN),
        rule("Fifth Friday", OnSchedule(schedule=NthWeekday(nth=5, weekday=5)), POINTS_GIVEN),
        rule(
            "Plus month",
            OnSchedule(schedule=PeriodStart(period=Period.MEMBERSHIP_MONTH)),
            benefit=VOUCHER,
            inside=Audience(memberships=(PLUS,)),
        ),
        rule("Absence", OnAbsence(length=Duration(count=25, unit="day")), POINTS_GIVEN),
    )


def _on_counts() -> tuple[Rule, ...]:
    """Rules that wait for a count, or for what a count brings."""
    return (
        rule("Each 40", OnEach(amount_minor=4000, measure=spend(Ever())), benefit=VOUCHER),
        rule(
            "Reach 60",
            OnCount(counted=Counted(at_least=6000, measure=spend(InPeriod(period=Period.MONTH)))),
            POINTS_GIVEN,
        ),
        rule(
            "Reach status",
            OnCount(
                counted=Counted(
                    at_least=90,
                    measure=Measure(quantity=Quantity.EARNED, name=STATUS, window=Ever()),
                )
            ),
            benefit=VOUCHER,
        ),
        rule("Promotion", OnTier(tier=SILVER), POINTS_GIVEN),
        rule(
            "Gold gift",
            OnTier(tier=GOLD),
            benefit=Benefit(offer=WalletCredit(wallet=POINTS, amount=11)),
        ),
        rule("Used", OnRewardUsed(reward="3 off"), POINTS_GIVEN),
    )


RULES = {each.name: each for each in (*_on_purchases(), *_on_occasions(), *_on_counts())}
"""By name."""
