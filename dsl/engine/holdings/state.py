"""The state: all that an engine remembers between facts, as plain data.

Everything that the engine needs is in here and nothing else is; what can be worked out again
(dates to come, indices) is left out. Wallets, limits, counters, rules and tiers are named by
their place in the program, so a state belongs to one program, and is saved with it.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dsl.engine.evaluation.reads import Value
from dsl.ledger.facts import Did, Purchased
from dsl.ledger.lots import Account, Taken

VERSION = 4

Days = dict[int, int]
Usage = dict[int, dict[str, Days]]


@dataclass(slots=True)
class Award:
    """An accrual as it stands after returns.

    Attributes:
        source: name of the rule or reward.
        rule: index of the rule; -1 for a reward.
        amount: smallest units accrued and not reversed.
        expired: the part that ran out unspent, which a return need not take again.
    """

    source: str
    rule: int
    wallet: int
    amount: int
    day: int
    expired: int = 0


@dataclass(slots=True)
class Use:
    """A limit used by an evaluation, with the bucket of the period it counts in."""

    limit: int
    key: str
    bucket: int
    amount: int


@dataclass(slots=True)
class Issued:
    """A reward or benefit that was issued.

    Attributes:
        number: of its entry.
        rule: index of the benefit's rule; -1 for a reward.
        reward: index of the reward; -1 for a benefit.
        paid: what was taken out of the wallet for it.
        given_back: units of the price that came back for a part of the purchase.
        paid_minor: money that the member paid with it.
        money_minor, cost_minor: what its use was worth and cost.
        award: number of the accrual that it made; 0 for none.
        cause: to which it donated, as it was chosen then.
        uses: limits of how often that its redeeming used.
        day: on which it was paid for.
        alive: rows of the terms whose sliding expiry paying for it moved.
        closed_day: day on which it was used, expired or withdrawn; 0 while it is open.
        ran_out: it expired unused.
    """

    number: int
    name: str
    rule: int
    reward: int
    expires_day: int
    fact: str = ""
    wallet: int = -1
    paid: list[Taken] = field(default_factory=list)
    paid_minor: int = 0
    given_back: int = 0
    money_minor: int = 0
    cost_minor: int = 0
    award: int = 0
    cause: str = ""
    uses: list[Use] = field(default_factory=list)
    day: int = 0
    alive: list[int] = field(default_factory=list)
    closed_day: int = 0
    ran_out: bool = False


class Discounted(NamedTuple):
    """A member discount as it stands, in minor units.

    Attributes:
        rule: index of the benefit's rule.
        whole_minor: as it was given; 0 while nothing of it has come back.
    """

    rule: int
    minor: int
    whole_minor: int = 0


@dataclass(slots=True)
class Effects:
    """What one evaluation did, so that a return can undo a part of it.

    Attributes:
        awards: numbers of its accruals.
        issued: numbers of the benefits it issued.
        carried: (carry, first day of the month, exact amount).
        reads: the recorded answers it was evaluated with.
        alive: rows of the terms whose sliding expiry it moved.
        day: of the evaluation.
        program: hash of the program that found it, where that is not the one of today.
    """

    awards: list[int] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    issued: list[int] = field(default_factory=list)
    discounts: list[Discounted] = field(default_factory=list)
    carried: list[tuple[int, int, int]] = field(default_factory=list)
    reads: list[Value] = field(default_factory=list)
    alive: list[int] = field(default_factory=list)
    day: int = 0
    program: str = ""


@dataclass(slots=True)
class UsedOn:
    """A reward used on a purchase, and what it takes off each line as the purchase stands.

    Attributes:
        after_earning: it was paid with points of the purchase itself, which had earned by then.
    """

    number: int
    off_minor: list[int]
    after_earning: bool = False


@dataclass(slots=True)
class Record:
    """A purchase as it was judged.

    Attributes:
        number: it was the member's so-manieth purchase; 0 where no rule asks for it.
        effects: what the rules for purchases brought.
        more: what using rewards on it brought.
        counts: counter -> number that it counts for now.
        alive: rows of the terms whose sliding expiry it moved.
        used: rewards used on it.
        automatic: numbers of the rewards that were issued by themselves because of it.
        paid: what each line cost the member, in minor units; the last slot is the shipping.
        returned: id of a line -> (items, minor units) that came back.
        gone: everything came back.
    """

    fact: Purchased
    day: int
    instant: int
    effects: Effects
    number: int = 0
    more: list[Effects] = field(default_factory=list)
    counts: Days = field(default_factory=dict)
    alive: list[int] = field(default_factory=list)
    used: list[UsedOn] = field(default_factory=list)
    automatic: list[int] = field(default_factory=list)
    paid: list[int] = field(default_factory=list)
    returned: dict[str, tuple[int, int]] = field(default_factory=dict)
    gone: bool = False


@dataclass(slots=True)
class Progress:
    """What a progress rule has paid at once: so many multiples, for the window of a bucket."""

    fact: str
    day: int
    bucket: int
    times: int = 0
    effects: Effects = field(default_factory=Effects)


@dataclass(slots=True)
class Before:
    """Where a member stood before a tier was reached.

    Attributes:
        softly: the rank was come down to, without having been earned.
        effects: rank -> what reaching it brought.
    """

    rank: int
    since_day: int
    until_day: int
    reached_day: dict[int, int]
    held_from: dict[int, int]
    softly: bool = False
    effects: dict[int, list[Effects]] = field(default_factory=dict)


@dataclass(slots=True)
class Standing:
    """Where a member stands on the ladder.

    Attributes:
        rank: of the tier held by its own right; -1 without one.
        since_day: when it was reached.
        until_day: last day for which it is kept; 0 without an end.
        earned_days: rank -> days on which the tier's mark was met by a fact, in their order: the
            last one, and those before it to which a return may lead back.
        reached_day: rank -> day on which the tier was last reached from below.
        held_from: rank -> the first day that began with the tier, or one above it, held since.
        starting: rank -> day on which a tier that was earned starts.
        starting_since: rank -> day on which that was noted.
        invited: ranks the member is invited to.
        upgrades: (rank, last day) given for a time.
        carried: counter -> first day -> surplus carried over to it; the latest one counts.
        reached_before: ranks that were reached before the member left and joined again.
        softly: the rank was come down to, without having been earned.
        before: where the member stood before each step up, the latest last.
    """

    rank: int = -1
    since_day: int = 0
    until_day: int = 0
    earned_days: dict[int, list[int]] = field(default_factory=dict)
    reached_day: dict[int, int] = field(default_factory=dict)
    held_from: dict[int, int] = field(default_factory=dict)
    starting: dict[int, int] = field(default_factory=dict)
    starting_since: dict[int, int] = field(default_factory=dict)
    invited: list[int] = field(default_factory=list)
    upgrades: list[tuple[int, int]] = field(default_factory=list)
    carried: dict[int, dict[int, int]] = field(default_factory=dict)
    reached_before: list[int] = field(default_factory=list)
    softly: bool = False
    before: list[Before] = field(default_factory=list)


@dataclass(slots=True)
class Held:
    """A membership that a member holds.

    Attributes:
        periods: how many periods have been paid or are free, from the first fee on.
        fee_day: day on which the next fee is due or the membership ends; 0 when neither comes.
        unpaid_day: day from which a fee is owed; 0 when all is paid.
        charged: fees collected and not given back, in minor units, and the day of the last one.
        ending: asked to end; it does not renew.
        effects: what paying the last fee earned.
    """

    started_day: int
    first_fee_day: int
    periods: int = 0
    fee_day: int = 0
    unpaid_day: int = 0
    charged_minor: int = 0
    charged_day: int = 0
    ending: bool = False
    effects: list[Effects] = field(default_factory=list)


@dataclass(slots=True)
class Member:
    """All about one member.

    Attributes:
        progress: progress rule -> what it has paid.
    """

    id: str
    joined_day: int
    joined_instant: int
    accounts: list[Account]
    counters: list[Days]
    left: bool = False
    purchase_days: Days = field(default_factory=dict)
    visits: Days = field(default_factory=dict)
    attributes: dict[str, Value] = field(default_factory=dict)
    chosen_days: dict[int, list[int]] = field(default_factory=dict)
    usage: Usage = field(default_factory=dict)
    carries: dict[int, Days] = field(default_factory=dict)
    alive: dict[int, Days] = field(default_factory=dict)
    awards: dict[int, Award] = field(default_factory=dict)
    issued: dict[int, Issued] = field(default_factory=dict)
    closed: dict[int, Issued] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    progress: dict[int, list[Progress]] = field(default_factory=dict)
    waiting: dict[str, Did] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    memberships: dict[int, Held] = field(default_factory=dict)
    perks: Days = field(default_factory=dict)


@dataclass(slots=True)
class Position:
    """The last calendar work done: its day, its phase and its member, in this order."""

    day: int = 0
    phase: int = 0
    member: str = ""

    def key(self) -> tuple[int, int, bytes]:
        """For comparing with work to come."""
        return (self.day, self.phase, self.member.encode())


@dataclass(slots=True)
class State:
    """All that an engine remembers.

    Attributes:
        return_days: for how many days a purchase can come back; None is for ever.
        instant: the latest instant that the ledger has reached.
        number: of the last entry.
        early: attributes of people who are not members yet.
        seen: id of a fact -> its instant and the digest of its content.
        ignored: reason -> how many facts.
        perks: perk -> first day of a period -> members who held it.
        earlier: hash -> a program before it was changed, in the names of today, while something
            that it judged can be judged again.
        terms: terms of lots that no rule gives any more, behind those of the plan.
    """

    program_sha256: str
    version: int = VERSION
    return_days: int | None = None
    instant: int = 0
    number: int = 0
    position: Position = field(default_factory=Position)
    members: dict[str, Member] = field(default_factory=dict)
    early: dict[str, dict[str, Value]] = field(default_factory=dict)
    usage: Usage = field(default_factory=dict)
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    ignored: dict[str, int] = field(default_factory=dict)
    perks: dict[int, Days] = field(default_factory=dict)
    earlier: dict[str, dict[str, Any]] = field(default_factory=dict)
    terms: list[dict[str, Any]] = field(default_factory=list)
