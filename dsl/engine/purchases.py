"""A purchase, step by step: judge it, use rewards, post, count, and see what follows."""

from collections import Counter
from dataclasses import dataclass, replace

from dsl.engine import aftermath, redeeming
from dsl.engine.choosing import serves
from dsl.engine.evaluation.basket import Basket, UsedReward, off_by, scope_of
from dsl.engine.evaluation.context import Context, context_of
from dsl.engine.evaluation.offers import Slots
from dsl.engine.evaluation.outcome import LimitUse, Outcome
from dsl.engine.evaluation.reads import Value
from dsl.engine.holdings import counting, effects, in_vain, limits, posting, rewards
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import judge
from dsl.engine.holdings.live_reads import count_of
from dsl.engine.holdings.promises import Promise, of_reward, promise_of
from dsl.engine.holdings.state import Effects, Issued, Member, Record, UsedOn
from dsl.engine.ladder import tiers
from dsl.engine.memberships import may_earn
from dsl.ledger.facts import Purchased
from dsl.program.offers import MoneyOff, MoneyOffPerUnit, Offer
from dsl.program.rules import LimitScope
from dsl.program.time import Ever


@dataclass(slots=True)
class _Judged:
    """A purchase before anything is posted.

    Attributes:
        unpaid: rewards to be paid with points that the purchase earns, by their places.
    """

    context: Context
    basket: Basket
    used: list[Issued]
    unpaid: list[int]
    outcome: Outcome
    reads: list[Value]


def purchase(books: Books, member: Member, moment: Moment, fact: Purchased) -> None:
    """Post a purchase."""
    judged = _judge(books, member, moment, fact)
    record = Record(fact, moment.day, moment.instant, Effects(), _number(books, member, moment))
    record.alive = posting.keep_alive(books, member, moment, "purchase")
    _use_rewards(books, member, moment, judged, record)
    record.effects = effects.carry_out(
        books, member, moment, judged.outcome, judged.reads, judged.basket
    )
    record.paid = list(judged.basket.paid)
    for index in judged.unpaid:
        _buy_and_use(books, member, moment, index, record)
    record.counts = counting.of_purchase(books.runtime, judged.basket)
    counting.add(books, member, moment.day, record.counts)
    for days in (member.purchase_days, member.visits):
        days[moment.day] = days.get(moment.day, 0) + 1
    member.records[fact.id] = record
    aftermath.settle(books, member, moment, record.counts, record)


def _number(books: Books, member: Member, moment: Moment) -> int:
    """The number that the purchase at hand has among all; 0 where no rule asks for one."""
    counter = books.purchase_counter
    return 0 if counter is None else count_of(books, member, counter, Ever(), moment.day) + 1


def earned_at_once(books: Books, member: Member, moment: Moment, fact: Purchased) -> Counter[str]:
    """Units that a purchase would earn and may itself be paid with, by wallet; nothing is posted.

    What pays a debt is not among them.
    """
    found: Counter[str] = Counter()
    if not books.program.spendable_at_once or not may_earn(books, member):
        return found
    for given in _judge(books, member, moment, replace(fact, uses=())).outcome.postings:
        if posting.is_spendable(books, member, moment, given.terms):
            found[books.program.wallets[given.wallet].name] += given.amount
    for name in books.program.spendable_at_once:
        found[name] -= member.accounts[books.wallet_places[name]].debt
    return Counter({name: found[name] for name in books.program.spendable_at_once})


def basket_offer(books: Books, issued: Issued) -> Offer:
    """What a reward takes off a purchase; pay with points comes to money off."""
    offer = promise_of(books, issued).offer
    if isinstance(offer, MoneyOffPerUnit):
        units = sum(part.amount for part in issued.paid)
        ratio = offer.minor_per_unit
        minor = units * ratio.numerator // ratio.denominator
        return MoneyOff(amount_minor=minor, scope=offer.scope)
    return offer


def used_reward(
    books: Books, issued: Issued, fact: Purchased, at_most: int | None = None
) -> UsedReward:
    """A reward as it acts on a purchase."""
    offer = basket_offer(books, issued)
    return UsedReward(offer, books.runtime.mask(scope_of(offer), fact), at_most)


def _judge(books: Books, member: Member, moment: Moment, fact: Purchased) -> _Judged:
    used, acting, unpaid = _rewards_for(books, member, moment, fact)
    context = context_of(books.runtime, fact, moment.instant, day=moment.day, used=tuple(acting))
    basket = context.basket
    assert basket is not None, "a purchase has a basket"
    judged = _Judged(context, basket, used, unpaid, Outcome(), [])
    for place in books.occasions.purchase:
        judged.outcome, judged.reads = judge(books, member, moment, place, context=context)
        if books.program.tier_counts_at_once:
            rank = _prospective_rank(books, member, moment, basket)
            judged.outcome, judged.reads = judge(
                books, member, moment, place, context=context, rank=rank
            )
    return judged


def _prospective_rank(books: Books, member: Member, moment: Moment, basket: Basket) -> int:
    """The tier that the purchase itself leads to."""
    counts, touched = counting.of_purchase(books.runtime, basket), set(books.touched)
    before = member.visits.get(moment.day, 0)
    member.visits[moment.day] = before + 1
    counting.add(books, member, moment.day, counts)
    rank = tiers.prospective_rank(books, member, moment)
    counting.change(books, member, moment.day, counts, {})
    books.touched = touched
    if before:
        member.visits[moment.day] = before
    else:
        del member.visits[moment.day]
    return rank


def _rewards_for(
    books: Books, member: Member, moment: Moment, fact: Purchased
) -> tuple[list[Issued], list[UsedReward], list[int]]:
    """The issued rewards that a purchase uses, and those to be paid with what it earns.

    What cannot be used is declined.
    """
    used: list[Issued] = []
    acting, unpaid = [], []
    worth = sum(Basket(fact, books.runtime.net_spend).by_shop[:-1])
    for name in fact.uses:
        issued = rewards.usable(member, name, {each.number for each in used})
        if issued is None and _is_paid_at_once(books, member, moment, name):
            unpaid.append(books.reward_places[name])
            continue
        why = _why_not(books, issued, worth, used)
        if issued is None or why:
            redeeming.decline(books, member, moment, name, why)
            continue
        at_most, _ = redeeming.money_limit(books, member, moment, issued)
        used.append(issued)
        acting.append(used_reward(books, issued, fact, at_most))
    return used, acting, unpaid


def _is_paid_at_once(books: Books, member: Member, moment: Moment, name: str) -> bool:
    """Whether points that the purchase earns can pay for a reward on it."""
    if not books.program.spendable_at_once or name not in books.reward_places:
        return False
    reward = books.program.rewards[books.reward_places[name]]
    price = redeeming.price_for(books, member, moment, reward)
    return price is not None and price.wallet in books.program.spendable_at_once


def _buy_and_use(books: Books, member: Member, moment: Moment, index: int, record: Record) -> None:
    """Pay for a reward once the purchase has earned, and use it on what is left to pay.

    What it takes off has earned and counted already, and stays so.
    """
    promise = of_reward(books, index)
    same = [books.reward_places.get(member.closed[each.number].name) for each in record.used]
    why = _why_not_here(books, promise, record.fact, same.count(index))
    if why:
        redeeming.decline(books, member, moment, promise.name, why)
        return
    issued = member.issued.get(redeeming.buy(books, member, moment, index))
    if issued is None or not promise.needs_purchase:
        return
    at_most, _ = redeeming.money_limit(books, member, moment, issued)
    used = used_reward(books, issued, record.fact, at_most)
    off = off_by(used, record.fact.lines, tuple(record.paid))
    record.paid = [cost - taken for cost, taken in zip(record.paid, off, strict=True)]
    _use(books, member, moment, issued, off, record, after_earning=True)


def _why_not(books: Books, issued: Issued | None, worth: int, used: list[Issued]) -> str:
    if issued is None:
        return "there is none to use"
    same = sum(1 for each in used if each.name == issued.name)
    return _why_not_now(books, promise_of(books, issued), worth, same)


def _why_not_here(books: Books, promise: Promise, fact: Purchased, same: int) -> str:
    """Why a reward is not worth paying for on a purchase; it would take nothing off."""
    worth = sum(Basket(fact, books.runtime.net_spend).by_shop[:-1])
    why = _why_not_now(books, promise, worth, same)
    return why or ("" if serves(books, promise, fact) else "it takes nothing off this purchase")


def _why_not_now(books: Books, promise: Promise, worth: int, same: int) -> str:
    if worth < promise.minimum_minor:
        return f"needs a purchase of at least {books.money(promise.minimum_minor)}"
    most = _times_per_purchase(books, promise)
    if most is not None and same >= most:
        return "it has been used on this purchase as often as it may be"
    return ""


def _times_per_purchase(books: Books, promise: Promise) -> int | None:
    if promise.reward < 0:
        return None
    times = [
        limit.times
        for limit in books.program.rewards[promise.reward].limits
        if limit.scope is LimitScope.PURCHASE and limit.times is not None
    ]
    return min(times, default=None)


def _use_rewards(
    books: Books, member: Member, moment: Moment, judged: _Judged, record: Record
) -> None:
    for issued, off in zip(judged.used, judged.basket.rewards, strict=True):
        offer = basket_offer(books, issued)
        why = "" if sum(off) else in_vain.why(books, offer, judged.basket)
        if why:
            redeeming.decline(books, member, moment, issued.name, why)
            continue
        _use(books, member, moment, issued, off, record)


def _use(
    books: Books,
    member: Member,
    moment: Moment,
    issued: Issued,
    off: Slots,
    record: Record,
    *,
    after_earning: bool = False,
) -> None:
    """Use an issued reward that takes so much off each slot."""
    taken = sum(off)
    _, rows = redeeming.money_limit(books, member, moment, issued)
    found = [LimitUse(row, "", taken) for row in rows]
    issued.uses += limits.use(books, member, moment, found)
    rewards.use(books, member, moment, issued, taken)
    record.used.append(UsedOn(issued.number, list(off), after_earning))
