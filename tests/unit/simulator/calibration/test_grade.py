"""The worst finding decides the grade, and each says what would raise it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.calibration.backtest import Backtest, Origin
from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.grade import Evidence, grade
from simulator.calibration.likelihood import Fit
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeat_behaviour import RepeatBehaviour
from simulator.calibration.seasons import Seasons

SURE = Fit((1.0, 1.0, 1.0, 1.0), np.eye(4), -1.0, is_soft=False)
ORIGIN = Origin(day=1, days=30, pareto_nbd=100.0, bg_nbd=100.0, actual=100)
BEST = Evidence(
    behaviour=RepeatBehaviour(
        seasons=Seasons(),
        new_since=1,
        firsts_known=True,
        fitted_customers=2_000,
        repeats=2_000,
        bg_nbd=BgNbd(1, 1, 1, 1),
        bg_nbd_fit=SURE,
        pareto_nbd=ParetoNbd(1, 1, 1, 1),
        pareto_nbd_fit=SURE,
    ),
    backtest=Backtest((ORIGIN,) * 3, "pareto_nbd", 1.0, 0.0, largest_error=0.15),
    days=730,
    identified_share=0.6,
)


def with_behaviour(**changes: Any) -> Evidence:
    return replace(BEST, behaviour=replace(BEST.behaviour, **changes))


def with_backtest(**changes: Any) -> Evidence:
    return replace(BEST, backtest=replace(BEST.backtest, **changes))


def test_without_a_finding_the_grade_is_a() -> None:
    assert grade(BEST).letter == "A"
    assert grade(BEST).reasons == ()


@pytest.mark.parametrize(
    ("evidence", "letter"),
    [
        (with_behaviour(fitted_customers=1_999), "B"),
        (with_behaviour(fitted_customers=499), "C"),
        (with_behaviour(repeats=99), "D"),
        (with_behaviour(firsts_known=False), "B"),
        (with_behaviour(bg_nbd_fit=replace(SURE, is_soft=True)), "A"),
        (
            with_behaviour(
                bg_nbd_fit=replace(SURE, is_soft=True), pareto_nbd_fit=replace(SURE, is_soft=True)
            ),
            "C",
        ),
        (with_backtest(largest_error=0.16), "B"),
        (with_backtest(largest_error=0.26), "C"),
        (with_backtest(largest_error=0.51), "D"),
        (with_backtest(origins=(ORIGIN,) * 2), "C"),
        (with_backtest(origins=()), "D"),
        (replace(BEST, days=364), "C"),
        (replace(BEST, identified_share=0.09), "D"),
        (replace(BEST, doubtful_amount="1.250"), "C"),
        (replace(BEST, days_ahead=1), "A"),
        (replace(BEST, days_ahead=2), "C"),
        (replace(BEST, days_ahead=31), "D"),
    ],
)
def test_each_finding_has_its_highest_grade_and_its_remedy(evidence: Evidence, letter: str) -> None:
    found = grade(evidence)
    assert found.letter == letter
    assert [reason.at_best for reason in found.reasons] == ([letter] if letter != "A" else [])
    assert all(reason.found and reason.remedy for reason in found.reasons)


def test_of_several_findings_the_worst_decides_and_comes_first() -> None:
    found = grade(replace(with_behaviour(repeats=99, fitted_customers=499), days=700))
    assert [reason.at_best for reason in found.reasons] == ["D", "C", "B"]
    assert found.letter == "D"
