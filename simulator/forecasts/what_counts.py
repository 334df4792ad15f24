"""What a forecast depends on; words for people are no part of it and make no forecast old."""

from hashlib import sha256

from dsl.program.program import Program
from dsl.program.saved_form import program_sha256
from simulator.calibration.scenario import Scenario


def what_counts(program: Program) -> Program:
    """A program without its terms for customers and the former names of its parts.

    Neither changes what a member who begins anew gets.
    """
    return program.model_copy(update={"terms": (), "former_names": ()})


def rules_sha256(program: Program) -> str:
    """The hash of what a forecast depends on."""
    return program_sha256(what_counts(program))


def scenario_sha256(scenario: Scenario) -> str:
    """The hash of all that a scenario says, so that a field to come makes no forecast old."""
    return sha256(scenario.model_dump_json(exclude_none=True).encode()).hexdigest()
