"""A comparison as a screen shows it: two of its programs side by side, and what differs surely."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from designer.report.compared import Better, ComparedRow
from designer.report.comparison_page import comparison_findings, comparison_verdict
from designer.report.curves import Curve
from designer.report.forecast_curves import net_benefit_curve, partial_curve
from designer.report.forecast_tables import money_of, percent
from designer.report.forecast_words import heading, likely_words
from simulator.forecasts.forecast import Comparison
from simulator.forecasts.progress import Partial
from simulator.forecasts.spread import Figure, Spread


@dataclass(frozen=True)
class ComparisonShown:
    """What a screen shows of two programs.

    Attributes:
        verdict: which one comes out best, and whether it pays.
        words: the same in sentences.
        curves: the net benefit of both since the start.
        heading: what was simulated.
    """

    verdict: str
    rows: tuple[ComparedRow, ...]
    words: tuple[str, ...]
    curves: tuple[Curve, Curve]
    runs: int
    runs_wanted: int
    currency: str
    heading: str
    results_sha256: str


def comparison_shown(result: str) -> ComparisonShown:
    """What a comparison of two programs shows.

    Args:
        result: what `perkwright compare --json` printed of two programs.
    """
    found = Comparison.model_validate_json(result)
    first, second = found.designs
    return ComparisonShown(
        verdict=_by_letter(comparison_verdict(found), found),
        rows=tuple(_rows(found)),
        words=tuple(_words(found)),
        curves=(net_benefit_curve(first), net_benefit_curve(second)),
        runs=found.runs,
        runs_wanted=found.runs_wanted,
        currency=found.currency,
        heading=heading(found),
        results_sha256=found.results_sha256,
    )


def partial_fan(line: Mapping[str, Any]) -> tuple[int, Curve]:
    """Of which program finished runs tell (from 0), and its net benefit since the start.

    Args:
        line: a line with the event `partial`.
    """
    partial = Partial.model_validate(line)
    return partial.program, partial_curve(partial)


def _rows(found: Comparison) -> Iterator[ComparedRow]:
    def moneys(name: str, field: str, *, gain: bool = False) -> ComparedRow:
        return _money_row(name, field, found, is_gain=gain)

    yield moneys("Net benefit, likely", "net_benefit_minor", gain=True)
    yield _point_row("  bad case", "p10", found)
    yield _point_row("  good case", "p90", found)
    yield _loss_row(found)
    yield moneys("Profit on extra sales", "incremental_margin_minor", gain=True)
    yield moneys("Rewards cost", "reward_cost_minor")
    yield moneys("  of it, bought anyway", "subsidised_baseline_minor")
    if any(design.fees_minor.p97_5 for design in found.designs):
        yield moneys("Membership fees", "fees_minor", gain=True)
    yield moneys("Owed at the end", "owed_minor")


def _money_row(name: str, field: str, found: Comparison, *, is_gain: bool) -> ComparedRow:
    """The difference is the middle of the differences in each run."""
    first, second = (getattr(design, field).median for design in found.designs)
    more: Spread = getattr(found.differences[0], field)
    return _row(name, (first, second), more.median, _better(more, is_gain=is_gain), found)


def _point_row(name: str, point: str, found: Comparison) -> ComparedRow:
    """A point of both spreads; no run pairs the two, so nothing tells which is better."""
    first, second = (getattr(design.net_benefit_minor, point) or 0 for design in found.designs)
    same = found.differences[0].net_benefit_minor
    is_same = not any((same.p2_5, same.median, same.p97_5))
    better = Better.NEITHER if is_same else Better.UNKNOWN
    return _row(name, (first, second), second - first, better, found)


def _loss_row(found: Comparison) -> ComparedRow:
    first, second = (round(100 * design.probability_of_loss) for design in found.designs)
    better = Better.NEITHER if first == second else Better.UNKNOWN
    more = f"{second - first:+d}" if second != first else "0"
    return ComparedRow("Loses money in", f"{first} of 100", f"{second} of 100", more, better)


def _row(
    name: str, both: tuple[Figure, Figure], more: Figure, better: Better, found: Comparison
) -> ComparedRow:
    first, second = (money_of(each, found) for each in both)
    sign = "+" if (more or 0) > 0 else ""
    return ComparedRow(name, first, second, sign + money_of(more, found), better)


def _better(more: Spread, *, is_gain: bool) -> Better:
    """Sure where 80% of the runs agree on the sign of the difference."""
    low, high = more.p10 or 0, more.p90 or 0
    if not any((more.p2_5, low, more.median, high, more.p97_5)):
        return Better.NEITHER
    if low > 0:
        return Better.SECOND if is_gain else Better.FIRST
    if high < 0:
        return Better.FIRST if is_gain else Better.SECOND
    return Better.OPEN


def _words(found: Comparison) -> Iterator[str]:
    (more,) = found.differences
    if not (more.probability_more or more.probability_less):
        yield "No change: A and B bring the same in every run."
        return
    likely = more.net_benefit_minor
    ahead, behind = ("B", "A") if (likely.median or 0) >= 0 else ("A", "B")
    ends = (likely.p10 or 0, likely.median or 0, likely.p90 or 0)
    low, middle, high = ends if ahead == "B" else tuple(-each for each in reversed(ends))
    by = likely_words(middle, low, high, found.currency)
    yield f"{ahead} leaves more than {behind} by {by}."
    share = more.probability_more if ahead == "B" else more.probability_less
    yield f"{ahead} is better in {percent(share, 0)} of the runs, on the same customers."
    yield from (_by_letter(each, found) for each in comparison_findings(found))


def _by_letter(words: str, found: Comparison) -> str:
    """Programs are A and B here: versions of one have the same name."""
    named = zip((design.program for design in found.designs), "AB", strict=True)
    for name, letter in sorted(named, key=lambda each: -len(each[0])):
        words = words.replace(name, letter)
    return words
