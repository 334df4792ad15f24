"""The checklist of a launch, its fixes, what is written, and what is recorded."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from designer.report.launch_text import checklist_text, pages_of
from designer.workbench.engine_runner import start
from designer.workbench.gallery import templates
from designer.workbench.kept_forecast import forecast_file, kept_forecast
from designer.workbench.kept_tests import file_of_tests
from designer.workbench.launch_by_hand import KEYS
from designer.workbench.launch_fixes import Fix
from designer.workbench.launch_items import Item, State
from designer.workbench.launch_notes import launches_of, tick, ticks_of
from designer.workbench.launching import (
    MANIFEST,
    Given,
    Readiness,
    export,
    launch,
    problems_of,
    readiness,
)
from designer.workbench.pilot_files import LIST, PLAN
from designer.workbench.program_before import ProgramBefore
from designer.workbench.refusal import Refusal
from designer.workbench.shop_figures import open_scenario, save_changed, scenario_beside
from designer.workbench.test_files import run_test_file
from dsl.compile import compile_text
from dsl.diagnostics import pages
from dsl.diagnostics.diagnostic import Severity
from dsl.program.program import Program
from dsl.program.saved_form import load, program_sha256
from dsl.source.document import Document
from simulator.forecasts.forecast import Forecast
from simulator.forecasts.what_counts import rules_sha256, scenario_sha256
from tests.unit.designer.report.made_up import made_up_forecast
from tests.unit.designer.screens.journey import copied

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PLAN_FOR_TEN_WEEKS = """{"name": "pilot", "salt": "abab", "currency": "GBP",
"currency_decimals": 2, "time_zone": "Europe/London", "orders_sha256": "ORDERS",
"history_first_day": "2025-01-01", "history_last_day": "2026-11-01", "before_days": 180,
"first_day": "2026-12-01", "last_day": "2027-02-08", "weeks": 10, "least_weeks": 4,
"cycle_days": 12.5, "reward_days": null, "eligible": 9000, "customers": 8000, "invited": 4000,
"not_invited": 4000, "holdout": 450, "strata": 10, "invited_percent": 50, "holdout_percent": 5,
"joining_percent": 40, "mean_spend_minor": 4500, "variation": 1.2, "correlation": 0.7,
"detectable_percent": 9.0, "detectable_by_formula_percent": 9.0,
"detectable_invited_percent": 3.6, "assignment_sha256": "ORDERS", "answer":
{"question_percent": 9.5, "is_break_even": true, "can_answer": true, "customers_needed": 7000,
"joining_percent_needed": null, "larger": null, "chance_percent": 12, "options": []}}""".replace(
    "ORDERS", 64 * "0"
)
LIBRARY = [template.name for template in templates()]


def _looked_at(path: Path, text: str | None = None) -> Readiness:
    document = Document(path.name, path.read_text("utf-8") if text is None else text)
    return readiness(path, document, compile_text(document), DAY)


def _items(path: Path, text: str | None = None) -> dict[str, Item]:
    return {item.key: item for item in _looked_at(path, text).items}


@cache
def _forecast_of(sha256: str, shop_sha256: str, loss: float, runs: int) -> str:
    made_up = made_up_forecast()
    manifest = made_up.manifest.model_copy(update={"scenario_sha256": shop_sha256})
    update = {"rules_sha256": sha256, "probability_of_loss": loss, "runs": runs}
    update["manifest"] = manifest
    return made_up.model_copy(update=update).model_dump_json()


def _with_forecast(path: Path, loss: float = 0.05, runs: int = 200) -> None:
    program = _looked_at(path).program
    assert program is not None
    shop = scenario_beside(path)
    assumed = scenario_sha256(open_scenario(shop).scenario) if shop.is_file() else ""
    kept = _forecast_of(rules_sha256(program), assumed, loss, runs)
    forecast_file(path).write_text(kept, "utf-8")


def _mended(path: Path) -> None:
    """Write the terms that are asked for, and keep a good forecast of the result."""
    terms = _items(path)["terms"].fix
    assert terms is not None
    path.write_text(terms.text, "utf-8")
    _with_forecast(path)


@pytest.mark.parametrize("name", LIBRARY)
def test_every_fix_of_a_text_mends_its_item_and_makes_no_error(name: str, tmp_path: Path) -> None:
    path = copied(tmp_path, name)
    before = _looked_at(path)
    errors = compile_text(Document("x", before.text)).diagnostics
    for item in before.items:
        if item.fix is None or not item.fix.text:
            continue
        compiled = compile_text(Document("x", item.fix.text))
        worse = [one for one in compiled.diagnostics if one.severity is Severity.ERROR]
        assert worse == [one for one in errors if one.severity is Severity.ERROR], item.key
        assert _items(path, item.fix.text)[item.key].state is State.READY, item.key
        for line in before.text.splitlines():
            assert line in item.fix.text


@pytest.mark.parametrize("name", LIBRARY)
def test_every_item_says_why_and_those_in_the_way_lead_somewhere(name: str, tmp_path: Path) -> None:
    looked_at = _looked_at(copied(tmp_path, name))
    states = [list(State).index(item.state) for item in looked_at.items]
    assert states == sorted(states)
    for item in looked_at.items:
        assert item.why.endswith((".", ":")), item.key
        assert bool(item.fix) == (item.state is not State.READY and not item.by_hand), item.key


def test_a_start_is_offered_where_no_test_lies_before_it(tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    fix = _items(path)["start"].fix
    assert fix is not None
    assert path.read_text("utf-8").splitlines()[fix.line - 1] == 'program "My Circle"'
    file_of_tests(path).unlink()
    fix = _items(path)["start"].fix
    assert fix is not None
    assert "\n  starts on 1 December 2026\n" in fix.text
    assert _items(path, fix.text)["start"].state is State.READY


def test_errors_stand_alone_and_lead_to_their_line(tmp_path: Path) -> None:
    path = copied(tmp_path, "coffee-shop")
    text = path.read_text("utf-8").replace("give 250 beans", "gvie 250 beans")
    looked_at = _looked_at(path, text)
    first = looked_at.items[0]
    assert (first.key, first.state) == ("runs", State.MUST)
    assert first.fix is not None
    assert text.splitlines()[first.fix.line - 1].strip() == "gvie 250 beans"
    assert {item.key for item in looked_at.items} == {"runs", *KEYS}


@pytest.mark.parametrize(
    ("loss", "runs", "state"),
    [
        (0.05, 200, State.READY),
        (0.3, 200, State.SHOULD),
        (0.6, 200, State.MUST),
        (0.0, 10, State.MUST),
    ],
)
def test_the_forecast_decides(loss: float, runs: int, state: State, tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    assert _items(path)["forecast"].state is State.MUST
    _with_forecast(path, loss, runs)
    assert _items(path)["forecast"].state is state
    text = path.read_text("utf-8")
    with_terms = text.replace("  join free\n", '  join free\n  terms "One account each."\n')
    assert with_terms != text
    assert _items(path, with_terms)["forecast"].state is state
    cheaper = text.replace("give 5 points", "give 4 points")
    assert _items(path, cheaper)["forecast"].state is State.MUST


def test_a_forecast_that_leaves_something_out_or_moves_nothing_does_not_advise(
    tmp_path: Path,
) -> None:
    path = copied(tmp_path, "tiers")
    _with_forecast(path, loss=0.0)
    good = Forecast.model_validate_json(forecast_file(path).read_text("utf-8"))
    nothing = good.net_benefit_minor.model_copy(update={"p90": 0})
    for change in ({"products_not_sold": ("Bread",)}, {"net_benefit_minor": nothing}):
        found = good.model_copy(update=change)
        forecast_file(path).write_text(found.model_dump_json(), "utf-8")
        assert _items(path)["forecast"].state is State.MUST


def test_a_forecast_of_other_rules_does_not_count_and_one_of_other_comments_does(
    tmp_path: Path,
) -> None:
    path = copied(tmp_path, "tiers")
    _with_forecast(path)
    text = path.read_text("utf-8")
    assert _items(path, text + "\n# a note\n")["forecast"].state is State.READY
    other = _items(path, text.replace("give 5 points per 1 GBP", "give 4 points per 1 GBP"))
    assert other["forecast"].state is State.MUST
    assert "earlier text" in other["forecast"].why


def test_a_forecast_made_with_other_assumptions_or_against_another_program_does_not_count(
    tmp_path: Path,
) -> None:
    path, old = copied(tmp_path, "tiers"), copied(tmp_path, "classic-points")
    _with_forecast(path)
    assert _items(path)["forecast"].state is State.READY
    document = Document(path.name, path.read_text("utf-8"))
    before = ProgramBefore(old)
    found = readiness(path, document, compile_text(document), DAY, before).items
    said = next(each for each in found if each.key == "forecast")
    why = "The newest one is not held against classic_points.loyalty as it is now."
    assert (said.state, said.why) == (State.MUST, why)
    shop = open_scenario(scenario_beside(path))
    save_changed(shop, shop.scenario.model_copy(update={"name": "Another shop"}))
    said = _items(path)["forecast"]
    assert (said.state, said.fix) == (State.MUST, Fix("Run it again", stage="forecast"))
    why = "The newest one was made with other assumptions than those in tiers.scenario.yaml."
    assert said.why == why


def test_a_forecast_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    forecast_file(path).write_text("{}", "utf-8")
    with pytest.raises(Refusal, match="Run the forecast again"):
        kept_forecast(path)
    assert "Run the forecast again" in _items(path)["forecast"].why


def test_a_forecast_whose_figures_mean_something_else_is_asked_for_anew(tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    _with_forecast(path)
    kept = json.loads(forecast_file(path).read_text("utf-8"))
    for another in ("1", "3", None):
        kept["manifest"]["format"] = another
        if another is None:
            del kept["manifest"]["format"]
        forecast_file(path).write_text(json.dumps(kept), "utf-8")
        with pytest.raises(Refusal, match="figures mean something else"):
            kept_forecast(path)


def test_tests_that_fail_on_the_text_stand_in_the_way(tmp_path: Path) -> None:
    path = copied(tmp_path, "coffee-shop")
    text = path.read_text("utf-8")
    assert _items(path)["tests"].state is State.READY
    failing = _items(path, text.replace("give 10 beans per 1 USD", "give 8 beans per 1 USD"))
    assert failing["tests"].state is State.MUST
    assert '"250 beans for joining and 10 for each dollar"' in failing["tests"].why
    file_of_tests(path).unlink()
    assert _items(path)["tests"].state is State.SHOULD


def test_a_rule_that_gives_without_end_is_named(tmp_path: Path) -> None:
    path = copied(tmp_path, "coffee-shop")
    assert _items(path)["limits"].state is State.READY
    text = path.read_text("utf-8").replace("  once per member per day\n", "")
    limits = _items(path, text)["limits"]
    assert limits.state is State.SHOULD
    assert limits.why.startswith('"Breakfast" can be given any number of times.')
    assert limits.fix is not None
    assert limits.fix.block == "Breakfast"


@pytest.mark.parametrize("slug", ["multiplier-without-cap", "budget-beside-multiplier"])
def test_limits_are_not_ready_where_the_check_doubts_them(slug: str, tmp_path: Path) -> None:
    page = pages.page(slug)
    wrong = page.failing
    path = tmp_path / "shop.loyalty"
    path.write_text(wrong, "utf-8")
    found = compile_text(Document(path.name, wrong)).diagnostics
    doubt = next(one for one in found if one.slug == slug)
    limits = _items(path)["limits"]
    assert (limits.state, limits.why.lower()) == (State.SHOULD, f"{doubt.title}.".lower())
    assert limits.fix is not None
    assert limits.fix.line == Document("x", wrong).line_of(doubt.label.span.start)
    assert _items(path, page.corrected)["limits"].state is State.READY


def test_ticks_are_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    tick(path, "goal", MOMENT)
    goal = _items(path)["goal"]
    assert (goal.state, goal.by_hand) == (State.READY, True)
    assert goal.why.startswith("Ticked on 2026-11-22.")
    tick(path, "goal", None)
    assert _items(path)["goal"].state is State.SHOULD
    assert ticks_of(path) == {}


def _planned(path: Path, **answer: object) -> Item:
    """The item of the pilot with a plan beside the program, whose answer is this one."""
    made_up = json.loads(PLAN_FOR_TEN_WEEKS)
    made_up["answer"] |= answer
    folder = path.with_suffix(".pilot")
    folder.mkdir(exist_ok=True)
    (folder / PLAN).write_text(json.dumps(made_up), "utf-8")
    (folder / LIST).write_text("member,group\n", "utf-8")
    return _items(path)["pilot"]


def test_a_plan_of_a_pilot_needs_no_tick_if_it_can_tell(tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    can = _planned(path)
    assert (can.state, can.by_hand) == (State.READY, False)

    larger = {"weeks": 26, "customers": 900, "detectable_percent": 8.0}
    longer = _planned(path, can_answer=False, larger=larger)
    assert (longer.state, longer.by_hand) == (State.SHOULD, True)
    assert "CANNOT tell whether a program pays" in longer.why
    assert "A pilot of 26 weeks could." in longer.why
    assert "More customers than you have could." in _planned(path, can_answer=False).why

    tick(path, "pilot", MOMENT)
    assert "CANNOT" in _items(path)["pilot"].why, "what was decided over stays in the record"
    assert _items(path)["pilot"].state is State.READY


def test_a_plan_that_cannot_be_read_is_no_plan(tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    _planned(path)
    (tmp_path / "tiers.pilot" / PLAN).write_text("{}", "utf-8")
    unread = _items(path)["pilot"]
    assert (unread.state, unread.by_hand) == (State.SHOULD, True)
    assert "is not a plan that this version reads" in unread.why


# ------------------------------------------------------------------------------ launching


def test_nobody_launches_over_an_open_item_without_a_name_and_a_reason(tmp_path: Path) -> None:
    path, folder = copied(tmp_path, "tiers"), tmp_path / "out"
    looked_at = _looked_at(path)
    for by, reason in (("", ""), ("Priya", " "), (" ", "because")):
        with pytest.raises(Refusal, match="2 things must be fixed first"):
            launch(looked_at, folder, pages_of(looked_at), Given(by, reason, MOMENT))
    assert not folder.exists()
    assert launches_of(path) == []
    launch(looked_at, folder, {}, Given("Priya", "friends only", MOMENT))
    (recorded,) = launches_of(path)
    assert (recorded.by, recorded.reason) == ("Priya", "friends only")
    assert recorded.open == tuple(item.title for item in looked_at.must_fix)


def test_a_mended_program_is_launched_and_recorded(tmp_path: Path) -> None:
    path, folder = copied(tmp_path, "tiers"), tmp_path / "out"
    _mended(path)
    looked_at = _looked_at(path)
    assert looked_at.must_fix == ()
    pages = {name: page for name, page in pages_of(looked_at).items() if name.endswith(".md")}
    files = launch(looked_at, folder, pages, Given("", "", MOMENT))
    launch(looked_at, folder, pages, Given("", "", MOMENT))
    assert [each.open for each in launches_of(path)] == [(), ()]
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert {each.path.name: each.sha256 for each in files} == manifest["files"]
    assert problems_of(folder) == []
    program = load((folder / "program.json").read_text("utf-8"))
    assert program_sha256(program) == launches_of(path)[0].program_sha256
    assert run_test_file(folder / "tiers.tests.yaml", start).passed


def test_a_file_that_was_changed_or_lost_is_found(tmp_path: Path) -> None:
    path, folder = copied(tmp_path, "points-shop"), tmp_path / "out"
    export(_looked_at(path), folder, {"a.md": _name, "b.md": _name}, MOMENT)
    (folder / "a.md").write_text("other", "utf-8")
    (folder / "b.md").unlink()
    assert problems_of(folder) == ["a.md was changed", "b.md is missing"]
    (folder / MANIFEST).write_text('{"files": {}, "program_sha256": ""}', "utf-8")
    assert problems_of(folder) == ["program.json is not the program of the manifest"]
    for content in ("{", "[]"):
        (folder / "program.json").write_text(content, "utf-8")
        assert problems_of(folder) == ["program.json is no program that this version can read"]
    (folder / "program.json").unlink()
    assert problems_of(folder) == ["program.json is no program that this version can read"]
    with pytest.raises(Refusal, match="manifest"):
        problems_of(tmp_path)


def _name(program: Program) -> str:
    return program.name


def test_a_program_with_errors_cannot_be_written(tmp_path: Path) -> None:
    path = copied(tmp_path, "tiers")
    looked_at = _looked_at(path, "perkwright 1\n\nprogram\n")
    with pytest.raises(Refusal, match="errors"):
        export(looked_at, tmp_path / "out", {}, MOMENT)


def test_the_text_names_every_item(tmp_path: Path) -> None:
    looked_at = _looked_at(copied(tmp_path, "tiers"))
    lines = checklist_text(looked_at).splitlines()
    assert lines[0] == "Before you launch: 7 of 19 ready, 2 must be fixed first"
    titles = [line[8:].split("  (")[0] for line in lines[1:] if line[:1].isalpha()]
    assert titles == [item.title for item in looked_at.items]
    for state, words in ((State.SHOULD, "2 better done first"), (State.READY, "nothing stands")):
        items = tuple(
            replace(item, state=state) if item.state is State.MUST else item
            for item in looked_at.items
            if item.state is not State.SHOULD
        )
        assert words in checklist_text(replace(looked_at, items=items)).splitlines()[0]
