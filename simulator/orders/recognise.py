"""Recognises how an orders file of another layout is written, from its head.

A guess, to be shown to the owner and put right: what is read is what the mapping says in the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from simulator.orders.first_rows import FirstRows
from simulator.orders.layout import ORDERS
from simulator.orders.mapping import Formats, Mapping

DATES = tuple(
    f"{day}{time}"
    for day in ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%y", "%m/%d/%y")
    for time in (" %H:%M:%S", " %H:%M", " %I:%M %p", "")
)
"""How days are written that are not in ISO 8601; of two that fit, the first is taken."""

AMOUNTS = ((".", ""), (".", ","), (",", ""), (",", "."), (",", " "), (".", "'"))
"""Decimal sign and thousands sign, the usual ones first."""

TIME_OF_DAY = ("time", "ordertime", "uhrzeit", "heure", "hora", "purchasetime", "saletime")
"""Names of a column that holds the time alone, beside one with the day."""

_KNOWN = {
    "order_id": (
        *("orderid", "order", "ordernumber", "orderno", "ordernr", "id", "number", "no"),
        *("invoice", "invoiceno", "invoiceid", "transactionid", "transaction", "receipt"),
        *("receiptno", "receiptid", "saleid", "bestellnummer", "bestellung", "nummer", "bon"),
        *("name",),
    ),
    "customer_id": (
        *("customerid", "customer", "customernumber", "customerno", "clientid", "client"),
        *("customeremail", "email", "memberid", "member", "userid", "user", "cardnumber"),
        *("kunde", "kundennummer", "kundennr", "buyer", "phone"),
    ),
    "occurred_at": (
        *("occurredat", "orderedat", "orderdate", "createdat", "paidat", "purchasedate", "date"),
        *("datetime", "when", "invoicedate", "transactiondate", "saledate", "soldat", "timestamp"),
        *("bestelldatum", "datum", "created", "dateandtime", "fecha"),
    ),
    "currency": ("currency", "currencycode", "waehrung", "devise", "moneda"),
    "net_amount": (
        *("netamount", "net", "netsales", "subtotal", "nettotal", "amount", "netto", "betrag"),
        *("total", "ordertotal", "grandtotal", "totalprice", "sales", "revenue", "umsatz"),
    ),
    "tax": ("tax", "taxes", "taxamount", "vat", "vatamount", "mwst", "steuer", "gst"),
    "shipping": ("shipping", "shippingamount", "shippingcost", "delivery", "versand"),
    "discount": ("discount", "discountamount", "discounts", "totaldiscount", "rabatt"),
    "gift_card": ("giftcard", "giftcardamount", "paidbygiftcard", "gutschein"),
    "channel": ("channel", "source", "saleschannel", "kanal"),
    "status": ("status", "orderstatus", "financialstatus", "paymentstatus", "zustand", "state"),
    "store": ("store", "location", "storeid", "storename", "shop", "branch", "filiale"),
    "brand": ("brand", "vendor", "marke"),
    "payment_method": ("paymentmethod", "payment", "paidwith", "zahlungsart", "tender"),
}


def recognised(head: FirstRows, currency: str) -> Mapping:
    """How a file seems to be written; no columns where it is in our own layout.

    Args:
        head: its first rows.
        currency: the one to take for orders that name none.
    """
    columns = dict(_columns(head))
    amounts = [value for source in columns.get("net_amount", ()) for value in head.values(source)]
    decimal, thousands = _amounts(amounts)
    own = all(sources == (name,) for name, sources in columns.items())
    return Mapping(
        columns={} if own else columns,
        formats=Formats.model_validate(
            {
                "currency": None if "currency" in columns else currency,
                "dates": dates_of(_moments(head, columns.get("occurred_at", ()))),
                "decimal": decimal,
                "thousands": thousands,
            }
        ),
    )


def _columns(head: FirstRows) -> Iterator[tuple[str, tuple[str, ...]]]:
    bare = {_bare(name): name for name in reversed(head.header) if name}
    taken: set[str] = set()
    for column in ORDERS:
        found = next((known for known in _KNOWN[column.name] if known in bare), None)
        if found is None or bare[found] in taken:
            continue
        taken.add(bare[found])
        sources: tuple[str, ...] = (bare[found],)
        if column.name == "occurred_at":
            times = [bare[name] for name in TIME_OF_DAY if name in bare]
            is_day_alone = not any(":" in value for value in head.values(bare[found]))
            sources += tuple(times[:1]) if is_day_alone else ()
        yield column.name, sources


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower().replace("ä", "ae"))


def _moments(head: FirstRows, sources: tuple[str, ...]) -> list[str]:
    return [" ".join(values) for values in zip(*map(head.values, sources), strict=False)]


def dates_of(moments: list[str]) -> tuple[str, ...]:
    """The formats in which moments are written; none means ISO 8601, or that no format fits."""
    if all(map(_is_iso, moments)):
        return ()
    return next(((written,) for written in DATES if _all_read(moments, written)), ())


def days_read(moments: Iterable[str], dates: Sequence[str]) -> bool:
    """Whether days are written in one of these formats; in ISO 8601 where there are none."""
    if not dates:
        return all(map(_is_iso, moments))
    return all(any(_all_read([moment], written) for written in dates) for moment in moments)


def amounts_read(values: Iterable[str], decimal: str, thousands: str) -> bool:
    """Whether amounts are written with these signs."""
    return all(_fits(_bare_amount(value), decimal, thousands) for value in values)


def _is_iso(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment.replace(" UTC", "Z").replace(" +", "+"))
    except ValueError:
        return False
    return True


def _all_read(moments: list[str], written: str) -> bool:
    with suppress(ValueError):
        for moment in moments:
            datetime.strptime(moment, written)  # noqa: DTZ007 - only whether it can be read
        return True
    return False


def _amounts(values: list[str]) -> tuple[str, str]:
    """The signs in which amounts are written; the usual ones where nothing tells."""
    return next((signs for signs in AMOUNTS if amounts_read(values, *signs)), AMOUNTS[0])


def _bare_amount(value: str) -> str:
    """Digits and the signs among them."""
    return re.sub(r"[^\d.,' ]|^\W+|\W+$", "", value)


def _fits(value: str, decimal: str, thousands: str) -> bool:
    whole = r"\d+"
    if thousands:
        whole = rf"(\d{{1,3}}({re.escape(thousands)}\d{{3}})+|\d+)"
    fraction = rf"({re.escape(decimal)}\d*)?"
    return re.fullmatch(whole + fraction, value) is not None
