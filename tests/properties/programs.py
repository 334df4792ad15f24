"""Strategies for programs: wallets, rules, tiers, memberships and rewards of every running kind."""

from datetime import date

from hypothesis import strategies as st

from dsl.program.conditions import AttributeIs, Guard
from dsl.program.measures import Counted, Measure, Quantity, Scope
from dsl.program.model import Ratio
from dsl.program.names import Activity, Attribute, Products, ValueKind
from dsl.program.offers import (
    Cash,
    FreeProduct,
    MoneyOff,
    MoneyOffPerUnit,
    Offer,
    PercentOff,
    TierUpgrade,
    WalletCredit,
)
from dsl.program.program import Joining, Program
from dsl.program.rewards import Perk, Price, Reward
from dsl.program.rules import (
    GiveRate,
    Limit,
    LimitScope,
    OnPurchase,
    OnTier,
    Rule,
    Validity,
)
from dsl.program.tiers import (
    ByInvitation,
    CarryOver,
    Drop,
    Fee,
    ForEveryone,
    Kept,
    KeptFor,
    KeptForLife,
    KeptUntilEndOf,
    KeptWhileItHolds,
    Membership,
    Start,
    StartAtOnce,
    StartAtReview,
    StartOnDay,
    Tier,
    WhenCounted,
    WhileConditions,
)
from dsl.program.time import (
    Duration,
    Ever,
    InPeriod,
    MonthDay,
    NextMonthDay,
    NextYearDay,
    Period,
    Rolling,
    Window,
    YearlyDay,
)
from dsl.program.wallets import (
    AccrualCap,
    AfterDays,
    AfterEarning,
    AfterLast,
    AtOnce,
    Availability,
    EndOfPeriod,
    Expiry,
    Never,
    OnDate,
    OnDates,
    OnDay,
    Rounding,
    RoundingMode,
    RoundingPlace,
    Wallet,
    WhenActivity,
)
from tests.properties.names import (
    CARD,
    CLUB,
    DELIVERED,
    GOLD,
    HOUSE,
    PLUS,
    POINTS,
    REVIEW,
    SILVER,
    STATUS,
    TEA,
)
from tests.properties.rules import RULES as RULES
from tests.properties.rules import rule, spend

_months = st.integers(1, 6).map(lambda count: Duration(count=count, unit="month"))
_days = st.integers(5, 60).map(lambda count: Duration(count=count, unit="day"))
_lengths = _months | _days
_periods = st.sampled_from([Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR])

windows: st.SearchStrategy[Window] = st.one_of(
    _periods.map(lambda period: InPeriod(period=period)),
    _lengths.map(lambda length: Rolling(length=length)),
    st.just(Ever()),
    st.just(InPeriod(period=Period.MEMBERSHIP_YEAR)),
)

expiries: st.SearchStrategy[Expiry] = st.one_of(
    st.just(Never()),
    st.builds(AfterEarning, length=_lengths, end_of=st.none() | _periods),
    st.builds(
        AfterLast,
        length=_lengths,
        keeps_alive=st.sampled_from([("purchase",), ("earning",), ("purchase", "spending")]),
        activities=st.sampled_from([(), (REVIEW,)]),
        end_of=st.none() | st.just(Period.MONTH),
    ),
    st.just(OnDates(days=(YearlyDay(month=6, day=30), YearlyDay(month=12, day=31)))),
    st.just(OnDates(days=(YearlyDay(month=3, day=31),), next_year=True)),
    st.just(OnDate(date=date(2024, 2, 29))),
    st.builds(EndOfPeriod, period=_periods, following=st.booleans()),
)

availabilities: st.SearchStrategy[Availability] = st.one_of(
    st.just(AtOnce()),
    st.integers(0, 20).map(lambda days: AfterDays(days=days)),
    st.just(OnDay(day=MonthDay(day=15))),
    st.just(OnDay(day=NextMonthDay(day=31))),
    st.just(WhenActivity(activity=DELIVERED)),
)


@st.composite
def wallets(draw: st.DrawFn) -> tuple[Wallet, ...]:
    points = Wallet(
        name=POINTS,
        unit="point",
        plural="points",
        decimals=draw(st.sampled_from([0, 1])),
        rounding=Rounding(
            mode=draw(st.sampled_from(RoundingMode)), place=draw(st.sampled_from(RoundingPlace))
        ),
        available=draw(availabilities),
        expiry=draw(expiries),
        hold_at_most=draw(st.none() | st.just(400)),
        caps=draw(st.sampled_from([(), (AccrualCap(at_most=150, period=Period.MONTH),)])),
        below_zero=draw(st.booleans()),
    )
    status = Wallet(name=STATUS, unit="credit", plural="credits", status_only=True)
    return points, status


limits: st.SearchStrategy[tuple[Limit, ...]] = st.sampled_from(
    [
        (),
        (Limit(amount=60, wallet=POINTS, window=InPeriod(period=Period.MONTH)),),
        (Limit(amount=60, wallet=POINTS, window=Rolling(length=Duration(count=10, unit="day"))),),
        (Limit(times=2, window=InPeriod(period=Period.WEEK)),),
    ]
)
budgets: st.SearchStrategy[tuple[Limit, ...]] = st.sampled_from(
    [(Limit(amount=200, wallet=POINTS, scope=LimitScope.PROGRAM, window=Ever()),)]
)


@st.composite
def rules(draw: st.DrawFn, coupled: bool) -> tuple[Rule, ...]:
    some = limits | budgets if coupled else limits
    base = rule(
        "Every purchase",
        OnPurchase(),
        GiveRate(
            wallet=POINTS,
            rate=Ratio(numerator=draw(st.integers(1, 5)), denominator=100),
            measure=Measure(quantity=Quantity.NET_SPEND),
        ),
        limits=draw(some),
        cut_to_nothing=draw(st.booleans()),
        expiry=draw(st.none() | expiries),
    )
    status = rule(
        "Status",
        OnPurchase(),
        GiveRate(
            wallet=STATUS,
            rate=Ratio(numerator=1, denominator=100),
            measure=Measure(quantity=Quantity.NET_SPEND),
        ),
    )
    names = draw(st.sets(st.sampled_from(sorted(RULES)), max_size=8))
    return base, status, *(RULES[name] for name in sorted(names))


_kept: st.SearchStrategy[Kept] = st.one_of(
    _lengths.map(lambda length: KeptFor(length=length)),
    st.builds(KeptUntilEndOf, period=_periods, following=st.booleans()),
    st.just(KeptForLife()),
    st.just(KeptWhileItHolds()),
)


starts: st.SearchStrategy[Start] = st.one_of(
    st.just(StartAtOnce()),
    st.just(StartAtOnce()),
    st.just(StartOnDay(day=MonthDay(day=1))),
    st.just(StartOnDay(day=NextYearDay(month=2, day=29))),
    st.just(StartAtReview()),
)


@st.composite
def counted_tier(draw: st.DrawFn, name: str, mark: int) -> Tier:
    window = draw(windows)
    measure = draw(
        st.sampled_from(
            [
                spend(window),
                Measure(quantity=Quantity.EARNED, name=STATUS, window=window),
                Measure(quantity=Quantity.VISITS, window=window),
            ]
        )
    )
    of_visits = measure.quantity is Quantity.VISITS
    least = max(mark // 2000, 2) if of_visits else mark // 100
    if measure.quantity is Quantity.NET_SPEND:
        least = mark
    marks = ((Counted(at_least=least, measure=measure),),)
    lower = ((Counted(at_least=max(least // 2, 1), measure=measure),),)
    return Tier(
        name=name,
        entry=WhenCounted(any_of=marks),
        keep=draw(st.sampled_from([(), lower])),
        start=draw(starts),
        review=draw(st.none() | st.just(MonthDay(day=1))),
        kept=draw(_kept),
        grace_days=draw(st.sampled_from([0, 10])),
        drop=draw(st.sampled_from(Drop)),
        carry_over=draw(
            st.sampled_from(
                [CarryOver(), CarryOver(surplus=True), CarryOver(surplus=True, at_most=9)]
            )
        ),
    )


@st.composite
def tiers(draw: st.DrawFn) -> tuple[Tier, ...]:
    found = []
    if draw(st.booleans()):
        found.append(Tier(name="Base", entry=ForEveryone(), kept=KeptForLife()))
    found.append(draw(counted_tier(SILVER, 5000)))
    found.append(draw(counted_tier(GOLD, 11000)))
    holds = (Guard(condition=AttributeIs(attribute="card", values=("yes",))),)
    found.append(Tier(name=CARD, entry=WhileConditions(guards=holds), kept=KeptWhileItHolds()))
    found.append(
        Tier(name=HOUSE, entry=ByInvitation(), kept=draw(_kept), drop=draw(st.sampled_from(Drop)))
    )
    return tuple(found)


_offers: st.SearchStrategy[Offer] = st.sampled_from(
    [
        MoneyOff(amount_minor=500),
        MoneyOff(amount_minor=200, scope=Scope(products=(TEA,))),
        PercentOff(share=Ratio(numerator=1, denominator=4)),
        FreeProduct(scope=Scope(products=(TEA,)), up_to_minor=900),
        Cash(amount_minor=150),
        WalletCredit(wallet=STATUS, amount=5),
        TierUpgrade(tier=GOLD, length=Duration(count=1, unit="month")),
    ]
)


@st.composite
def rewards(draw: st.DrawFn, waiting_only: bool) -> tuple[Reward, ...]:
    offer = MoneyOff(amount_minor=500) if waiting_only else draw(_offers)
    price = Price(wallet=POINTS, amount=30)
    return (
        Reward(name="3 off", prices=(price,), offer=MoneyOff(amount_minor=300)),
        Reward(
            name="Treat",
            prices=(price,),
            offer=offer,
            limits=draw(st.sampled_from([(), (Limit(times=2, window=Ever()),)])),
            valid=Validity(length=draw(st.none() | _days)),
            return_gives_back=draw(st.booleans()),
        ),
        Reward(
            name="Pay",
            prices=(Price(wallet=POINTS, amount=10, or_more=True),),
            offer=MoneyOffPerUnit(minor_per_unit=Ratio(numerator=2)),
        ),
        Reward(
            name="Automatic",
            prices=(Price(wallet=POINTS, amount=120),),
            offer=offer,
            by_itself=True,
        ),
    )


memberships = st.builds(
    Membership,
    name=st.just(PLUS),
    fee=st.builds(
        Fee,
        amount_minor=st.just(500),
        period=st.sampled_from([Period.MONTH, Period.YEAR, None]),
    ),
    renews=st.booleans(),
    lapse_days=st.sampled_from([0, 5]),
    free_days=st.sampled_from([0, 14]),
    refund_days=st.sampled_from([0, 7]),
    rewards_end=st.booleans(),
)


@st.composite
def programs(draw: st.DrawFn, *, coupled: bool = True, waiting_only: bool = False) -> Program:
    """Programs that a checker would pass.

    Args:
        draw: of Hypothesis.
        coupled: members may share a budget.
        waiting_only: what is issued by itself waits for a purchase.
    """
    ladder = draw(tiers())
    ranks = {tier.name for tier in ladder}
    chosen = [
        rule
        for rule in draw(rules(coupled))
        if not isinstance(rule.trigger, OnTier) or rule.trigger.tier in ranks
    ]
    return Program(
        name="Any",
        currency="GBP",
        currency_decimals=2,
        time_zone=draw(st.sampled_from(["Europe/London", "America/New_York", "UTC"])),
        joining=draw(st.sampled_from([Joining.FREE, Joining.FREE, Joining.PAYING])),
        tier_counts_at_once=draw(st.booleans()),
        wallets=draw(wallets()),
        products=(Products(name=TEA, categories=(TEA,)),),
        activities=(
            Activity(name=REVIEW),
            Activity(name=DELIVERED, needs_approval=draw(st.booleans())),
        ),
        attributes=(Attribute(name="card", value=ValueKind.YES_NO),),
        tiers=ladder,
        memberships=(draw(memberships), Membership(name=CLUB)),
        rules=tuple(chosen),
        rewards=draw(rewards(waiting_only)),
        perks=(Perk(name="First look", cost_minor=10, cost_period=Period.MONTH),),
    )
