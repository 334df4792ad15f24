"""What an owner reads in a scenario and changes there, and that nothing else is touched."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from designer.report.assumption_words import assumption_figure, assumption_name, figure_said
from designer.report.way_of_writing import write_as
from designer.workbench.gallery import find_template
from designer.workbench.refusal import Refusal
from designer.workbench.shop_figures import (
    ScenarioFile,
    assumed_in,
    figures_of,
    numbers_of,
    open_scenario,
    save_changed,
    scenario_beside,
    with_assumption,
    with_figures,
    without_assumption,
)
from simulator.behaviour.assumptions import usual
from simulator.calibration.scenario import AssumptionPart
from simulator.calibration.to_yaml import scenario_to_yaml

OWN = AssumptionPart(name="frequency", median=0.04, low=0.01, high=0.08, source="our own trial")


@pytest.fixture
def file(tmp_path: Path) -> ScenarioFile:
    path = tmp_path / "shop.scenario.yaml"
    shipped = open_scenario(scenario_beside(find_template("classic-points").path))
    path.write_text(scenario_to_yaml(shipped.scenario), encoding="utf-8")
    return open_scenario(path)


def test_the_five_figures_are_those_that_the_owner_said(file: ScenarioFile) -> None:
    figures = figures_of(file.scenario)
    assert (figures.purchase, figures.margin) == ("24.00 USD", "0.55")
    assert figures.visits_per_year == Fraction(24)
    assert (figures.customers, figures.sector) == (1000, "coffee-shop")


def test_figures_of_any_size_can_be_written(file: ScenarioFile) -> None:
    figures = replace(figures_of(file.scenario), visits_per_year=Fraction(10) ** 40 * 12)
    assert numbers_of(figures).visits == "1" + "0" * 40
    third = replace(figures, visits_per_year=Fraction(4))
    assert numbers_of(third).visits == "0.33"
    seldom = replace(figures, visits_per_year=Fraction(1, 100))
    assert numbers_of(seldom).visits == "0.01"


def test_other_figures_are_read_back_and_assumptions_stay(file: ScenarioFile) -> None:
    own = with_assumption(file.scenario, OWN)
    wanted = replace(figures_of(own), purchase="6.20 USD", visits_per_year=Fraction(36))
    changed = with_figures(own, wanted)
    assert figures_of(changed) == wanted
    assert changed.assumptions == (OWN,)


def test_an_own_assumption_is_marked_and_can_be_taken_back(file: ScenarioFile) -> None:
    changed = with_assumption(with_assumption(file.scenario, OWN), OWN)
    found = {each.row.name: each for each in assumed_in(changed)}
    assert found["frequency"].is_own
    assert found["frequency"].row.interval == (0.01, 0.08)
    assert found["frequency"].row.source == "our own trial"
    assert [name for name, each in found.items() if each.is_own] == ["frequency"]
    assert without_assumption(changed, "frequency") == file.scenario


@pytest.mark.parametrize(
    "part",
    [
        OWN.model_copy(update={"low": 0.05}),
        AssumptionPart(name="join", median=1.5, source="a guess"),
    ],
    ids=["not rising", "more than possible"],
)
def test_figures_that_cannot_be_are_refused(file: ScenarioFile, part: AssumptionPart) -> None:
    with pytest.raises(Refusal, match="have to rise in this order"):
        with_assumption(file.scenario, part)


@pytest.mark.parametrize("typed", ["1e400", "nan", "²", "many"])
def test_what_is_no_figure_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="Write a number such as"):
        figure_said("frequency", typed)


def test_saving_keeps_notes_and_touches_only_what_changed(file: ScenarioFile) -> None:
    noted = file.text.replace(
        'currency: "USD"', '# asked Priya\ncurrency: "USD"   # dollars, "always"'
    )
    file.path.write_text(noted, encoding="utf-8")
    saved = save_changed(open_scenario(file.path), with_assumption(file.scenario, OWN))
    lines = saved.text.splitlines()
    assert [line for line in noted.splitlines() if line not in lines] == ["assumptions: []"]
    assert open_scenario(file.path) == saved
    back = save_changed(saved, file.scenario)
    assert back.text == noted


def test_every_assumption_has_words_of_its_own() -> None:
    names = [assumption_name(row.name) for row in usual()]
    assert not {row.name.replace("_", " ") for row in usual()} & set(names)
    assert max(map(len, names)) <= 32
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("frequency", 0.015, "+1.5%"),
        ("frequency", -0.005, "-0.5%"),
        ("basket", 0.0, "0%"),
        ("join", 0.25, "25%"),
        ("demotion_days", 180.0, "180 days"),
        ("attrition", 0.95, "0.95"),
    ],
)
def test_figures_of_assumptions_read_as_people_write_them(
    name: str, value: float, words: str
) -> None:
    assert assumption_figure(name, value) == words
    for way in ("de_DE", "sv_SE", "tr_TR"):
        write_as(way)
        assert figure_said(name, assumption_figure(name, value)) == value
