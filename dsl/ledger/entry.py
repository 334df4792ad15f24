"""Entries: the append-only ledger that an engine writes."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an entry says happened.

    The kinds in `MOVES` carry an amount in the wallet's smallest units, signed as the member's
    posted balance moves; no other kind moves a balance. `MAKE_AVAILABLE` and `LOSS` carry the
    units that became available, or that a return could not take back, without a sign.
    """

    ACCRUE = "accrue"
    MAKE_AVAILABLE = "make available"
    SPEND = "spend"
    RESTORE = "restore"
    EXPIRE = "expire"
    REVERSE = "reverse"
    ADJUST = "adjust"
    LOSS = "loss"
    ISSUE = "issue reward"
    USE = "use reward"
    EXPIRE_REWARD = "expire reward"
    WITHDRAW_REWARD = "withdraw reward"
    RESTORE_REWARD = "restore reward"
    DISCOUNT = "discount"
    TIER_UP = "tier up"
    TIER_DOWN = "tier down"
    TIER_KEPT = "tier kept"
    MEMBER_JOINED = "member joined"
    MEMBER_LEFT = "member left"
    MEMBERSHIP_STARTED = "membership started"
    MEMBERSHIP_RENEWED = "membership renewed"
    MEMBERSHIP_LAPSED = "membership lapsed"
    FEE_CHARGED = "fee charged"
    FEE_REFUNDED = "fee refunded"
    DONATION = "donation owed"
    DECLINE = "decline"


MOVES = frozenset({Kind.ACCRUE, Kind.SPEND, Kind.RESTORE, Kind.EXPIRE, Kind.REVERSE, Kind.ADJUST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger; never changed.

    Attributes:
        number: 1, 2, 3 ... over the whole ledger.
        instant: when it counts (microseconds since 1970-01-01T00:00Z).
        fact: id of the fact it came from; empty for calendar work.
        rule: the rule, reward, tier, membership or wallet whose terms made it.
        wallet: of wallet entries; empty otherwise.
        amount: signed smallest units of the wallet; for other kinds, how many (1 unless said).
        lot: number of the `ACCRUE` entry that opened the lot which this entry moves, or of the
            `ISSUE` entry of the reward it is about; 0 otherwise.
        available_day: of an accrual: the local day (ordinal) from which it can be spent; 0 when
            an event decides.
        expires_day: of an accrual or an issued reward: the last local day it can be used; 0 never.
        money_minor: of discounts, donations, used rewards: what it is worth to the member; of
            fees: what the member pays. Negative when it is taken back.
        cost_minor: what it costs the shop, after what the member pays for it in money and what
            somebody else bears (negative when a return takes a cost back).
        cut: what limits took away, in the wallet's smallest units.
        detail: what the kind needs besides: the tier held from now on (of tier entries; empty for
            none), a decline's reason, a cause, the reason of a correction, "owed" for the part of
            a reversal that became a debt.
    """

    number: int
    instant: int
    member: str
    kind: Kind
    fact: str = ""
    rule: str = ""
    wallet: str = ""
    amount: int = 0
    lot: int = 0
    available_day: int = 0
    expires_day: int = 0
    money_minor: int = 0
    cost_minor: int = 0
    cut: int = 0
    detail: str = ""
