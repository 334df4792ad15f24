"""Former names: a block that was renamed goes on under its new name.

Names belong to families, as in the language: a name stands for one rule, reward or perk.
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from dsl.program.model import Model

Family = Literal["wallet", "audience", "rule", "cause"]
Rename = Callable[[Family, str], str]

_FAMILY_OF_LIST: dict[str, Family] = {
    "wallets": "wallet",
    "tiers": "audience",
    "memberships": "audience",
    "rules": "rule",
    "rewards": "rule",
    "perks": "rule",
    "causes": "cause",
}
_FAMILY_OF_FIELD: dict[str, Family] = {
    **_FAMILY_OF_LIST,
    "wallet": "wallet",
    "spendable_at_once": "wallet",
    "tier": "audience",
    "includes": "audience",
    "reward": "rule",
    "instead_of": "rule",
    "on_top_of": "rule",
    "cause": "cause",
}
"""The fields of a saved program that hold names, and the family of each."""


class FormerName(Model):
    """A name that a block of the program had.

    Attributes:
        family: `wallet`; `audience` for tiers and memberships; `rule` for rules, rewards and
            perks; `cause`.
        name: what it is called now.
        before: what it was called.
    """

    family: Family
    name: str
    before: str


def rename_by(former: Iterable[FormerName]) -> Rename:
    """Gives the name of today for a name of any time."""
    today = {(one.family, one.before): one.name for one in former}
    return lambda family, name: today.get((family, name), name)


def with_former(
    former: Iterable[FormerName], family: Family, names: Iterable[str]
) -> tuple[str, ...]:
    """Names, and after them the former names of the same things."""
    known = tuple(names)
    before = (one.before for one in former if one.family == family and one.name in known)
    return (*known, *before)


def renamed(saved: Any, rename: Rename, field: str = "") -> Any:
    """A saved program, as plain data, in other names.

    Args:
        saved: the program, or a part of it.
        rename: gives the new name of a name.
        field: the field that holds the part.
    """
    if isinstance(saved, list):
        return [renamed(each, rename, field) for each in saved]
    if isinstance(saved, dict):
        return {
            key: renamed(each, rename, _field(saved, key, field)) for key, each in saved.items()
        }
    family = _FAMILY_OF_FIELD.get(field)
    return rename(family, saved) if family and isinstance(saved, str) else saved


def _field(part: dict[str, Any], key: str, inside: str) -> str:
    """The field by which a key is looked up; a name belongs to the list that its block is in."""
    if key == "name" and part.get("quantity") == "earned":
        return "wallet"
    return inside if key == "name" and inside in _FAMILY_OF_LIST else key
