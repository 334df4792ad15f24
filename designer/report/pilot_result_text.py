"""What a pilot showed, as a person reads it."""

from collections.abc import Iterator
from typing import Any

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
from designer.report.import_warnings import import_warnings, left_out_section
from designer.report.paragraphs import labelled, wrapped
from simulator.pilots.result import SUSPICIOUS, GroupFigures, Interval, Learned, Naive, PilotResult


def result_text(result: PilotResult, imported: dict[str, Any] | None = None) -> str:
    """What `perkwright pilot read` prints.

    Args:
        result: what the pilot showed.
        imported: the report of the import as plain data, where it is known.
    """
    sections = [
        f'Pilot "{result.pilot}", {day(str(result.first_day))} to {day(str(result.read_up_to))}',
        *import_warnings(imported),
        "\n".join(_counted(result)),
        "\n".join(_effects(result)),
    ]
    sections += [
        wrapped(f"Careful, {caution.reason}: {in_own_way(caution.sentence)}")
        for caution in result.cautions
    ]
    if result.learned:
        sections.append(_learned(result.learned))
    if result.naive:
        sections.append(_naive(result.naive, result.currency))
    sections += left_out_section(imported)
    sections.append(f"plan {result.plan_sha256[:16]}  orders {result.orders_sha256[:16]}")
    return "\n\n".join(sections)


def _joined(result: PilotResult, group: GroupFigures) -> str:
    """How many joined; nothing where nobody told."""
    return "" if result.is_joining_assumed else f"{count(group.joined)} joined, "


def _counted(result: PilotResult) -> Iterator[str]:
    for label, group in (("Invited", result.invited), ("Not invited", result.not_invited)):
        yield labelled(
            label,
            f"{count(group.customers)} customers, {_joined(result, group)}"
            f"{count(group.orders)} orders, {money(group.spent_minor, result.currency)}",
        )
    if result.is_joining_assumed:
        yield labelled("", "who joined was not told (--joins)")
    for place, ratio in enumerate(result.ratios):
        yield labelled(
            "" if place else "Sizes of groups",
            f"{ratio.what}: {count(ratio.invited)} and {count(ratio.others)}, "
            f"as unequal or more by chance {_by_chance(ratio.p_value)}",
        )


def _by_chance(p_value: float) -> str:
    """To a tenth of a percent, and never rounded up to what chance explains."""
    told = percents(rounded(100 * max(p_value, SUSPICIOUS), 1))
    return f"under {told}" if p_value < SUSPICIOUS else told


def _effects(result: PilotResult) -> Iterator[str]:
    sure = percents(95)
    yield f"What the invitation changed (in brackets: the truth lies in this range, {sure} sure)"
    yield labelled("An invited customer", _sum_of(result.mean_effect_minor, result.currency))
    value, low, high = (money(part, result.currency) for part in result.total_minor)
    yield labelled("All invited together", f"{value} ({low} to {high})")
    yield labelled("Spending of invited", _percent(result.uplift_percent))
    joined = percents(rounded(100 * result.joined_share, 1))
    assumed = " (assumed)" if result.is_joining_assumed else ""
    yield labelled("Joined because of it", f"{joined} of the invited{assumed}")
    yield labelled("A member", _sum_of(result.mean_member_effect_minor, result.currency))
    yield labelled("Spending of members", _percent(result.member_uplift_percent))
    cut = percents(shortest(result.error_cut_percent))
    yield labelled("", f"strata and spending before took {cut} of the chance out of it")


def _sum_of(found: Interval | None, currency: str) -> str:
    if found is None:
        return "cannot be told: too few joined"
    value, low, high = (
        money(round(part), currency) for part in (found.value, found.low, found.high)
    )
    return f"{value} ({low} to {high})"


def _percent(found: Interval | None) -> str:
    if found is None:
        return "cannot be told: too few joined"
    return f"{_more(found.value)} ({_more(found.low)} to {_more(found.high)})"


def _more(percent: float) -> str:
    return percents(rounded(percent, 1), signed=True)


def _learned(learned: Learned) -> str:
    before, after = learned.before, learned.after
    rows = [
        wrapped(f"What a forecast may assume now, for {learned.customers}, and for no one else:"),
        labelled("Uplift in 12 months", _assumed(after.median, after.low, after.high)),
        labelled("Before the pilot", _assumed(before.median, before.low, before.high)),
        labelled(
            f"Above {percents(shortest(learned.question_percent))}",
            f"chance {chance(learned.chance_after_percent)}, "
            f"{chance(learned.chance_before_percent)} before the pilot",
        ),
    ]
    return "\n".join(rows)


def _assumed(median: float, low: float, high: float) -> str:
    sure = percents(90)
    return f"{_more(100 * median)} ({_more(100 * low)} to {_more(100 * high)}, {sure} sure)"


def _naive(naive: Naive, currency: str) -> str:
    claimed = money(naive.claimed_minor, currency)
    shown, low, high = (
        money(part, currency)
        for part in (naive.shown_minor, naive.shown_low_minor, naive.shown_high_minor)
    )
    gain = percents(rounded(naive.gain_percent, 0), signed=True)
    if naive.gain_percent < 0:
        why = "Those who join are not like the others, with any program and with none"
        rest = "the rest of that difference comes from who joined"
    else:
        why = "People who buy a lot join, with any program and with none"
        rest = "the rest of that gain is false"
    return wrapped(
        f"Do not use: the {count(naive.members)} members spent {gain} against "
        f"the {count(naive.others)} other customers, {claimed} in all. {why}. What the pilot shows "
        f"for them is {shown} ({low} to {high}); {rest}."
    )
