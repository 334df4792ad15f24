"""What tills and shops call the columns of their order files, in English, German, French, Spanish.

Names are bare: small letters without accents, blanks and signs. Of several that a file has, the
first one here is taken.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from unicodedata import normalize

from dsl.values.currencies import DECIMALS

TIME_OF_DAY = ("time", "ordertime", "uhrzeit", "zeit", "heure", "hora", "purchasetime", "saletime")
"""Names of a column that holds the time alone, beside one with the day."""

NET = ("netamount", "net", "netsales", "subtotal", "nettotal", "netto", "nettobetrag", "montantht")
"""Names of amounts that hold no tax."""

VALUE_ADDED_TAX = ("vat", "vatamount", "mwst", "ust", "tva", "iva")
"""Names of a tax that prices of goods hold, where it is raised."""

_KNOWN = {
    "order_id": (
        *("orderid", "order", "ordernumber", "orderno", "ordernr", "id", "number", "no"),
        *("invoice", "invoiceno", "invoiceid", "transactionid", "transaction", "receipt"),
        *("receiptno", "receiptid", "receiptnumber", "saleid", "bestellnummer", "bestellung"),
        *("bestellid", "auftragsnummer", "auftrag", "rechnungsnummer", "rechnung", "belegnummer"),
        *("bestellnr", "auftragsnr", "rechnungsnr", "belegnr", "bonnr", "kassenbon", "billno"),
        *("beleg", "bonnummer", "nummer", "bon", "numerodecommande", "commande", "facture"),
        *("ticket", "numerodepedido", "pedido", "factura", "numero", "name"),
    ),
    "customer_id": (
        *("customerid", "customer", "customernumber", "customerno", "customernr", "clientid"),
        *("client", "memberid", "member", "membernumber", "memberno", "customercard"),
        *("customercardnumber", "customercardno", "customercardid", "loyaltycard", "loyaltyid"),
        *("loyaltycardnumber", "loyaltycardno", "loyaltynumber", "membershipcard", "membercard"),
        *("membershipnumber", "membershipid", "cardnumber", "cardno", "cardid", "userid", "user"),
        *("customeremail", "email", "emailaddress", "kundenid", "kundennummer", "kundennr"),
        *("kunde", "kundenkarte", "kundenkartennummer", "kundenkartennr", "kartennummer"),
        *("kartennr", "karte", "mitgliedsnummer", "mitglied", "numeroclient", "clientno"),
        *("idclient", "cartefidelite", "cartedefidelite", "carteclient", "numerodecarte", "carte"),
        *("adherent", "cliente", "idcliente", "numerodecliente", "tarjetadecliente"),
        *("tarjetacliente", "tarjetadefidelidad", "numerodetarjeta", "tarjeta", "socio"),
        *("buyer", "buyerid", "card", "phone", "phonenumber", "customername", "kundenname"),
    ),
    "occurred_at": (
        *("occurredat", "orderedat", "orderdate", "createdat", "paidat", "purchasedate", "date"),
        *("datetime", "when", "invoicedate", "transactiondate", "saledate", "soldat", "timestamp"),
        *("bestelldatum", "kaufdatum", "belegdatum", "rechnungsdatum", "datum", "created"),
        *("dateandtime", "datedecommande", "datecommande", "fechadepedido", "fecha"),
    ),
    "currency": ("currency", "currencycode", "waehrung", "wahrung", "devise", "moneda"),
    "net_amount": (
        *NET,
        *("amount", "betrag", "montant", "importe", "total", "ordertotal", "grandtotal"),
        *("totalprice", "sales", "revenue", "umsatz", "summe", "gesamt", "gesamtbetrag"),
    ),
    "tax": (*("tax", "taxes", "taxamount", *VALUE_ADDED_TAX, "steuer", "gst", "impuesto"),),
    "shipping": (
        *("shipping", "shippingamount", "shippingcost", "delivery", "versand", "versandkosten"),
        *("livraison", "envio"),
    ),
    "discount": (
        *("discount", "discountamount", "discounts", "totaldiscount", "rabatt", "remise"),
        "descuento",
    ),
    "gift_card": ("giftcard", "giftcardamount", "paidbygiftcard", "gutschein", "cartecadeau"),
    "channel": ("channel", "source", "saleschannel", "kanal", "canal"),
    "status": (
        *("status", "orderstatus", "financialstatus", "paymentstatus", "zustand", "state"),
        *("statut", "estado"),
    ),
    "store": (
        *("store", "location", "storeid", "storename", "shop", "branch", "filiale", "magasin"),
        "tienda",
    ),
    "brand": ("brand", "vendor", "marke", "marque", "marca"),
    "payment_method": (
        *("paymentmethod", "payment", "paidwith", "zahlungsart", "tender", "modedepaiement"),
        *("paiement", "formadepago", "mediodepago"),
    ),
}


_CURRENCY = re.compile(rf"(?<=\w)[\W_]+(in[\W_]+)?({'|'.join(DECIMALS)})\W*$", re.IGNORECASE)
"""What stands behind a name: Total (GBP), or Betrag in EUR."""


def named_once(header: Sequence[str]) -> list[str]:
    """The columns that a mapping can name: those whose name no other column has."""
    counts = Counter(name.strip() for name in header)
    return [name for name in header if name.strip() and counts[name.strip()] == 1]


def columns_called(known: Sequence[str], header: Sequence[str]) -> list[str]:
    """The columns that a mapping can name with one of these bare names, as the file writes them."""
    by_bare = {_bare(name): name for name in reversed(named_once(header))}
    return [by_bare[name] for name in known if name in by_bare]


def column_for(field: str, header: Sequence[str], taken: Collection[str] = ()) -> str | None:
    """The column of a file that holds a field of our layout, by its name; None: none seems to.

    Args:
        taken: columns that hold something else.
    """
    called = columns_called(_KNOWN.get(field, ()), header)
    return next((name for name in called if name not in taken), None)


def is_called_within(net: str, tax: str) -> bool:
    """Whether a tax is part of an amount, by their names: MwSt beside a total, for instance."""
    is_total = column_for("net_amount", [net]) and not columns_called(NET, [net])
    return bool(is_total and columns_called(VALUE_ADDED_TAX, [tax]))


def _bare(name: str) -> str:
    # Taken apart, an accent is a sign of its own.
    return re.sub(r"[\W_]+", "", normalize("NFKD", _CURRENCY.sub("", name).casefold()))
