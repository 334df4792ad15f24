"""Offers and their terms in words."""

from dsl.program.offers import (
    Cash,
    CheapestFree,
    Donation,
    EarlyAccess,
    Experience,
    FreeProduct,
    FreeShipping,
    GiftCard,
    MoneyOff,
    MoneyOffPerUnit,
    Offer,
    PercentOff,
    StoreCredit,
    TierUpgrade,
    WalletCredit,
)
from dsl.program.program import Program
from dsl.program.rules import Validity
from dsl.program.words_of_amounts import (
    counted_words,
    exact_money_words,
    money_words,
    names,
    percent_words,
    units_words,
    wallet_named,
)
from dsl.program.words_of_measures import scope_words
from dsl.program.words_of_time import date_words, length_words, schedule_words


def offer_words(program: Program, offer: Offer) -> str:
    """What is given: "10% off", "1 product from "Drinks" up to 6 USD"."""
    match offer:
        case MoneyOff() | PercentOff() | MoneyOffPerUnit():
            return _off_words(program, offer)
        case FreeProduct():
            worth = offer.up_to_minor
            up_to = "" if worth is None else f" up to {money_words(program, worth)}"
            products = counted_words(offer.count, "product")
            return f"{products}{scope_words(offer.scope, 'from')}{up_to} free"
        case CheapestFree():
            return f"the cheapest item{scope_words(offer.scope, 'from')} free"
        case FreeShipping():
            return "free shipping"
        case EarlyAccess():
            return f"early access to {names(offer.products)}"
        case Experience():
            return f'the experience "{offer.text}"'
        case TierUpgrade():
            return f'tier "{offer.tier}" for {length_words(offer.length)}'
        case _:
            return _money_like_words(program, offer)


def _off_words(program: Program, offer: MoneyOff | PercentOff | MoneyOffPerUnit) -> str:
    if isinstance(offer, MoneyOffPerUnit):
        money = exact_money_words(program, offer.minor_per_unit.exact)
        return f"{money} off for each unit spent{scope_words(offer.scope)}"
    if isinstance(offer, MoneyOff):
        off = f"{money_words(program, offer.amount_minor)} off"
    else:
        off = f"{percent_words(offer.share.exact)} off"
    if offer.one_product:
        return f"{off} one product{scope_words(offer.scope, 'from')}"
    return off + scope_words(offer.scope)


def _money_like_words(program: Program, offer: Offer) -> str:
    match offer:
        case GiftCard():
            return f"a gift card of {money_words(program, offer.amount_minor)}"
        case StoreCredit():
            return f"store credit of {money_words(program, offer.amount_minor)}"
        case Cash():
            return f"{money_words(program, offer.amount_minor)} in cash"
        case WalletCredit():
            return units_words(program, wallet_named(program, offer.wallet), offer.amount)
        case Donation():
            cause = f'"{offer.cause}"' if offer.cause else "the member's cause"
            each = "" if offer.per_item is None else " per item"
            where = "" if offer.per_item is None else scope_words(offer.per_item, "from")
            return (
                f"a donation of {money_words(program, offer.amount_minor)}{each}{where} to {cause}"
            )
        case _:
            raise TypeError(offer)


def validity_words(valid: Validity) -> str:
    """How long something can be used after it was issued."""
    if valid.length is not None:
        return f"for {length_words(valid.length)}"
    if valid.until is not None:
        return f"until {date_words(valid.until)}"
    if valid.next_year is not None:
        return f"until {schedule_words(valid.next_year)}"
    if valid.end_of is not None:
        return f"until the end of the {'next ' if valid.following else ''}{valid.end_of}"
    return "until it is used"
