"""Returns: a purchase is judged again without what came back, and the difference is reversed.

The purchase is judged with the answers it was given then, so nothing that happened since changes
what the part that stays is worth. Later facts are not judged again.
"""

from collections import Counter

from dsl.engine import aftermath, progress, purchases
from dsl.engine.evaluation.basket import Basket, UsedReward
from dsl.engine.evaluation.context import context_of
from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.returned import (
    NOTHING,
    left_on_line,
    remaining_after_return,
    with_return,
)
from dsl.engine.holdings import counters, counting, effects, posting, rewards
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import judge_again
from dsl.engine.holdings.state import Days, Member, Record, UsedOn
from dsl.engine.ladder import tier_retest
from dsl.ledger.facts import Purchased, Returned


def give_back(books: Books, member: Member, moment: Moment, fact: Returned) -> None:
    """Post a return."""
    record = member.records.get(fact.purchase)
    if record is None or not books.may_come(record.day, moment.today):
        books.ignore("a return is of a purchase that is not known, or too long ago")
        return
    if record.gone:
        books.ignore("a return is of what had come back already")
        return
    books.touched = set()
    paid = tuple(record.paid)
    record.returned = with_return(record.fact, record.returned, fact, paid)
    rest = remaining_after_return(record.fact, record.returned, paid)
    outcome, basket, counts = _rest_of(books, member, record, rest)
    _give_rewards_back(books, member, moment, record, rest is None, after_earning=True)
    _make_room(books, member, moment, record, outcome)
    effects.undo(books, member, moment, record.effects, outcome, basket)
    _give_rewards_back(books, member, moment, record, rest is None, after_earning=False)
    counting.change(books, member, record.day, record.counts, counts)
    record.counts = counts
    if rest is None:
        _forget_purchase(books, member, moment, record)
    progress.take_back(books, member, moment, fact.purchase, record.day, counts)
    tier_retest.retest(books, member, moment, record.day)
    books.touched = set()
    counting.add(books, member, moment.day, counting.of_return(books))
    aftermath.settle(books, member, moment)


def _rest_of(
    books: Books, member: Member, record: Record, rest: Purchased | None
) -> tuple[Outcome, Basket | None, Days]:
    """What the rest of the purchase brings with the answers of then, and what it counts for."""
    if rest is None:
        return Outcome(), None, {}
    then = books.edition(record.effects.program)
    context = context_of(
        then.runtime,
        rest,
        record.instant,
        day=record.day,
        used=_rewards_on_rest(books, member, record, rest),
    )
    basket = context.basket
    assert basket is not None, "a purchase has a basket"
    outcome = Outcome()
    for place in then.occasions.purchase:
        outcome = then.of_today(judge_again(context, place, record.effects.reads))
    return outcome, basket, then.counts_of_today(counting.of_purchase(then.runtime, basket))


def _rewards_on_rest(
    books: Books, member: Member, record: Record, rest: Purchased
) -> tuple[UsedReward, ...]:
    """The rewards used before it earned, each taking off what it took off the part that stays."""
    return tuple(
        purchases.used_reward(books, member.closed[used.number], rest, sum(_off_left(record, used)))
        for used in record.used
        if not used.after_earning
    )


def _off_left(record: Record, used: UsedOn) -> list[int]:
    """What a reward takes off each line of the part that stays, and off the shipping."""
    left = [
        left_on_line(off, line, cost, record.returned.get(line.id, NOTHING))
        for line, off, cost in zip(record.fact.lines, used.off_minor, record.paid, strict=False)
    ]
    return [*left, used.off_minor[-1]]


def _make_room(books: Books, member: Member, moment: Moment, record: Record, now: Outcome) -> None:
    """Withdraw what was issued by itself because of the purchase, where its price is missing."""
    for wallet, amount in _planned(member, record, now).items():
        for number in reversed(record.automatic):
            issued = member.issued.get(number)
            held = sum(lot.left for lot in member.accounts[wallet].lots)
            if issued is not None and issued.wallet == wallet and held < amount:
                rewards.withdraw(books, member, moment, number)
                record.automatic.remove(number)


def _planned(member: Member, record: Record, now: Outcome) -> Counter[int]:
    """Wallet -> units that will be taken back."""
    planned: Counter[int] = Counter()
    for number in record.effects.awards:
        award = member.awards.get(number)
        if award is not None:
            planned[award.wallet] += award.amount - award.expired
    for found in now.postings:
        planned[found.wallet] -= found.amount
    return planned


def _give_rewards_back(
    books: Books,
    member: Member,
    moment: Moment,
    record: Record,
    gone: bool,
    *,
    after_earning: bool,
) -> None:
    """Restore rewards whose whole use came back, and the units paid for what came back.

    Those that were paid with points of the purchase come first, so that the points are there
    again when the purchase takes back what it gave.
    """
    for used in [each for each in record.used if each.after_earning is after_earning]:
        before, left = sum(used.off_minor), sum(_off_left(record, used))
        if gone or (before and not left):
            record.used.remove(used)
            rewards.take_back(books, member, moment, used.number)
        elif left < before:
            rewards.take_part_back(books, member, moment, used.number, before, left)


def _forget_purchase(books: Books, member: Member, moment: Moment, record: Record) -> None:
    """Nothing is left: it was no purchase, no visit, and kept nothing alive."""
    record.gone = True
    for days in (member.purchase_days, member.visits):
        counters.count(days, record.day, -1)
    posting.let_go(books, member, moment, record.day, record.alive + record.effects.alive)
    record.alive, record.effects.alive = [], []
    for more in record.more:
        effects.undo_all(books, member, moment, more)
    record.more = []
