"""What a program can run on: each backend starts an engine for a program, in an empty shop."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from designer.workbench.engine_runner import EngineRunner, start
from designer.workbench.program_tests import Holdings, Runner
from dsl.engine.engine import Engine
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan
from dsl.program.program import Program
from dsl.program.saved_form import load, save
from tests.conformance.on_columns import OnColumns, ResumedOnColumns


def from_saved_forms(program: Program) -> Runner:
    """The engine with a program and a plan that were saved as JSON and loaded."""
    loaded = load(save(program))
    plan = Plan.model_validate_json(lower(loaded).model_dump_json())
    return EngineRunner(Engine(loaded, plan))


class Resumed:
    """An engine that is saved and resumed after every step."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._plan = lower(program)
        self._runner = EngineRunner(Engine(program, self._plan))
        self._before = self._runner

    def apply(self, fact: AnyFact) -> list[Entry]:
        """As the engine does."""
        return self._and_resume(self._runner.apply(fact))

    def advance_to(self, instant: int) -> list[Entry]:
        """As the engine does."""
        return self._and_resume(self._runner.advance_to(instant))

    def holdings(self, member: str) -> Holdings:
        """As the engine does."""
        return self._runner.holdings(member)

    def why_not(self, rule: str) -> str:
        """As the engine did that saw the fact; a state keeps no explanations."""
        return self._before.why_not(rule)

    def change_to(self, program: Program) -> None:
        """As the engine does."""
        self._program, self._plan = program, lower(program)
        self._runner.change_to(program)

    def _and_resume(self, entries: list[Entry]) -> list[Entry]:
        saved = json.loads(json.dumps(self._runner.engine.save()))
        self._before = self._runner
        self._runner = EngineRunner(Engine.resume(self._program, self._plan, saved))
        return entries


BACKENDS: Mapping[str, Callable[[Program], Runner]] = MappingProxyType(
    {
        "reference": start,
        "saved forms": from_saved_forms,
        "resumed": Resumed,
        "columns": OnColumns,
        "resumed on columns": ResumedOnColumns,
    }
)
