"""An owner's file of orders: what is recognised is what is read, and can be put right."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from designer.screens.orders_rows import choices, setup_rows
from designer.workbench.order_files import (
    WHEN,
    OrdersFile,
    keep_mapping,
    mapping_words,
    open_orders,
    with_amounts,
    with_column,
    with_dates,
    with_time,
)
from designer.workbench.own_orders import OwnOrders
from designer.workbench.refusal import Refusal
from designer.workbench.replays import ReplayJob, run_replay
from simulator.orders.column_names import column_for
from simulator.orders.layout import ORDERS
from simulator.orders.mapping import Mapping
from simulator.replay.results import ReplayResults
from tests.house_rules.tree import ROOT
from tests.unit.designer.shop import PROGRAM, write_shop

FOREIGN = (
    "Bestellnummer;Kunde;Datum;Uhrzeit;Netto;Kasse\n"
    "1;a;31.12.2025;10:15;1.234,50;links\n"
    "2;b;01.02.2025;10:16;12,50;rechts\n"
)


def _written(folder: Path, text: str) -> Path:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _replayed(folder: Path, file: OrdersFile) -> ReplayResults:
    program = folder / "books.loyalty"
    program.write_text(PROGRAM, encoding="utf-8")
    mapping = file.map_file if mapping_words(file) else None
    job = ReplayJob(file=program, orders=file.path, mapping=mapping, key=b"a shop")
    return run_replay(job, lambda *_: None)


def test_our_own_layout_takes_no_mapping(tmp_path: Path) -> None:
    _, orders, _ = write_shop(tmp_path)
    file = keep_mapping(open_orders(orders, "GBP"))
    assert file.lacking == ()
    assert mapping_words(file) == ()
    assert not file.map_file.exists()


def test_a_foreign_layout_is_recognised_kept_and_read(tmp_path: Path) -> None:
    file = open_orders(_written(tmp_path, FOREIGN), "GBP")
    assert file.sources("occurred_at") == ("Datum", "Uhrzeit")
    assert file.example("net_amount") == "1.234,50"
    assert file.lacking == ()
    kept = keep_mapping(file)
    assert mapping_words(kept) == ("--map", str(tmp_path / "export.map.toml"))
    results = _replayed(tmp_path, kept)
    assert (results.orders, results.sales_minor) == (2, 124_700)
    assert (results.first_day, results.last_day) == ("2025-02-01", "2025-12-31")


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (
            "order_id",
            "Order number, Receipt No., Belegnummer, Bon-Nr., Numéro de commande, Pedido",
        ),
        ("customer_id", "Customer card, Card, Card number, Loyalty card, loyalty_card_no, E-mail"),
        ("customer_id", "Kunde, Kunden-Nr., Kundennummer, Kundenkarte, Carte de fidélité, Tarjeta"),
        ("occurred_at", "Order date, Paid at, Kaufdatum, Date de commande, Fecha"),
        ("currency", "Currency, Währung, Waehrung, Devise, Moneda"),
        ("net_amount", "Subtotal, Netto-Betrag, Montant HT, Importe, Total (GBP), Betrag in EUR"),
        ("tax", "VAT, MwSt., TVA, IVA"),
        ("shipping", "Shipping cost, Versandkosten, Livraison, Envío"),
        ("discount", "Discount, Rabatt, Remise, Descuento"),
        ("gift_card", "Gift card amount, Gutschein, Carte cadeau"),
        ("channel", "Sales channel, Kanal, Canal"),
        ("status", "Order status, Zustand, Statut, Estado"),
        ("store", "Store name, Filiale, Magasin, Tienda"),
        ("brand", "Brand, Marke, Marque, Marca"),
        ("payment_method", "Payment method, Zahlungsart, Mode de paiement, Forma de pago"),
    ],
)
def test_columns_are_known_by_the_names_that_tills_give_them(field: str, names: str) -> None:
    for name in names.split(", "):
        assert column_for(field, ["Zeile", name, "Kasse"]) == name


def test_thousands_may_come_after_the_first_rows(tmp_path: Path) -> None:
    for first, signs in [("22,00", (",", ".")), ("22", (".", "")), ("22.00", (".", ""))]:
        text = f"Bon-Nr.;Datum;Betrag\n1;31.12.2025;{first}\n"
        formats = open_orders(_written(tmp_path, text), "EUR").mapping.formats
        assert (formats.decimal, formats.thousands) == signs


def test_one_column_holds_one_thing(tmp_path: Path) -> None:
    text = "Receipt,Card,Customer card,Date,Total\n1,Visa,a7,2025-01-02,5.00\n"
    file = open_orders(_written(tmp_path, text), "GBP")
    found = {column.name: file.sources(column.name) for column in ORDERS}
    assert {name: sources for name, sources in found.items() if sources} == {
        "order_id": ("Receipt",),
        "customer_id": ("Customer card",),
        "occurred_at": ("Date",),
        "net_amount": ("Total",),
    }
    assert column_for("order_id", ["Order", "Id"], {"Order"}) == "Id"


def test_what_was_guessed_wrong_is_put_right(tmp_path: Path) -> None:
    text = "no,who,sold,bought,clock\n7,a,1234,02/03/2025,10:15\n"
    file = open_orders(_written(tmp_path, text), "GBP")
    assert {column.name for column in file.lacking} == {"customer_id", "occurred_at", "net_amount"}
    file = with_column(with_column(file, "customer_id", "who"), "net_amount", "sold")
    file = with_time(with_column(file, "occurred_at", "bought"), "clock")
    assert file.lacking == ()
    assert not file.mapping.formats.dates
    assert not with_dates(file, ("%d/%m/%Y %H:%M",)).other_days.rows
    assert not with_column(file, "occurred_at", "who").other_days.are_few
    assert not with_column(file, "net_amount", "who").other_amounts.are_few
    file = keep_mapping(with_dates(file, ("%m/%d/%Y %H:%M",)))
    assert _replayed(tmp_path, file).first_day == "2025-02-03"
    pence = keep_mapping(with_amounts(with_column(file, "net_amount", "no"), ",", "."))
    assert _replayed(tmp_path, pence).sales_minor == 700


def test_a_column_that_is_chosen_by_hand_is_read_as_it_is_written(tmp_path: Path) -> None:
    text = "Bon;Datum;Klant;Kosten\n7;31-12-2025 10:15;a;1.234,50\n"
    file = open_orders(_written(tmp_path, text), "EUR")
    chosen = with_column(file, "net_amount", "Kosten")
    assert (chosen.mapping.formats.decimal, chosen.mapping.formats.thousands) == (",", ".")
    assert not chosen.other_amounts.rows
    by_hand = with_amounts(chosen, ",", "'")
    assert with_column(by_hand, "net_amount", "Bon").mapping.formats.thousands == "'"


def test_the_next_export_of_a_till_is_read_as_the_one_before(tmp_path: Path) -> None:
    text = "Bon;Datum;Klant;Kosten\n7;31-12-2025 10:15;a;4,50\n"
    file = open_orders(_written(tmp_path, text), "EUR")
    settled = with_column(with_column(file, "net_amount", "Kosten"), "customer_id", "Klant")
    settled = keep_mapping(settled)
    later = tmp_path / "later.csv"
    later.write_text(text.replace("31-12-2025", "01-02-2026"), encoding="utf-8")
    assert open_orders(later, "EUR").mapping == settled.mapping
    assert not open_orders(later, "EUR").map_file.exists()
    later.write_text(text.replace("4,50", "4.50"), encoding="utf-8")
    assert open_orders(later, "EUR").lacking, "written in another way, it is of another till"


def test_a_mapping_that_is_there_counts_and_keeps_its_notes_and_rest(tmp_path: Path) -> None:
    orders = _written(tmp_path, "id,buyer,day,paid,kind\n1,a,2025-01-02,5.00,sale\n")
    note = "# only sales, says Priya"
    mapping = tmp_path / "export.map.toml"
    mapping.write_text(
        '[formats]\ncurrency = "GBP"\n\n[columns]\norder_id = "id"\ncustomer_id = "buyer"\n'
        f'occurred_at = "day"\nnet_amount = "paid"\n\n[filters]\n{note}\nkind = "sale"\n'
    )
    before = mapping.read_text()
    file = open_orders(orders, "USD")
    assert keep_mapping(file).kept == file.kept
    assert mapping.read_text() == before
    keep_mapping(with_column(file, "store", "kind"))
    after = mapping.read_text()
    assert note in after
    assert 'store = "kind"' in after
    again = open_orders(orders, "USD")
    assert again.mapping.filters == {"kind": ("sale",)}
    assert again.sources("store") == ("kind",)


def test_a_column_can_be_left_out_of_our_own_layout(tmp_path: Path) -> None:
    demo = (ROOT / "programs/demo/orders.csv").read_text("utf-8").splitlines()[:300]
    path = _written(tmp_path, "\n".join(demo).replace("USD", "GBP") + "\n")
    file = open_orders(path, "GBP")
    counted = _replayed(tmp_path, file).orders
    assert counted < _replayed(tmp_path, keep_mapping(with_column(file, "status", None))).orders


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("orders.csv", b"", "empty"),
        ("orders.csv", b"\x1f\x8b\x00\x00", "compressed"),
        ("orders.parquet", b"PAR1nothing", "Parquet"),
        ("orders.csv", b"sep=;\n", "empty"),
    ],
)
def test_what_is_no_file_of_orders_is_told(
    name: str, content: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refusal, match=told):
        open_orders(tmp_path / name, "GBP")


def test_a_name_that_is_too_long_is_told_as_the_commands_tell_it(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="name it by a shorter path"):
        open_orders(tmp_path / f"{'a' * 300}.csv", "GBP")


def test_a_mapping_that_reads_no_day_is_told(tmp_path: Path) -> None:
    path = _written(tmp_path, "order_id,occurred_at\n1,01/02/2025\n")
    path.with_suffix(".map.toml").write_text('[formats]\ndates = ["%d/%d/%m/%Y"]\n', "utf-8")
    with pytest.raises(Refusal, match="has %d twice"):
        open_orders(path, "GBP")


@pytest.mark.parametrize(
    ("header", "rows", "taken"),
    [
        ("Gesamt,MwSt", ("11.90,1.90", "21.40,1.40", "5.00,0.80"), "contained"),
        ("Total,VAT", ("10.00,1.90", "20.00,3.80"), "on top"),
        ("Montant,TVA", ("0.10,0.01",), "contained"),
        ("Montant HT,TVA", ("0.10,0.01",), "on top"),
        ("Total,Tax", ("0.10,0.01",), "on top"),
        (
            "Total,IVA",
            (
                "12.10,2.10",
                "",
            ),
            "contained",
        ),
    ],
)
def test_whether_amounts_hold_the_tax_is_decided_by_the_figures(
    tmp_path: Path, header: str, rows: tuple[str, ...], taken: str
) -> None:
    lines = [f"{number},a,2025-01-02,{row}" for number, row in enumerate(rows) if row]
    text = "\n".join([f"Bon,Kunde,Datum,{header}", *lines])
    file = open_orders(_written(tmp_path, text), "EUR")
    assert file.mapping.formats.tax == taken
    net, tax = header.split(",")
    again = with_column(with_column(file, "tax", None), "tax", tax)
    assert (again.mapping.formats.tax, again.sources("net_amount")) == (taken, (net,))


@pytest.mark.parametrize(
    ("bad", "days", "amounts"),
    [
        (
            {57: "?;9,50", 120: "31.12.2025;on the house"},
            ("!", "not so: 1 of the first 200, row 57"),
            ("!", "not so: 1 of the first 200, row 120"),
        ),
        (
            dict.fromkeys(range(3, 23), "?;9,50"),
            ("✗", "not so: 20 of the first 200, rows 3, 4 ..."),
            ("✓", ""),
        ),
        (
            {2: "too;many;columns", 3: ";4,50", 9: "?;"},
            ("!", "not so: 1 of the first 199, row 9"),
            ("✓", ""),
        ),
    ],
)
def test_a_few_rows_that_are_written_otherwise_are_told_and_hide_nothing(
    tmp_path: Path, bad: dict[int, str], days: tuple[str, str], amounts: tuple[str, str]
) -> None:
    rows = (f"{row};a;{bad.get(row, '31.12.2025;1234,50')}" for row in range(2, 210))
    text = "\n".join(["Bon;Kunde;Datum;Betrag", *rows])
    found = {
        row.key: (row.mark, row.note)
        for row in setup_rows(OwnOrders(open_orders(_written(tmp_path, text), "EUR")))
    }
    assert (found["dates"], found["amounts"]) == (days, amounts)


@pytest.mark.parametrize(
    ("statuses", "mark"), [("gebucht,kassiert", "!"), ("gebucht,On Hold", "✓"), (",", "✓")]
)
def test_statuses_of_which_none_is_known_are_not_ticked(
    tmp_path: Path, statuses: str, mark: str
) -> None:
    rows = (f"{row};a;2025-01-02;9;{each}" for row, each in enumerate(statuses.split(",")))
    text = "\n".join(["Bon;Kunde;Datum;Betrag;Zustand", *rows])
    own = OwnOrders(open_orders(_written(tmp_path, text), "EUR"))
    (found,) = (row for row in setup_rows(own) if row.key == "column status")
    assert found.mark == mark


@pytest.mark.parametrize(
    ("currency", "amounts", "signs"),
    [
        ("EUR", ("1.250", "300"), (".", "")),
        ("CLP", ("1.250", "300"), (",", ".")),
        ("EUR", ("1.250", "1.250.000", "12,50"), (",", ".")),
        ("EUR", ("1.250", "12.50"), (".", "")),
        ("EUR", ("0.125", "1.250"), (".", "")),
        ("EUR", ("1,250", "300"), (".", ",")),
        ("KWD", ("1.250", "12.000"), (".", "")),
        ("TND", ("1,250", "12,000"), (",", "")),
        ("KWD", ("1,250.500", "12.000"), (".", ",")),
    ],
)
def test_points_that_part_thousands_are_told_from_decimal_points(
    tmp_path: Path, currency: str, amounts: tuple[str, ...], signs: tuple[str, str]
) -> None:
    lines = [f"{number};a;2025-01-02;{each}" for number, each in enumerate(amounts)]
    text = "\n".join(["Bon;Kunde;Datum;Betrag", *lines])
    file = open_orders(_written(tmp_path, text), currency)
    assert (file.mapping.formats.decimal, file.mapping.formats.thousands) == signs
    assert not file.other_amounts.rows


def test_doubtful_amounts_are_read_here_as_a_command_reads_them(tmp_path: Path) -> None:
    columns = "order_id,customer_id,occurred_at,currency,net_amount"
    rows = "1,a,2025-01-02,GBP,980\n2,a,2025-01-03,GBP,12.500\n"
    settled = keep_mapping(open_orders(_written(tmp_path, f"{columns}\n{rows}"), "GBP"))
    as_command = replace(settled, kept=Mapping())
    for file in (settled, as_command):
        assert _replayed(tmp_path, file).sales_minor == 992_50


def test_days_that_can_be_read_in_two_ways_are_asked_about_before_they_are_read(
    tmp_path: Path,
) -> None:
    def opened(*days: str) -> OrdersFile:
        rows = [f"{row};a;{each};9" for row, each in enumerate(days)]
        return open_orders(_written(tmp_path, "\n".join(["Bon;Kunde;Datum;Betrag", *rows])), "USD")

    file = opened("02/02/25 10:15", "03/04/25 10:15")
    assert file.doubtful_day is file.doubtful_day, "worked out at each look"
    row = {each.key: each for each in setup_rows(OwnOrders(file))}["dates"]
    asked = ("choose it with Enter", "✗", "Is 03/04/25 3 Apr 2025 or 4 Mar 2025?")
    assert (row.value, row.mark, row.note) == asked
    first, second, *_ = choices(file, "dates")
    assert (first.beside, second.beside) == ("day first", "month first")
    for told in (
        with_dates(file, ("%m/%d/%y %H:%M",)),
        opened("03/04/25", "03/13/25"),
        opened("03.04.25"),
        opened("2025-03-04"),
    ):
        assert told.doubtful_day is None
    keep_mapping(with_dates(file, ("%m/%d/%y %H:%M",)))
    later = tmp_path / "later.csv"
    later.write_text("Bon;Kunde;Datum;Betrag\n1;a;05/06/25 10:15;9\n", "utf-8")
    assert open_orders(later, "USD").mapping.formats.dates == ("%m/%d/%y %H:%M",)


def test_days_of_the_first_rows_that_can_be_two_days_are_told_by_later_rows(
    tmp_path: Path,
) -> None:
    def opened(*later: str, busy: int = 25) -> OrdersFile:
        days = [f"{1 + row // busy:02}/01/2025 10:15" for row in range(300)]
        rows = [f"{row};a;{each};{each};9" for row, each in enumerate([*days, "", *later])]
        text = "\n".join(["Bon;Kunde;Datum;Besuch;Betrag", *rows])
        return open_orders(_written(tmp_path, text), "EUR")

    day_first, month_first = "13/01/2025 10:15", "01/13/2025 10:15"
    told = opened(day_first, "no day", month_first, day_first)
    assert told.mapping.formats.dates == ("%d/%m/%Y %H:%M",)
    assert with_column(told, WHEN, "Besuch").mapping.formats == told.mapping.formats
    parquet = tmp_path / "orders.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (from read_csv('{told.path}', all_varchar=true)) to '{parquet}'")
    assert open_orders(parquet, "EUR").mapping.formats.dates == ("%d/%m/%Y %H:%M",)
    for each in (opened(month_first), opened(month_first, busy=300)):
        assert each.mapping.formats.dates == ("%m/%d/%Y %H:%M",)
    for doubtful in (opened(), opened(day_first, month_first)):
        assert doubtful.doubtful_day


def test_amounts_that_can_be_read_in_two_ways_are_asked_about_before_they_are_read(
    tmp_path: Path,
) -> None:
    text = "Bon;Kunde;Datum;Betrag\n1;a;2025-01-02;980\n2;a;2025-01-02;12.500\n"
    file = open_orders(_written(tmp_path, text), "USD")
    assert file.doubtful_amount == "12.500"
    asked = {
        (row.value, row.mark, row.note)
        for each in (file, with_amounts(file, ",", "."))
        for row in setup_rows(OwnOrders(each))
        if row.key == "amounts"
    }
    assert asked == {
        ("1234.50", "!", "Is 12.500 with decimals?"),
        ("1.234,50", "!", "Is 12.500 in thousands?"),
    }
    told = open_orders(_written(tmp_path, text.replace("980", "980,50")), "USD")
    assert told.doubtful_amount == ""
    many = text + "".join(f"{row};a;2025-01-02;12.500\n" for row in range(3, 12))
    file = open_orders(_written(tmp_path, many.replace("980", "980,50 EUR")), "EUR")
    assert file.doubtful_amount == ""
    against = {row.key: row for row in setup_rows(OwnOrders(with_amounts(file, ".", "")))}[
        "amounts"
    ]
    assert (against.mark, against.note) == ("!", "12.500 is in thousands: see 980,50 EUR")
