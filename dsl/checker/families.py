"""Families of names: within one, a name stands for one thing."""

from enum import StrEnum


class Family(StrEnum):
    """What a name belongs to; each slot of the language accepts one family."""

    WALLET = "wallet"
    PRODUCTS = "products"
    FACT = "activity"
    CALENDAR = "calendar"
    AUDIENCE = "audience"
    RULE = "rule"
    GROUP = "group"
    PARTNER = "partner"
    CAUSE = "cause"
    GAME = "game"
    CHALLENGE = "challenge"


FAMILY_OF_KIND = {
    "wallet": Family.WALLET,
    "products": Family.PRODUCTS,
    "activity": Family.FACT,
    "attribute": Family.FACT,
    "calendar": Family.CALENDAR,
    "tier": Family.AUDIENCE,
    "membership": Family.AUDIENCE,
    "segment": Family.AUDIENCE,
    "earn": Family.RULE,
    "reward": Family.RULE,
    "benefit": Family.RULE,
    "perk": Family.RULE,
    "group": Family.GROUP,
    "partner": Family.PARTNER,
    "cause": Family.CAUSE,
    "game": Family.GAME,
    "challenge": Family.CHALLENGE,
}
"""The family of each kind of block that has a name others can use."""

KIND_IN_WORDS = {
    "products": "list of products",
    "earn": "rule",
    "program": "program",
}
_PLURALS = {
    "products": "lists of products",
    "activity": "activities",
    "earn": "rules",
}


def in_words(kind: str) -> str:
    """What people call a kind of block: "list of products", "tier"."""
    return KIND_IN_WORDS.get(kind, kind)


def plural_in_words(kind: str) -> str:
    """The same for several."""
    return _PLURALS.get(kind, f"{kind}s")
