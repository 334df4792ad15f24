"""When a pilot can begin, and what its plan says of longer ones."""

from datetime import timedelta
from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from designer.report.pilot_plan_text import plan_text
from simulator.pilots.plan import PilotPlan
from tests.unit.designer.test_pilot_command import DEMO, Captured, plan_in


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> PilotPlan:
    folder = tmp_path_factory.mktemp("planned")
    plan_in(folder)
    return PilotPlan.model_validate_json((folder / "p" / "plan.json").read_bytes())


def test_no_list_is_written_of_a_pilot_whose_first_day_is_over_unless_that_day_was_asked_for(
    tmp_path: Path, capsys: Captured
) -> None:
    words = ["pilot", "plan", str(DEMO)]
    assert run([*words, "-o", str(tmp_path / "p")]) == ExitCode.PROBLEMS
    told = " ".join(capsys.readouterr().err.split())
    assert "would begin on 2026-01-01, the day after the last order, and that day is over" in told
    assert not (tmp_path / "p").exists()
    assert run(words) == ExitCode.FINE
    assert run([*words, "--start", "2026-01-01", "-o", str(tmp_path / "p")]) == ExitCode.FINE


def test_a_plan_says_how_old_its_orders_are(plan: PilotPlan) -> None:
    last = plan.history_last_day
    for weeks, is_old in ((8, False), (9, True)):
        later = plan.model_copy(update={"first_day": last + timedelta(weeks=weeks)})
        told = " ".join(plan_text(later).split())
        assert f"who ordered in the {plan.before_days} days up to 31 Aug 2025" in told
        warned = "63 days after the last of these orders, which is of 31 Aug 2025" in told
        assert warned is is_old


def test_what_no_pilot_would_show_is_told_as_that(plan: PilotPlan) -> None:
    option = plan.answer.options[0].model_copy(update={"detectable_percent": 1000.0})
    most = {"detectable_percent": 1000.0, "detectable_invited_percent": 400.0}
    answer = plan.answer.model_copy(update={"options": (option,), "larger": None})
    told = " ".join(plan_text(plan.model_copy(update={**most, "answer": answer})).split())
    assert "Can show more than 1000% more spending of members, or more than 400.0% of all" in told
    assert "likely to show is more than 1000%." in told
    assert "customers show more than 1000%" in told
    assert "show more than" not in plan_text(plan)


def test_why_a_longer_pilot_can_show_less_is_told_where_it_does(plan: PilotPlan) -> None:
    answer = plan.answer
    by_itself = sorted(answer.options, key=lambda option: -option.detectable_percent)
    others = answer.model_copy(update={"options": tuple(by_itself)})
    assert "Longer can show less" in plan_text(plan)
    assert "Longer can show less" not in plan_text(plan.model_copy(update={"answer": others}))


def test_a_plan_says_where_its_first_day_is_over(plan: PilotPlan) -> None:
    told = plan_text(plan, planned_on=plan.first_day + timedelta(days=1))
    assert "Its first day, 1 Sep 2025, is over already" in told
    assert "--start" in told
    for planned_on in (plan.first_day, None):
        assert "is over already" not in plan_text(plan, planned_on=planned_on)
