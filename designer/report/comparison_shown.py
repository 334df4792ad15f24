"""A comparison as a screen shows it: its programs side by side, and what differs surely."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from designer.report.compared import LETTERS, Against, ComparedRow, Unit
from designer.report.comparison_page import comparison_findings, comparison_verdict
from designer.report.curves import Curve
from designer.report.forecast_curves import net_benefit_curve, partial_curve
from designer.report.forecast_tables import MIDDLES
from designer.report.forecast_words import BY_KEYS, heading, late_start, likely_words
from designer.report.spread_cells import in_runs
from simulator.forecasts.forecast import Comparison, Difference
from simulator.forecasts.progress import Partial
from simulator.forecasts.spread import Figure, Spread
from simulator.forecasts.verdict import has_bands


@dataclass(frozen=True)
class ComparisonShown:
    """What a screen shows of programs that were compared.

    Attributes:
        verdict: which one comes out best, and whether it pays.
        words: the same in sentences.
        curves: the net benefit of each since the start.
        against: the program that the shop has, against which all is held but what is still to be
            redeemed; empty: none.
        heading: what was simulated.
    """

    verdict: str
    rows: tuple[ComparedRow, ...]
    words: tuple[str, ...]
    curves: tuple[Curve, ...]
    against: str
    runs: int
    runs_wanted: int
    currency: str
    heading: str
    results_sha256: str


def comparison_shown(result: str) -> ComparisonShown:
    """What a comparison shows.

    Args:
        result: what `perkwright compare --json` printed.
    """
    found = Comparison.model_validate_json(result)
    return ComparisonShown(
        verdict=_by_letter(comparison_verdict(found, BY_KEYS), found),
        rows=tuple(_rows(found)),
        words=(*_words(found), MIDDLES),
        curves=tuple(net_benefit_curve(each, found.runs) for each in found.designs),
        against=found.against,
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
    if has_bands(found.runs):
        yield _point_row("  bad case", "p10", found)
        yield _point_row("  good case", "p90", found)
    losses = [each.probability_of_loss for each in found.designs]
    worse = "Brings less in" if found.against else "Loses money in"
    yield _runs_row(worse, losses, found.runs)
    if len(found.designs) > 2 and all(_fair(found)):
        yield _runs_row("Best of all in", found.probability_best, found.runs)
    yield moneys("Profit on extra sales", "incremental_margin_minor", gain=True)
    yield moneys("Rewards cost", "reward_cost_minor")
    yield moneys("  of it, bought anyway", "subsidised_baseline_minor")
    if any(design.fees_minor.p97_5 for design in found.designs):
        yield moneys("Membership fees", "fees_minor", gain=True)
    yield moneys("Still to be redeemed", "owed_minor")


def _money_row(name: str, field: str, found: Comparison, *, is_gain: bool) -> ComparedRow:
    """The differences are the middle of those in each run."""
    more: list[Spread] = [getattr(each, field) for each in found.differences]
    return ComparedRow(
        name,
        Unit.MONEY,
        tuple(_whole(getattr(design, field).median) for design in found.designs),
        tuple(_whole(each.median) for each in more),
        tuple(
            _against(each, found.runs, is_gain=is_gain) if is_fair else _unfair(each)
            for each, is_fair in zip(more, _fair(found), strict=True)
        ),
    )


def _fair(found: Comparison) -> Iterator[bool]:
    """Of each but the first: whether nothing that it or the first one gives is missing."""
    lacking = (each.products_not_sold or each.activities_not_told for each in found.designs)
    first, *others = (not each for each in lacking)
    return (first and each for each in others)


def _unfair(more: Spread) -> Against:
    """Nothing tells which one is better."""
    return Against.SAME if _is_nothing(more) else Against.UNKNOWN


def _point_row(name: str, point: str, found: Comparison) -> ComparedRow:
    """A point of each spread, also of the differences; which is better the likely one tells."""
    more = [each.net_benefit_minor for each in found.differences]
    return ComparedRow(
        name,
        Unit.MONEY,
        tuple(_whole(getattr(each.net_benefit_minor, point)) for each in found.designs),
        tuple(_whole(getattr(each, point)) for each in more),
        tuple(map(_unfair, more)),
    )


def _runs_row(name: str, shares: Sequence[float], runs: int) -> ComparedRow:
    """In percent of the runs; a few of them are counted."""
    unit, whole = (Unit.RUNS, 100) if has_bands(runs) else (Unit.FEW_RUNS, runs)
    first, *others = (round(whole * share) for share in shares)
    more = tuple(each - first for each in others)
    against = tuple(Against.UNKNOWN if each else Against.SAME for each in more)
    return ComparedRow(name, unit, (first, *others), more, against)


def _whole(figure: Figure) -> int:
    return round(figure or 0)


def _is_nothing(more: Spread) -> bool:
    return not any((more.p2_5, more.p10, more.median, more.p90, more.p97_5))


def _against(more: Spread, runs: int, *, is_gain: bool) -> Against:
    """Sure where 80% of the runs agree on the sign of the difference; a few are never sure."""
    if _is_nothing(more):
        return Against.SAME
    if not has_bands(runs):
        return Against.OPEN
    if (more.p10 or 0) > 0:
        return Against.BETTER if is_gain else Against.WORSE
    if (more.p90 or 0) < 0:
        return Against.WORSE if is_gain else Against.BETTER
    return Against.OPEN


def _words(found: Comparison) -> Iterator[str]:
    if not any(each.probability_more or each.probability_less for each in found.differences):
        letters = LETTERS[: len(found.designs)]
        all_of_them = f"{', '.join(letters[:-1])} and {letters[-1]}"
        yield f"No change: {all_of_them} bring the same in every run."
        late = filter(None, (late_start(each, found) for each in found.designs))
        yield from (_by_letter(each, found) for each in late)
        return
    for letter, more, is_fair in zip(LETTERS[1:], found.differences, _fair(found), strict=False):
        if is_fair:
            yield _difference_words(letter, more, found)
    yield from (_by_letter(each, found) for each in comparison_findings(found))


def _difference_words(letter: str, more: Difference, found: Comparison) -> str:
    """How much more one of the first and another leaves, and how surely."""
    first = LETTERS[0]
    likely = more.net_benefit_minor
    if _is_nothing(likely):
        return f"{letter} brings the same as {first} in every run."
    is_ahead = (likely.median or 0) >= 0
    ahead, behind = (letter, first) if is_ahead else (first, letter)
    ends = (likely.p10 or 0, likely.median or 0, likely.p90 or 0)
    low, middle, high = ends if is_ahead else tuple(-each for each in reversed(ends))
    by = likely_words(middle, low, high, found.currency, found.runs)
    share = more.probability_more if is_ahead else more.probability_less
    return (
        f"{ahead} leaves more than {behind} by {by}. "
        f"{ahead} is better in {in_runs(share, found.runs)}, on the same customers."
    )


def _by_letter(words: str, found: Comparison) -> str:
    """Programs have letters here: versions of one have the same name."""
    named = zip((design.program for design in found.designs), LETTERS, strict=False)
    for name, letter in sorted(named, key=lambda each: -len(each[0])):
        words = words.replace(name, letter)
    return words
