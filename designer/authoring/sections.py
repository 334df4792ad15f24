"""The blocks of a program under the headings of its owner."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from designer.authoring.cards import Card

_HEADINGS: dict[str, tuple[str, ...]] = {
    "Not understood": ("unread",),
    "The program": ("program",),
    "Wallets": ("wallet",),
    "How members earn": ("earn",),
    "Rewards to buy": ("reward",),
    "Benefits": ("benefit", "perk"),
    "Tiers": ("tiers", "tier"),
    "Memberships": ("membership",),
    "Rules together": ("group",),
    "Products": ("products",),
    "Customers": ("segment", "attribute"),
    "What members do": ("activity",),
    "Calendars": ("calendar",),
    "Challenges and games": ("challenge", "game"),
    "Partners and causes": ("partner", "cause"),
    "Messages": ("message",),
    "Changes to come": ("change",),
    "The language": ("version",),
}
"""Every kind of block stands under one heading; the order is the one in which they are shown."""

_KINDS = {
    "program": "Program",
    "wallet": "Wallet",
    "earn": "Rule",
    "reward": "Reward",
    "benefit": "Benefit",
    "perk": "Perk",
    "tiers": "All tiers",
    "tier": "Tier",
    "membership": "Membership",
    "group": "Rules together",
    "products": "Products",
    "segment": "Customers",
    "attribute": "Known of members",
    "activity": "What members do",
    "calendar": "Calendar",
    "challenge": "Challenge",
    "game": "Game",
    "prize": "Prize",
    "partner": "Partner",
    "cause": "Cause",
    "message": "Message",
    "change": "Change",
}


class Section(NamedTuple):
    """A heading and the cards below it, a card inside another one after it."""

    heading: str
    cards: tuple[Card, ...]


def sections(cards: Sequence[Card]) -> tuple[Section, ...]:
    """All cards under their headings; a heading without any is left out."""
    found: list[Section] = []
    families: list[list[Card]] = []
    for card in cards:
        if card.outside:
            families[-1].append(card)
        else:
            families.append([card])
    for heading, kinds in _HEADINGS.items():
        below = [card for family in families if family[0].kind in kinds for card in family]
        if below:
            found.append(Section(heading, tuple(below)))
    return tuple(found)


def next_without(cards: Sequence[Card], gone: Card) -> str:
    """Which card is next in the list once one is gone with those inside it: behind it, or before.

    Returns:
        the id that it will have, for cards are counted by their kinds; "" where none is left.
    """
    listed = [card for section in sections(cards) for card in section.cards]
    at = listed.index(gone)
    around = (*listed[at + 1 :], *reversed(listed[:at]))
    found = next((each.id for each in around if not each.id.startswith(f"{gone.id}-")), "")
    kind, _, place = gone.id.rpartition("-")
    later = re.fullmatch(rf"{re.escape(kind)}-(\d+)(-.*)?", found)
    if later is None or int(later[1]) < int(place):
        return found
    return f"{kind}-{int(later[1]) - 1}{later[2] or ''}"


def kind_in_words(card: Card) -> str:
    """What an owner calls a card's kind of block."""
    return _KINDS.get(card.kind, "")


def titled(card: Card) -> str:
    """A card's kind and name."""
    kind = kind_in_words(card)
    return f"{kind}: {card.title}" if kind else card.title


def first_to_look_at(cards: Sequence[Card]) -> Card | None:
    """The card that says what a purchase gives, else any rule, else any card."""
    rules = [card for card in cards if card.kind == "earn"]
    usual = [card for card in rules if any(row.text == "on a purchase" for row in card.rows)]
    return next(iter([*usual, *rules, *cards]), None)
