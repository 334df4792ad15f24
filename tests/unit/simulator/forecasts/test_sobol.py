"""What explains the variance is what moves it, in however many simulations that is found out."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from simulator.forecasts.simulation import Simulation
from simulator.forecasts.sobol import TABLES_AT_ONCE, sobol
from simulator.results.tally import Counts
from simulator.runners.arms import ProgramArm
from tests.unit.simulator.runners.worlds import POINTS, program, scenario

DRAWS = 32
WEAK = 0.1
"""Of what moves a tenth as much, a hundredth of the variance comes."""


def test_only_what_moves_the_net_benefit_has_a_share_and_the_largest_comes_first() -> None:
    arms = (None, ProgramArm(program(POINTS)))
    half = Fraction(1, 2)
    simulation = Simulation.of(scenario(60), arms, seed=3, runs=2, months=1, margin=half)
    uncertain = [row for row in simulation.table if row.interval[0] != row.interval[1]]
    widths = {row.name: row.interval[1] - row.interval[0] for row in uncertain}
    asked: list[int] = []

    def benefit(values: dict[str, float]) -> int:
        strong, weak = (values[name] / widths[name] for name in ("frequency", "basket"))
        return round(1_000_000 * (strong + WEAK * weak))

    def net_benefits(simulations: Sequence[Simulation]) -> list[Counts]:
        asked.extend(len(each.tables) for each in simulations)
        return [
            np.array(
                [[benefit({row.name: row.median for row in table})] * 2 for table in each.tables]
            )
            for each in simulations
        ]

    found = sobol(simulation, net_benefits, draws=DRAWS)
    assert [share.name for share in found] == ["frequency", "basket"]
    assert found[0].total > 10 * found[1].total
    assert sum(asked) == DRAWS * (len(uncertain) + 2)
    assert len(asked) > 1
    assert max(asked) == TABLES_AT_ONCE
