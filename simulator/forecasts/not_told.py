"""Which activities a program pays for, and of which of them a scenario says how often.

A scenario that says "0" has told that nobody does it.
"""

from dsl.program.program import Program
from dsl.program.rules import OnActivity
from simulator.calibration.scenario import Scenario


def activities_told(program: Program, scenario: Scenario) -> tuple[str, ...]:
    """Names of the activities that rules pay for and members do in a simulation."""
    done = {part.activity for part in scenario.activities or () if part.per_purchase}
    return tuple(name for name in _paid_for(program) if name in done)


def activities_not_told(program: Program, scenario: Scenario) -> tuple[str, ...]:
    """Names of the activities that rules pay for and nobody does, because nothing tells of them."""
    told = {part.activity for part in scenario.activities or ()}
    return tuple(name for name in _paid_for(program) if name not in told)


def _paid_for(program: Program) -> tuple[str, ...]:
    """In the order in which the program names them."""
    paid = {rule.trigger.activity for rule in program.rules if isinstance(rule.trigger, OnActivity)}
    return tuple(each.name for each in program.activities if each.name in paid)
