"""Redeeming: a member chooses a reward and pays for it, or it is issued by itself."""

from dsl.engine.evaluation.outcome import LimitUse
from dsl.engine.holdings import limits, posting, rewards
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import ask
from dsl.engine.holdings.live_reads import LiveReads, rank_of
from dsl.engine.holdings.promises import of_reward
from dsl.engine.holdings.state import Issued, Member
from dsl.ledger.entry import Kind
from dsl.ledger.facts import Redeemed
from dsl.plan.plan import PlanLimit
from dsl.program.rewards import Price, Reward
from dsl.program.rules import Audience, Limit

MOST_AT_ONCE = 10_000


def redeem(books: Books, member: Member, moment: Moment, fact: Redeemed) -> None:
    """Issue the reward for its price, or decline and say why."""
    buy(books, member, moment, books.reward_places[fact.reward], fact.amount)


def buy(books: Books, member: Member, moment: Moment, index: int, wanted: int | None = None) -> int:
    """Issue a reward for its price, or decline and say why.

    Args:
        books, member, moment: who pays, and when.
        index: of the reward.
        wanted: units that the member wants to pay, where the price is so much or more.

    Returns:
        The number of what was issued; 0 where it was declined.
    """
    reward = books.program.rewards[index]
    price = price_for(books, member, moment, reward)
    if price is None or not is_open(books, member, moment, index):
        decline(books, member, moment, reward.name, _why_closed(books, member, moment, index))
        return 0
    amount = price.amount
    if price.or_more and wanted is not None:
        amount = wanted
    if amount < price.amount:
        why = f"it costs at least {books.units(price.wallet, price.amount)}"
        decline(books, member, moment, reward.name, why)
        return 0
    room = _room(books, member, moment, index, price.wallet)
    if room is not None and amount > room:
        why = f"at most {books.units(price.wallet, room)} can be used for it now"
        decline(books, member, moment, reward.name, why)
        return 0
    wallet = books.wallet_places[price.wallet]
    missing = amount - member.accounts[wallet].available
    if missing > 0:
        why = f"needs {books.units(price.wallet, missing, more=True)}"
        decline(books, member, moment, reward.name, why)
        return 0
    return _exchange(books, member, moment, index, price, amount)


def issue_automatic(books: Books, member: Member, moment: Moment) -> list[int]:
    """Issue what is issued by itself, for each multiple of its price; gives the numbers."""
    issued = []
    for index, reward in enumerate(books.program.rewards):
        if reward.by_itself and reward.issued_on is None:
            issued += _issue_affordable(books, member, moment, index)
    return issued


def issue_on_its_day(books: Books, member: Member, moment: Moment, index: int) -> list[int]:
    """Issue a reward on its fixed day, for each multiple of its price."""
    return _issue_affordable(books, member, moment, index)


def is_open(books: Books, member: Member, moment: Moment, index: int) -> bool:
    """Whether the member may have a reward: conditions, audience, life, limits of how often."""
    place = books.occasions.redeeming.get(index)
    if place is None:
        return True
    outcome = ask(books, moment, place, LiveReads(books, member, moment))
    result = books.plan.procedures[place].result
    return result is None or bool(outcome.registers[result])


def price_for(books: Books, member: Member, moment: Moment, reward: Reward) -> Price | None:
    """The first price that is for the member."""
    return next(
        (each for each in reward.prices if is_among(books, member, moment, each.audience)), None
    )


def is_among(books: Books, member: Member, moment: Moment, audience: Audience) -> bool:
    """Whether a member belongs to an audience."""
    if not (audience.tiers or audience.memberships or audience.segments):
        return True
    rank = rank_of(member, moment.day)
    if rank >= 0 and books.program.tiers[rank].name in audience.tiers:
        return True
    held = {books.program.memberships[index].name for index in member.memberships}
    if held & set(audience.memberships):
        return True
    return any(in_segment(books, member, moment, name) for name in audience.segments)


def in_segment(books: Books, member: Member, moment: Moment, name: str) -> bool:
    """Whether a member is in a segment now."""
    place = books.occasions.segment[books.segment_places[name]]
    result = books.plan.procedures[place].result
    outcome = ask(books, moment, place, LiveReads(books, member, moment))
    return result is not None and bool(outcome.registers[result])


def decline(books: Books, member: Member, moment: Moment, name: str, why: str) -> None:
    """Write that something was refused, with a sentence for the member."""
    books.enter(Kind.DECLINE, member.id, moment, rule=name, detail=why)


def money_limit(
    books: Books, member: Member, moment: Moment, issued: Issued
) -> tuple[int | None, list[int]]:
    """How much money a reward may take off a purchase now, and the limits that say so."""
    if issued.reward < 0:
        return None, []
    rows = [
        row
        for limit, row in _rows(books, issued.reward)
        if limit.amount is not None and not limit.wallet
    ]
    left = [
        (books.plan.limits[row].amount or 0) - limits.used(books, member, moment.day, row, "")
        for row in rows
    ]
    return (max(min(left), 0) if left else None), rows


def _issue_affordable(books: Books, member: Member, moment: Moment, index: int) -> list[int]:
    reward = books.program.rewards[index]
    price = price_for(books, member, moment, reward)
    if price is None or price.amount <= 0:
        return []
    account = member.accounts[books.wallet_places[price.wallet]]
    issued: list[int] = []
    budget = min(account.available // price.amount, MOST_AT_ONCE)
    if price.or_more and budget:
        amount = account.available
        budget = 1
    else:
        amount = price.amount
    while len(issued) < budget and is_open(books, member, moment, index):
        issued.append(_exchange(books, member, moment, index, price, amount))
    return issued


def _exchange(
    books: Books, member: Member, moment: Moment, index: int, price: Price, amount: int
) -> int:
    """Spend the price and issue the reward."""
    reward, wallet = books.program.rewards[index], books.wallet_places[price.wallet]
    paid = posting.spend(books, member, moment, rule=reward.name, wallet=wallet, amount=amount)
    alive = posting.keep_alive(books, member, moment, "spending", wallet=wallet)
    used = [
        LimitUse(row, "", amount if limit.amount is not None else 1)
        for limit, row in _rows(books, index)
        if limit.times is not None or limit.wallet == price.wallet
    ]
    uses = limits.use(books, member, moment, used)
    issued = rewards.issue(
        books,
        member,
        moment,
        of_reward(books, index),
        wallet=wallet,
        paid=paid,
        paid_minor=price.minor,
        uses=uses,
    )
    issued.day, issued.alive = moment.day, alive
    return issued.number


def _room(books: Books, member: Member, moment: Moment, index: int, wallet: str) -> int | None:
    """How many units limits still let a member pay for a reward; None without limits."""
    left = [
        limit.amount - limits.used(books, member, moment.day, row, "")
        for limit, row in _rows(books, index)
        if limit.amount is not None and limit.wallet == wallet
    ]
    return max(min(left), 0) if left else None


def _rows(books: Books, index: int) -> list[tuple[Limit, int]]:
    """A reward's limits with their rows in the plan; one that is said twice counts once."""
    reward = books.program.rewards[index]
    return [
        (limit, row)
        for limit in dict.fromkeys(reward.limits)
        for row, kept in enumerate(books.plan.limits)
        if _is_row_of(reward, limit, kept)
    ]


def _is_row_of(reward: Reward, limit: Limit, row: PlanLimit) -> bool:
    return (
        row.owner_kind == "reward"
        and row.owner == reward.name
        and (row.amount, row.times, row.scope, row.value, row.window)
        == (limit.amount, limit.times, limit.scope, limit.value, limit.window)
    )


def _why_closed(books: Books, member: Member, moment: Moment, index: int) -> str:
    """Why a member may not have a reward now."""
    reward = books.program.rewards[index]
    for limit, row in _rows(books, index):
        if limit.times is not None:
            used = limits.used(books, member, moment.day, row, "")
            if used >= limit.times:
                return "it has been taken as often as it may be"
    for audience in (reward.inside, reward.audience):
        if not is_among(books, member, moment, audience):
            names = [*audience.tiers, *audience.memberships, *audience.segments]
            return "it is for " + " or ".join(names)
    return "its conditions do not hold now"
