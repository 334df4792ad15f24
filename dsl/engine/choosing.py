"""What a member could use on a purchase, or redeem for it, without being declined."""

from collections.abc import Mapping

from dsl.engine import redeeming
from dsl.engine.evaluation.basket import Basket, scope_of
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.promises import Promise, of_reward, promise_of
from dsl.engine.holdings.state import Member
from dsl.ledger.facts import Purchased
from dsl.ledger.lots import FOR_EVER
from dsl.program.offers import FreeShipping
from dsl.program.rewards import Price


def held_for(books: Books, member: Member, fact: Purchased) -> str:
    """The held reward that serves the purchase and expires soonest; empty if there is none."""
    fitting = [
        issued
        for issued in member.issued.values()
        if serves(books, promise_of(books, issued), fact)
    ]
    first = min(
        fitting,
        key=lambda issued: (issued.expires_day or FOR_EVER, issued.number),
        default=None,
    )
    return first.name if first else ""


def affordable_for(
    books: Books, member: Member, moment: Moment, fact: Purchased, more: Mapping[str, int]
) -> tuple[int, Price] | None:
    """The dearest reward that the member can pay for and that serves the purchase.

    Args:
        books, member, moment, fact: who buys what, and when.
        more: by wallet, units that can be spent besides those the member has.

    Returns:
        The reward's index and its price for the member; None if there is none.
    """
    found: list[tuple[int, Price]] = []
    for index, reward in enumerate(books.program.rewards):
        price = redeeming.price_for(books, member, moment, reward)
        if price is None or reward.by_itself or reward.issued_on is not None:
            continue
        available = member.accounts[books.wallet_places[price.wallet]].available
        available += max(more.get(price.wallet, 0), 0)
        if (
            0 < price.amount <= available
            and serves(books, of_reward(books, index), fact)
            and redeeming.is_open(books, member, moment, index)
        ):
            found.append((index, price))
    return max(found, key=lambda choice: choice[1].amount, default=None)


def serves(books: Books, promise: Promise, fact: Purchased) -> bool:
    """Whether a reward does something for the purchase, or needs none."""
    if not promise.needs_purchase:
        return True
    if isinstance(promise.offer, FreeShipping):
        return fact.shipping_minor > 0
    worth = Basket(fact, books.runtime.net_spend).by_shop[:-1]
    mask = books.runtime.mask(scope_of(promise.offer), fact)
    in_scope = sum(value for place, value in enumerate(worth) if mask is None or mask[place])
    return in_scope > 0 and sum(worth) >= promise.minimum_minor
