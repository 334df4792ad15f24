"""The reference engine at work on one test case."""

import json

from designer.workbench.program_tests import Holdings
from dsl.engine.engine import Engine
from dsl.engine.holdings.live_reads import rank_of
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.plan.from_program import lower
from dsl.program.program import Program

NO_TIER = "none"


class EngineRunner:
    """Plays one case's facts through an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def apply(self, fact: AnyFact) -> list[Entry]:
        """The entries of the calendar work due before a fact, and of the fact."""
        return list(self.engine.apply(fact))

    def advance_to(self, instant: int) -> list[Entry]:
        """The entries of the calendar work that is due up to an instant."""
        return list(self.engine.advance_to_instant(instant))

    def holdings(self, member: str) -> Holdings:
        """What a member holds; nothing for who is no member."""
        books = self.engine.books
        program, found = books.program, books.state.members.get(member)
        if found is None:
            nothing = {"available": 0, "pending": 0, "debt": 0}
            return Holdings({wallet.name: nothing for wallet in program.wallets}, NO_TIER, ())
        amounts = {
            wallet.name: {
                "available": account.available,
                "pending": account.pending,
                "debt": account.debt,
            }
            for wallet, account in zip(program.wallets, found.accounts, strict=True)
        }
        rank = rank_of(found, books.zone.day_of(books.state.instant))
        tier = program.tiers[rank].name if rank >= 0 else NO_TIER
        return Holdings(amounts, tier, tuple(one.name for one in found.issued.values()))

    def why_not(self, rule: str) -> str:
        """Why a rule gave nothing for the fact that was applied last; empty if it gave."""
        return self.engine.why_not(rule)

    def change_to(self, program: Program) -> None:
        """Go on under a changed program, from the state as it is saved."""
        saved = json.loads(json.dumps(self.engine.save()))
        self.engine = Engine.resume(program, lower(program), saved)


def start(program: Program) -> EngineRunner:
    """An engine in an empty shop."""
    return EngineRunner(Engine(program, lower(program)))
