"""A comparison of programs as a page."""

from designer.report.forecast_tables import MIDDLES, kpi_table, money_table
from designer.report.forecast_words import (
    BY_COMMAND,
    HowToGoOn,
    against_a_price_cut,
    between,
    caveats,
    heading,
    late_start,
    open_words,
    verdict_words,
)
from designer.report.missing_words import missing_words, names_said
from designer.report.page import Page, Table
from designer.report.run_tables import assumptions_table, manifest_table
from designer.report.spread_cells import INNER, in_runs, money_of
from dsl.program.words_of_amounts import listed
from simulator.forecasts.forecast import Comparison, Design
from simulator.forecasts.verdict import Verdict, has_bands, verdict


def comparison_page(comparison: Comparison) -> Page:
    """All that a comparison says."""

    def charts() -> dict[str, str]:
        from designer.report.charts import comparison_chart

        return {"Net benefit of each program": comparison_chart(comparison)}

    return Page(
        title=" or ".join(design.program for design in comparison.designs),
        heading=heading(comparison),
        verdict=comparison_verdict(comparison),
        findings=comparison_findings(comparison),
        tables=(
            _side_by_side(comparison),
            *(_titled(money_table(each, comparison), each) for each in comparison.designs),
            *(_titled(kpi_table(each, comparison), each) for each in comparison.designs),
            assumptions_table(comparison),
            manifest_table(comparison),
        ),
        caveats=caveats(comparison, comparison.against),
        designs=comparison.designs,
        charts=charts,
        ending=f"results {comparison.results_sha256[:16]}",
    )


def comparison_verdict(comparison: Comparison, how: HowToGoOn = BY_COMMAND) -> str:
    """The winner's, on the draws that did not choose it: there it may lose money after all.

    Nobody wins, or loses, where what a design gives is missing: it would look cheap for that alone.
    """
    if _lacking(comparison):
        return _no_winner(comparison)
    design = _winner(comparison)
    again = comparison.winner_on_fresh_seeds
    said = verdict_words(design, comparison, how)
    launches = verdict(design, comparison.runs, comparison.shop_customers) is Verdict.LAUNCH
    if launches and again is not None and (again.p10 or 0) < 0:
        said = open_words(comparison.shop_customers, comparison.against)
    if _are_alike(comparison):
        return f"None comes out better than another. {said}"
    return f"{design.program} comes out best. {said}"


def _are_alike(comparison: Comparison) -> bool:
    """Whether none comes out better than another."""
    return len({each.net_benefit_minor for each in comparison.designs}) == 1


def _lacking(comparison: Comparison) -> tuple[Design, ...]:
    """The designs that give something for what nobody buys or does in the scenario."""
    return tuple(
        each for each in comparison.designs if each.products_not_sold or each.activities_not_told
    )


def _no_winner(comparison: Comparison) -> str:
    missing = listed(
        [
            f"what {each.program} gives for "
            f"{names_said((*each.products_not_sold, *each.activities_not_told))}"
            for each in _lacking(comparison)
        ]
    )
    return (
        f"No winner can be named: {missing} is missing, because in the scenario nobody buys or "
        "does it."
    )


def _winner(comparison: Comparison) -> Design:
    return next(each for each in comparison.designs if each.program == comparison.winner)


def comparison_findings(comparison: Comparison) -> tuple[str, ...]:
    """The sentences below the verdict."""
    designs = comparison.designs
    late = (late_start(each, comparison) for each in designs)
    lacking = (words for each in designs for words in missing_words(each, comparison.against))
    missing = tuple(filter(None, (*late, *dict.fromkeys(lacking))))
    if _lacking(comparison):
        return missing
    cheaper = against_a_price_cut(comparison.price_cuts, _winner(comparison), comparison)
    if _are_alike(comparison):
        return (*missing, cheaper) if cheaper else missing
    place = designs.index(_winner(comparison))
    best = in_runs(comparison.probability_best[place], comparison.runs)
    chosen = f"Its net benefit is the highest in {best}."
    again = comparison.winner_on_fresh_seeds
    if again is None:
        unknown = "How it does on fresh draws, which did not choose it, is not known yet."
        return (*missing, chosen, unknown)
    fresh = f"On fresh draws, which did not choose it, it brings {between(again, comparison)}."
    return tuple(filter(None, (*missing, chosen, fresh, cheaper)))


def _side_by_side(comparison: Comparison) -> Table:
    def row(label: str, *cells: str) -> tuple[str, ...]:
        return (label, *cells)

    def moneys(label: str, name: str) -> tuple[str, ...]:
        figures = (getattr(each, name).median for each in comparison.designs)
        return row(label, *(money_of(figure, comparison) for figure in figures))

    designs, runs = comparison.designs, comparison.runs
    best = row("Best of all in", *(in_runs(each, runs) for each in comparison.probability_best))
    ends = (
        (
            row(
                f"  {INNER[0]}",
                *(money_of(_low(each), comparison) for each in designs),
            ),
            row(f"  {INNER[-1]}", *(money_of(_high(each), comparison) for each in designs)),
        )
        if has_bands(runs)
        else ()
    )
    losses = (each.probability_of_loss for each in designs)
    worse = f"Brings less than {comparison.against} in" if comparison.against else "Loses money in"
    held = f"Each against {comparison.against or 'no program'}, on the same customers"
    return Table(
        "Side by side (middle)",
        ("", *(each.program for each in designs)),
        (
            moneys("Net benefit", "net_benefit_minor"),
            *ends,
            moneys("Additional margin", "incremental_margin_minor"),
            moneys("Reward cost", "reward_cost_minor"),
            moneys("  on orders that would have come anyway", "subsidised_baseline_minor"),
            moneys("Still to be redeemed at the end", "owed_minor"),
            row(worse, *(in_runs(each, runs) for each in losses)),
            *(() if _lacking(comparison) else (best,)),
        ),
        f"{held}; what is still to be redeemed is all of its own. {MIDDLES}"
        if comparison.against
        else f"{held}. {MIDDLES}",
    )


def _low(design: Design) -> float | None:
    return design.net_benefit_minor.p10


def _high(design: Design) -> float | None:
    return design.net_benefit_minor.p90


def _titled(table: Table, design: Design) -> Table:
    return Table(
        f"{design.program}: {table.title[:1].lower()}{table.title[1:]}",
        table.columns,
        table.rows,
        table.note,
        table.is_words,
        in_brief=False,
    )
