"""A member whose entries stand under other numbers in a ledger that several engines write."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from dsl.engine.holdings.state import Issued, Member
from dsl.engine.pruning import effects_of


def renumbered(member: Member, number_of: Callable[[int], int]) -> Member:
    """A copy under the numbers of the ledger.

    Args:
        member: as its own engine left it.
        number_of: the ledger's number of an entry of that engine.
    """
    told = deepcopy(member)
    for account in told.accounts:
        for lot in account.lots:
            lot.number = number_of(lot.number)
    told.awards = {number_of(each): award for each, award in told.awards.items()}
    for held in (told.issued, told.closed):
        rewards = [_issued(each, number_of) for each in held.values()]
        held.clear()
        held.update((each.number, each) for each in rewards)
    for done in effects_of(told):
        done.awards = [number_of(each) for each in done.awards]
        done.issued = [number_of(each) for each in done.issued]
    for record in told.records.values():
        record.automatic = [number_of(each) for each in record.automatic]
        for used in record.used:
            used.number = number_of(used.number)
    return told


def _issued(issued: Issued, number_of: Callable[[int], int]) -> Issued:
    issued.number = number_of(issued.number)
    issued.award = number_of(issued.award) if issued.award else 0
    issued.paid = [replace(part, number=number_of(part.number)) for part in issued.paid]
    return issued
