"""The column engine at work on one test case: each fact is a batch of one row."""

import json

import numpy as np

from designer.workbench.engine_runner import NO_TIER, EngineRunner
from designer.workbench.program_tests import Holdings
from dsl.columns import analysis
from dsl.columns.batch import Item
from dsl.columns.engine import ColumnEngine
from dsl.columns.from_facts import item_of
from dsl.columns.from_state import Opening
from dsl.columns.to_state import NO_RETURNS, ToldAgain, not_to_state
from dsl.engine import saved_state
from dsl.engine.engine import Engine
from dsl.engine.fact_names import in_names_of_today
from dsl.engine.saved_state import load
from dsl.ledger import facts as ledger
from dsl.ledger.entry import Entry
from dsl.plan.from_program import lower
from dsl.program.former_names import rename_by
from dsl.program.program import Program
from dsl.values import calendar

Step = ledger.AnyFact | int | Program
"""A fact, an instant up to which time passes, or a changed program."""


class OnColumns:
    """Plays a case's facts through a column engine, and starts again when it has to know more.

    An engine is told its members, its assortment and who runs by reference when it is made. A case
    tells them one by one; so a step that brings something new starts a new engine, which does all
    steps again and writes the same entries. A fact that comes late, or twice, is the reference
    engine's affair.

    Attributes:
        engine: the one at work; None once the case is the reference engine's.
    """

    def __init__(self, program: Program) -> None:
        self.program = self._first = program
        self.engine: ColumnEngine | None = None
        self.left_to_reference = False
        self._plan = lower(program)
        self._zone = calendar.zone(program.time_zone)
        self._steps: list[Step] = []
        self._names: list[str] = []
        self._items: list[Item] = [Item()]
        self._stores: list[str] = []
        self._referred: set[str] = set()
        self._written = 0

    def apply(self, fact: ledger.AnyFact) -> list[Entry]:
        """The entries of the calendar work due before a fact, and of the fact."""
        return self._do(fact)

    def advance_to(self, instant: int) -> list[Entry]:
        """The entries of the calendar work that is due up to an instant."""
        return self._do(instant)

    def holdings(self, member: str) -> Holdings:
        """What a member holds."""
        if self.engine is None or member not in self._names:
            return self._reference().holdings(member)
        row = np.array([self._names.index(member)])
        debts = self._reference().holdings(member).amounts
        amounts = {
            wallet.name: {
                "available": int(self.engine.balances(place, row)[0]),
                "pending": int(self.engine.pending(place, row)[0]),
                "debt": debts[wallet.name]["debt"],
            }
            for place, wallet in enumerate(self.program.wallets)
        }
        rank = int(self.engine.ranks(row)[0])
        held = [
            name
            for code, name in enumerate(self.engine.promises)
            for _ in range(int(self.engine.held(code, row)[0]))
        ]
        tier = self.program.tiers[rank].name if rank >= 0 else NO_TIER
        return Holdings(amounts, tier, tuple(held))

    def change_to(self, program: Program) -> None:
        """Going on under a changed program is the reference engine's affair."""
        self.left_to_reference, self.engine = True, None
        self._steps.append(program)
        self.program = program

    def why_not(self, rule: str) -> str:
        """Why a rule gave nothing: explanations are the reference engine's."""
        return self._reference().why_not(rule)

    def states(self) -> tuple[str, str] | None:
        """The state that the columns become, and the reference engine's, as they are saved.

        As if nothing could come back any more, which columns leave out. None where somebody, or
        all of it, is the reference engine's.
        """
        if self.engine is None or self.engine.fallback_members or list(not_to_state(self._plan)):
            return None
        beyond = {self._names[row] for row in self.engine.beyond_state().tolist()}
        alone = EngineRunner(Engine(self._first, self._plan))
        entries = [
            entry
            for step in self._steps
            if isinstance(step, int | Program) or step.member in beyond
            for entry in _play(alone, step)
        ]
        entries += alone.engine.advance_to(self.engine.day)
        again = ToldAgain(alone.engine.books.state, entries) if beyond else None
        reference = self._reference()
        reference.engine.advance_to(self.engine.day)
        found, expected = self.engine.state(again), reference.engine.books.state
        found.return_days = expected.return_days = NO_RETURNS
        books = reference.engine.books.for_state(found)
        return json.dumps(saved_state.save(books)), json.dumps(reference.engine.save())

    def _reference(self) -> EngineRunner:
        """A reference engine that has done all steps."""
        runner = EngineRunner(Engine(self._first, self._plan))
        for step in self._steps:
            _play(runner, step)
        return runner

    def _do(self, step: Step) -> list[Entry]:
        self._steps.append(step)
        if not self.left_to_reference and not self._is_in_order():
            self.left_to_reference, self.engine = True, None
        if self.left_to_reference:
            runner = EngineRunner(Engine(self._first, self._plan))
            return [_play(runner, each) for each in self._steps][-1]
        if self._learn(step) or self.engine is None:
            return self._start_again()
        return self._play(step)

    def _is_in_order(self) -> bool:
        facts = [step for step in self._steps if not isinstance(step, int | Program)]
        keys = [(fact.instant, fact.id.encode()) for fact in facts]
        told = [step for step in self._steps if not isinstance(step, Program)]
        instants = [step if isinstance(step, int) else step.instant for step in told]
        days = [self._zone.day_of(instant) for instant in instants]
        ids = {fact.id for fact in facts}
        return keys == sorted(keys) and days == sorted(days) and len(ids) == len(facts)

    def _learn(self, step: Step) -> bool:
        """Whether a step brings a member, an item, or a fact that runs by reference."""
        if isinstance(step, int | Program):
            return False
        before = self._known()
        if step.member not in self._names:
            self._names.append(step.member)
        if isinstance(step, ledger.Purchased):
            for line in step.lines:
                if item_of(line) not in self._items:
                    self._items.append(item_of(line))
        if isinstance(step, ledger.Purchased | ledger.Did) and step.store:
            self._stores += [step.store] if step.store not in self._stores else []
        joined = [each for each in self._steps if isinstance(each, ledger.Joined)]
        again = len([each for each in joined if each.member == step.member]) > 1
        if again or not analysis.runs_on_columns(step, self.program):
            self._referred.add(step.member)
        return before != self._known()

    def _known(self) -> tuple[int, ...]:
        return len(self._names), len(self._items), len(self._referred), len(self._stores)

    def _start_again(self) -> list[Entry]:
        self.engine = self._started(None)
        return [self._play(step) for step in self._steps][-1]

    def _started(self, opening: Opening | None) -> ColumnEngine:
        referred = np.array([name in self._referred for name in self._names], bool)
        return ColumnEngine(
            self.program,
            self._plan,
            members=len(self._names),
            names=list(self._names),
            assortment=list(self._items),
            by_reference=referred,
            stores=list(self._stores),
            record=True,
            opening=opening,
            keep_diary=opening is None,
        )

    def _play(self, step: Step) -> list[Entry]:
        assert self.engine is not None, "an engine is at work"
        assert not isinstance(step, Program), "a changed program is left to the reference engine"
        instant = step if isinstance(step, int) else step.instant
        self.engine.advance_to(self._zone.day_of(instant))
        if not isinstance(step, int):
            self.engine.apply(self._names.index(step.member), step)
        return self.engine.take_entries()


class ResumedOnColumns(OnColumns):
    """Plays each step on a column engine that starts from the state of before it.

    The state is a reference engine's that has done all earlier steps, saved and loaded; so columns
    meet every state, under a changed program too. Only who takes part in a fact that columns do not
    run is referred, and only for that fact.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._runner = EngineRunner(Engine(program, self._plan))

    def change_to(self, program: Program) -> None:
        """As the reference engine does."""
        self._runner.change_to(program)
        self.program, self._plan, self.engine = program, lower(program), None

    def _reference(self) -> EngineRunner:
        return self._runner

    def _do(self, step: Step) -> list[Entry]:
        self._steps.append(step)
        if not isinstance(step, int | Program):
            step = in_names_of_today(step, rename_by(self.program.former_names))
        saved = json.loads(json.dumps(self._runner.engine.save()))
        expected = _play(self._runner, step)
        if not self._is_in_order():
            self.engine = None
            return expected
        self._referred.clear()
        self._learn(step)
        state = load(saved, self.program, self._plan)
        self._names += [name for name in state.members if name not in self._names]
        self.engine = self._started(Opening(state, self._names))
        return self._play(step)


def _play(runner: EngineRunner, step: Step) -> list[Entry]:
    if isinstance(step, Program):
        runner.change_to(step)
        return []
    return runner.advance_to(step) if isinstance(step, int) else runner.apply(step)
