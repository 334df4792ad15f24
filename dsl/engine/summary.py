"""What can be asked about a state: balances, the way to the next tier, how large it is."""

from dataclasses import dataclass

from dsl.engine.holdings.books import Books
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.holdings.state import Member
from dsl.engine.ladder import tier_marks
from dsl.engine.ladder.tier_marks import Missing


@dataclass(frozen=True, slots=True)
class Balance:
    """What a member has in a wallet, in its smallest units."""

    wallet: str
    available: int
    pending: int
    debt: int

    @property
    def posted(self) -> int:
        """What the wallet's entries add up to."""
        return self.available + self.pending - self.debt


@dataclass(frozen=True, slots=True)
class ToNext:
    """What is missing to a tier.

    Attributes:
        tier: the next tier that can be reached by numbers.
        missing: for each mark that is open, how much; empty when all are met and the tier only
            waits for its start or for the next fact.
    """

    tier: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class StateSize:
    """How much a state remembers: counts of what grows with a history."""

    members: int
    lots: int
    issued: int
    purchases: int
    accruals: int
    fact_ids: int


def balances(books: Books, member: Member) -> tuple[Balance, ...]:
    """What a member has, by wallet in the program's order."""
    return tuple(
        Balance(wallet.name, account.available, account.pending, account.debt)
        for wallet, account in zip(books.program.wallets, member.accounts, strict=True)
    )


def tier_of(books: Books, member: Member) -> str:
    """The tier that counts for the member now; empty without one."""
    rank = -1 if member.left else rank_of(member, books.state.position.day)
    return books.program.tiers[rank].name if rank >= 0 else ""


def missing_to_next(books: Books, member: Member) -> ToNext | None:
    """What is missing to the next tier above the member's that counts something; None at the top.

    Of several ways into it, the one with the fewest open marks.
    """
    if not books.program.tiers or member.left:
        return None
    moment = books.moment_of_day(books.state.position.day)
    for rank in range(rank_of(member, moment.day) + 1, len(books.program.tiers)):
        if books.marks[rank].reached:
            missing = tier_marks.missing(books, member, moment, rank)
            return ToNext(books.program.tiers[rank].name, tuple(missing))
    return None


def state_size(books: Books) -> StateSize:
    """How much the state remembers."""
    members = books.state.members.values()
    return StateSize(
        members=len(members),
        lots=sum(len(account.lots) for member in members for account in member.accounts),
        issued=sum(len(member.issued) + len(member.closed) for member in members),
        purchases=sum(len(member.records) for member in members),
        accruals=sum(len(member.awards) for member in members),
        fact_ids=len(books.state.seen),
    )
