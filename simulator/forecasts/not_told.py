"""Which activities a program pays for of which a scenario does not say how often they are done."""

from dsl.program.program import Program
from dsl.program.rules import OnActivity
from simulator.calibration.scenario import Scenario


def activities_not_told(program: Program, scenario: Scenario) -> tuple[str, ...]:
    """Names of the activities that rules pay for and nobody does in a simulation.

    A scenario that says "0" has told that nobody does it.
    """
    told = {part.activity for part in scenario.activities or ()}
    paid = {rule.trigger.activity for rule in program.rules if isinstance(rule.trigger, OnActivity)}
    return tuple(each.name for each in program.activities if each.name in paid - told)
