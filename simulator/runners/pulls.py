"""What pulls members of a program: their tiers, and the rewards that they are on the way to."""

import numpy as np

from dsl.program.program import Joining, Program
from dsl.program.tiers import ForEveryone
from simulator.behaviour.assumed_values import Values
from simulator.behaviour.response import Goal, Memory, Response
from simulator.calibration.acquisition import WEEKS_IN_YEAR
from simulator.calibration.columns import Floats, Wholes
from simulator.runners.member_engine import MemberEngine
from simulator.runners.span import Span


class Pulls:
    """The responses of the members of one program, by where an engine says that they stand."""

    def __init__(
        self,
        program: Program,
        engine: MemberEngine,
        memory: Memory,
        rate: Floats,
        places: Wholes,
        values: Values,
        span: Span,
    ) -> None:
        """Prepare.

        Args:
            program: of which they are members.
            engine: with a row for each.
            memory: what they remember.
            rate: purchases a week of each, without a program.
            places: of the replication of each.
            values: of the assumptions.
            span: the simulated time.
        """
        self._engine, self._memory, self._rate, self._places = engine, memory, rate, places
        self._of_payers_alone = program.joining is Joining.PAYING
        self._goal_wallets = _goal_wallets(program)
        self._response = Response(values, _tier_levels(program), span.days)

    def responses(self, rows: Wholes, day: int) -> Floats:
        """The factor on the purchases of some members on a day."""
        way = self._engine.next_reward(rows)
        wallet = self._goal_wallets[way.reward]
        mean = self._memory.granted[wallet, rows] / np.maximum(self._memory.orders[rows], 1)
        goal = Goal(way.missing, way.price, mean * self._rate[rows] * WEEKS_IN_YEAR)
        ranks = self._engine.ranks(rows)
        factor = self._response(self._memory, rows, self._places[rows], day, ranks, goal)
        return np.where(self._memory.pays[rows], factor, 1.0) if self._of_payers_alone else factor


def _tier_levels(program: Program) -> Floats:
    """The height of each tier among those that have to be reached, and 0 for no tier."""
    above = np.cumsum([not isinstance(tier.entry, ForEveryone) for tier in program.tiers])
    highest = max(int(above[-1]), 1) if len(above) else 1
    return np.concatenate((above / highest, [0.0]))


def _goal_wallets(program: Program) -> Wholes:
    """The wallet that each reward is paid from; the last place is for no reward."""
    places = {wallet.name: index for index, wallet in enumerate(program.wallets)}
    found = [places[each.prices[0].wallet] if each.prices else 0 for each in program.rewards]
    return np.array([*found, 0])
