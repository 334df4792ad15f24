"""Trying a program on made-up customers: every figure is that of the ledger."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from designer.report.trial_text import trial_text
from designer.report.trial_words import NOT_FIRED, why_lines
from designer.report.way_of_writing import write_as
from designer.workbench import from_tests_file
from designer.workbench.engine_runner import start
from designer.workbench.gallery import templates
from designer.workbench.kept_tests import file_of_tests, keep, run_kept
from designer.workbench.persona import Persona
from designer.workbench.personas import own_persona, persona_called, personas
from designer.workbench.program_files import open_program, runnable_program, shop_beside
from designer.workbench.refusal import Refusal
from designer.workbench.to_events_yaml import events_text
from designer.workbench.trials import Step, Trial, try_on
from dsl.compile import compile_text
from dsl.ledger.from_events import TimePasses, events_from_text
from dsl.program.measures import Scope
from dsl.program.models_in import models_in
from dsl.program.program import Program
from dsl.program.shop import Shop
from dsl.source.document import Document
from tests.house_rules.tree import ROOT
from tests.unit.designer.english_figures import english_figures

DAY = date(2026, 3, 2)
LIBRARY = {template.name: template.path for template in templates()}


def _program(name: str) -> tuple[Program, Shop | None]:
    path = LIBRARY[name]
    return runnable_program(open_program(path)), shop_beside(path)


@cache
def _everybody(name: str) -> tuple[tuple[Persona, Trial], ...]:
    program, shop = _program(name)
    return tuple((each, try_on(program, each.events)) for each in personas(program, shop, DAY))


def _tried(name: str, persona: str) -> Trial:
    return next(trial for each, trial in _everybody(name) if each.key == persona)


@pytest.mark.parametrize("name", LIBRARY)
def test_every_rule_is_explained_and_what_they_gave_is_the_change(name: str) -> None:
    program, _ = _program(name)
    names = [rule.name for rule in program.rules]
    for persona, trial in _everybody(name):
        for step in trial.steps:
            given = dict.fromkeys((wallet.name for wallet in program.wallets), 0)
            for moved in (*(rule.moved for rule in step.rules), *step.others.values()):
                for wallet, amount in moved.items():
                    given[wallet] += amount
            assert given == step.change, (persona.key, step.number)
            assert [each.rule for each in step.rules] == names
            assert all(bool(each.why_not) != each.gave for each in step.rules)
            silent = [line for line in why_lines(step, program) if line.mark == NOT_FIRED]
            assert all(all(line.details) for line in silent)


def test_programs_of_all_kinds_can_be_tried() -> None:
    """Some programs of the vectors: memberships, invitations, brands, activities, limits."""
    files = sorted((ROOT / "tests/conformance/vectors").rglob("*.yaml"))[::30]
    tried = 0
    for file in files:
        compiled = compile_text(
            Document(
                file.name, from_tests_file.tests_file_from(file.read_text("utf-8")).program or ""
            )
        )
        if compiled.program is None or compiled.not_run:
            continue
        for persona in personas(compiled.program, None, DAY):
            trial = try_on(compiled.program, persona.events)
            assert trial_text(persona, trial).startswith(persona.name), file
            tried += 1
    assert tried > 40


STAMPS = """perkwright 1
program "My Card"
  currency EUR
  time zone Europe/Amsterdam
  join free
wallet "Stamps"
  unit stamp, plural stamps
  expire never
earn "A stamp for a visit"
  on a purchase
  give 1 stamp
reward "The next one free"
  costs NEEDED stamps
  issued by itself
  gives 5 EUR off
"""


@pytest.mark.parametrize(("needed", "purchases"), [(3, 8), (9, 10), (23, 24), (24, 8)])
def test_the_regular_comes_until_the_first_reward_is_used(needed: int, purchases: int) -> None:
    text = STAMPS.replace("NEEDED", str(needed))
    program = compile_text(Document("card.loyalty", text)).program
    assert program is not None
    events = persona_called("regular", program, None, DAY).events
    bought = [event for event in events if event["event"] == "purchase"]
    assert len(bought) == purchases
    assert any("uses" in event for event in bought) == (needed < 24)


def test_a_trial_is_what_the_engine_says_of_the_same_events() -> None:
    program, shop = _program("coffee-shop")
    events = persona_called("regular", program, shop, DAY).events
    runner = start(program)
    for happening in events_from_text(events_text(events), program):
        assert not isinstance(happening, TimePasses)
        runner.apply(happening)
    held, trial = runner.holdings("maya"), try_on(program, events)
    assert trial.steps[-1].standing.amounts == held.amounts
    assert trial.steps[-1].standing.rewards == held.rewards
    assert trial.steps[-1].cost_so_far_minor == sum(step.cost_minor for step in trial.steps)


def test_half_of_the_events_give_the_same_steps() -> None:
    """Going back shows what was there: a step does not depend on what comes after it."""
    trial = _tried("tiers", "regular")
    events = [step.event for step in trial.steps]
    assert try_on(trial.program, events[:4]).steps == trial.steps[:4]


def test_the_double_day_counts_twice_and_says_so() -> None:
    trial = _tried("coffee-shop", "regular")
    tuesday = next(step for step in trial.steps if step.event["event"] == "purchase")
    rules = {each.rule: each for each in tuesday.rules}
    assert tuesday.change == {"Beans": 170}
    assert rules["Every purchase"].moved == rules["Espresso Tuesday"].moved == {"Beans": 85}
    assert rules["Espresso Tuesday"].conditions[0].seen == "it was Tuesday"
    assert '"Food"; it had 0 items' in rules["Breakfast"].why_not


def test_progress_counts_up_to_the_tier() -> None:
    steps = _tried("coffee-shop", "threshold").steps[2:4]
    below, there = (step.standing for step in steps)
    assert (below.tier, below.next_tier) == ("", "Regular")
    assert [(count, mark.at_least) for count, mark in below.progress] == [(29_999, 30_000)]
    assert (there.tier, there.next_tier, there.progress) == ("Regular", "", ())


def test_someone_whose_birthday_is_the_leap_day_gets_the_drink_on_the_28th() -> None:
    before, on_it, after = _tried("coffee-shop", "leap-day").steps[-3:]
    assert [step.standing.rewards for step in (before, on_it, after)] == [
        (),
        ("Birthday drink",),
        ("Birthday drink",),
    ]


def test_without_figures_of_the_shop_round_ones_are_taken() -> None:
    program, _ = _program("coffee-shop")
    events = persona_called("regular", program, None, DAY).events
    assert next(each for each in events if each["event"] == "purchase")["lines"] == [
        {"each": "25.00 USD", "category": "Espresso"}
    ]


def test_ones_own_customer_has_joined_and_done_nothing() -> None:
    program, shop = _program("points-shop")
    trial = try_on(program, own_persona(program, shop, DAY).events)
    assert [step.event["event"] for step in trial.steps] == ["join"]


def test_nobody_of_that_name() -> None:
    program, shop = _program("tiers")
    with pytest.raises(Refusal, match="There is: regular, family"):
        persona_called("maya", program, shop, DAY)


def test_the_text_says_what_each_event_gave_and_why() -> None:
    program, shop = _program("coffee-shop")
    persona = persona_called("regular", program, shop, DAY)
    lines = trial_text(persona, try_on(program, persona.events)).splitlines()
    at = lines.index(" 3  Tue  3 Mar 09:12  buys for $8.50")
    assert lines[at + 1 : at + 6] == [
        "    yes  Every purchase  +85 beans",
        "           10 beans per 1 USD of net spend: 85 beans",
        "    yes  Espresso Tuesday  +85 beans",
        "           ✓ it applies when the day is Tuesday (it was Tuesday)",
        "           multiplies 85 beans by 2, which adds 85 beans",
    ]


# ------------------------------------------------------------------------------ kept as tests


@pytest.mark.parametrize("name", LIBRARY)
def test_what_is_kept_passes_and_touches_nothing_else(name: str, tmp_path: Path) -> None:
    program, _ = _program(name)
    source = file_of_tests(LIBRARY[name])
    kept = tmp_path / source.name
    before = source.read_text("utf-8")
    kept.write_text(before, "utf-8")
    everybody = [persona for persona, _ in _everybody(name)]
    for persona, trial in _everybody(name):
        keep(kept, trial, trial.steps[-1], persona.name)
    after = run_kept(kept, program)
    assert after.problem == ""
    assert [each.name for each in after.results[-len(everybody) :]] == [
        persona.name for persona in everybody
    ]
    assert after.failed == ()
    assert kept.read_text("utf-8").startswith(before.rstrip("\n"))


def test_a_kept_test_fails_when_the_rule_changes(tmp_path: Path) -> None:
    path = tmp_path / "shop.tests.yaml"
    trial = _tried("coffee-shop", "regular")
    keep(path, trial, trial.steps[2], "Maya, first visit")
    text = LIBRARY["coffee-shop"].read_text("utf-8")
    other = tmp_path / "shop.loyalty"
    other.write_text(text.replace("give 10 beans per 1 USD", "give 8 beans per 1 USD"), "utf-8")
    result = run_kept(path, runnable_program(open_program(other))).results[0]
    assert not result.passed
    assert "  found:        accrue: rule Every purchase, amount 68 beans" in " ".join(
        line.split(", expires")[0] for line in result.difference
    )


def test_a_case_goes_to_the_end_of_the_cases_and_keeps_the_layout(tmp_path: Path) -> None:
    path = tmp_path / "shop.tests.yaml"
    path.write_text(
        "# ours\nformat: 1\ncases:\n- name: one\n  steps: []\n# the end\n\nabout: A shop.\n",
        "utf-8",
    )
    trial = _tried("points-shop", "regular")
    keep(path, trial, trial.steps[0], "two: a colon")
    lines = path.read_text("utf-8").splitlines()
    assert lines[:5] == ["# ours", "format: 1", "cases:", "- name: one", "  steps: []"]
    assert lines[5:7] == ['- name: "two: a colon"', "  steps:"]
    assert lines[-3:] == ["# the end", "", "about: A shop."]
    with pytest.raises(Refusal, match="already"):
        keep(path, trial, trial.steps[0], "two: a colon")


def test_a_file_that_nothing_can_be_added_to_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shop.tests.yaml"
    text = "format: 1\nabout: A shop.\ncases: [{name: one, steps: []}]\n"
    path.write_text(text, "utf-8")
    trial = _tried("points-shop", "regular")
    with pytest.raises(Refusal, match="laid out"):
        keep(path, trial, trial.steps[0], "two")
    assert path.read_text("utf-8") == text


def test_no_file_of_tests_is_no_problem(tmp_path: Path) -> None:
    program, _ = _program("tiers")
    assert run_kept(tmp_path / "x.tests.yaml", program).results == ()


def test_explanations_are_in_the_own_way_of_writing() -> None:
    trials = [trial for _, trial in _everybody("classic-points")]
    trials.append(_tried("cashback", "regular"))  # others hold 1,105 EUR: a figure either way

    def told() -> list[str]:
        lines = [line for trial in trials for step in trial.steps for line in english(trial, step)]
        return [line for line in lines if english_figures(line)]

    def english(trial: Trial, step: Step) -> list[str]:
        return [words for line in why_lines(step, trial.program) for words in line.details]

    assert told()
    write_as("de_DE")
    assert not told()


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_nobody_buys_only_what_the_program_leaves_out(name: str) -> None:
    """Such as gift cards: who tries a program would see that nothing is given at all."""
    program, _ = _program(name)
    scopes = [each for each in models_in(program) if isinstance(each, Scope)]
    asked = {name for scope in scopes for name in scope.products}
    left_out = [each for each in program.products if each.name not in asked]
    nowhere = {f"category: {each.categories[0]}" for each in left_out if each.categories}
    for persona, _ in _everybody(name):
        written = events_text(persona.events)
        assert not [each for each in nowhere if each in written], persona.name


def test_cash_back_is_earned_by_a_regular() -> None:
    trial = _tried("cashback", "regular")
    bought = [step for step in trial.steps if step.event["event"] == "purchase"]
    assert bought
    assert all(step.change.get("Cash back", 0) > 0 for step in bought)
