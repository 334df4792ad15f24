"""Carrying out what an evaluation found, and undoing a part of it for a return."""

from collections import Counter

from dsl.engine.evaluation.basket import Basket
from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.reads import Value
from dsl.engine.holdings import counters, limits, posting, rewards
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.promises import Promise, cost_of_part, of_benefit, promise_of
from dsl.engine.holdings.state import Discounted, Effects, Member
from dsl.ledger.entry import Kind
from dsl.program.offers import Donation
from dsl.values import calendar


def carry_out(
    books: Books,
    member: Member,
    moment: Moment,
    outcome: Outcome,
    reads: list[Value],
    basket: Basket | None = None,
) -> Effects:
    """Write an evaluation's effects: discounts, accruals, issued benefits, limits used."""
    uses = limits.use(books, member, moment, outcome.uses)
    effects = Effects(day=moment.day, reads=reads, uses=uses)
    for given in outcome.discounts:
        stands = Discounted(given.rule, sum(given.by_slot))
        _enter_discount(books, member, moment, stands, 0, stands.minor, 1)
        effects.discounts.append(stands)
    for found in outcome.postings:
        number = posting.accrue(
            books,
            member,
            moment,
            rule=books.program.rules[found.rule].name,
            rule_index=found.rule,
            wallet=found.wallet,
            amount=found.amount,
            terms=found.terms,
            cut=found.cut,
        )
        effects.awards.append(number)
    for wallet in sorted({found.wallet for found in outcome.postings}):
        effects.alive += posting.keep_alive(books, member, moment, "earning", wallet=wallet)
    month = calendar.period_start("month", moment.day)
    for carry, exact in outcome.carried:
        counters.count(member.carries.setdefault(carry, {}), month, exact)
        effects.carried.append((carry, month, exact))
    for rule in outcome.issues:
        promise = of_benefit(books, rule)
        items = items_of(books, promise, basket)
        issued = rewards.issue(books, member, moment, promise, items=items)
        effects.issued.append(issued.number)
    return effects


def items_of(books: Books, promise: Promise, basket: Basket | None) -> int:
    """How many items of a purchase a donation counts; 1 without a purchase."""
    offer = promise.offer
    if not isinstance(offer, Donation) or offer.per_item is None or basket is None:
        return 1
    matches = books.runtime.matches(offer.per_item)
    return sum(max(line.quantity, 0) for line in basket.lines if matches(line))


def undo(
    books: Books,
    member: Member,
    moment: Moment,
    effects: Effects,
    now: Outcome,
    basket: Basket | None = None,
) -> None:
    """Reverse each rule's effects down to what an evaluation finds now; nothing grows.

    Args:
        books, member, moment: whose effects, and when they are reversed.
        effects: what stands.
        now: what the rest of the purchase would have brought.
        basket: the rest of the purchase.
    """
    left: Counter[tuple[int, int]] = Counter()
    for found in now.postings:
        left[found.rule, found.wallet] += found.amount
    for number in list(effects.awards):
        _undo_award(books, member, moment, effects, number, left)
    _undo_uses(books, member, effects, now)
    _undo_carried(member, effects, now)
    _undo_discounts(books, member, moment, effects, now)
    _undo_issues(books, member, moment, effects, now, basket)


def undo_all(books: Books, member: Member, moment: Moment, effects: Effects) -> None:
    """Reverse everything, what it kept alive on its day too."""
    undo(books, member, moment, effects, Outcome())
    posting.let_go(books, member, moment, effects.day, effects.alive)
    effects.alive = []


def _undo_award(
    books: Books,
    member: Member,
    moment: Moment,
    effects: Effects,
    number: int,
    left: Counter[tuple[int, int]],
) -> None:
    award = member.awards.get(number)
    if award is None:
        effects.awards.remove(number)
        return
    place = (award.rule, award.wallet)
    kept = min(left[place], award.amount)
    left[place] -= kept
    if award.amount > kept:
        posting.reverse(books, member, moment, number, award.amount - kept)
    if number not in member.awards:
        effects.awards.remove(number)


def _undo_uses(books: Books, member: Member, effects: Effects, now: Outcome) -> None:
    left: Counter[tuple[int, str]] = Counter()
    for found in now.uses:
        left[found.limit, found.key] += found.amount
    for kept in effects.uses:
        place = (kept.limit, kept.key)
        stays = min(left[place], kept.amount)
        left[place] -= stays
        limits.credit(books, member, kept, kept.amount - stays)
    effects.uses = [kept for kept in effects.uses if kept.amount]


def _undo_carried(member: Member, effects: Effects, now: Outcome) -> None:
    left = Counter(dict(now.carried))
    carried = []
    for carry, month, exact in effects.carried:
        stays = min(left[carry], exact)
        counters.count(member.carries.setdefault(carry, {}), month, stays - exact)
        if stays:
            carried.append((carry, month, stays))
    effects.carried = carried


def _undo_discounts(
    books: Books, member: Member, moment: Moment, effects: Effects, now: Outcome
) -> None:
    left = {given.rule: sum(given.by_slot) for given in now.discounts}
    discounts = []
    for given in effects.discounts:
        stays = min(left.get(given.rule, 0), given.minor)
        if stays < given.minor:
            times = 0 if given.rule in left else -1
            _enter_discount(books, member, moment, given, given.minor, stays, times)
        if given.rule in left:
            discounts.append(Discounted(given.rule, stays, _whole(given)))
    effects.discounts = discounts


def _undo_issues(
    books: Books,
    member: Member,
    moment: Moment,
    effects: Effects,
    now: Outcome,
    basket: Basket | None,
) -> None:
    left = Counter(now.issues)
    for number in list(effects.issued):
        issued = member.issued.get(number) or member.closed.get(number)
        if issued is not None and left[issued.rule] > 0:
            left[issued.rule] -= 1
            items = items_of(books, promise_of(books, issued), basket)
            rewards.owe_less(books, member, moment, number, items)
        else:
            rewards.withdraw(books, member, moment, number)
            effects.issued.remove(number)


def _whole(given: Discounted) -> int:
    """A discount as it was given."""
    return given.whole_minor or given.minor


def _enter_discount(
    books: Books,
    member: Member,
    moment: Moment,
    given: Discounted,
    before: int,
    now: int,
    times: int,
) -> None:
    """A discount given (1), taken back (-1) or made smaller (0)."""
    promise, whole = of_benefit(books, given.rule), _whole(given)
    books.enter(
        Kind.DISCOUNT,
        member.id,
        moment,
        rule=promise.name,
        amount=times,
        money_minor=now - before,
        cost_minor=cost_of_part(promise, whole, now) - cost_of_part(promise, whole, before),
    )
