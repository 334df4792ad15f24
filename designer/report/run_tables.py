"""The tables of what was simulated: what is assumed about people, and where figures come from."""

from designer.report.assumption_words import assumption_name
from designer.report.figures import count, number, percents, shortest
from designer.report.page import Table
from simulator.forecasts.forecast import AssumptionUsed, Run


def assumptions_table(run: Run) -> Table:
    """What is assumed about people, with its sources."""
    return Table(
        "What is assumed about people",
        ("assumption", f"{percents(90)} interval", "middle", "what it is", "source"),
        tuple(
            (
                _named(assumption),
                _interval(assumption),
                number(shortest(assumption.median)),
                assumption.unit,
                assumption.source,
            )
            for assumption in run.assumptions
        ),
        is_words=True,
        in_brief=False,
    )


def _interval(assumption: AssumptionUsed) -> str:
    low, high = assumption.low, assumption.high
    if low == high:
        return "fixed"
    return f"{number(shortest(low))} to {number(shortest(high))}"


def _named(assumption: AssumptionUsed) -> str:
    """In words, and as a scenario names it."""
    name = assumption_name(assumption.name)
    if assumption.stratum:
        return f'{name} ({assumption.name}, for "{assumption.stratum}" alone)'
    return f"{name} ({assumption.name}{', set here' if assumption.overridden else ''})"


def manifest_table(run: Run) -> Table:
    """Seed, version and hashes."""
    manifest = run.manifest
    return Table(
        "Where these numbers come from",
        ("", ""),
        (
            ("perkwright", manifest.version),
            ("seed", str(manifest.seed)),
            ("runs", f"{count(run.runs)} of {count(run.runs_wanted)}"),
            ("customers", count(run.customers)),
            ("programs", ", ".join(sha[:16] for sha in manifest.program_sha256)),
            ("scenario", manifest.scenario_sha256[:16]),
            ("orders", manifest.data_sha256[:16] or "none: figures of the owner"),
            ("results", run.results_sha256[:16]),
        ),
        "With the same of each, the same bytes come out.",
        is_words=True,
        in_brief=False,
    )
