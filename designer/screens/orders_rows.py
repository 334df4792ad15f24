"""What a replay of an owner's orders rests on, as lines of a list and as choices for each."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from designer.report.figures import day
from designer.screens.overlays.chooser import Choice
from designer.screens.widgets.setup_list import SetupRow
from designer.workbench.order_files import (
    OrdersFile,
    Otherwise,
    with_amounts,
    with_column,
    with_dates,
    with_time,
)
from designer.workbench.own_orders import OwnOrders
from simulator.orders.layout import ORDERS
from simulator.orders.recognise import AMOUNTS, CONTAINED, DATES

NAMES = {
    "order_id": "Order's number",
    "customer_id": "Customer",
    "occurred_at": "Day and time",
    "currency": "Currency",
    "net_amount": "Paid for the goods",
    "tax": "Tax on top",
    "shipping": "Shipping on top",
    "discount": "Taken off before",
    "gift_card": "Paid by gift card",
    "channel": "Where it was sold",
    "status": "Whether it counts",
    "store": "Store",
    "brand": "Brand",
    "payment_method": "How it was paid",
}
"""Our columns of orders in an owner's words."""

WITHIN = "Tax within that"
"""Where the tax is part of what was paid, and taken off it."""

COLUMN = "column "
NONE = "none"
FILES = {
    "file": "Orders",
    "lines": "Lines of orders",
    "returns": "What came back",
    "facts": "Birthdays and more",
}
HOW = {
    "join": {
        "first-order": "at their first order",
        "at-start": "all at the start",
    },
    "redeem": {
        "when-affordable": "as soon as they can",
        "never": "never",
    },
}
_HOW_NAMES = {"join": "Members join", "redeem": "Rewards are used"}
_ISO = "2025-12-31 18:05"
_SAMPLE = datetime(2025, 12, 31, 18, 5)  # noqa: DTZ001 - a time on a wall, to show how it is written
_NOT_CHOSEN = "choose it with Enter"
_ABSENT = "-"
_MOST_NAMED = 2
"""Rows that are named; the list at 120 columns has room for their numbers."""


def setup_rows(own: OwnOrders) -> list[SetupRow]:
    """Every line."""
    file = own.file
    paths = {"lines": own.lines, "returns": own.returns, "facts": own.facts}
    return [
        SetupRow("", "Files"),
        SetupRow("file", FILES["file"], file.path.name, "✓"),
        *(
            SetupRow(key, FILES[key], path.name if path else _ABSENT, "✓" if path else "")
            for key, path in paths.items()
        ),
        SetupRow("", "Columns of the orders"),
        *_column_rows(file),
        SetupRow("", "How it is written"),
        _days_row(file),
        _amounts_row(file),
        SetupRow("", "How it is played"),
        SetupRow("join", _HOW_NAMES["join"], HOW["join"][own.join]),
        SetupRow("redeem", _HOW_NAMES["redeem"], HOW["redeem"][own.redeem]),
    ]


def _days_row(file: OrdersFile) -> SetupRow:
    """How days are written; to be chosen where the first rows can be read in two ways."""
    doubt = file.doubtful_day
    if doubt is None:
        words = _date_words(file.mapping.formats.dates)
        return _written_row("dates", "Days", words, file.other_days)
    meant = " or ".join(day(str(each)) for each in doubt.meant)
    return SetupRow("dates", "Days", _NOT_CHOSEN, "✗", f"Is {doubt.written} {meant}?")


def asks_which_day(file: OrdersFile) -> str:
    """That days can be read in two ways, as the start of a sentence; "" where they cannot."""
    doubt = file.doubtful_day
    return f"{doubt.written} can be two days" if doubt else ""


def _amounts_row(file: OrdersFile) -> SetupRow:
    """How amounts are written; with a question where the first rows can be read in two ways."""
    words, doubtful = _amount_words(*_signs(file)), file.doubtful_amount
    if not doubtful or not file.other_amounts.are_few:
        return _written_row("amounts", "Amounts", words, file.other_amounts)
    thousands = file.mapping.formats.thousands
    has_thousands = bool(thousands) and thousands in doubtful
    said, other = ("in thousands", "with decimals")[:: 1 if has_thousands else -1]
    against = file.amount_against
    note = f"{doubtful} is {other}: see {against}" if against else f"Is {doubtful} {said}?"
    return SetupRow("amounts", "Amounts", words, "!", note)


def _written_row(key: str, name: str, words: str, other: Otherwise) -> SetupRow:
    """How something is written, and which of the first rows have it otherwise."""
    if not other.rows:
        return SetupRow(key, name, words, "✓")
    rows = ", ".join(map(str, other.rows[:_MOST_NAMED]))
    more = " ..." if len(other.rows) > _MOST_NAMED else ""
    named = f"row{'s' if len(other.rows) > 1 else ''} {rows}{more}"
    note = f"not so: {len(other.rows)} of the first {other.among}, {named}"
    return SetupRow(key, name, words, "!" if other.are_few else "✗", note)


def _column_rows(file: OrdersFile) -> list[SetupRow]:
    lacking = {column.name for column in file.lacking}
    rows = []
    for column in ORDERS:
        sources = file.sources(column.name)
        value = _told(" and ".join(sources) or _ABSENT, file.example(column.name))
        mark = "✓" if sources else ""
        if column.name == "currency" and not sources and file.mapping.formats.currency:
            value, mark = f"all in {file.mapping.formats.currency}", "✓"
        if column.name in lacking:
            value, mark = _NOT_CHOSEN, "✗"
        named = NAMES[column.name]
        if column.name == "tax" and sources and file.mapping.formats.tax == CONTAINED:
            named = WITHIN
        note = ""
        if column.name == "status" and file.unknown_status:
            mark, note = "!", "no list of statuses knows it"
        rows.append(SetupRow(COLUMN + column.name, named, value, mark, note))
        if column.name == "occurred_at" and sources and len(sources) == 1 and _is_day(file):
            rows.append(SetupRow("time", "Time, if apart", _ABSENT))
    return rows


def _told(sources: str, example: str) -> str:
    """Where a column is read, and its first value, so that a person sees whether it is the one."""
    return f"{sources} · {example}" if example else sources


def _is_day(file: OrdersFile) -> bool:
    return ":" not in file.example("occurred_at")


def _signs(file: OrdersFile) -> tuple[str, str]:
    return file.mapping.formats.decimal, file.mapping.formats.thousands


def _amount_words(decimal: str, thousands: str) -> str:
    return f"1{thousands}234{decimal}50"


def _date_words(dates: tuple[str, ...]) -> str:
    return " or ".join(_SAMPLE.strftime(each) for each in dates) if dates else _ISO


def column_choices(file: OrdersFile, column: str) -> list[Choice]:
    """The columns of the file, with their first value, and what else there is to choose."""
    found = [
        Choice(name, name, next(iter(file.head.values(name)), "")[:24])
        for name in dict.fromkeys(file.head.header)
        if name
    ]
    needed = any(each.name == column and each.required for each in ORDERS)
    if column == "currency":
        found.append(Choice(NONE, f"Not in the file: all orders are in {file.currency}"))
    elif not needed:
        found.append(Choice(NONE, "Not in the file"))
    return found


def date_choices(file: OrdersFile) -> list[Choice]:
    """Ways to write the last day of 2025, and the format of each as its id.

    Those in which the days of the file can be written come first.
    """
    days = {"d": "day first", "m": "month first", "Y": "year first"}
    fitting = file.dates_that_fit
    listed = [
        Choice(NONE, _ISO, "year first"),
        *(Choice(each, _SAMPLE.strftime(each), days[each[1]]) for each in DATES),
    ]
    return sorted(listed, key=lambda choice: choice.id not in fitting)


def amount_choices() -> list[Choice]:
    """Ways to write an amount, and the place of each among them as its id."""
    return [Choice(str(place), _amount_words(*signs)) for place, signs in enumerate(AMOUNTS)]


def heading(key: str) -> str:
    """What is asked about a line."""
    if key.startswith(COLUMN):
        return f"{NAMES[key.removeprefix(COLUMN)]}: which column of the file?"
    asked = {
        "time": "The time of day: which column of the file?",
        "dates": "How the last day of 2025 would be written",
        "amounts": "How amounts are written",
        "join": "How customers became members",
        "redeem": "When members use their rewards",
    }
    return asked[key]


def choices(file: OrdersFile, key: str) -> list[Choice]:
    """What a line can be."""
    if key.startswith(COLUMN):
        return column_choices(file, key.removeprefix(COLUMN))
    if key == "time":
        return column_choices(file, key)
    if key == "dates":
        return date_choices(file)
    if key == "amounts":
        return amount_choices()
    return [Choice(each, words) for each, words in HOW[key].items()]


def with_choice(own: OwnOrders, key: str, answer: str) -> OwnOrders:
    """The orders read, or played, as was chosen for a line."""
    said = None if answer == NONE else answer
    if key.startswith(COLUMN):
        return replace(own, file=with_column(own.file, key.removeprefix(COLUMN), said))
    if key == "time":
        return replace(own, file=with_time(own.file, said))
    if key == "dates":
        return replace(own, file=with_dates(own.file, (said,) if said else ()))
    if key == "amounts":
        return replace(own, file=with_amounts(own.file, *AMOUNTS[int(answer)]))
    return OwnOrders(**{**vars(own), key: answer})


def with_file(own: OwnOrders, key: str, path: Path | None) -> OwnOrders:
    """The orders with another file beside them."""
    return OwnOrders(**{**vars(own), key: path})
