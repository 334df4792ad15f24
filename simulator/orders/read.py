"""Reads a shop's files into a history."""

import tempfile
from pathlib import Path

import duckdb

from dsl.ledger.facts import AnyFact
from dsl.ledger.from_events import TimePasses, events_from_text
from dsl.ledger.strict_yaml import Refused
from dsl.program.program import Program
from dsl.values.calendar import zone
from simulator.orders.doubtful_amounts import note_doubtful_amounts
from simulator.orders.fact_names import check_fact_names
from simulator.orders.from_toml import read_mapping
from simulator.orders.history import STATE_VERSION, History
from simulator.orders.identity import Members, load_key
from simulator.orders.layout import Kind
from simulator.orders.left_out import check_some_used, orders_left_out
from simulator.orders.mapping import Mapping
from simulator.orders.orders_error import OrdersError, place_in, unread_file
from simulator.orders.report import ImportReport
from simulator.orders.row_streams import RowStreams
from simulator.orders.sources import ImportChoices, JoinPolicy, OrderSources, Progress
from simulator.orders.stage_facts import make_no_facts, make_no_joins, stage_facts, stage_joins
from simulator.orders.stage_lines import make_no_lines, stage_lines
from simulator.orders.stage_orders import stage_orders
from simulator.orders.stage_returns import make_no_returns, stage_returns
from simulator.orders.staging import Staging, open_staging
from simulator.orders.working_folder import temporary_folder
from simulator.orders.written_otherwise import note_unread_amounts

_EVENT_FILES = (".yaml", ".yml")


def _tell_nobody(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def read_orders(
    sources: OrderSources,
    program: Program,
    choices: ImportChoices | None = None,
    progress: Progress = _tell_nobody,
) -> History:
    """The history in a shop's files, for a program.

    The program gives currency, zone and the names that facts may use. Close the history, or use
    it in a `with` statement.

    Raises:
        OrdersError: a file cannot be used, or nothing in the files counts.
    """
    choices = choices or ImportChoices()
    if choices.state is not None and choices.state["version"] != STATE_VERSION:
        raise OrdersError("the saved state is of another version: start again without it")
    mapping = read_mapping(sources.mapping) if sources.mapping else Mapping()
    mapping = mapping.stating(choices.currency)
    if choices.join is JoinPolicy.FILE and not sources.joins:
        raise OrdersError("no file says how people joined", fix="name one, or choose first-order")
    members = Members(None if choices.keep_ids else choices.key or load_key())
    try:
        folder = temporary_folder()
    except OSError as problem:
        raise _no_room(Path(tempfile.gettempdir()), problem) from problem
    staging = open_staging(program, mapping, choices, progress, folder.path)
    try:
        told = _stage_all(staging, sources)
        start = _start_of(staging)
        _keep_dates(staging)
        _note_after_today(staging)
        report = _report(staging, sources)
        streams = RowStreams(staging, members, start, told, folder)
    except BaseException as problem:
        staging.connection.close()
        folder.remove()
        if isinstance(problem, (duckdb.OutOfMemoryException, duckdb.IOException, OSError)):
            raise _no_room(folder.path, problem) from problem
        raise
    return History(streams, choices, report, staging.tally)


def _no_room(folder: Path, problem: Exception) -> OrdersError:
    told = problem.strerror if isinstance(problem, OSError) else None
    return OrdersError(
        "the history cannot be worked on: there is not enough room",
        place=str(folder),
        cause=f"{told or 'Memory and temporary files together were not enough'}.",
        fix="free some room there, or name another folder in TMPDIR",
    )


def _stage_all(staging: Staging, sources: OrderSources) -> list[AnyFact]:
    """Every file to its table; gives the facts of a file of events."""
    among_orders = staging.mapping.returns_among_orders and not sources.returns
    if among_orders:
        staging.load(sources.orders, Kind.ORDERS, Kind.RETURNS)
    else:
        staging.load(sources.orders, Kind.ORDERS)
    note_doubtful_amounts(staging, Kind.ORDERS)
    stage_orders(staging)
    _check_something_left(staging, sources)
    note_unread_amounts(staging)
    staging.tally.left_out = orders_left_out(staging, sources.mapping)
    if sources.lines:
        staging.load(sources.lines, Kind.LINES)
        note_doubtful_amounts(staging, Kind.LINES)
        stage_lines(staging)
        check_some_used(staging, Kind.LINES, sources.lines)
    else:
        make_no_lines(staging)
    _stage_returns(staging, sources.returns, among_orders)
    if sources.joins:
        staging.load(sources.joins, Kind.JOINS)
        stage_joins(staging)
        check_some_used(staging, Kind.JOINS, sources.joins)
    else:
        make_no_joins(staging)
    if sources.facts and sources.facts.suffix.lower() not in _EVENT_FILES:
        staging.load(sources.facts, Kind.FACTS)
        stage_facts(staging)
        check_fact_names(staging, sources.facts)
        return []
    make_no_facts(staging)
    return _events(sources.facts, staging.program) if sources.facts else []


def _stage_returns(staging: Staging, returns: Path | None, among_orders: bool) -> None:
    """The returns, and the rows that are neither order nor return."""
    other = "from orders_text where not meant"
    if returns:
        staging.load(returns, Kind.RETURNS)
        staging.tally_notes(
            "(select row, null as money from returns_text where not meant)",
            Kind.RETURNS,
            {"other-row": "true"},
        )
    if among_orders:
        other += " and row not in (select row from returns_text where meant)"
    if returns or among_orders:
        note_doubtful_amounts(staging, Kind.RETURNS)
        stage_returns(staging)
        if returns:
            check_some_used(staging, Kind.RETURNS, returns)
    else:
        make_no_returns(staging)
    staging.tally_notes(f"(select row, null as money {other})", Kind.ORDERS, {"other-row": "true"})
    staging.run("drop view orders_text")
    staging.run("drop table orders_copy")


def _events(path: Path, program: Program) -> list[AnyFact]:
    """The facts of a file of events."""
    try:
        happenings = events_from_text(path.read_text(encoding="utf-8-sig"), program)
    except OSError as problem:
        raise unread_file(path, problem) from problem
    except Refused as refused:
        raise OrdersError(
            refused.sentence, place=place_in(path, refused.line), fix=refused.fix
        ) from refused
    except UnicodeError as problem:
        raise OrdersError(
            "the file of facts cannot be read", place=str(path), cause="It is not text in UTF-8."
        ) from problem
    return [fact for fact in happenings if not isinstance(fact, TimePasses)]


def _check_something_left(staging: Staging, sources: OrderSources) -> None:
    path = sources.orders
    if staging.one("select count(*) from orders")[0]:
        return
    if not staging.rows[Kind.ORDERS]:
        raise OrdersError(
            "the file of orders has no rows below its header", place=place_in(path, 2)
        )
    lost = orders_left_out(staging, sources.mapping)
    fix = lost.fix or "say in a mapping file how this shop writes dates, amounts and statuses"
    if lost.most == "other-currency":
        fix = (
            f"replay a program in the currency of these orders; this one has "
            f'"currency {staging.program.currency}", and money is never converted'
        )
    raise OrdersError(
        "no row of the orders can be used",
        place=str(path),
        cause="\n".join(lost.causes),
        fix=fix,
    )


def _start_of(staging: Staging) -> int | None:
    """The first instant of the local day on which the history starts."""
    staging.run(
        "create table everybody as select distinct customer as member from"
        " (select customer from orders union all select customer from returns"
        " union all select member from facts) where customer is not null"
    )
    state = staging.choices.state
    if state is not None and state["start"] is not None:
        return int(state["start"])
    (first,) = staging.one("select min(instant) from orders")
    local = zone(staging.program.time_zone)
    return local.first_instant_of(local.day_of(first))


def _keep_dates(staging: Staging) -> None:
    """Leave out what lies outside the dates that were asked for."""
    choices = staging.choices
    outside = []
    if choices.since is not None:
        outside.append(f"instant < {choices.since}")
    if choices.until is not None:
        outside.append(f"instant >= {choices.until}")
    if not outside:
        return
    condition = " or ".join(outside)
    for table, kind in (("orders", Kind.ORDERS), ("returns", Kind.RETURNS), ("facts", Kind.FACTS)):
        money = {"orders": "net_amount_minor", "returns": "amount_minor"}.get(table, "0")
        staging.tally_notes(
            f"(select row, instant, {money} as money from {table})",
            kind,
            {"outside-dates": condition},
        )
        staging.run(f"delete from {table} where {condition}")


def _note_after_today(staging: Staging) -> None:
    """Note orders that cannot have been yet: one wrong year moves the end of a whole history."""
    today = staging.choices.today
    if today is None:
        return
    tomorrow = zone(staging.program.time_zone).first_instant_of(today.toordinal() + 1)
    staging.tally_notes("orders", Kind.ORDERS, {"after-today": f"instant >= {tomorrow}"})


def _report(staging: Staging, sources: OrderSources) -> ImportReport:
    """The part of the report that does not wait for the facts."""
    choices, formats = staging.choices, staging.mapping.formats
    orders, sales, identified, identified_sales, members = staging.one(
        "select count(*), sum(net_amount_minor), count(customer),"
        " sum(net_amount_minor) filter (where customer is not null), count(distinct customer)"
        " from orders"
    )
    window = choices.return_window_days
    return ImportReport(
        currency=staging.program.currency,
        rows=staging.rows,
        orders=orders,
        sales_minor=int(sales),
        identified_orders=identified,
        identified_sales_minor=int(identified_sales),
        returns=0,
        members=members,
        policies={
            "join": str(choices.join),
            "match returns": str(choices.match_returns),
            "return window": "none" if window is None else f"{window} days",
            "time zone": formats.time_zone or staging.program.time_zone,
            **({"tax": "contained, taken off"} if formats.tax == "contained" else {}),
            "more decimals": formats.more_decimals,
            "identities": "kept" if choices.keep_ids else "hashed with a key",
            "mapping": sources.mapping.name if sources.mapping else "none",
        },
        findings=(),
    )
