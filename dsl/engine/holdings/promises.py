"""What a reward or a benefit hands over, what it is worth to the member and what it costs."""

from dataclasses import dataclass

from dsl.engine.holdings.books import Books
from dsl.engine.holdings.state import Issued
from dsl.program.model import Ratio
from dsl.program.offers import (
    Cash,
    CheapestFree,
    Donation,
    FreeProduct,
    FreeShipping,
    GiftCard,
    MoneyOff,
    MoneyOffPerUnit,
    Offer,
    PercentOff,
    StoreCredit,
)
from dsl.program.rules import Validity
from dsl.values.rounding import nearest

NEEDS_PURCHASE = (
    MoneyOff,
    PercentOff,
    MoneyOffPerUnit,
    FreeProduct,
    CheapestFree,
    FreeShipping,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A reward or a benefit as the program says it.

    Attributes:
        rule, reward: index of the one it is; -1 for the other.
        cost_minor, worth_minor: as stated; None takes them from the offer.
        memberships: those whose block it stands in.
    """

    name: str
    rule: int
    reward: int
    offer: Offer
    valid: Validity
    cost_minor: int | None
    worth_minor: int | None
    minimum_minor: int
    return_gives_back: bool
    memberships: tuple[str, ...]
    borne_share: Ratio | None = None

    @property
    def needs_purchase(self) -> bool:
        """It waits for a purchase on which it is used."""
        return isinstance(self.offer, NEEDS_PURCHASE)


def promise_of(books: Books, issued: Issued) -> Promise:
    """What was issued."""
    if issued.rule >= 0:
        return of_benefit(books, issued.rule)
    return of_reward(books, issued.reward)


def of_benefit(books: Books, index: int) -> Promise:
    """What the benefit of a rule hands over."""
    rule = books.program.rules[index]
    benefit = rule.benefit
    assert benefit is not None, "only rules with a benefit are issued"
    return Promise(
        name=rule.name,
        rule=index,
        reward=-1,
        offer=benefit.offer,
        valid=benefit.valid,
        cost_minor=benefit.cost_minor,
        worth_minor=benefit.worth_minor,
        minimum_minor=benefit.minimum_minor or 0,
        return_gives_back=benefit.return_gives_back,
        memberships=rule.inside.memberships,
        borne_share=benefit.borne_share,
    )


def of_reward(books: Books, index: int) -> Promise:
    """What a reward hands over."""
    reward = books.program.rewards[index]
    return Promise(
        name=reward.name,
        rule=-1,
        reward=index,
        offer=reward.offer,
        valid=reward.valid,
        cost_minor=reward.cost_minor,
        worth_minor=reward.worth_minor,
        minimum_minor=reward.minimum_minor or 0,
        return_gives_back=reward.return_gives_back,
        memberships=reward.inside.memberships,
        borne_share=reward.borne_share,
    )


def worth(promise: Promise, money_minor: int) -> int:
    """What one use is worth to the member, where it was worth so much by itself."""
    return promise.worth_minor if promise.worth_minor is not None else money_minor


def cost(promise: Promise, money_minor: int) -> int:
    """What one use costs the shop, without the share that somebody else bears."""
    whole = promise.cost_minor if promise.cost_minor is not None else money_minor
    if promise.borne_share is None:
        return whole
    share = promise.borne_share
    return whole - whole * share.numerator // share.denominator


def cost_of_part(promise: Promise, whole_minor: int, left_minor: int) -> int:
    """What a use costs of which a part stands; a stated cost shrinks in proportion.

    Args:
        promise: what was used.
        whole_minor: what the whole use took off.
        left_minor: what it takes off now.
    """
    if promise.cost_minor is None:
        return cost(promise, left_minor)
    return nearest(cost(promise, whole_minor) * left_minor, whole_minor)


def face_value(offer: Offer, items: int) -> int:
    """Money that an offer hands over without a purchase, in minor units.

    Args:
        offer: the offer.
        items: for a donation per item, how many items there are.
    """
    match offer:
        case GiftCard() | StoreCredit() | Cash():
            return offer.amount_minor
        case Donation():
            return offer.amount_minor * (items if offer.per_item is not None else 1)
    return 0
