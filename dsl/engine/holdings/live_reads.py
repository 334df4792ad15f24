"""Answers from the state: what an evaluation may ask about the member before the fact."""

from dsl.engine.evaluation.reads import Value
from dsl.engine.holdings import counters, limits
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.state import Member, Record
from dsl.program.conditions import Since
from dsl.program.measures import Quantity
from dsl.program.time import MembershipPeriod, Window
from dsl.values import calendar


def rank_of(member: Member, day: int) -> int:
    """The member's tier on a day: the one held, or a better one given for a time; -1 without."""
    given = (rank for rank, last in member.standing.upgrades if day <= last)
    return max(member.standing.rank, *given, -1)


def last_purchase_day(member: Member, day: int) -> int:
    """The last day with a purchase, up to a day; 0 without one."""
    return max((of for of in member.purchase_days if of <= day), default=0)


def last_alive(member: Member, terms: int) -> int:
    """The last day on which units under some terms were kept alive; 0 for none."""
    return max(member.alive.get(terms, ()), default=0)


def attribute_of(member: Member, name: str, day: int) -> Value:
    """An attribute of a member; `age` in whole years is worked out from the birthday."""
    if name == "age":
        birthday = member.attributes.get("birthday")
        known = isinstance(birthday, int) and birthday <= day
        return calendar.whole_years(int(birthday), day) if known and birthday else None
    return member.attributes.get(name)


def count_of(books: Books, member: Member, counter: int, window: Window, day: int) -> int:
    """What a counter holds in a window that ends with a day."""
    clock = books.clock(member)
    if books.plan.counters[counter].quantity is Quantity.VISITS:
        return counters.days_in(member.visits, window, day, clock)
    return counters.total(member.counters[counter], window, day, clock)


def _has_paid(member: Member, record: Record, rule: int) -> bool:
    """Whether something that a rule gave for a purchase stands."""
    done = record.effects
    awards = (member.awards.get(number) for number in done.awards)
    issued = (member.issued.get(each) or member.closed.get(each) for each in done.issued)
    return any(each is not None and each.rule == rule for each in (*awards, *issued)) or any(
        given.rule == rule for given in done.discounts
    )


class LiveReads:
    """Answers for one member and one moment.

    Attributes:
        rank: the tier that counts, in place of the one held, for a program in which a new tier
            counts for the purchase that earns it.
    """

    def __init__(
        self, books: Books, member: Member, moment: Moment, rank: int | None = None
    ) -> None:
        self._books = books
        self._member = member
        self._moment = moment
        self._rank = rank

    def tier(self) -> int:
        """Rank of the member's tier, -1 without one."""
        if self._rank is not None:
            return self._rank
        return rank_of(self._member, self._moment.day)

    def has_membership(self, memberships: tuple[int, ...]) -> bool:
        """Whether the member is in one of the memberships."""
        return any(index in self._member.memberships for index in memberships)

    def attribute(self, name: str) -> Value:
        """An attribute of the member, or nothing."""
        return attribute_of(self._member, name, self._moment.day)

    def balance(self, wallet: int) -> int:
        """Available smallest units."""
        return self._member.accounts[wallet].available

    def posted(self, wallet: int) -> int:
        """Posted smallest units."""
        return self._member.accounts[wallet].posted

    def history(self, register: int, counter: int, window: Window) -> int:
        """A counter over a window."""
        return count_of(self._books, self._member, counter, window, self._moment.day)

    def new_visit(self) -> bool:
        """Whether the fact makes its day a new visit."""
        return self._moment.day not in self._member.visits

    def day_of(self, register: int, since: str, tier: int) -> int | None:
        """Local day of something past."""
        member = self._member
        if since == Since.LAST_PURCHASE:
            return last_purchase_day(member, self._moment.day) or None
        if since == Since.JOINING:
            return member.joined_day
        return member.standing.reached_day.get(tier)

    def periods(self, period: MembershipPeriod) -> int:
        """Whole membership months or years that are over."""
        anchor = self._books.anchor_day(self._member)
        return calendar.whole_periods(period, anchor, self._moment.day)

    def carried(self, carry: int) -> int:
        """Exact sum of a monthly rounding so far."""
        month = calendar.period_start("month", self._moment.day)
        return self._member.carries.get(carry, {}).get(month, 0)

    def chose_day(self, rule: int) -> bool:
        """Whether the member chose the fact's day for the rule."""
        return self._moment.day in self._member.chosen_days.get(rule, ())

    def paid_as(self, rule: int, number: int) -> bool:
        """Whether a purchase that stands was paid by the rule under this number."""
        return any(
            record.number == number and _has_paid(self._member, record, rule)
            for record in self._member.records.values()
        )

    def used(self, limit: int, key: str) -> int:
        """What is used of a limit in the window that holds the fact."""
        return limits.used(self._books, self._member, self._moment.day, limit, key)
