"""Why orders were left out, and the lines of a mapping that read them."""

from pathlib import Path

from dsl.program.words_of_amounts import counted_words
from simulator.orders.from_toml import read_mapping
from simulator.orders.layout import Kind
from simulator.orders.orders_error import OrdersError, quoted_list
from simulator.orders.report import Finding, LeftOut
from simulator.orders.report_rules import Effect
from simulator.orders.staging import Staging
from simulator.orders.statuses import unknown_statuses
from simulator.orders.written_otherwise import lines_that_read

_TOLD = 3
_UNKNOWN_STATUS = "unknown-status"
_WRITTEN = {_UNKNOWN_STATUS, "broken-date", "unreadable-amount"}
"""Rules about how something is written, which a mapping can say."""

_BADLY_WRITTEN = {
    *("broken-date", "unreadable-amount", "missing-id", "wrong-columns", "broken-quotes")
}
"""Rules that leave out a row of any file for the way in which it is written."""


def orders_left_out(staging: Staging, mapping: Path | None) -> LeftOut:
    """What is told of the orders that were left out, while their text is there."""
    lost = _lost(staging, Kind.ORDERS)
    causes = [_cause(finding, staging) for finding in lost[:_TOLD]]
    causes += _others([finding.count for finding in lost[_TOLD:]])
    unasked = staging.one("select count(*) from orders_text where not meant")[0]
    if unasked:
        causes.insert(0, f"{unasked:,} rows: no filter asks for them.")
    rules = {finding.rule for finding in lost}
    tables = lines_that_read(staging) if rules & _WRITTEN else {}
    return LeftOut(
        most=lost[0].rule if lost else "",
        causes=tuple(causes),
        fix=_fix(tables, mapping) if tables else "",
    )


def check_some_used(staging: Staging, kind: Kind, path: Path) -> None:
    """Refuse a file beside the orders of which no row is used, for the way in which it is written.

    Raises:
        OrdersError: there is no such row, and there are others.
    """
    if staging.one(f"select count(*) from {kind}")[0]:
        return
    lost = _lost(staging, kind)
    if not lost or lost[0].rule not in _BADLY_WRITTEN:
        return
    dates = " or ".join(staging.dates) or "ISO 8601, such as 2026-03-31"
    fixes = {
        "broken-date": f"write its days as those of the orders are read: in {dates}",
        "unreadable-amount": "write its amounts as those of the orders are read",
    }
    raise OrdersError(
        f"no row of the {kind} can be used",
        place=str(path),
        cause="\n".join(_cause(finding, staging) for finding in lost[:_TOLD]),
        fix=fixes.get(lost[0].rule, ""),
    )


def _lost(staging: Staging, kind: Kind) -> list[Finding]:
    """What left out rows of a kind of file, the most first."""
    found = sorted(staging.tally.findings(), key=lambda finding: -finding.count)
    return [each for each in found if each.effect is Effect.LEFT_OUT and each.kind == kind]


def _cause(finding: Finding, staging: Staging) -> str:
    rows = counted_words(finding.count, "row")
    cause = f"{rows}: {finding.meaning} (row {', '.join(map(str, finding.rows))})"
    if finding.rule != _UNKNOWN_STATUS:
        return f"{cause}."
    return f"{cause}: {quoted_list(unknown_statuses(staging))}."


def _others(counts: list[int]) -> list[str]:
    """What is told of the rarer reasons."""
    if not counts:
        return []
    rows = counted_words(sum(counts), "row")
    return [f"{rows} for {counted_words(len(counts), 'more reason')}."]


def _fix(tables: dict[str, tuple[str, ...]], mapping: Path | None) -> str:
    """Where the lines belong that read the orders."""
    blocks = "\n\n".join("\n".join([f"[{name}]", *lines]) for name, lines in tables.items())
    if mapping is None:
        return f"write these lines into a file that you name with --map:\n\n{blocks}"
    if not tables.keys() & read_mapping(mapping).model_fields_set:
        return f"add these lines to {mapping}:\n\n{blocks}"
    if len(tables) == 1:
        ((name, lines),) = tables.items()
        return f"change {mapping}, so that it says under [{name}]:\n\n" + "\n".join(lines)
    return f"change {mapping}, so that it says:\n\n{blocks}"
