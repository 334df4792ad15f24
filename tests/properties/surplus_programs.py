"""Strategies for programs whose tiers carry a surplus over, and histories in which it decides."""

from hypothesis import assume
from hypothesis import strategies as st

from dsl.columns import analysis
from dsl.ledger.facts import AnyFact, Joined, Line, MembershipStarted, Purchased
from dsl.plan.from_program import lower
from dsl.program.measures import Counted, Measure, Quantity
from dsl.program.model import Ratio
from dsl.program.program import Joining, Program
from dsl.program.rules import GiveAmount, GiveRate, Occasion, OnOccasion, OnPurchase, OnTier
from dsl.program.tiers import (
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
    StartOnDay,
    Tier,
    WhenCounted,
)
from dsl.program.time import Duration, InPeriod, MonthDay, Period, Rolling, Window
from dsl.program.wallets import Never, Wallet
from dsl.values.calendar import DAY, EPOCH_DAY
from tests.properties.names import CLUB, GOLD, PLUS, SILVER, STATUS
from tests.properties.rules import rule, spend

FIRST_OF_MONTH = (738_095 - EPOCH_DAY) * DAY
"""A Monday, too: weeks, months and what is paid for them start together."""
BUYERS = ("ada", "bea")

_windows: st.SearchStrategy[Window] = st.one_of(
    st.sampled_from([Period.WEEK, Period.MONTH, Period.MEMBERSHIP_MONTH]).map(
        lambda period: InPeriod(period=period)
    ),
    st.sampled_from([7, 20, 40]).map(lambda n: Rolling(length=Duration(count=n, unit="day"))),
    st.just(Rolling(length=Duration(count=1, unit="month"))),
)
_kept: st.SearchStrategy[Kept] = st.one_of(
    st.sampled_from([5, 20]).map(lambda n: KeptFor(length=Duration(count=n, unit="day"))),
    st.builds(
        KeptUntilEndOf,
        period=st.sampled_from([Period.WEEK, Period.MONTH]),
        following=st.booleans(),
    ),
)
_starts: st.SearchStrategy[Start] = st.sampled_from(
    [StartAtOnce(), StartOnDay(day=MonthDay(day=1))]
)
_surpluses = st.sampled_from(
    [CarryOver(surplus=True), CarryOver(surplus=True, at_most=7), CarryOver()]
)


@st.composite
def _tier(draw: st.DrawFn, name: str, times: int, *, holds: bool) -> Tier:
    """A tier that a few purchases reach; where one may hold while something does, none waits."""
    window = draw(_windows)
    status = Measure(quantity=Quantity.EARNED, name=STATUS, window=window)
    visits = Measure(quantity=Quantity.VISITS, window=window)
    measure, mark = draw(st.sampled_from([(status, 10), (spend(window), 1000), (visits, 2)]))
    lower_mark = ((Counted(at_least=mark * times // 2, measure=measure),),)
    return Tier(
        name=name,
        entry=WhenCounted(any_of=((Counted(at_least=mark * times, measure=measure),),)),
        keep=draw(st.sampled_from([(), lower_mark])),
        start=draw(_starts),
        review=None if holds else draw(st.sampled_from([None, MonthDay(day=1)])),
        kept=draw(_kept | st.just(KeptWhileItHolds()) if holds else _kept),
        grace_days=0 if holds else draw(st.sampled_from([0, 3, 30])),
        drop=draw(st.sampled_from([Drop.ONE, Drop.EARNED])),
        carry_over=draw(_surpluses),
    )


@st.composite
def surplus_programs(draw: st.DrawFn) -> Program:
    """Programs on columns, in some of which fees bring status, too."""
    holds, pays = draw(st.booleans()), draw(st.booleans())
    of_purchase = Measure(quantity=Quantity.NET_SPEND)
    rate = GiveRate(wallet=STATUS, rate=Ratio(numerator=1, denominator=100), measure=of_purchase)
    some = GiveAmount(wallet=STATUS, amount=25)
    rules = [rule("Status", OnPurchase(), rate), rule("Reaching", OnTier(tier=SILVER), some)]
    membership = Membership(name=CLUB)
    if pays:
        rules.append(rule("Fee", OnOccasion(occasion=Occasion.FEE), some))
        fee = Fee(amount_minor=500, period=draw(st.sampled_from([Period.WEEK, Period.MONTH])))
        membership = Membership(name=PLUS, fee=fee)
    program = Program(
        name="Any",
        currency="GBP",
        currency_decimals=2,
        time_zone="Europe/London",
        joining=Joining.FREE,
        wallets=(Wallet(name=STATUS, unit="credit", plural="credits", expiry=Never()),),
        tiers=(
            Tier(name="Base", entry=ForEveryone(), kept=KeptForLife()),
            draw(_tier(SILVER, 1, holds=holds)),
            draw(_tier(GOLD, 2, holds=holds)),
        ),
        memberships=(membership,),
        rules=tuple(rules),
    )
    assume(not analysis.vectorised(program, lower(program)))
    return program


@st.composite
def purchases(draw: st.DrawFn, program: Program) -> list[AnyFact]:
    """Two members who join on one day and buy, most of them every few days."""
    instant, name = FIRST_OF_MONTH, program.memberships[0].name
    facts: list[AnyFact] = []
    for member in BUYERS:
        facts.append(Joined(id=f"j {member}", instant=instant, member=member))
        if program.memberships[0].fee is not None:
            facts.append(
                MembershipStarted(
                    id=f"k {member}", instant=instant + 1, member=member, membership=name
                )
            )
    for number in range(draw(st.integers(1, 40))):
        instant += draw(st.sampled_from([2, DAY, DAY, 3 * DAY, 10 * DAY]))
        price = draw(st.sampled_from([300, 900, 1500, 4000]))
        line = Line(id="1", price_minor=price, quantity=1)
        member = draw(st.sampled_from(BUYERS))
        facts.append(Purchased(id=f"f{number:02}", instant=instant, member=member, lines=(line,)))
    return sorted(facts, key=lambda fact: (fact.instant, fact.id.encode()))
