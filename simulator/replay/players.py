"""Which engine plays a history: the column engine where it can and is faster."""

from collections.abc import Iterator, Sequence

from dsl.columns import analysis
from dsl.columns.to_state import not_to_state
from dsl.engine.engine import Engine
from dsl.ledger.facts import AnyFact
from dsl.plan.plan import Plan
from dsl.program.program import Program
from simulator.replay.by_reference import ReferencePlayer
from simulator.replay.handing_over import HandingOver
from simulator.replay.on_columns import ColumnPlayer
from simulator.replay.player import Player
from simulator.replay.redeeming import Redeem

FACTS_OF_A_DAY = 20
"""From so many on, columns are faster, whatever the program. A day costs them as much as eight to
fifteen facts cost the reference engine; 100 facts take a third of its time, 1,000 a fifth."""
FOR_EVER = "a state is kept in which purchases can come back for ever (no --return-window)"
"""Then each purchase stays in the state as it was judged, which columns do not keep."""


def player_for(
    program: Program,
    plan: Plan,
    facts: Sequence[AnyFact],
    redeem: Redeem,
    return_days: int | None,
) -> Player:
    """What plays a whole history, from nobody's having joined on."""
    why = tuple(not_on_columns(program, plan, facts, redeem))
    if facts and not why:
        player = ColumnPlayer(program, plan, facts, redeem, return_days)
        if player.facts_of_a_day >= FACTS_OF_A_DAY:
            return player
    return ReferencePlayer(Engine(program, plan, return_days=return_days), redeem, why)


def player_for_state(
    program: Program,
    plan: Plan,
    facts: Sequence[AnyFact],
    redeem: Redeem,
    return_days: int | None,
    last_day: int,
) -> HandingOver | ReferencePlayer:
    """What plays a whole history whose state is saved in the end.

    Args:
        program, plan, facts, redeem, return_days: as of `player_for`.
        last_day: on which the replay ends (its ordinal).
    """
    why = [*not_on_columns(program, plan, facts, redeem), *not_to_state(plan)]
    if return_days is None:
        why.append(FOR_EVER)
    elif facts and not why:
        player = HandingOver(program, plan, facts, redeem, return_days, last_day)
        if player.facts_of_a_day >= FACTS_OF_A_DAY:
            return player
    engine = Engine(program, plan, return_days=return_days)
    return ReferencePlayer(engine, redeem, tuple(why))


def not_on_columns(
    program: Program, plan: Plan, facts: Sequence[AnyFact], redeem: Redeem
) -> Iterator[str]:
    """What of a history columns cannot run, in words; nothing where they can run it."""
    yield from analysis.vectorised(program, plan)
    if redeem is Redeem.WHEN_AFFORDABLE and _has_own_validity(program):
        yield "rewards that are valid as long as a paid membership, redeemed when affordable"
    if len({fact.id for fact in facts}) < len(facts):
        yield "facts that come more than once"


def _has_own_validity(program: Program) -> bool:
    """Whether the day on which something in hand expires may depend on what was paid since."""
    valid = [reward.valid for reward in program.rewards]
    valid += [rule.benefit.valid for rule in program.rules if rule.benefit is not None]
    return any('"membership ' in each.model_dump_json() for each in valid)
