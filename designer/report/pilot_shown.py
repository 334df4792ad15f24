"""A pilot's result as a person sees it on a screen: an answer, intervals as bars, the groups."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from designer.report.figures import (
    chance,
    count,
    day,
    in_own_way,
    money,
    percents,
    rounded,
    shortest,
)
from designer.report.replay_shown import Table
from designer.report.rows_lost import rows_left_out, rows_lost
from simulator.pilots.result import SUSPICIOUS, Assumed, Interval, Learned, PilotResult, Warned

_SPOILED = (Warned.UNEQUAL_GROUPS, Warned.CHANGED_LIST)


class Bar(NamedTuple):
    """A figure and where the truth is; tenths of a percent.

    Attributes:
        name: what it is of.
    """

    name: str
    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class PilotShown:
    """What a pilot shows.

    Attributes:
        answer: a mark and a sentence.
        sentences: what stands behind it.
        bars: of spending, in tenths of a percent.
        needed: the uplift that the program has to bring, in tenths of a percent; None: unknown.
        groups: invited and not invited.
    """

    answer: str
    sentences: tuple[str, ...]
    bars: tuple[Bar, ...]
    needed: int | None
    groups: Table


def told_by_json(told: str) -> tuple[PilotResult, dict[str, Any]]:
    """The result that `perkwright pilot read --json` printed, and how its orders were read."""
    record = json.loads(told)
    imported = record.pop("import")
    return PilotResult.model_validate(record), imported


def pilot_shown(result: PilotResult, imported: dict[str, Any]) -> PilotShown:
    """What the result of `perkwright pilot read` shows.

    Args:
        result: of the pilot.
        imported: the report of how its orders were read.
    """
    learned = result.learned
    return PilotShown(
        answer=_answer(result),
        sentences=(*_sentences(result), *_rows_lost(imported)),
        bars=tuple(_bars(result)),
        needed=_tenths(learned.question_percent) if learned else None,
        groups=_groups(result),
    )


def _answer(result: PilotResult) -> str:
    """Works, does not, or cannot tell: in this order of caution."""
    spoiled = [each for each in result.cautions if each.reason in _SPOILED]
    invited, members = result.uplift_percent, result.member_uplift_percent
    if spoiled:
        return "✗ Do not decide on this: the two groups are not those that chance made."
    if invited is None or members is None:
        return "! It cannot tell: too few of the invited joined."
    needed = result.learned.question_percent if result.learned else 0.0
    if members.low > needed > 0:
        return f"✓ It works, and does what it has to: members buy over {_share(needed)} more."
    if invited.low > 0:
        return f"✓ It works: the invited bought more. {_whether_it_pays(result)}"
    if invited.high < 0:
        return "✗ It does harm: the invited bought less than the others."
    if members.high < needed:
        return f"✗ It does not do what it has to: even the high end lies below {_share(needed)}."
    yet = " yet" if result.read_up_to < result.last_day else ""
    return f"! It cannot tell{yet}: no effect at all, and a good one, are both possible."


def _whether_it_pays(result: PilotResult) -> str:
    learned = result.learned
    if learned is None:
        return ""
    return (
        f"That members buy over {_share(learned.question_percent)} more, as it has to be, has a "
        f"chance of {chance(learned.chance_after_percent)}."
    )


def _sentences(result: PilotResult) -> Iterator[str]:
    currency = result.currency
    value, low, high = (money(part, currency) for part in result.total_minor)
    yield f"More spent by all invited together: {value} ({low} to {high}, 95 in 100 sure)."
    joined = percents(rounded(100 * result.joined_share, 1))
    assumed = " (assumed)" if result.is_joining_assumed else ""
    yield f"Joined because of the invitation: {joined} of the invited{assumed}."
    for ratio in result.ratios[:1]:
        fine = "as chance has it" if ratio.p_value >= SUSPICIOUS else "not by chance alone"
        yield f"Groups: {count(ratio.invited)} and {count(ratio.others)} customers, {fine}."
    if result.learned:
        before, after = result.learned.before, result.learned.after
        yield (
            f"A forecast assumed {_percent(before)} in 12 months, and may now assume "
            f"{_percent(after)}; the chance of over {_share(result.learned.question_percent)} "
            f"{_changed(result.learned)}."
        )
    if result.read_up_to < result.last_day:
        yield f"! Read up to {day(str(result.read_up_to))}; it ends {day(str(result.last_day))}."
    for caution in result.cautions:
        yield f"! {in_own_way(caution.sentence)}"


def _rows_lost(imported: dict[str, Any]) -> Iterator[str]:
    lost = rows_lost(imported)
    yield from lost
    if lost:
        yield from (f"Left out, {rows}: {why}." for rows, why in rows_left_out(imported))


def _changed(learned: Learned) -> str:
    """What became of the chance."""
    before, after = (chance(learned.chance_before_percent), chance(learned.chance_after_percent))
    return f"stays {after}" if before == after else f"goes from {before} to {after}"


def _percent(assumed: Assumed) -> str:
    return more_percent(_tenths(100 * assumed.median))


def _share(percent: float) -> str:
    return percents(shortest(percent))


def more_percent(tenths: int) -> str:
    """So many tenths of a percent more, or less."""
    return percents(Decimal(tenths).scaleb(-1), signed=True)


def _bars(result: PilotResult) -> Iterator[Bar]:
    for name, found in (
        ("Invited customers", result.uplift_percent),
        ("Members", result.member_uplift_percent),
    ):
        if found is not None:
            yield _bar(name, found)
    if result.learned:
        yield _assumed("Research alone", result.learned.before)
        yield _assumed("Research and pilot", result.learned.after)


def _bar(name: str, found: Interval) -> Bar:
    return Bar(name, *map(_tenths, (found.low, found.value, found.high)))


def _assumed(name: str, assumed: Assumed) -> Bar:
    ends = (assumed.low, assumed.median, assumed.high)
    return Bar(name, *(_tenths(100 * each) for each in ends))


def _tenths(percent: float) -> int:
    """As the command line prints it, to one place."""
    return int(10 * rounded(percent, 1))


def _groups(result: PilotResult) -> Table:
    rows = []
    for name, group in (("Invited", result.invited), ("Not invited", result.not_invited)):
        rows.append(
            (
                name,
                count(group.customers),
                "not told" if result.is_joining_assumed else count(group.joined),
                count(group.orders),
                money(group.spent_before_minor, result.currency),
                money(group.spent_minor, result.currency),
            )
        )
    titles = ("", "customers", "joined", "orders", "spent before", "spent")
    return Table(titles, tuple(rows))
