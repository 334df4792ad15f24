"""A replay as a person sees it on a screen: a few sentences, a picture, tables of figures."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from designer.report.amounts_asked import amounts_questions
from designer.report.figures import count, counted, day, money, share, units
from designer.report.rows_lost import orders_ahead, rows_lost
from designer.report.way_of_writing import locale_at_hand

NOTHING_GIVEN = (
    "No rule gave anything. One that asks for certain products needs the lines of orders, which "
    "say what was bought."
)


@dataclass(frozen=True)
class Table:
    """Figures in rows.

    Attributes:
        titles: of the columns.
        words: places of the columns, from 0, that hold words.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class ReplayShown:
    """What a replay shows.

    Attributes:
        headline: sentences, the most important first.
        warnings: what makes the figures less than they seem.
        months: names of the months, from the first.
        costs: cost in each, in minor units.
        given: what wallets, rules and rewards gave.
        gained: the members who gained most.
        left_out: rows of the files that were not used, or not as they stood, and why.
    """

    program: str
    currency: str
    headline: tuple[str, ...]
    warnings: tuple[str, ...]
    months: tuple[str, ...]
    costs: tuple[int, ...]
    given: Table
    gained: Table
    left_out: Table


def replay_shown(result: str) -> ReplayShown:
    """What the JSON of `perkwright replay` shows."""
    told = json.loads(result)
    return ReplayShown(
        program=told["program"],
        currency=told["currency"],
        headline=tuple(_headline(told)),
        warnings=tuple(_warnings(told)),
        months=tuple(_month(month) for month in told["cost_by_month"]),
        costs=tuple(told["cost_by_month"].values()),
        given=_given(told),
        gained=_gained(told),
        left_out=_left_out(told),
    )


def _headline(told: dict[str, Any]) -> Iterator[str]:
    def amount(name: str) -> str:
        return money(told[name], told["currency"])

    if not told["first_day"]:
        yield "Nothing happened: no order in the file could be played."
        return
    yield (
        f"The program would have cost {amount('cost_minor')}, "
        f"{share(told['cost_minor'], told['sales_minor'])} of {amount('sales_minor')} in sales."
    )
    yield (
        f"{counted(told['members'], 'member')}, {counted(told['orders'], 'order')}, "
        f"{day(told['first_day'])} to {day(told['last_day'])}."
    )
    if told["perk_cost_minor"]:
        yield f"Of that {amount('perk_cost_minor')} are perks, which have no month."
    yield f"Owed to members at the end: {amount('owed_minor')}."


def _warnings(told: dict[str, Any]) -> Iterator[str]:
    read = told["import"]
    yield from amounts_questions(read, told["currency"])
    if read["identified_sales_minor"] < read["sales_minor"]:
        known = share(read["identified_sales_minor"], read["sales_minor"])
        yield f"{known} of the sales name a customer; the rest earns nothing."
    yield from orders_ahead(read)
    yield from rows_lost(read)
    late = starts_late(told["starts"], told["first_day"], told["last_day"])
    if late:
        yield late
    elif told["orders"] and not any(rule["times"] for rule in told["rules"].values()):
        yield NOTHING_GIVEN
    for name, wallet in told["wallets"].items():
        if wallet["outstanding"] and not wallet["priced"]:
            yield f'The {wallet["unit"]} of "{name}" have no worth in money, so none count as owed.'


def starts_late(starts: str, first_day: str, last_day: str) -> str:
    """What a replay does not say because the program starts only after its first day.

    Args:
        starts, first_day, last_day: ISO dates; empty where there are none.
    """
    if not first_day or starts <= first_day:
        return ""
    if starts > last_day:
        return (
            f"The program starts on {day(starts)}, after the last of these orders, so nothing was "
            'given. Without the line "starts on" the replay says what they would have earned.'
        )
    return f"The program starts on {day(starts)}; what was bought before earned nothing."


def _month(iso: str) -> str:
    return format_date(date.fromisoformat(f"{iso}-01"), format="MMM yy", locale=locale_at_hand())


def _given(told: dict[str, Any]) -> Table:
    currency = told["currency"]
    decimals = {name: wallet["decimals"] for name, wallet in told["wallets"].items()}
    rows = [
        row for name, wallet in told["wallets"].items() for row in _moved(name, wallet, currency)
    ]
    for name, rule in told["rules"].items():
        given = _amount(rule, decimals, currency)
        worth = money(rule["worth_minor"], currency)
        rows.append((name, count(rule["times"]), given, worth, money(rule["cost_minor"], currency)))
    return Table(("", "times", "given", "worth", "cost so far"), tuple(rows))


def _moved(name: str, wallet: dict[str, Any], currency: str) -> Iterator[tuple[str, ...]]:
    owed = money(wallet["owed_minor"], currency) if wallet["priced"] else ""
    for word, key in (("given", "accrued"), ("used", "spent"), ("expired", "expired")):
        yield f"{name}: {word}", "", units(wallet[key], wallet["decimals"]), "", ""
    yield f"{name}: open now", "", units(wallet["outstanding"], wallet["decimals"]), owed, ""


def _amount(rule: dict[str, Any], decimals: dict[str, int], currency: str) -> str:
    if rule["given_in"] == "money":
        return money(rule["given"], currency)
    return units(rule["given"], decimals.get(rule["given_in"], 0)) if rule["given_in"] else ""


def _gained(told: dict[str, Any]) -> Table:
    rows = [
        (each["member"], money(each["value_minor"], told["currency"]))
        for each in told["gained_most"]
        if each["value_minor"]
    ]
    return Table(("member", "worth"), tuple(rows))


def _left_out(told: dict[str, Any]) -> Table:
    rows = [
        (
            count(found["count"]),
            money(found["money_minor"], told["currency"]),
            f"{found['effect']}: {found['meaning']}",
            f"{found['file']} {', '.join(map(str, found['rows']))}",
        )
        for found in told["import"]["findings"]
    ]
    return Table(("rows", "money", "because", "the first"), tuple(rows), words=(2, 3))
