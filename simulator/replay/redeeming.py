"""Redemption in a replayed history, which has none of its own.

At each purchase a member uses one reward: the one already held that serves the purchase and
expires soonest, or else the dearest that the balance pays for and that serves the purchase. Where
the program lets points be spent on the purchase that earns them, these count as balance.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from dsl.engine import choosing, purchases
from dsl.engine.engine import Engine
from dsl.ledger.facts import AnyFact, Purchased, Redeemed


class Redeem(StrEnum):
    """Whether members of a replayed history redeem, where the history does not say."""

    NEVER = "never"
    WHEN_AFFORDABLE = "when-affordable"

    @property
    def in_words(self) -> str:
        """What the policies of a replay say of rewards."""
        said = {
            Redeem.NEVER: "never taken, unless facts say so (--redeem)",
            Redeem.WHEN_AFFORDABLE: "taken when affordable (--redeem)",
        }
        return said[self]


def redemption_id(purchase: str) -> str:
    """The id of the redemption that goes with a purchase."""
    return f"!redeem:{purchase}"


def with_redemption(engine: Engine, fact: Purchased) -> Iterator[AnyFact]:
    """The purchase as it would have been, after a redemption where there is one.

    The engine must have done the calendar work of the purchase's day.
    """
    books = engine.books
    member = books.state.members.get(fact.member)
    if member is None or member.left or fact.id in books.state.seen:
        yield fact
        return
    held = choosing.held_for(books, member, fact)
    if held:
        yield replace(fact, uses=(held,))
        return
    moment = books.moment_of(fact.instant, redemption_id(fact.id))
    earned = purchases.earned_at_once(books, member, moment, fact)
    choice = choosing.affordable_for(books, member, moment, fact, earned)
    if choice is None:
        yield fact
        return
    index, price = choice
    reward = books.program.rewards[index]
    available = member.accounts[books.wallet_places[price.wallet]].available
    if available < price.amount:
        yield replace(fact, uses=(reward.name,))
        return
    yield Redeemed(
        id=redemption_id(fact.id),
        instant=fact.instant,
        member=fact.member,
        reward=reward.name,
        amount=available if price.or_more else None,
    )
    yield replace(fact, uses=(reward.name,)) if member.issued else fact
