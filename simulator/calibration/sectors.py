"""What is usual in a sector, for owners without orders. Data only, each with its source."""

from typing import NamedTuple

_ASSUMED = "our assumption; replace it by your own orders"
_CDNOW = "CDNOW, 2,357 customers of 1997 (Fader, Hardie and Lee 2005), fitted by us"


class Sector(NamedTuple):
    """Usual values of a sector.

    Attributes:
        differing: shape of the purchase rates among customers; small where few buy much more.
        leaving: shape of the rates of leaving; small where some leave soon and others never.
        lost_in_year: share of new customers who have left for good after a year.
        purchase_shape, customer_shape: p and q of Gamma-Gamma: how far a customer's purchases,
            and the customers' means, lie apart; small is far.
        weekdays: how busy each is, Monday first; 1 is usual.
        behaviour_source, spend_source, weekdays_source: where the figures come from.
    """

    differing: float
    leaving: float
    lost_in_year: float
    purchase_shape: float
    customer_shape: float
    weekdays: tuple[float, ...]
    behaviour_source: str = _ASSUMED
    spend_source: str = _ASSUMED
    weekdays_source: str = _ASSUMED


_LEVEL = (1.0,) * 7

SECTORS: dict[str, Sector] = {
    "coffee-shop": Sector(0.8, 0.7, 0.45, 6.0, 8.0, (1.05, 1.05, 1.05, 1.05, 1.15, 0.95, 0.7)),
    # A bakery lies between the two around it; no published figures of one are known to us.
    "bakery": Sector(1.0, 0.65, 0.35, 4.0, 6.0, (0.85, 0.95, 0.95, 1.0, 1.1, 1.35, 0.8)),
    "grocery": Sector(1.2, 0.6, 0.2, 3.0, 4.5, (0.95, 0.9, 0.95, 1.0, 1.2, 1.35, 0.65)),
    # Nor of a florist: bought from seldom, for occasions, most of them near the weekend.
    "florist": Sector(0.6, 0.7, 0.5, 4.0, 5.0, (0.7, 0.85, 0.9, 1.0, 1.4, 1.4, 0.75)),
    "fashion": Sector(0.7, 0.7, 0.5, 3.0, 4.0, (0.85, 0.85, 0.9, 1.0, 1.15, 1.4, 0.85)),
    "restaurant": Sector(0.7, 0.7, 0.5, 5.0, 5.0, (0.6, 0.75, 0.9, 1.0, 1.35, 1.4, 1.0)),
    "salon": Sector(1.5, 0.7, 0.35, 5.0, 5.0, (0.5, 1.0, 1.1, 1.25, 1.5, 1.5, 0.15)),
    "online-shop": Sector(
        0.553, 0.606, 0.64, 6.25, 3.745, _LEVEL, behaviour_source=_CDNOW, spend_source=_CDNOW
    ),
    "other": Sector(0.7, 0.7, 0.45, 4.0, 4.5, _LEVEL),
}
