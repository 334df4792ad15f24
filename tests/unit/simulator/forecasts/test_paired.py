"""Two programs on the same customers: their difference is taken in each run, not of the middles."""

from pathlib import Path

import numpy as np
import pytest

from designer.workbench.forecasts import ForecastJob, run_comparison
from designer.workbench.gallery import FOLDER
from simulator.forecasts.comparing import shares_best
from simulator.forecasts.forecast import Comparison, Difference
from simulator.forecasts.spread import Spread

POINTS = FOLDER / "templates/classic_points.loyalty"
FIGURES = [name for name in Difference.model_fields if name.endswith("_minor")]
NOTHING = Spread(p2_5=0, p10=0, median=0, p90=0, p97_5=0)


def compared(*files: Path) -> Comparison:
    job = ForecastJob(
        files=files,
        scenario=POINTS.with_suffix(".scenario.yaml"),
        customers=60,
        months=2,
        runs=5,
        keeps=False,
    )
    return run_comparison(job, lambda what, done, whole: None)


@pytest.fixture(scope="module")
def generous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("paired") / "generous.loyalty"
    text = POINTS.read_text("utf-8")
    file.write_text(text.replace("costs 2,000 points", "costs 200 points"), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def differences(generous: Path) -> tuple[Difference, ...]:
    return compared(POINTS, POINTS, generous).differences


def test_programs_of_one_name_are_called_by_their_files_or_else_by_numbers(
    generous: Path, differences: tuple[Difference, ...]
) -> None:
    found = compared(POINTS, generous)
    names = ["My Points (classic_points.loyalty)", "My Points (generous.loyalty)"]
    assert [design.program for design in found.designs] == names
    assert found.winner in names
    assert [each.program for each in differences] == ["My Points (2)", "My Points (3)"]


def test_a_program_differs_from_itself_in_nothing(differences: tuple[Difference, ...]) -> None:
    same, other = differences
    assert {name: getattr(same, name) for name in FIGURES} == dict.fromkeys(FIGURES, NOTHING)
    assert (same.probability_more, same.probability_less) == (0, 0)
    assert other.reward_cost_minor != NOTHING


def test_programs_that_are_equally_good_share_the_runs() -> None:
    assert shares_best(np.array([[3, 0, 2], [3, 0, 2]])) == (0.5, 0.5)
    assert shares_best(np.array([[3, 5, 2, 9], [3, 4, 2, 9], [1, 4, 2, 9]])) == (
        round((1 / 2 + 1 + 1 / 3 + 1 / 3) / 4, 6),
        round((1 / 2 + 1 / 3 + 1 / 3) / 4, 6),
        round((1 / 3 + 1 / 3) / 4, 6),
    )


def test_the_other_way_round_everything_has_the_other_sign(
    differences: tuple[Difference, ...], generous: Path
) -> None:
    there = differences[1]
    (back,) = compared(generous, POINTS).differences
    assert there.probability_more == back.probability_less
    for name in FIGURES:
        assert getattr(there, name).median == -getattr(back, name).median
        assert getattr(there, name).p97_5 == -getattr(back, name).p2_5
