"""Movements of wallets: each moves an account and writes the entries that say so."""

from typing import Literal

from dsl.engine.holdings import counters
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.live_reads import last_alive
from dsl.engine.holdings.state import Award, Member
from dsl.engine.holdings.terms import available_day, expires_day
from dsl.ledger.entry import Kind
from dsl.ledger.lots import Lot, Taken
from dsl.program.measures import Quantity
from dsl.program.wallets import AfterLast, WhenActivity

Alive = Literal["purchase", "earning", "spending", ""]


def accrue(
    books: Books,
    member: Member,
    moment: Moment,
    *,
    rule: str,
    wallet: int,
    amount: int,
    terms: int,
    rule_index: int = -1,
    cut: int = 0,
) -> int:
    """Open a lot; gives the number of its entry."""
    row, clock = books.terms[terms], books.clock(member)
    available = available_day(row.available, moment.day, clock)
    expires = expires_day(row.expiry, moment.day, last_alive(member, terms), clock)
    entry = books.enter(
        Kind.ACCRUE,
        member.id,
        moment,
        rule=rule,
        wallet=books.program.wallets[wallet].name,
        amount=amount,
        available_day=available,
        expires_day=expires,
        cut=cut,
    )
    member.accounts[wallet].open(
        Lot(
            number=entry.number,
            left=amount,
            earned_day=moment.day,
            available_day=available,
            expires_day=expires,
            pending=not is_spendable(books, member, moment, terms),
            terms=terms,
            rule=rule,
            fact=moment.fact,
        )
    )
    if amount:
        award = member.awards[entry.number] = Award(rule, rule_index, wallet, amount, moment.day)
        _count_earned(books, member, award, amount)
    if 0 < expires < moment.today:
        expire(books, member, moment, wallet)
    return entry.number


def is_spendable(books: Books, member: Member, moment: Moment, terms: int) -> bool:
    """Whether what is earned now under some terms can be spent today."""
    waits = books.terms[terms].available
    if isinstance(waits, WhenActivity):
        return False
    return available_day(waits, moment.day, books.clock(member)) <= moment.today


def spend(
    books: Books, member: Member, moment: Moment, *, rule: str, wallet: int, amount: int
) -> list[Taken]:
    """Spend available units; the caller has looked at the balance."""
    taken = member.accounts[wallet].spend(amount)
    _enter_taken(books, member, moment, Kind.SPEND, rule, wallet, taken)
    return taken


def reverse(books: Books, member: Member, moment: Moment, number: int, amount: int) -> int:
    """Take back a part of an accrual; gives how much of it was still there to take or to owe.

    Its own lot is taken first, then the other lots, pending ones before; what is missing becomes
    a debt, or a loss where the wallet stops at zero. What ran out unspent is not taken again.
    """
    award = member.awards[number]
    amount = min(amount, award.amount)
    wallet, rule = books.program.wallets[award.wallet], award.source
    award.amount -= amount
    _count_earned(books, member, award, -amount)
    ran_out = min(amount, award.expired)
    award.expired -= ran_out
    account = member.accounts[award.wallet]
    taken = account.reverse(number, amount - ran_out)
    _enter_taken(books, member, moment, Kind.REVERSE, rule, award.wallet, taken)
    missing = amount - ran_out - sum(part.amount for part in taken)
    if missing and wallet.below_zero:
        account.owe(missing)
        books.enter(
            Kind.REVERSE,
            member.id,
            moment,
            rule=rule,
            wallet=wallet.name,
            amount=-missing,
            lot=number,
            detail="owed",
        )
    elif missing:
        _enter_loss(books, member, moment, rule, award.wallet, missing, number)
    if not award.amount:
        del member.awards[number]
    return amount


def restore(
    books: Books, member: Member, moment: Moment, *, rule: str, wallet: int, parts: list[Taken]
) -> None:
    """Give spent units back with their original dates; what is over expires at once.

    Where expiry slides, what was given back slides with the rest again.
    """
    account = member.accounts[wallet]
    for part in parts:
        account.put_back(part, part.amount)
        books.enter(
            Kind.RESTORE,
            member.id,
            moment,
            rule=rule,
            wallet=books.program.wallets[wallet].name,
            amount=part.amount,
            lot=part.number,
            expires_day=part.expires_day,
        )
    for terms in sorted({part.terms for part in parts}):
        _slide(books, member, terms)
    expire(books, member, moment, wallet)


def adjust(
    books: Books, member: Member, moment: Moment, wallet: int, amount: int, why: str
) -> None:
    """Correct by hand: a lot under the wallet's own terms, or units taken out."""
    name = books.program.wallets[wallet].name
    account = member.accounts[wallet]
    if amount >= 0:
        row, clock = books.terms[books.own_terms[wallet]], books.clock(member)
        alive = last_alive(member, books.own_terms[wallet])
        expires = expires_day(row.expiry, moment.day, alive, clock)
        entry = books.enter(
            Kind.ADJUST,
            member.id,
            moment,
            wallet=name,
            amount=amount,
            available_day=moment.day,
            expires_day=expires,
            detail=why,
        )
        lot = Lot(entry.number, amount, moment.day, moment.day, expires)
        lot.terms, lot.fact = books.own_terms[wallet], moment.fact
        account.open(lot)
        expire(books, member, moment, wallet)
        return
    taken = account.reverse(0, -amount)
    _enter_taken(books, member, moment, Kind.ADJUST, "", wallet, taken, why)
    missing = -amount - sum(part.amount for part in taken)
    if missing and books.program.wallets[wallet].below_zero:
        account.owe(missing)
        books.enter(Kind.ADJUST, member.id, moment, wallet=name, amount=-missing, detail=why)
    elif missing:
        _enter_loss(books, member, moment, "", wallet, missing, 0)


def expire(books: Books, member: Member, moment: Moment, wallet: int) -> None:
    """Take out the lots whose last day is over."""
    account = member.accounts[wallet]
    for lot in account.expire(moment.today):
        _enter_expired(books, member, moment, wallet, lot)


def expire_all(books: Books, member: Member, moment: Moment, why: str) -> None:
    """Take out every lot, because the member leaves."""
    for wallet, account in enumerate(member.accounts):
        for lot in account.clear():
            _enter_expired(books, member, moment, wallet, lot, why)


def make_available(books: Books, member: Member, moment: Moment, wallet: int) -> None:
    """Lots whose day has come can be spent."""
    account = member.accounts[wallet]
    for lot in account.make_available(moment.today):
        _enter_available(books, member, moment, wallet, lot)


def activity_makes_available(books: Books, member: Member, moment: Moment, activity: str) -> None:
    """Lots that waited for an activity, and were earned before it, can be spent."""
    for wallet, account in enumerate(member.accounts):
        waiting = [
            lot.number
            for lot in account.lots
            if lot.pending and _waits_for(books, lot, activity) and lot.earned_day <= moment.day
        ]
        for lot in account.release(waiting):
            _enter_available(books, member, moment, wallet, lot)


def keep_alive(
    books: Books,
    member: Member,
    moment: Moment,
    what: Alive,
    *,
    activity: str = "",
    wallet: int = -1,
) -> list[int]:
    """Move the expiry of open lots that this keeps alive; gives the rows of the terms moved."""
    moved = []
    for index, row in enumerate(books.terms):
        expiry = row.expiry
        if not isinstance(expiry, AfterLast) or (wallet >= 0 and row.wallet != wallet):
            continue
        if what in expiry.keeps_alive or (activity and activity in expiry.activities):
            counters.count(member.alive.setdefault(index, {}), moment.day, 1)
            _slide(books, member, index)
            moved.append(index)
    return moved


def let_go(books: Books, member: Member, moment: Moment, day: int, moved: list[int]) -> None:
    """Undo what `keep_alive` did on a day; what is over by now expires at once."""
    for index in moved:
        counters.count(member.alive.get(index, {}), day, -1)
        _slide(books, member, index)
        expire(books, member, moment, books.terms[index].wallet)


def forget_alive(books: Books, member: Member, today: int) -> None:
    """Drop days of activity that no return can bring back as the last one."""
    window = books.state.return_days
    for index, days in list(member.alive.items()):
        if window is not None:
            last = max((day for day in days if day < today - window), default=0)
            counters.fold(days, last, keep_sum=False)
        if not days:
            del member.alive[index]


def _slide(books: Books, member: Member, index: int) -> None:
    row, clock, last = books.terms[index], books.clock(member), last_alive(member, index)
    if not isinstance(row.expiry, AfterLast):
        return
    for lot in member.accounts[row.wallet].lots:
        if lot.terms == index:
            lot.expires_day = expires_day(row.expiry, lot.earned_day, last, clock)


def _waits_for(books: Books, lot: Lot, activity: str) -> bool:
    available = books.terms[lot.terms].available
    return isinstance(available, WhenActivity) and available.activity == activity


def _count_earned(books: Books, member: Member, award: Award, amount: int) -> None:
    """Count what a rule accrued, where the program counts it."""
    if award.rule < 0:
        return
    wallet = books.program.wallets[award.wallet].name
    for index, counter in enumerate(books.plan.counters):
        if counter.quantity is Quantity.EARNED and counter.name == wallet:
            counters.count(member.counters[index], award.day, amount)
            books.touched.add(index)


def _enter_taken(
    books: Books,
    member: Member,
    moment: Moment,
    kind: Kind,
    rule: str,
    wallet: int,
    taken: list[Taken],
    detail: str = "",
) -> None:
    for part in taken:
        books.enter(
            kind,
            member.id,
            moment,
            rule=rule,
            wallet=books.program.wallets[wallet].name,
            amount=-part.amount,
            lot=part.number,
            detail=detail,
        )


def _enter_loss(
    books: Books, member: Member, moment: Moment, rule: str, wallet: int, amount: int, lot: int
) -> None:
    name = books.program.wallets[wallet].name
    books.enter(Kind.LOSS, member.id, moment, rule=rule, wallet=name, amount=amount, lot=lot)


def _enter_expired(
    books: Books, member: Member, moment: Moment, wallet: int, lot: Lot, why: str = ""
) -> None:
    award = member.awards.get(lot.number)
    if award is not None:
        award.expired += lot.left
    books.enter(
        Kind.EXPIRE,
        member.id,
        moment,
        rule=lot.rule,
        wallet=books.program.wallets[wallet].name,
        amount=-lot.left,
        lot=lot.number,
        detail=why,
    )


def _enter_available(books: Books, member: Member, moment: Moment, wallet: int, lot: Lot) -> None:
    books.enter(
        Kind.MAKE_AVAILABLE,
        member.id,
        moment,
        rule=lot.rule,
        wallet=books.program.wallets[wallet].name,
        amount=lot.left,
        lot=lot.number,
    )
