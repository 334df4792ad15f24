"""Files that cannot be used: one clear message with place, cause and fix."""

import errno
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest

from simulator.orders.clean_copy import CsvSource
from simulator.orders.mapping import plain_status
from simulator.orders.orders_error import OrdersError
from simulator.orders.sources import JoinPolicy
from simulator.orders.status_words import CANCELLED, COUNTED, PENDING
from tests.unit.simulator.orders.shop import ORDER_COLUMNS, Shop

COMPILER_WORDS = re.compile(
    r"\b(token|parse|syntax|expression|type|mismatch|unexpected|undefined|null|None|exception|"
    r"boolean|integer|float|string|argument|invalid|illegal|Traceback)\b",
    re.IGNORECASE,
)
ROW = "1,ann,2025-03-04T10:00:00Z,USD,10.00,paid\n"


def message(shop: Shop, **choices: Any) -> str:
    with pytest.raises(OrdersError) as refused:
        shop.read(**choices)
    text = str(refused.value)
    assert not COMPILER_WORDS.search(text.replace(str(shop.folder), "")), text
    return text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\n\n  \n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (bytes(range(256)), "not a text file"),
        (b"\x1f\x8b\x08\0\0\0", "a compressed file"),
        (ORDER_COLUMNS.encode() + b"\n", "no rows below its header"),
        (ORDER_COLUMNS.encode() + b"\n1,\x81,2025-03-04,USD,10.00,paid\n", "not written in UTF-8"),
        (ORDER_COLUMNS.encode() + b'\n1,"ann,2025\n2,bob,2025\n', "never closed"),
        (ORDER_COLUMNS.encode() + b"\n1," + b"a" * 2_000_000 + b"\n", "a value has more than"),
        (b"PAR1 and nothing behind it", "the Parquet file cannot be read"),
        (ORDER_COLUMNS.encode() + b"\n1,ann,4 March,USD,10.00,paid\n", "no row of the orders"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(shop: Shop, content: bytes, says: str) -> None:
    path = shop.write("orders", content)
    text = message(shop)
    assert says in text.splitlines()[0]
    assert f"--> {path}" in text


def test_missing_columns_are_named_with_what_is_there_and_what_is_near(shop: Shop) -> None:
    shop.write("orders", "Order,customer_id,occured_at,currency,net_amount\n1,ann,x,USD,3\n")
    text = message(shop)
    assert 'no column "order_id", "occurred_at"' in text
    assert 'It has the columns "Order", "customer_id", "occured_at", "currency"' in text
    shop.write("orders", "order_id,customer_id,occured_at,currency,net_amount\n1,ann,x,USD,3\n")
    assert 'occurred_at = "occured_at"\n' in message(shop)


def test_a_file_of_another_layout_is_refused_with_the_mapping_that_would_read_it(
    shop: Shop,
) -> None:
    shop.write("orders", "Beleg;Kundenkarte;Datum;MwSt.;Betrag\n1;ann;x;0;3\n")
    _, _, mapping = message(shop).partition("which column is which:\n\n")
    assert mapping.splitlines() == [
        "[formats]",
        'currency = "USD"  # the program\'s, if the orders are in it',
        'tax = "contained"',
        "",
        "[columns]",
        'order_id = "Beleg"',
        'customer_id = "Kundenkarte"',
        'occurred_at = "Datum"',
        'net_amount = "Betrag"',
        'tax = "MwSt."',
    ]
    shop.write("orders", 'Order,Da\\te,"Cust\nomer",Total\n1,x,ann,3\n')
    _, _, mapping = message(shop).partition("which column is which:\n\n")
    assert tomllib.loads(mapping)["columns"] == {
        "order_id": "Order",
        "customer_id": "Cust\nomer",
        "occurred_at": "Da\\te",
        "net_amount": "Total",
    }


def test_a_file_that_needs_several_things_is_read_once_they_are_copied(shop: Shop) -> None:
    rows = (
        f"{number};ann;{day}.01.2025;10:00;1.234,50;{status}"
        for number, (day, status) in enumerate([(13, "gebucht"), (1, "kassiert"), (2, "Paid")])
    )
    shop.write("orders", "\n".join(["Beleg;Kunde;Datum;Uhrzeit;Betrag;Zustand", *rows]))
    _, _, told = message(shop).partition("which column is which:\n\n")
    assert tomllib.loads(told)["statuses"] == {"counted": ["Paid"]}
    for chosen in ("", "gebucht", "kassiert"):
        told = told.replace(f'# "{chosen}"', f'"{chosen}"')
        shop.write("mapping", told)
        _, report, _ = shop.read()
        assert report.orders == report.sales_minor // 123_450
        assert report.orders == 1 + ["", "gebucht", "kassiert"].index(chosen)


def test_days_that_can_be_two_days_are_told_with_a_line_for_each(shop: Shop) -> None:
    shop.write("orders", "Order,Customer,Date,Total,Currency\n1,ann,03/04/25,5.00,USD\n")
    _, _, told = message(shop).partition("which column is which:\n\n")
    assert "# Is 03/04/25 2025-04-03 or 2025-03-04?" in told
    assert "formats" in tomllib.loads(told)
    for written in ("%d/%m/%y", "%m/%d/%y"):
        line = f'dates = "{written}"'
        shop.write("mapping", told.replace(f"# {line}", line))
        assert shop.read()[1].orders == 1


def test_days_are_told_by_rows_beyond_the_first_ones(shop: Shop) -> None:
    rows = (f"{row},ann,{1 + row // 25:02}/01/25,5.00,USD" for row in range(325))
    shop.write("orders", "\n".join(["Order,Customer,Date,Total,Currency", *rows]))
    _, _, told = message(shop).partition("which column is which:\n\n")
    shop.write("mapping", told)
    assert shop.read()[1].orders == 325


def test_of_two_hundred_columns_the_first_are_named(shop: Shop) -> None:
    shop.write("orders", ",".join(f"c{number}" for number in range(200)) + "\n1\n")
    assert 'It has the columns "c0", ' in message(shop)
    assert '"c8", "c9" and 190 more.' in message(shop)


def test_a_folder_and_a_file_that_is_not_there(shop: Shop) -> None:
    shop.files["orders"] = shop.folder
    assert "this is a folder" in message(shop)
    shop.files["orders"] = shop.folder / "absent.csv"
    assert "there is no such file" in message(shop)
    shop.files["orders"] = shop.folder / f"{'a' * 300}.csv"
    told = message(shop)
    assert told.startswith("the file cannot be read")
    assert told.endswith("name it by a shorter path")
    os.mkfifo(shop.folder / "pipe.csv")
    shop.files["orders"] = shop.folder / "pipe.csv"
    assert "no file that can be read twice" in message(shop)


@pytest.mark.parametrize("name", ["absent.csv", "absent.yaml"])
def test_facts_that_are_not_there_are_told_in_one_way(shop: Shop, name: str) -> None:
    shop.orders(ROW.strip())
    shop.files["facts"] = shop.folder / name
    with pytest.raises(OrdersError, match="there is no such file") as refused:
        shop.read()
    assert refused.value.wrong_usage


def test_when_no_row_can_be_used_the_commonest_reasons_are_told(shop: Shop) -> None:
    shop.orders(*("1,ann,2025-03-04,EUR,3,paid" for _ in range(3)), "2,ann,2025-03-04,USD,x,paid")
    text = message(shop)
    assert "3 rows: the amount is in another currency" in text
    assert "(row 2, 3, 4)" in text
    assert "1 row: an amount is empty or not a number (row 5)" in text


def test_rarer_reasons_are_counted_behind_the_commonest(shop: Shop) -> None:
    common = [f"{row},ann,2025-03-04,{rest}" for row in (1, 2) for rest in ("EUR,3,paid", "USD,x,")]
    common += [f"{row},ann,2025-03-04,USD,9,voided" for row in (3, 4)]
    shop.orders(*common)
    assert "more reason" not in message(shop)
    rare = [",ann,2025-03-04,USD,9,paid", "5,ann,2025-03-04,USD,-9,", "6,ann,2025-03-04,USD,9,open"]
    shop.orders(*common, *rare[:1])
    assert "1 row for 1 more reason." in message(shop)
    shop.orders(*common, *rare)
    assert "3 rows for 3 more reasons." in message(shop)


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (("2025-03-04,USD,'12,50'", "2025-03-05,USD,'9,00'"), ('decimal = ","', 'thousands = "."')),
        (("2025-03-04,USD,'1,250.00'",), ('decimal = "."', 'thousands = ","')),
        *(
            (
                (f"2025-03-04,USD,'1{blank}234,56'", "2025-03-05,USD,'12,50'"),
                ('decimal = ","', 'thousands = " "'),
            )
            for blank in (" ", "\u00a0", "\u202f", "\u2009")
        ),
        (("2025-03-04,USD,1\u2019234.50",), ('decimal = "."', 'thousands = "\'"')),
        (("31.12.2025,USD,12.50",), ('dates = "%d.%m.%Y"',)),
        (("03/02/25,USD,12.50", "13/02/25,USD,9.00"), ('dates = "%d/%m/%y"',)),
        (("02/03/25,USD,12.50", "02/13/25,USD,9.00"), ('dates = "%m/%d/%y"',)),
        (("13-02-25 18:05,USD,12.50",), ('dates = "%d-%m-%y %H:%M"',)),
        (
            (*(f"{1 + day % 12:02}/02/25,USD,9.00" for day in range(250)), "13/02/25,USD,9.00"),
            ('dates = "%d/%m/%y"',),
        ),
        (
            ("31.12.2025 18:05,USD,'12,50'",),
            ('dates = "%d.%m.%Y %H:%M"', 'decimal = ","', 'thousands = "."'),
        ),
    ],
)
def test_orders_written_otherwise_are_refused_with_the_lines_that_read_them(
    shop: Shop, rows: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    shop.orders(*(f"{number},ann,{row},paid".replace("'", '"') for number, row in enumerate(rows)))
    _, _, copied = message(shop).partition("that you name with --map:\n\n")
    assert tuple(copied.splitlines()) == ("[formats]", *lines)
    shop.write("mapping", copied, "shop.map.toml")
    _, report, _ = shop.read()
    assert report.orders == len(rows)


def test_lines_that_read_leave_what_a_mapping_says_already(shop: Shop) -> None:
    shop.write("orders", "no,who,when,paid\n1,ann,31.12.2025,'12,50'\n".replace("'", '"'))
    columns = '[columns]\norder_id = "no"\ncustomer_id = "who"\noccurred_at = "when"\n'
    columns += 'net_amount = "paid"\n\n'
    path = shop.write("mapping", columns, "shop.map.toml")
    told, _, copied = message(shop, currency="USD").partition(":\n\n[formats]\n")
    assert told.endswith(f"add these lines to {path}")
    shop.write("mapping", columns + '[formats]\ncurrency = "USD"\n', "shop.map.toml")
    told, _, changed = message(shop).partition(":\n\n")
    assert told.endswith(f"change {path}, so that it says under [formats]")
    assert changed == copied
    shop.write("mapping", f'{columns}[formats]\ncurrency = "USD"\n{changed}\n', "shop.map.toml")
    _, report, _ = shop.read()
    assert report.orders == 1


SOLD = ("ritirato", "Teil-Bezahlt", "teil bezahlt", "paid", "paid", "cancelled")


def test_statuses_that_no_list_knows_are_told_and_none_counts_until_it_is_chosen(
    shop: Shop,
) -> None:
    shop.orders("1,ann,31.12.2025,USD,12.50,erstattet", "2,bob,31.12.2025,USD,9.00,erstattet")
    told, _, copied = message(shop).partition("that you name with --map:\n\n")
    assert 'no list of statuses knows the status (row 2, 3): "erstattet".' in told
    assert tomllib.loads(copied) == {"statuses": {"counted": []}, "formats": {"dates": "%d.%m.%Y"}}
    shop.write("mapping", copied, "shop.map.toml")
    assert 'knows the status (row 2, 3): "erstattet".' in message(shop)
    shop.write("mapping", copied.replace('# "', '"'), "shop.map.toml")
    assert shop.read()[1].orders == 2
    shop.orders(*(f"{row},ann,31.12.2025,USD,9,{each}" for row, each in enumerate(SOLD)))
    del shop.files["mapping"]
    _, _, copied = message(shop).partition("that you name with --map:\n\n[statuses]\n")
    assert copied.splitlines()[1:5] == ['# "Teil-Bezahlt",', ' "paid",', '# "ritirato",', "]"]


def test_statuses_of_other_languages_mean_what_they_say(shop: Shop) -> None:
    told: tuple[tuple[str, ...], ...]
    told = ("bezahlt", "Payée", "Pagado", "Spedito", "betaald"), ("Storniert", "ANNULÉE", "anulado")
    told += ("offen", "En attente", "in attesa"), ("erstattet", "unbezahlbar")
    rows = [f"ann,2025-12-31,USD,9,{each}" for some in told for each in some]
    shop.orders(*(f"{number},{row}" for number, row in enumerate(rows)))
    _, report, _ = shop.read()
    counts = map(report.count, ("cancelled", "pending", "unknown-status"))
    assert (report.orders, *counts) == (5, 3, 3, 2)


def test_a_status_means_one_thing() -> None:
    known = (*COUNTED, *CANCELLED, *PENDING)
    assert len({*map(plain_status, known)}) == len(known)
    assert all(map(str.__eq__, known, map(plain_status, known)))


@pytest.mark.parametrize("amount", ["1,250", "12,500"])
def test_amounts_that_could_be_others_are_offered_no_signs(shop: Shop, amount: str) -> None:
    shop.orders(f'1,ann,31.12.2025,USD,"{amount}",paid', f'2,ann,31.12.2025,USD,"{amount}",paid')
    assert message(shop).endswith('[formats]\ndates = "%d.%m.%Y"')
    shop.orders(f'1,ann,2025-12-31,USD,"{amount}",paid', '2,ann,2025-12-31,USD,"1,250.00",')
    assert message(shop).endswith('decimal = "."\nthousands = ","')


def test_days_that_are_read_in_part_are_offered_in_no_way(shop: Shop) -> None:
    days = ("13/02/25", "14/02/25", "15.02.25", "16.02.25", "17.02.25")
    shop.orders(*(f"{number},ann,{day},USD,12.50,paid" for number, day in enumerate(days)))
    assert message(shop).endswith(
        "say in a mapping file how this shop writes dates, amounts and statuses"
    )


def test_days_of_our_layout_that_can_be_two_days_are_told_with_a_line_for_each(shop: Shop) -> None:
    days = ("05/05/25", "03/04/25", "05/12/25")
    shop.orders(*(f"{number},ann,{day},USD,12.50,paid" for number, day in enumerate(days)))
    _, _, told = message(shop).partition("that you name with --map:\n\n")
    assert "# Is 03/04/25 2025-04-03 or 2025-03-04?" in told
    for written in ("%d/%m/%y", "%m/%d/%y"):
        line = f'dates = "{written}"'
        shop.write("mapping", told.replace(f"# {line}", line))
        assert shop.read()[1].orders == 3
    del shop.files["mapping"]
    shop.orders("1,ann,05/05/25,USD,12.50,paid")
    assert message(shop).endswith('[formats]\ndates = "%d/%m/%y"')


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("columns = [", "is not TOML"),
        ("[column]\norder_id = 'x'\n", 'the mapping has nothing called "column"'),
        ("[formats]\ndate = '%d'\n", '[formats] has nothing called "date"'),
        ("[formats]\ndates = '%d/%q'\n", '"%q" is no part of a date'),
        ("[formats]\ndates = '%Y'\n", "where day and month are"),
        ("[formats]\ndecimal = ';'\n", '"formats.decimal" cannot be ";"'),
        ("[formats]\nthousands = '.'\n", "the same"),
        ("[formats]\ntime_zone = 'Europe/Lodnon'\n", 'no time zone "Europe/Lodnon"'),
        ("[columns]\norderid = 'x'\n", 'no column "orderid"'),
        ("[columns]\nnet_amount = ['a', 'b']\n", "read from one column"),
        ("[columns]\norder_id = 'Nummer'\n", "does not say which column of orders"),
        ("[filters]\nkind = 'order'\n", 'names a column "kind"'),
        ("[statuses]\ncounted = 3\n", '"statuses.counted"'),
    ],
)
def test_a_mapping_that_cannot_be_meant_says_why(shop: Shop, mapping: str, says: str) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)
    shop.write("mapping", mapping, "shop.map.toml")
    assert says in message(shop).splitlines()[0]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ("member,fact\nann,birthdy\n", 'no kind of fact called "birthdy"'),
        ("member,fact,name\nann,activity,reveiw\n", 'no activity called "reveiw"'),
        ("member,fact,name\nann,invite,Golden\n", 'no tier called "Golden" for "invite"'),
        ("member\nann\n", 'no column "fact"'),
    ],
)
def test_facts_that_nobody_knows_are_refused_with_their_row(
    shop: Shop, facts: str, says: str
) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)
    path = shop.write("facts", facts)
    text = message(shop)
    assert says in text
    assert str(path) in text


def test_events_that_cannot_be_meant_are_refused_with_their_line(shop: Shop) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)
    events = '{at: "2025-05-01", event: activity, member: ann, activity: reveiw}'
    path = shop.write("facts", f'format: "1"\nevents:\n  - {events}\n', "facts.yaml")
    assert f"{path}:3" in message(shop)


def test_a_computer_without_room_says_so(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)

    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(CsvSource, "copy_to", no_room)
    assert "cannot be worked on" in message(shop)
    monkeypatch.setattr(tempfile, "TemporaryDirectory", no_room)
    assert "cannot be worked on" in message(shop)


def test_a_state_of_another_version_is_refused(shop: Shop) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)
    assert "another version" in message(shop, state={"version": 0})


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("returns", "return_id,occurred_at,order_id,amount\nr,5.3.25,1,5\n", "1 row: the date"),
        ("lines", 'order_id,net_amount\n1,"10,00"\n', "1 row: an amount is empty or not a number"),
        ("joins", "member,joined_at\nann,01.06.2026\nbob,02.06.2026\n", "2 rows: the date"),
    ],
)
def test_a_file_of_which_no_row_can_be_read(shop: Shop, kind: str, text: str, says: str) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)
    path = shop.write(kind, text)
    told = message(shop)
    assert told.startswith(f"no row of the {kind} can be used\n  --> {path}\n\n{says}")
    assert "as those of the orders are read" in told


def test_joining_by_file_needs_the_file(shop: Shop) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)
    assert "no file says how people joined" in message(shop, join=JoinPolicy.FILE)


def test_the_key_must_be_a_key(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("orders", ORDER_COLUMNS + "\n" + ROW)
    key = tmp_path / "key"
    key.write_text("not a key\n")
    monkeypatch.setenv("PERKWRIGHT_KEY", str(key))
    assert "holds no key" in message(shop, keep_ids=False)
    monkeypatch.setenv("PERKWRIGHT_KEY", str(tmp_path / "orders.csv" / "key"))
    assert "cannot be kept" in message(shop, keep_ids=False)
