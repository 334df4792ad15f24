"""The quick estimate: what a program gives back to two made-up customers in one year.

A typical customer and a frequent one buy for the average amount, once in each equal stretch of the
year, take every reward that they can pay, and use it. The real engine plays their year; nothing
is drawn by chance, and nobody buys more or less because of the program. So it answers one
question fast: what does it give back? What it brings is a matter of the forecast.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from designer.workbench.habits import NOTHING_TOLD, Habits, habits_of, line_of, told_beside
from dsl.compile import Compiled
from dsl.engine.engine import Engine
from dsl.engine.holdings.limits import SHARED
from dsl.engine.holdings.promises import promise_of
from dsl.engine.holdings.state import Issued
from dsl.engine.redeeming import is_open, price_for
from dsl.ledger.entry import Entry, Kind
from dsl.ledger.facts import AttributeSet, Joined, MembershipStarted, Purchased, Redeemed
from dsl.plan.from_program import lower
from dsl.program.offers import MoneyOffPerUnit
from dsl.program.program import Program
from dsl.program.rewards import Reward
from dsl.program.shop import Shop
from dsl.program.worth import face_value_minor, units_cost

DAYS = 365
MONTHS = 12
FREQUENT_BUYS = 3
"""So many times as often as the typical customer does the frequent one buy; our assumption."""

_SHARE_OF_MARGIN = Fraction(1, 5)
_BIRTHDAY = date(1990, 6, 15).toordinal()
_OPENS, _OPEN_HOURS = 8, 12
_HOUR = 3_600_000_000
_GOLDEN = 618_034
_MILLION = 1_000_000
_WHO = "customer"


@dataclass(frozen=True)
class CustomerYear:
    """One customer's first year as a member, in minor units.

    Attributes:
        sales_minor: what they bought for, before anything given back.
        cost_minor: what rewards, discounts and perks cost the shop in the year.
        owed_minor: what they hold at its end would cost if all of it is used.
        fees_minor: what they paid to be members.
    """

    purchases: int
    sales_minor: int
    cost_minor: int
    owed_minor: int
    fees_minor: int

    @property
    def given_minor(self) -> int:
        """All that the year gave them, used or still owed."""
        return self.cost_minor + self.owed_minor

    @property
    def net_minor(self) -> int:
        """The same less what they paid to be members."""
        return self.given_minor - self.fees_minor

    @property
    def monthly_minor(self) -> int:
        """What it gave them per month, to the nearest."""
        return (2 * self.given_minor + MONTHS) // (2 * MONTHS)


@dataclass(frozen=True)
class QuickEstimate:
    """What a program gives back.

    Attributes:
        limit: the share of sales that can be given back: the shop's own, or else a fifth of the
            margin that the program states; None where neither is said.
        left_out: whether the program holds lines that the estimate could not run.
        shares_limit: whether members share a limit, which each customer has alone here.
    """

    currency: str
    habits: Habits
    typical: CustomerYear
    frequent: CustomerYear
    limit: Fraction | None
    left_out: bool = False
    shares_limit: bool = False

    @property
    def over_limit(self) -> bool:
        """Whether the typical customer gets more back, less what they pay, than the limit."""
        typical = self.typical
        return self.limit is not None and typical.net_minor > self.limit * typical.sales_minor

    @property
    def owed_to_all_minor(self) -> int | None:
        """What is owed at the end of a year if all customers are typical.

        None where their number is not known, and where they share a limit: what one gets who has
        it alone is not what each of all gets.
        """
        if self.habits.customers is None or self.shares_limit:
            return None
        return self.typical.owed_minor * self.habits.customers


def estimate_beside(
    compiled: Compiled,
    shop: Shop | None,
    program_file: Path | None,
    today: date,
    stopped: Callable[[], bool] = lambda: False,
) -> QuickEstimate | None:
    """The estimate of a checked text with what stands beside its file.

    Returns:
        None where the text has errors, or where it was stopped.
    """
    if compiled.program is None:
        return None
    told = told_beside(program_file) if program_file else NOTHING_TOLD
    habits = habits_of(compiled.program, shop, told)
    left_out = bool(compiled.not_run)
    return quick_estimate(compiled.program, habits, today, left_out=left_out, stopped=stopped)


def quick_estimate(
    program: Program,
    habits: Habits,
    today: date,
    *,
    left_out: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> QuickEstimate | None:
    """Play both customers' years.

    Args:
        program: a checked program.
        habits: what an average customer does.
        today: the year begins on this day, or where the program starts later, with it.
        left_out: whether lines of the text are not in the program because they do not run yet.
        stopped: asked before each purchase; where it says yes, there is no estimate.
    """
    first = max(today, program.starts or today).toordinal()
    plan = lower(program)
    engine = Engine(program, plan)
    years = []
    for times in (1, FREQUENT_BUYS):
        year = _Year(engine.beside(), program, habits, first)
        played = year.play(habits.purchases_per_year * times, stopped)
        if played is None:
            return None
        years.append(played)
    limit = habits.limit
    if limit is None and program.margin is not None:
        limit = program.margin.exact * _SHARE_OF_MARGIN
    shares_limit = any(each.scope in SHARED for each in plan.limits)
    return QuickEstimate(
        program.currency, habits, years[0], years[1], limit, left_out, shares_limit
    )


class _Year:
    """One customer's year with an engine of their own."""

    def __init__(self, engine: Engine, program: Program, habits: Habits, first_day: int) -> None:
        self._engine, self._program, self._habits = engine, program, habits
        self._first_day = first_day
        self._cost_minor = 0
        self._fees_minor = 0
        self._facts = 0

    def play(
        self, purchases_per_year: Fraction, stopped: Callable[[], bool]
    ) -> CustomerYear | None:
        """The whole year; None where it was stopped."""
        count = int(purchases_per_year)
        self._join()
        for number in range(count):
            if stopped():
                return None
            self._buy(*_moment(number, count))
        self._add(self._engine.advance_to(self._first_day + DAYS))
        perks = sum(each.cost_minor for each in self._engine.perk_costs())
        return CustomerYear(
            purchases=count,
            sales_minor=count * self._habits.purchase_minor,
            cost_minor=self._cost_minor + perks,
            owed_minor=self._owed_minor(),
            fees_minor=self._fees_minor,
        )

    def _join(self) -> None:
        at = self._instant(0, 0)
        self._add(self._engine.apply(Joined(id="joins", instant=at, member=_WHO, invited=True)))
        birthday = AttributeSet(
            id="birthday", instant=at, member=_WHO, name="birthday", value=_BIRTHDAY
        )
        self._add(self._engine.apply(birthday))
        paid = next((each for each in self._program.memberships if each.fee), None)
        if paid is not None:
            start = MembershipStarted(id="pays", instant=at, member=_WHO, membership=paid.name)
            self._add(self._engine.apply(start))

    def _buy(self, day: int, hour: int) -> None:
        instant = self._instant(day, hour)
        self._add(self._engine.advance_to_instant(instant))
        chosen = self._best_reward(day)
        if chosen is not None:
            reward, amount = chosen
            fact = Redeemed(
                id=self._next_id(), instant=instant, member=_WHO, reward=reward.name, amount=amount
            )
            self._add(self._engine.apply(fact))
        used = self._usable()
        offer = promise_of(self._engine.books, used).offer if used is not None else None
        line = line_of(self._program, self._habits, offer)
        purchase = Purchased(
            id=self._next_id(),
            instant=instant,
            member=_WHO,
            lines=(line,),
            uses=(used.name,) if used is not None else (),
        )
        self._add(self._engine.apply(purchase))

    def _best_reward(self, day: int) -> tuple[Reward, int] | None:
        """The dearest reward that can be paid and used now, with the units to pay for it."""
        books = self._engine.books
        member = books.state.members.get(_WHO)
        if member is None:
            return None
        found: list[tuple[int, Reward]] = []
        moment = books.moment_of_day(self._first_day + day)
        for index, reward in enumerate(self._program.rewards):
            if reward.by_itself or reward.issued_on is not None:
                continue
            price = price_for(books, member, moment, reward)
            if price is None or (reward.minimum_minor or 0) > self._habits.purchase_minor:
                continue
            has = member.accounts[books.wallet_places[price.wallet]].available
            amount = self._amount(reward, price.amount, has)
            if price.amount <= amount <= has and is_open(books, member, moment, index):
                found.append((amount, reward))
        if not found:
            return None
        amount, reward = max(found, key=lambda one: one[0])
        return reward, amount

    def _amount(self, reward: Reward, least: int, has: int) -> int:
        """Units to pay: the price, or for money off by the unit what the purchase takes."""
        if not isinstance(reward.offer, MoneyOffPerUnit):
            return least
        rate = reward.offer.minor_per_unit.exact
        return min(has, int(self._habits.purchase_minor / rate))

    def _usable(self) -> Issued | None:
        """What is in hand and waits for a purchase like the one to come; the oldest of it."""
        books = self._engine.books
        member = books.state.members.get(_WHO)
        for issued in member.issued.values() if member else ():
            promise = promise_of(books, issued)
            if promise.needs_purchase and promise.minimum_minor <= self._habits.purchase_minor:
                return issued
        return None

    def _owed_minor(self) -> int:
        """What is held at the end, at cost; to the nearest minor unit."""
        books = self._engine.books
        member = books.state.members.get(_WHO)
        if member is None:
            return 0
        unit = units_cost(self._program)
        owed = Fraction(0)
        for wallet, account in zip(self._program.wallets, member.accounts, strict=True):
            owed += max(account.available + account.pending, 0) * unit[wallet.name]
        for issued in member.issued.values():
            promise = promise_of(books, issued)
            owed += face_value_minor(promise.offer, promise.cost_minor) or 0
        return (2 * owed.numerator + owed.denominator) // (2 * owed.denominator)

    def _add(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.kind in (Kind.FEE_CHARGED, Kind.FEE_REFUNDED):
                self._fees_minor += entry.money_minor
            else:
                self._cost_minor += entry.cost_minor

    def _instant(self, day: int, hour: int) -> int:
        zone = self._engine.books.zone
        return zone.first_instant_of(self._first_day + day) + hour * _HOUR

    def _next_id(self) -> str:
        self._facts += 1
        return f"{self._facts:05}"


def _moment(number: int, count: int) -> tuple[int, int]:
    """Day and hour of a purchase: one in each equal stretch of the year.

    Where in its stretch goes round by the golden section, so that all weekdays and hours have
    their turn whatever the number of purchases.
    """
    within = (number * _GOLDEN + _MILLION // 2) % _MILLION
    day = (number * _MILLION + within) * DAYS // (count * _MILLION)
    return min(day, DAYS - 1), _OPENS + number * 5 % _OPEN_HOURS
