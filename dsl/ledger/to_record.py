"""Entries as people read them: a plain record of texts, in the language's words.

{entry: accrue, at: "2025-03-04T10:00", member: ada, fact: e1, rule: Every purchase,
 wallet: Points, amount: "40 points", available: "2025-03-04", expires: "2026-03-04"}
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dsl.ledger.entry import Entry, Kind
from dsl.program.program import Program
from dsl.program.wallets import Wallet
from dsl.values.calendar import EPOCH

_DETAIL_WORDS = {
    Kind.TIER_UP: "tier",
    Kind.TIER_DOWN: "tier",
    Kind.TIER_KEPT: "tier",
    Kind.DECLINE: "reason",
    Kind.DONATION: "cause",
    Kind.ADJUST: "reason",
}
_DETAIL = "detail"
RECORD_WORDS = (
    *("entry", "at", "member", "fact", "rule", "wallet", "amount", "count", "lot"),
    *("available", "expires", "worth", "cost", "cut", "tier", "reason", "cause", _DETAIL),
)
"""Every key that a record may have, in their order."""


def record_of(entry: Entry, program: Program) -> dict[str, str]:
    """An entry as texts; what does not apply to it is left out.

    `amount` and `cut` carry their unit, money its currency; days are local dates. `available` is
    `later` where an event decides, `expires` is `never` where nothing expires.
    """
    wallet = next((each for each in program.wallets if each.name == entry.wallet), None)
    record = {
        "entry": entry.kind.value,
        "at": moment_text(entry.instant, program),
        "member": entry.member,
    }
    _add(record, "fact", entry.fact)
    _add(record, "rule", entry.rule)
    if wallet:
        record["wallet"] = wallet.name
        record["amount"] = amount_text(entry.amount, wallet, program)
    elif entry.amount not in (0, 1):
        record["count"] = str(entry.amount)
    _add(record, "lot", str(entry.lot) if entry.lot else "")
    _add_days(record, entry)
    _add(record, "worth", money_text(entry.money_minor, program) if entry.money_minor else "")
    _add(record, "cost", money_text(entry.cost_minor, program) if entry.cost_minor else "")
    if entry.cut and wallet:
        record["cut"] = amount_text(entry.cut, wallet, program)
    _add(record, _DETAIL_WORDS.get(entry.kind, _DETAIL), entry.detail)
    return record


def _add(record: dict[str, str], key: str, text: str) -> None:
    if text:
        record[key] = text


def _add_days(record: dict[str, str], entry: Entry) -> None:
    if entry.kind is Kind.ACCRUE:
        record["available"] = day_text(entry.available_day) if entry.available_day else "later"
    if entry.kind in (Kind.ACCRUE, Kind.ISSUE):
        record["expires"] = day_text(entry.expires_day) if entry.expires_day else "never"


def moment_text(instant: int, program: Program) -> str:
    """An instant as wall time of the program's zone, to the minute unless it is finer."""
    moment = (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(program.time_zone))
    wall = moment.replace(tzinfo=None)
    finer = wall.second or wall.microsecond
    return wall.isoformat() if finer else wall.isoformat(timespec="minutes")


def day_text(day: int) -> str:
    """A day as a date."""
    return date.fromordinal(day).isoformat()


def money_text(minor: int, program: Program) -> str:
    """A sum of money with its currency: `40.00 GBP`."""
    return f"{_decimal_text(minor, program.currency_decimals)} {program.currency}"


def amount_text(smallest: int, wallet: Wallet, program: Program) -> str:
    """An amount of a wallet with its unit: `1 point`, `40 points`, `0.25 USD`."""
    if wallet.is_money:
        return f"{_decimal_text(smallest, wallet.decimals)} {program.currency}"
    one = abs(smallest) == 10**wallet.decimals
    return f"{_decimal_text(smallest, wallet.decimals)} {wallet.unit if one else wallet.plural}"


def _decimal_text(smallest: int, decimals: int) -> str:
    whole, part = divmod(abs(smallest), 10**decimals)
    sign = "-" if smallest < 0 else ""
    return f"{sign}{whole}.{part:0{decimals}}" if decimals else f"{sign}{whole}"
