"""The groups of customers that a simulation is made of, and what is assumed about each.

A group's customers behave in their own way (see the scenario's groups); without groups all
customers are one. Those of whom a pilot told something, who spent most, are the first in each.
Everybody for whom something of their own is assumed is simulated under it by the same step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple, Self

from simulator.behaviour.assumptions import Assumption, Table, replaced
from simulator.calibration.columns import DAYS_IN_WEEK
from simulator.calibration.customer_parts import CustomersPart, State
from simulator.calibration.scenario import AssumptionPart, Scenario, StratumPart
from simulator.calibration.scenario_values import minor_of

Rows = tuple[Assumption, ...]


class Alike(NamedTuple):
    """Customers of one group, under the same assumptions.

    Attributes:
        numbers: theirs, among those of the group.
        rows: assumptions that are not those of everybody.
    """

    numbers: range
    rows: Rows

    def table(self, usual: Table) -> Table:
        """Their table, given that of everybody."""
        own = {row.name: row for row in self.rows}
        return tuple(own.get(row.name, row) for row in usual)


@dataclass(frozen=True, slots=True)
class Group:
    """Customers who are simulated together.

    Attributes:
        number: of the scenario's group; None: all customers are one.
        existing: how many customers stand for those that the shop has of them; None: all of them.
        rows: assumptions that are theirs alone.
        best: how many of them, who come first, are in the stratum.
        best_rows: assumptions that are these customers' alone.
    """

    number: int | None
    existing: int | None
    rows: Rows = ()
    best: int = 0
    best_rows: Rows = ()

    def certain(self) -> Self:
        """The same with every assumption at its median."""
        return replace(self, rows=_certain(self.rows), best_rows=_certain(self.best_rows))

    def alike(self, numbers: range) -> Iterator[Alike]:
        """Some of them, cut where other assumptions begin to hold."""
        first = numbers.start
        if self.best_rows and first < self.best:
            first = min(self.best, numbers.stop)
            yield Alike(range(numbers.start, first), (*self.rows, *self.best_rows))
        if first < numbers.stop:
            yield Alike(range(first, numbers.stop), self.rows)


def groups_of(scenario: Scenario, table: Table, existing: int | None) -> tuple[Group, ...]:
    """The groups of a scenario, with what is assumed about each.

    Args:
        scenario: `best_first`.
        table: of everybody.
        existing: how many customers stand for those that the shop has; None: all of them.

    Raises:
        KeyError: the scenario replaces an assumption that there is not.
        ValueError: its figures are not in order, or are for a part that it does not describe.
    """
    _check_described(scenario)
    groups = tuple(_groups(scenario, table, existing))
    stratum = scenario.stratum
    best_rows = _rows(scenario, stratum.name, table) if stratum else ()
    if stratum is None or not best_rows:
        return groups
    return tuple(
        replace(
            group,
            best=-(-best * (of if group.existing is None else group.existing) // of),
            best_rows=best_rows,
        )
        for group, best, of in zip(
            groups, _best_of_each(scenario, stratum), _known(scenario), strict=True
        )
    )


def fields_of(part: AssumptionPart) -> dict[str, float | str | None]:
    """What a scenario says about an assumption, as fields of its row."""
    return part.model_dump(exclude={"name", "stratum"}, exclude_none=True) | {
        "why": "Set for this shop."
    }


def best_first(scenario: Scenario) -> Scenario:
    """The scenario with the customers of its stratum before all others, in each group."""
    stratum = scenario.stratum
    if stratum is None:
        return scenario

    def sorted_by_spending(customers: CustomersPart) -> CustomersPart:
        states = sorted(customers.states, key=lambda state: -_spent_lately(state, stratum))
        return customers.model_copy(update={"states": tuple(states)})

    groups = (
        group.model_copy(update={"customers": sorted_by_spending(group.customers)})
        for group in scenario.groups
    )
    return scenario.model_copy(
        update={"customers": sorted_by_spending(scenario.customers), "groups": tuple(groups)}
    )


def _check_described(scenario: Scenario) -> None:
    names = {group.name for group in scenario.groups}
    if scenario.stratum is not None:
        names.add(scenario.stratum.name)
    for part in scenario.assumptions:
        if part.stratum is not None and part.stratum not in names:
            raise ValueError(f'"{part.name}" is for "{part.stratum}", which nothing describes')


def _groups(scenario: Scenario, table: Table, existing: int | None) -> Iterator[Group]:
    if not scenario.groups:
        yield Group(None, existing)
        return
    known = _known(scenario)
    sizes = known if existing is None else _shared_out(existing, known)
    for number, (group, size) in enumerate(zip(scenario.groups, sizes, strict=True)):
        yield Group(number, size, _rows(scenario, group.name, table))


def _known(scenario: Scenario) -> list[int]:
    """How many customers each group has; without groups all are in one."""
    return [each.known for each in _people(scenario)]


def _people(scenario: Scenario) -> list[CustomersPart]:
    return [group.customers for group in scenario.groups] or [scenario.customers]


def _rows(scenario: Scenario, name: str, table: Table) -> Rows:
    """The assumptions that are for one part of the customers alone."""
    own = {part.name: fields_of(part) for part in scenario.assumptions if part.stratum == name}
    return tuple(row for row in replaced(table, own) if row.name in own)


def _certain(rows: Rows) -> Rows:
    return tuple(row.model_copy(update={"low": None, "high": None}) for row in rows)


def _shared_out(whole: int, sizes: list[int]) -> list[int]:
    """A whole number in proportion to the sizes, so that the parts add up to it."""
    total = sum(sizes)
    ends = [whole * through // total for through in accumulate(sizes)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _best_of_each(scenario: Scenario, stratum: StratumPart) -> list[int]:
    """How many of the stratum's customers each group has."""
    people, known = _people(scenario), _known(scenario)
    size = min(stratum.customers, sum(known))
    if len(people) == 1 or not all(each.states for each in people):
        return _shared_out(size, known)
    ranked = sorted(
        (-_spent_lately(state, stratum), number, state.customers)
        for number, each in enumerate(people)
        for state in each.states
    )
    best = [0] * len(people)
    for _, number, customers in ranked:
        taken = min(customers, size)
        best[number] += taken
        size -= taken
    return best


def _spent_lately(state: State, stratum: StratumPart) -> float:
    """What a customer of a group spent within the days that decide, by an even pace."""
    weeks, since_last = stratum.within_days / DAYS_IN_WEEK, state.age - state.last
    if since_last > weeks:
        return 0.0
    share = min((weeks - since_last) / state.last, 1.0) if state.last else 0.0
    return (1 + share * state.repeats) * minor_of(state.mean_purchase)
