"""Rewards and benefits in a member's hands: issued, used, expired, withdrawn, given back.

What needs a purchase (money off, free goods, free shipping) waits for one after it is issued;
everything else happens when it is issued, so its use follows its issue at once.
"""

from dataclasses import replace

from dsl.engine.holdings import limits, posting
from dsl.engine.holdings.books import Books, FollowUp, Moment
from dsl.engine.holdings.promises import Promise, cost, cost_of_part, face_value, promise_of, worth
from dsl.engine.holdings.state import Issued, Member, Use
from dsl.engine.holdings.terms import valid_through
from dsl.ledger.entry import Kind
from dsl.ledger.lots import FOR_EVER, Taken
from dsl.program.offers import Donation, MoneyOffPerUnit, TierUpgrade, WalletCredit
from dsl.values.rounding import nearest


def issue(
    books: Books,
    member: Member,
    moment: Moment,
    promise: Promise,
    *,
    wallet: int = -1,
    paid: list[Taken] | None = None,
    paid_minor: int = 0,
    items: int = 1,
    uses: list[Use] | None = None,
) -> Issued:
    """Issue a reward or a benefit; what needs no purchase is used at once.

    Args:
        books, member, moment, promise: what is issued to whom, and when.
        wallet: the wallet it was paid from; -1 for none.
        paid: what was taken out of that wallet.
        paid_minor: money that the member paid with it.
        items: for a donation per item, how many items there are.
        uses: limits that it used up.
    """
    expires = valid_through(promise.valid, moment.day, books.clock(member))
    entry = books.enter(
        Kind.ISSUE, member.id, moment, rule=promise.name, amount=1, expires_day=expires
    )
    issued = Issued(
        number=entry.number,
        name=promise.name,
        rule=promise.rule,
        reward=promise.reward,
        expires_day=expires,
        fact=moment.fact,
        wallet=wallet,
        paid=paid or [],
        paid_minor=paid_minor,
        uses=uses or [],
    )
    member.issued[issued.number] = issued
    if not promise.needs_purchase:
        _happen(books, member, moment, promise, issued, items)
    return issued


def use(books: Books, member: Member, moment: Moment, issued: Issued, money_minor: int) -> None:
    """Use an issued reward on a purchase, where it took so much money off."""
    promise = promise_of(books, issued)
    issued.money_minor = worth(promise, money_minor)
    issued.cost_minor = cost(promise, money_minor) - issued.paid_minor
    _enter_use(books, member, moment, issued)


def take_back(books: Books, member: Member, moment: Moment, number: int) -> None:
    """Undo a use whose purchase came back: the reward, or the units paid for it, are restored."""
    issued = member.closed.get(number)
    if issued is None or not promise_of(books, issued).return_gives_back:
        return
    _enter_unused(books, member, moment, issued)
    if issued.paid:
        _give_price_back(books, member, moment, issued)
    else:
        expire(books, member, moment)


def take_part_back(
    books: Books, member: Member, moment: Moment, number: int, before: int, left: int
) -> None:
    """Points paid for money off come back in proportion to the money that comes back.

    Other rewards come back as a whole or not at all.

    Args:
        books, member, moment: whose reward, and when.
        number: of the reward.
        before: what it took off when it was used, in minor units.
        left: what it takes off what is left of the purchase.
    """
    issued = member.closed.get(number)
    if issued is None or not _gives_parts_back(books, issued):
        return
    units = sum(part.amount for part in issued.paid) + issued.given_back
    due = units * (before - left) // before - issued.given_back
    _enter_less(books, member, moment, issued, before, left)
    parts = _split_off(issued, due)
    posting.restore(books, member, moment, rule=issued.name, wallet=issued.wallet, parts=parts)


def withdraw(books: Books, member: Member, moment: Moment, number: int) -> None:
    """Take back what a purchase caused; what is used already stands, and the loss is noted.

    Nothing is lost where the use itself comes back: units put into a wallet, donations owed.
    """
    issued = member.issued.get(number)
    if issued is not None:
        _give_price_back(books, member, moment, issued)
        return
    issued = member.closed.get(number)
    if issued is None or issued.ran_out:
        return
    offer = promise_of(books, issued).offer
    if isinstance(offer, Donation):
        _enter_donation(books, member, moment, issued, -issued.money_minor)
    if issued.award in member.awards:
        award = member.awards[issued.award]
        posting.reverse(books, member, moment, issued.award, award.amount)
    if isinstance(offer, Donation | WalletCredit):
        _enter_unused(books, member, moment, issued)
        _give_price_back(books, member, moment, issued)
        return
    books.enter(
        Kind.LOSS,
        member.id,
        moment,
        rule=issued.name,
        lot=issued.number,
        money_minor=issued.money_minor,
        detail="used already",
    )


def owe_less(books: Books, member: Member, moment: Moment, number: int, items: int) -> None:
    """A donation for each item, after some items came back."""
    issued = member.closed.get(number)
    offer = promise_of(books, issued).offer if issued is not None else None
    if issued is None or not isinstance(offer, Donation) or offer.per_item is None:
        return
    less = issued.money_minor - face_value(offer, items)
    if less > 0:
        _enter_donation(books, member, moment, issued, -less)
        issued.money_minor -= less


def expire(books: Books, member: Member, moment: Moment) -> None:
    """Take out issued rewards whose last day is over."""
    for issued in list(member.issued.values()):
        if 0 < issued.expires_day < moment.today:
            _enter_expired(books, member, moment, issued)


def expire_all(books: Books, member: Member, moment: Moment, membership: str = "") -> None:
    """Take out all issued rewards, or those that belong to a membership that ends."""
    for issued in list(member.issued.values()):
        if not membership or membership in promise_of(books, issued).memberships:
            _enter_expired(books, member, moment, issued)


def usable(member: Member, name: str, besides: set[int]) -> Issued | None:
    """The issued reward of a name that expires soonest, then the oldest, besides some."""
    fitting = [
        each for each in member.issued.values() if each.name == name and each.number not in besides
    ]
    return min(fitting, key=lambda each: (each.expires_day or FOR_EVER, each.number), default=None)


def next_expiry(member: Member) -> int:
    """First day on which an issued reward has to be taken out; 0 if there is none."""
    if not member.issued:
        return 0
    days = [each.expires_day for each in member.issued.values() if each.expires_day]
    return min(days) + 1 if days else 0


def _happen(
    books: Books, member: Member, moment: Moment, promise: Promise, issued: Issued, items: int
) -> None:
    """What an offer does that needs no purchase."""
    offer = promise.offer
    face = face_value(offer, items)
    issued.money_minor = face if isinstance(offer, Donation) else worth(promise, face)
    issued.cost_minor = cost(promise, face) - issued.paid_minor
    _enter_use(books, member, moment, issued)
    match offer:
        case WalletCredit():
            issued.award = _credit(books, member, moment, promise, offer)
        case TierUpgrade():
            books.follow.append(FollowUp("upgrade", member.id, offer.tier, offer.length))
        case Donation():
            chosen = member.attributes.get("cause")
            issued.cause = offer.cause or (chosen if isinstance(chosen, str) else "")
            _enter_donation(books, member, moment, issued, face)


def _credit(
    books: Books, member: Member, moment: Moment, promise: Promise, offer: WalletCredit
) -> int:
    """The number of the accrual; what a wallet holds at most cuts it."""
    wallet = books.wallet_places[offer.wallet]
    holds = books.program.wallets[wallet].hold_at_most
    room = offer.amount if holds is None else max(0, holds - member.accounts[wallet].posted)
    amount = min(offer.amount, room)
    if not amount:
        return 0
    return posting.accrue(
        books,
        member,
        moment,
        rule=promise.name,
        rule_index=promise.rule,
        wallet=wallet,
        amount=amount,
        cut=offer.amount - amount,
        terms=books.own_terms[wallet],
    )


def _give_price_back(books: Books, member: Member, moment: Moment, issued: Issued) -> None:
    """An open reward goes back, and what was paid for it with it: nothing was spent."""
    books.enter(
        Kind.WITHDRAW_REWARD, member.id, moment, rule=issued.name, amount=1, lot=issued.number
    )
    _close(member, moment, issued)
    for use_of in issued.uses:
        limits.credit(books, member, use_of, use_of.amount)
    if issued.paid:
        wallet, paid = issued.wallet, issued.paid
        issued.paid = []
        posting.restore(books, member, moment, rule=issued.name, wallet=wallet, parts=paid)
    posting.let_go(books, member, moment, issued.day, issued.alive)
    issued.alive = []


def _gives_parts_back(books: Books, issued: Issued) -> bool:
    promise = promise_of(books, issued)
    return promise.return_gives_back and isinstance(promise.offer, MoneyOffPerUnit)


def _split_off(issued: Issued, units: int) -> list[Taken]:
    """Take so many units out of what was paid, the last ones spent first."""
    parts = []
    while units > 0 and issued.paid:
        last = issued.paid.pop()
        part = min(units, last.amount)
        parts.append(replace(last, amount=part))
        if part < last.amount:
            issued.paid.append(replace(last, amount=last.amount - part))
        units -= part
        issued.given_back += part
    return parts


def _enter_less(
    books: Books, member: Member, moment: Moment, issued: Issued, before: int, left: int
) -> None:
    """A use is worth less now, and costs less; it is still one use.

    What was stated for a whole use shrinks in proportion.
    """
    promise = promise_of(books, issued)
    money, cost_now = left, cost_of_part(promise, before, left) - issued.paid_minor
    if promise.worth_minor is not None:
        money = nearest(promise.worth_minor * left, before)
    if (money, cost_now) == (issued.money_minor, issued.cost_minor):
        return
    books.enter(
        Kind.RESTORE_REWARD,
        member.id,
        moment,
        rule=issued.name,
        amount=0,
        lot=issued.number,
        money_minor=money - issued.money_minor,
        cost_minor=cost_now - issued.cost_minor,
    )
    issued.money_minor, issued.cost_minor = money, cost_now


def _close(member: Member, moment: Moment, issued: Issued) -> None:
    member.issued.pop(issued.number, None)
    member.closed[issued.number] = issued
    issued.closed_day = moment.today


def _enter_use(books: Books, member: Member, moment: Moment, issued: Issued) -> None:
    _close(member, moment, issued)
    books.enter(
        Kind.USE,
        member.id,
        moment,
        rule=issued.name,
        amount=1,
        lot=issued.number,
        money_minor=issued.money_minor,
        cost_minor=issued.cost_minor,
    )
    books.follow.append(FollowUp("used", member.id, issued.name))


def _enter_unused(books: Books, member: Member, moment: Moment, issued: Issued) -> None:
    books.enter(
        Kind.RESTORE_REWARD,
        member.id,
        moment,
        rule=issued.name,
        amount=1,
        lot=issued.number,
        expires_day=issued.expires_day,
        money_minor=-issued.money_minor,
        cost_minor=-issued.cost_minor,
    )
    issued.money_minor = issued.cost_minor = issued.closed_day = 0
    member.closed.pop(issued.number, None)
    member.issued[issued.number] = issued


def _enter_expired(books: Books, member: Member, moment: Moment, issued: Issued) -> None:
    books.enter(
        Kind.EXPIRE_REWARD, member.id, moment, rule=issued.name, amount=1, lot=issued.number
    )
    _close(member, moment, issued)
    issued.ran_out = True


def _enter_donation(
    books: Books, member: Member, moment: Moment, issued: Issued, minor: int
) -> None:
    """What is owed to a cause, or is not any more."""
    books.enter(
        Kind.DONATION,
        member.id,
        moment,
        rule=issued.name,
        money_minor=minor,
        detail=issued.cause,
    )
