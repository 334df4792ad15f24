"""What a member of a state may have that columns do not hold."""

from collections.abc import Iterator
from operator import attrgetter

from dsl.columns.holdings.lots import FOR_EVER
from dsl.columns.reference import Books as StateBooks
from dsl.columns.reference import Lot, Member, expires_day, last_alive


def is_beyond_columns(then: StateBooks, member: Member) -> bool:
    """Whether a member of a state has something that columns do not hold."""
    standing = member.standing
    return bool(
        member.left
        or member.waiting
        or member.chosen_days
        or standing.upgrades
        or _has_other_surplus(then, member)
        or standing.reached_before
        or _has_odd_fees(then, member)
        or _counts_again(then, member)
        or member.attributes.get("cause") not in (None, *then.program.causes)
        or any(account.debt for account in member.accounts)
        or any(
            _is_by_other_days(then, member, lot) for each in member.accounts for lot in each.lots
        )
        or any(days != sorted(days) for days in _queues(member))
    )


def _has_other_surplus(then: StateBooks, member: Member) -> bool:
    """Whether a surplus was carried over that no tier would carry over now."""
    carried = member.standing.carried.keys()
    return bool(carried) and not carried <= {
        counter
        for rank, tier in enumerate(then.program.tiers)
        if tier.carry_over.surplus
        for counter, _ in then.windows_of(rank)
    }


def _has_odd_fees(then: StateBooks, member: Member) -> bool:
    """Whether a fee is owed, or was another one than it is now."""
    for index, held in member.memberships.items():
        row = then.program.memberships[index]
        fee = 0 if row.fee is None else row.fee.amount_minor
        if held.unpaid_day or (row.refund_days and held.charged_minor not in (0, fee)):
            return True
    return False


def _counts_again(then: StateBooks, member: Member) -> bool:
    """Whether a purchase may get a number that one has had which came back."""
    records = member.records.values() if then.purchase_counter is not None else ()
    return any(record.returned or record.gone for record in records)


def _is_by_other_days(then: StateBooks, member: Member, lot: Lot) -> bool:
    """Whether a lot ends on another day than its terms say, as where they were others then."""
    if lot.terms < 0:
        return True
    alive = last_alive(member, lot.terms)
    expiry = then.terms[lot.terms].expiry
    return lot.expires_day != expires_day(expiry, lot.earned_day, alive, then.clock(member))


def _queues(member: Member) -> Iterator[list[tuple[int, int]]]:
    """Days in the order of numbers, which go up in what columns keep as one queue."""
    for account in member.accounts:
        lots = sorted(account.lots, key=attrgetter("number"))
        yield [(lot.earned_day, 0) for lot in lots]
        for terms in {lot.terms for lot in lots}:
            yield [(0, lot.expires_day) for lot in lots if lot.terms == terms]
            yield [(0, int(lot.pending)) for lot in lots if lot.terms == terms]
    issued = sorted(member.issued.values(), key=attrgetter("number"))
    for name in {each.name for each in issued}:
        yield [(0, each.expires_day or FOR_EVER) for each in issued if each.name == name]
