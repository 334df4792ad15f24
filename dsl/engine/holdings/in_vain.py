"""Why a reward that takes nothing off a purchase stays with the member."""

from dsl.engine.evaluation.basket import Basket, scope_of
from dsl.engine.holdings.books import Books
from dsl.program.offers import CheapestFree, FreeProduct, FreeShipping, Offer


def why(books: Books, offer: Offer, basket: Basket) -> str:
    """The reason, for the member; empty where the reward has been used all the same.

    That is so for a free product that the shop has rung up at nothing.
    """
    if isinstance(offer, FreeShipping):
        return "there is no shipping to pay for"
    scope = scope_of(offer)
    if scope is not None and not any(map(books.runtime.matches(scope), basket.lines)):
        return "it is for nothing on this purchase"
    if isinstance(offer, FreeProduct | CheapestFree):
        return ""
    return "there is nothing left that it could take off"
