"""The words of the event format: each event with its keys and what they hold. Data only."""

from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Kind(StrEnum):
    """What a key holds, and how it is written."""

    TEXT = "text"
    TEXTS = "texts"
    YES = "yes"
    COUNT = "count"
    MONEY = "money"
    AMOUNT = "amount"
    MOMENT = "moment"
    DAY = "day"
    VALUE = "value"
    FIELDS = "fields"
    LINES = "lines"
    RETURNED_LINES = "returned lines"
    LIST = "list"
    RECORD = "record"


class Key(NamedTuple):
    """One key of a record."""

    kind: Kind
    required: bool = False


Keys = MappingProxyType[str, Key]


def _keys(**keys: Key) -> Keys:
    """Keys of the format are spelled with blanks; Python's names have underscores instead."""
    return MappingProxyType({name.replace("_", " "): key for name, key in keys.items()})


_NEEDED = {kind: Key(kind, required=True) for kind in Kind}
_MAY = {kind: Key(kind) for kind in Kind}

EVERY_EVENT = _keys(at=_NEEDED[Kind.MOMENT], event=_NEEDED[Kind.TEXT])
EVERY_FACT = _keys(member=_NEEDED[Kind.TEXT], id=_MAY[Kind.TEXT])

TIME_PASSES = "time passes"

FACTS: MappingProxyType[str, Keys] = MappingProxyType(
    {
        "join": _keys(invited=_MAY[Kind.YES]),
        "leave": _keys(),
        "purchase": _keys(
            total=_MAY[Kind.MONEY],
            lines=_MAY[Kind.LINES],
            discount=_MAY[Kind.MONEY],
            paid_by_gift_card=_MAY[Kind.MONEY],
            tax=_MAY[Kind.MONEY],
            shipping=_MAY[Kind.MONEY],
            channel=_MAY[Kind.TEXT],
            store=_MAY[Kind.TEXT],
            brand=_MAY[Kind.TEXT],
            payment_method=_MAY[Kind.TEXT],
            uses=_MAY[Kind.TEXTS],
            chooses=_MAY[Kind.TEXTS],
        ),
        "return": _keys(
            purchase=_MAY[Kind.TEXT],
            lines=_MAY[Kind.RETURNED_LINES],
            amount=_MAY[Kind.MONEY],
        ),
        "activity": _keys(
            activity=_NEEDED[Kind.TEXT],
            having=_MAY[Kind.FIELDS],
            store=_MAY[Kind.TEXT],
            approved=_MAY[Kind.YES],
        ),
        "approve": _keys(approves=_NEEDED[Kind.TEXT]),
        "redeem": _keys(reward=_NEEDED[Kind.TEXT], amount=_MAY[Kind.AMOUNT]),
        "donate": _keys(amount=_NEEDED[Kind.MONEY], cause=_MAY[Kind.TEXT]),
        "start membership": _keys(membership=_NEEDED[Kind.TEXT], invited=_MAY[Kind.YES]),
        "end membership": _keys(membership=_NEEDED[Kind.TEXT]),
        "fee paid": _keys(membership=_MAY[Kind.TEXT], amount=_MAY[Kind.MONEY]),
        "fee refused": _keys(membership=_MAY[Kind.TEXT]),
        "attribute": _keys(attribute=_NEEDED[Kind.TEXT], value=_NEEDED[Kind.VALUE]),
        "attribute ends": _keys(attribute=_NEEDED[Kind.TEXT]),
        "invite": _keys(tier=_NEEDED[Kind.TEXT]),
        "choose day": _keys(rule=_NEEDED[Kind.TEXT], day=_NEEDED[Kind.DAY]),
        "adjust": _keys(
            wallet=_NEEDED[Kind.TEXT], amount=_NEEDED[Kind.AMOUNT], reason=_NEEDED[Kind.TEXT]
        ),
    }
)
"""Every fact by its event word; keys besides those of every event and every fact."""

LINE = _keys(
    each=_NEEDED[Kind.MONEY],
    quantity=_MAY[Kind.COUNT],
    discount=_MAY[Kind.MONEY],
    sku=_MAY[Kind.TEXT],
    category=_MAY[Kind.TEXT],
    brand=_MAY[Kind.TEXT],
    labels=_MAY[Kind.TEXTS],
    gift_card=_MAY[Kind.YES],
    id=_MAY[Kind.TEXT],
)

RETURNED_LINE = _keys(line=_NEEDED[Kind.TEXT], quantity=_MAY[Kind.COUNT])


def keys_of(event: str) -> dict[str, Key]:
    """All keys of an event."""
    if event == TIME_PASSES:
        return dict(EVERY_EVENT)
    return {**EVERY_EVENT, **EVERY_FACT, **FACTS[event]}
