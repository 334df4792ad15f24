"""The rules of the import report: what is noticed in a shop's files and what is done about it."""

from enum import StrEnum
from typing import NamedTuple


class Effect(StrEnum):
    """What happens to the rows that a rule counts."""

    LEFT_OUT = "left out"
    CHANGED = "changed"
    KEPT = "kept"


class ReportRule(NamedTuple):
    """One rule of the report."""

    id: str
    effect: Effect
    meaning: str


_OUT, _CHANGED, _KEPT = Effect.LEFT_OUT, Effect.CHANGED, Effect.KEPT

RULES = (
    # the file
    ReportRule("outside-dates", _OUT, "before or after the dates that were asked for"),
    ReportRule("byte-order-mark", _KEPT, "the file starts with a byte-order mark"),
    ReportRule(
        "other-encoding", _KEPT, "the file is not in UTF-8: read as Windows-1252, as Latin-1 is too"
    ),
    ReportRule("other-delimiter", _KEPT, "the columns are not separated by commas"),
    ReportRule("wrong-columns", _OUT, "the row has more or fewer columns than the header"),
    ReportRule("broken-quotes", _OUT, "text follows a closing quote within the row"),
    ReportRule("other-row", _OUT, "no filter asks for the row"),
    # ids
    ReportRule("missing-id", _OUT, "the id is empty"),
    ReportRule("damaged-id", _OUT, "a spreadsheet wrote an id as 1.23E+15: its digits are lost"),
    ReportRule(
        "tidied-id", _CHANGED, "an id lost a leading ', a trailing .0, or capitals of e-mail"
    ),
    ReportRule("repeated-id", _OUT, "the same id again with the same content: counts once"),
    ReportRule(
        "conflicting-id", _OUT, "the same id again with other content: the first row counts"
    ),
    # status, currency, time
    ReportRule("cancelled", _OUT, "the status says that the order was cancelled"),
    ReportRule("pending", _OUT, "the status says that the order is not paid yet"),
    ReportRule("unknown-status", _OUT, "no list of statuses knows the status"),
    ReportRule("other-currency", _OUT, "the amount is in another currency: never added up"),
    ReportRule("broken-date", _OUT, "the date cannot be read, or lies outside 1970 to 2199"),
    ReportRule("wall-time", _KEPT, "the time has no offset: read as wall time of the zone"),
    ReportRule(
        "repeated-hour", _KEPT, "the clock showed the wall time twice: the first one counts"
    ),
    ReportRule(
        "skipped-hour", _KEPT, "the clock never showed the wall time: counted an hour later"
    ),
    ReportRule("after-today", _KEPT, "the order is later than today: its year may be wrong"),
    # amounts
    ReportRule("unreadable-amount", _OUT, "an amount is empty or not a number"),
    ReportRule("more-decimals", _OUT, "an amount has more decimals than the currency"),
    ReportRule(
        "rounded-amount", _CHANGED, "more decimals than the currency: rounded to the nearest"
    ),
    ReportRule(
        "huge-amount", _OUT, "an amount is above 9,007,199,254,740,991 of the smallest unit"
    ),
    ReportRule("negative-amount", _OUT, "the net amount, tax or shipping is below zero"),
    ReportRule("worth-nothing", _OUT, "the amount is zero and nothing was taken off"),
    # customers
    ReportRule("guest", _OUT, "the order names no customer: guests earn nothing"),
    # lines
    ReportRule("line-of-unknown-order", _OUT, "the line's order is not there, or was left out"),
    ReportRule("negative-line", _OUT, "the line is below zero: its order counts without lines"),
    ReportRule("broken-line", _OUT, "another line of the order is broken: it counts without lines"),
    ReportRule("lines-do-not-add-up", _OUT, "the lines do not give the order's amount: not used"),
    ReportRule("odd-quantity", _CHANGED, "the quantity is not a whole number from 1 on: read as 1"),
    ReportRule("order-without-lines", _KEPT, "the order has no usable line: it counts as one line"),
    # returns
    ReportRule("return-without-member", _OUT, "the return names neither order nor customer"),
    ReportRule("return-of-guest", _OUT, "a guest's order came back: there is nothing to take back"),
    ReportRule("return-of-unknown-order", _OUT, "the return's order is not there, or was left out"),
    ReportRule("return-of-unknown-line", _CHANGED, "the order has no such line: by amount instead"),
    ReportRule("return-before-order", _CHANGED, "earlier than its order: moved just behind it"),
    ReportRule("return-above-order", _CHANGED, "more than was left of the order: cut to that"),
    ReportRule("matched-return", _CHANGED, "named no order: the most recent purchases were taken"),
    ReportRule(
        "partly-matched-return", _CHANGED, "earlier purchases had less left: the rest is lost"
    ),
    ReportRule(
        "unmatched-return", _OUT, "named no order, and no earlier purchase was taken for it"
    ),
    # facts and joins
    ReportRule("broken-fact", _OUT, "a value of the fact cannot be read"),
    ReportRule(
        "late-undated-fact",
        _OUT,
        "holds on joining, but that was in an earlier part of the history",
    ),
    ReportRule("repeated-join", _OUT, "the member had already joined"),
)
BY_ID = {rule.id: rule for rule in RULES}
