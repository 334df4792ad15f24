"""A replay's results as text for a terminal or a file."""

from collections.abc import Iterable
from io import StringIO
from re import sub

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from designer.report.amounts_asked import amounts_questions
from designer.report.figures import count, counted, day, money, share, units
from designer.report.replay_shown import NOTHING_GIVEN, starts_late
from designer.report.rows_lost import orders_ahead
from simulator.replay.results import ReplayResults, RuleFigures

WIDTH = 96
WIDEST_NAME = 72
ANY_WIDTH = 1_000
"""Tables are as wide as their figures: a figure that is cut is worse than a line that wraps."""


def replay_text(results: ReplayResults, *, colour: bool = False) -> str:
    """The summary that `perkwright replay` prints."""
    stream = StringIO()
    console = Console(
        file=stream, width=ANY_WIDTH, force_terminal=colour, no_color=not colour, highlight=False
    )
    console.print(_heading(results), markup=False, width=WIDTH)
    for title, table in _tables(results):
        if table.row_count:
            console.print(f"\n{title}", style="bold", markup=False)
            console.print(table)
    console.print(_footing(results), markup=False, width=WIDTH)
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _heading(results: ReplayResults) -> str:
    days = f"{day(results.first_day)} to {day(results.last_day)}"
    seen = (
        counted(results.orders, "order"),
        counted(results.returns, "return"),
        counted(results.members, "member"),
    )
    lines = [
        f"{results.program}, {days if results.first_day else 'nothing happened on these days'}",
        ", ".join(seen),
        "",
        _line("Sales", money(results.sales_minor, results.currency)),
        _line("Came back", money(results.returned_minor, results.currency)),
        _line(
            "The program cost",
            f"{money(results.cost_minor, results.currency)}  "
            f"({share(results.cost_minor, results.sales_minor)} of sales)",
        ),
        _line("Owed to members now", money(results.owed_minor, results.currency)),
    ]
    late = starts_late(results.starts, results.first_day, results.last_day)
    asked = amounts_questions(results.imported, results.currency)
    nothing = results.orders and not any(rule.times for rule in results.rules)
    ahead = orders_ahead(results.imported)
    told = filter(None, (*asked, *ahead, late or (NOTHING_GIVEN if nothing else "")))
    return "\n".join([*lines, *(line for each in told for line in ("", each))])


def _line(label: str, value: str) -> str:
    return f"  {label:22}{value}"


def _tables(results: ReplayResults) -> Iterable[tuple[str, Table]]:
    yield "Wallets", _wallets(results)
    yield "What each rule gave", _rules(results)
    yield "Members in each tier at the end of the month", _tiers(results)
    yield "The members who gained most", _gainers(results)
    yield "What changed nothing", _ignored(results)
    yield "What the import noticed", _import(results)


def _table(first: str, *numbers: str) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column(first, max_width=WIDEST_NAME)
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table


def _wallets(results: ReplayResults) -> Table:
    table = _table("wallet", "accrued", "spent", "expired", "reversed", "outstanding", "owed")
    for wallet in results.wallets:
        moved = (
            wallet.accrued,
            wallet.spent,
            wallet.expired,
            wallet.reversed,
            wallet.outstanding,
        )
        table.add_row(
            wallet.name,
            *(units(amount, wallet.decimals) for amount in moved),
            money(wallet.owed_minor, results.currency) if wallet.priced else "-",
        )
    return table


def _rules(results: ReplayResults) -> Table:
    table = _table("rule", "times", "given", "worth", "cost so far")
    decimals = {wallet.name: wallet.decimals for wallet in results.wallets}
    for rule in results.rules:
        table.add_row(
            rule.name,
            count(rule.times),
            _given(rule, decimals, results.currency),
            money(rule.worth_minor, results.currency),
            money(rule.cost_minor, results.currency),
        )
    return table


def _given(rule: RuleFigures, decimals: dict[str, int], currency: str) -> str:
    if rule.given_in == "money":
        return money(rule.given, currency)
    if not rule.given_in:
        return "-"
    return f"{units(rule.given, decimals.get(rule.given_in, 0))} {rule.given_in}"


def _tiers(results: ReplayResults) -> Table:
    names = [name for name, _ in results.tiers]
    table = _table("month", *names)
    if not names:
        return table
    for month, counts in results.tiers_by_month:
        by_name = dict(counts)
        table.add_row(month, *(count(by_name.get(name, 0)) for name in names))
    table.add_row("now", *(count(number) for _, number in results.tiers))
    return table


def _gainers(results: ReplayResults) -> Table:
    table = _table("member", "worth")
    for gainer in results.gained_most:
        if not gainer.value_minor:
            break
        table.add_row(gainer.member, money(gainer.value_minor, results.currency))
    return table


def _ignored(results: ReplayResults) -> Table:
    table = _table("because", "times")
    for reason, number in results.ignored:
        table.add_row(reason, count(number))
    return table


def _import(results: ReplayResults) -> Table:
    table = _table("", "rows", "money")
    for finding in results.imported["findings"]:
        table.add_row(
            f"{finding['meaning']} ({finding['effect']})",
            count(finding["count"]),
            money(finding["money_minor"], results.currency),
        )
    return table


def _one_by_one(results: ReplayResults) -> str:
    if not results.fallback_members:
        return ""
    members = counted(results.fallback_members, "member")
    if results.why_one_by_one:
        return f"All ran one by one ({members}): {', '.join(results.why_one_by_one)}\n"
    return f"{members} with returns or the like ran one by one, the others side by side\n"


def _unpriced(results: ReplayResults) -> str:
    """What the sum of what is owed leaves out, as a paragraph; nothing where that is nothing."""
    return "".join(
        f'The {wallet.unit} of "{wallet.name}" have no worth in money here, so none count as owed. '
        "A line in the\nwallet can say it: worth MONEY per UNIT\n\n"
        for wallet in results.wallets
        if wallet.outstanding and not wallet.priced
    )


def _footing(results: ReplayResults) -> str:
    imported = results.imported
    known = share(imported["identified_sales_minor"], imported["sales_minor"])
    state = f", state {count(results.state_bytes)} bytes" if results.state_bytes else ""
    said = "; ".join(f"{name}: {value}" for name, value in results.policies)
    return (
        f"{_unpriced(results)}"
        f"{known} of the sales in this import name a customer\n"
        f"Policies: {said}\n"
        f"{count(results.entries)} ledger entries{state}\n"
        f"{_one_by_one(results)}"
        f"program {results.program_sha256[:16]}  ledger {results.ledger_sha256[:16]}"
    )
