"""The reference engine at work on one test case."""

from dsl.engine.engine import Engine
from dsl.engine.live_reads import rank_of
from dsl.engine.state import Member
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.plan.from_program import lower
from dsl.program.program import Program
from dsl.values.calendar import zone

from designer.workbench.program_tests import Holdings
