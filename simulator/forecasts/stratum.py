"""The part of a shop's customers of whom a pilot told something: those who spent most.

They are simulated under assumptions of their own, everybody else under the usual ones. Numbers of
customers start with them, so that both are simulated by the same step.
"""

from dataclasses import dataclass, replace
from typing import Self

from simulator.behaviour.assumptions import Assumption, Table, replaced
from simulator.calibration.columns import DAYS_IN_WEEK
from simulator.calibration.customer_parts import State
from simulator.calibration.scenario import AssumptionPart, Scenario, StratumPart
from simulator.calibration.scenario_values import minor_of


@dataclass(frozen=True, slots=True)
class Apart:
    """Customers under assumptions of their own.

    Attributes:
        customers: how many; their numbers come first.
        rows: the assumptions that are theirs alone.
    """

    customers: int
    rows: tuple[Assumption, ...]

    def table(self, usual: Table) -> Table:
        """Their table, given that of everybody else."""
        own = {row.name: row for row in self.rows}
        return tuple(own.get(row.name, row) for row in usual)

    def certain(self) -> Self:
        """The same with every assumption at its median."""
        fixed = [row.model_copy(update={"low": None, "high": None}) for row in self.rows]
        return replace(self, rows=tuple(fixed))


def apart(scenario: Scenario, table: Table, existing: int | None) -> Apart | None:
    """Who stands apart in a scenario; None: nobody.

    Args:
        scenario: `best_first`.
        table: of everybody else.
        existing: how many customers stand for those that the shop has; None: all of them.

    Raises:
        KeyError: the scenario replaces an assumption that there is not.
        ValueError: its figures are not in order, or are for a stratum that it does not describe.
    """
    theirs = [part for part in scenario.assumptions if part.stratum is not None]
    if not theirs:
        return None
    stratum, known = scenario.stratum, scenario.customers.known
    for part in theirs:
        if stratum is None or part.stratum != stratum.name:
            raise ValueError(f'"{part.name}" is for "{part.stratum}", which nothing describes')
    assert stratum is not None, "each assumption names it"
    own = replaced(table, {part.name: fields_of(part) for part in theirs})
    names = {part.name for part in theirs}
    size = min(stratum.customers, known)
    return Apart(
        -(-size * (known if existing is None else existing) // known),
        tuple(row for row in own if row.name in names),
    )


def fields_of(part: AssumptionPart) -> dict[str, float | str | None]:
    """What a scenario says about an assumption, as fields of its row."""
    return part.model_dump(exclude={"name", "stratum"}, exclude_none=True) | {
        "why": "Set for this shop."
    }


def best_first(scenario: Scenario) -> Scenario:
    """The scenario with the customers of its stratum before all others."""
    stratum = scenario.stratum
    if stratum is None:
        return scenario
    states = sorted(scenario.customers.states, key=lambda state: -_spent_lately(state, stratum))
    customers = scenario.customers.model_copy(update={"states": tuple(states)})
    return scenario.model_copy(update={"customers": customers})


def _spent_lately(state: State, stratum: StratumPart) -> float:
    """What a customer of a group spent within the days that decide, by an even pace."""
    weeks, since_last = stratum.within_days / DAYS_IN_WEEK, state.age - state.last
    if since_last > weeks:
        return 0.0
    share = min((weeks - since_last) / state.last, 1.0) if state.last else 0.0
    return (1 + share * state.repeats) * minor_of(state.mean_purchase)
