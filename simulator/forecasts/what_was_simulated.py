"""What was simulated, and where its numbers come from, as every result says it."""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version

import numpy as np

from dsl.program.saved_form import program_sha256
from dsl.values.currencies import DECIMALS
from simulator.behaviour.assumptions import Assumption
from simulator.calibration.activity_part import ActivityPart
from simulator.forecasts.by_reference import by_reference
from simulator.forecasts.forecast import AssumptionUsed, GroupUsed, Manifest, Run
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.what_counts import rules_sha256, scenario_sha256
from simulator.results.tally import Tally
from simulator.runners.arms import ProgramArm


def run_of(
    simulation: Simulation, tally: Tally, runs: int, *, stopped: bool = False, kept: bool = True
) -> Run:
    """What was simulated, and where its numbers come from."""
    scenario, first = simulation.scenario, simulation.arms[0]
    current = rules_sha256(first.program) if isinstance(first, ProgramArm) else ""
    return Run(
        scenario=scenario.name,
        seed=simulation.seed,
        runs=runs,
        runs_wanted=simulation.runs,
        stopped=stopped,
        runs_kept=kept,
        customers=simulation.known,
        shop_customers=scenario.customers.known,
        first_day=simulation.first_date.isoformat(),
        months=simulation.months,
        run_off_months=tally.months.shape[-1] - tally.trading_months,
        currency=scenario.currency,
        currency_decimals=DECIMALS[scenario.currency],
        grade=scenario.grade.letter,
        grade_reasons=tuple(reason.found for reason in scenario.grade.reasons),
        identified_share=scenario.identified_share if scenario.data_sha256 else None,
        by_reference=tuple(by_reference(simulation, tally)),
        groups=tuple(_groups(simulation)),
        members_before=simulation.members_before,
        against_running_cost_minor=_running_cost_of_first(simulation),
        assumptions=tuple(_assumptions(simulation)),
        manifest=Manifest(
            format="2",
            version=version("perkwright"),
            seed=simulation.seed,
            program_sha256=tuple(
                program_sha256(arm.program)
                for arm in simulation.arms
                if isinstance(arm, ProgramArm)
            ),
            scenario_sha256=scenario_sha256(scenario),
            data_sha256=scenario.data_sha256,
            current_rules_sha256=current,
            members_sha256=simulation.openings.sha256 if simulation.openings else "",
        ),
        results_sha256=_sha256(tally),
    )


def _running_cost_of_first(simulation: Simulation) -> int | None:
    """Of the program that all others are measured by, over the horizon."""
    if not simulation.against or simulation.scenario.costs.current_monthly is None:
        return None
    return simulation.months * simulation.costs.current_monthly_minor


def _assumptions(simulation: Simulation) -> Iterator[AssumptionUsed]:
    """Those of everybody, each followed by those of parts of the customers."""
    scenario = simulation.scenario
    own = {row.name for row in scenario.assumptions if row.stratum is None}
    parts = [
        (row, scenario.groups[group.number].name)
        for group in simulation.groups
        for row in group.rows
        if group.number is not None
    ]
    if scenario.stratum is not None:
        parts += [(row, scenario.stratum.name) for row in simulation.groups[0].best_rows]
    for row in simulation.table:
        yield _assumption(row, overridden=row.name in own)
        for theirs, name in parts:
            if theirs.name == row.name:
                yield _assumption(theirs, overridden=True, stratum=name)
    yield from map(_activity, scenario.activities or ())


def _groups(simulation: Simulation) -> Iterator[GroupUsed]:
    apart = any(group.number is not None for group in simulation.groups)
    for group in simulation.scenario.groups:
        yield GroupUsed(
            name=group.name,
            customers=group.customers.known,
            grade="" if group.grade is None else group.grade.letter,
            apart=apart,
        )


def _assumption(row: Assumption, *, overridden: bool, stratum: str = "") -> AssumptionUsed:
    low, high = row.interval
    return AssumptionUsed(
        name=row.name,
        stratum=stratum,
        meaning=" ".join(row.why.split()),
        unit=row.unit,
        low=low,
        median=row.median,
        high=high,
        source=row.source,
        overridden=overridden,
    )


def _activity(part: ActivityPart) -> AssumptionUsed:
    having = ", ".join(f"{name} {value}" for name, value in (part.having or {}).items())
    told = f" ({having})" if having else ""
    return AssumptionUsed(
        name=part.activity,
        meaning=f'What members do besides buying: "{part.activity}"{told}.',
        unit="chance that it follows a member's purchase",
        low=part.per_purchase,
        median=part.per_purchase,
        high=part.per_purchase,
        source=part.source,
        overridden=True,
    )


def _sha256(tally: Tally) -> str:
    counts = (tally.months, tally.wallets, tally.tiers)
    return sha256(b"".join(np.ascontiguousarray(each).tobytes() for each in counts)).hexdigest()
