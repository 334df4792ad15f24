"""`perkwright pilot` as a person meets it: a plan, a list, a result, and refusals."""

import csv
import json
import re
from pathlib import Path
from shutil import copytree

import pytest
from jsonschema import Draft202012Validator

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from designer.report.pilot_plan_text import plan_text
from designer.report.pilot_result_text import result_text
from designer.report.pilot_shown import pilot_shown, told_by_json
from designer.report.way_of_writing import write_as
from designer.workbench.launch_by_hand import items_by_hand
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.pilots.plan import PilotPlan
from simulator.pilots.result import PilotResult
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT
from tests.unit.designer.english_figures import english_figures

DEMO = ROOT / "programs" / "demo" / "orders.csv"
GOLDEN = ROOT / "tests" / "golden" / "pilot"
START = "2025-09-01"
COLUMNS = ("order_id", "customer_id", "occurred_at", "currency", "net_amount")
Captured = pytest.CaptureFixture[str]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def plan_in(folder: Path, *more: str) -> None:
    """Plans a pilot from the months before START."""
    before = [row for row in rows_of(DEMO) if row["occurred_at"] < START]
    orders = write(folder / "before.csv", before)
    plan = ("--weeks", "12", "--start", START, "--time-zone", "America/New_York")
    assert run(["pilot", "plan", str(orders), *plan, "-o", str(folder / "p"), *more]) == 0


def held(folder: Path, capsys: Captured, *more: str) -> str:
    """Plans a pilot; gives what is printed."""
    plan_in(folder, *more)
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def planned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planned")
    plan_in(folder)
    return folder


@pytest.fixture
def planned(tmp_path: Path, planned_once: Path) -> Path:
    """A folder of its own with a pilot that is planned: `before.csv` and `p`."""
    copytree(planned_once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def joins(folder: Path) -> Path:
    """Every second of the invited joins at the next order, if there is one: no effect at all."""
    invited = [row["member"] for row in rows_of(folder / "p/assignment.csv") if _is_invited(row)]
    joined: dict[str, str] = {}
    for row in rows_of(DEMO):
        if row["occurred_at"] >= START and row["customer_id"] in invited[::2]:
            joined.setdefault(row["customer_id"], row["occurred_at"])
    rows = [{"member": member, "joined_at": at} for member, at in joined.items()]
    return write(folder / "joins.csv", rows)


def _is_invited(row: dict[str, str]) -> bool:
    return row["group"] == "invited"


def test_a_stated_currency_stands_in_for_a_column_that_a_mapping_does_not_name(
    tmp_path: Path,
) -> None:
    mapping = tmp_path / "till.toml"
    named = ("order_id", "customer_id", "occurred_at", "net_amount")
    lines = ["[columns]", *(f'{name} = "{name}"' for name in named)]
    mapping.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan_in(tmp_path, "--map", str(mapping), "--currency", "USD")
    plan = PilotPlan.model_validate_json((tmp_path / "p" / "plan.json").read_bytes())
    assert plan.currency == "USD"


def test_a_pilot_from_plan_to_result(
    tmp_path: Path, capsys: Captured, golden: CompareGolden
) -> None:
    printed = held(tmp_path, capsys, "--break-even", "9.5%")
    golden(GOLDEN / "plan.txt", printed)
    assert (tmp_path / "p/plan.txt").read_text("utf-8").strip() == printed.strip()
    read = ["pilot", "read", str(tmp_path / "p"), str(DEMO), "--joins", str(joins(tmp_path))]
    assert run([*read, "-o", str(tmp_path / "out")]) == ExitCode.FINE
    golden(GOLDEN / "result.txt", capsys.readouterr().out)
    golden(GOLDEN / "assumptions.yaml", (tmp_path / "out/assumptions.yaml").read_text("utf-8"))
    for name in ("p/plan", "out/result"):
        schema = json.loads((tmp_path / f"{name}.schema.json").read_text("utf-8"))
        Draft202012Validator(schema).validate(
            json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        )


def test_a_scenario_takes_what_was_learned_and_is_the_start_of_the_next_pilot(
    planned: Path, capsys: Captured
) -> None:
    scenario, out = planned / "shop.yaml", planned / "out"
    figures = ("--purchase", "8.00 USD", "--visits", "20", "--margin", "60%", "--customers", "300")
    assert run(["calibrate", *figures, "-o", str(scenario)]) == ExitCode.FINE
    read = ["pilot", "read", str(planned / "p/plan.json"), str(DEMO), "-o", str(out), "--scenario"]
    assert run([*read, str(scenario)]) == ExitCode.FINE
    learned = scenario_from_yaml((out / "scenario.yaml").read_text("utf-8"))
    (own,) = learned.assumptions
    part = (out / "assumptions.yaml").read_text("utf-8")
    by_hand = scenario.read_text("utf-8").replace("assumptions: []\n", part)
    assert scenario_from_yaml(by_hand).assumptions == (own,)
    capsys.readouterr()
    assert run([*read, str(out / "scenario.yaml"), "--json"]) == ExitCode.FINE
    again = json.loads(capsys.readouterr().out)["learned"]
    assert again["before"]["median"] == own.median
    assert again["after"]["median"] != own.median


def test_what_is_assumed_and_what_is_less_are_told_as_that(planned: Path, capsys: Captured) -> None:
    read = ["pilot", "read", str(planned / "p"), str(DEMO), "--json"]
    told = []
    for more in ([], ["--joins", str(joins(planned))]):
        assert run([*read, *more]) == ExitCode.FINE
        told.append(told_by_json(capsys.readouterr().out))
    for place, (result, imported) in enumerate(told):
        shown = " ".join(pilot_shown(result, imported).sentences)
        for said in (result_text(result), shown):
            assert ("of the invited (assumed)" in said) == (place == 0)
        assert ("who joined was not told (--joins)" in result_text(result)) == (place == 0)
        assert ("0 joined, " in result_text(result)) == (place == 1)
        joined = [row[2] for row in pilot_shown(result, imported).groups.rows]
        assert joined == (["not told"] * 2 if place == 0 else [str(result.invited.joined), "0"])
    result, _ = told[1]
    assert result.naive is not None
    less = result.naive.model_copy(update={"gain_percent": -26.0})
    said = " ".join(result_text(result.model_copy(update={"naive": less})).split())
    assert "members spent -26% against" in said
    assert "the rest of that difference comes from who joined." in said
    assert "that gain" not in said


def test_groups_that_chance_makes_are_told_from_those_that_it_does_not(
    planned: Path, capsys: Captured
) -> None:
    assert run(["pilot", "read", str(planned / "p"), str(DEMO), "--json"]) == ExitCode.FINE
    result, _ = told_by_json(capsys.readouterr().out)
    shown = {0.0: "under 0.1%", 0.000996: "under 0.1%", 0.001: "0.1%", 0.009: "0.9%", 1.0: "100.0%"}
    for p_value, told in shown.items():
        ratios = (result.ratios[0].model_copy(update={"p_value": p_value}),)
        said = " ".join(result_text(result.model_copy(update={"ratios": ratios})).split())
        assert f"as unequal or more by chance {told} What" in said


def test_an_early_look_is_noted_and_makes_the_next_one_less_sure(
    planned: Path, capsys: Captured
) -> None:
    early = write(
        planned / "early.csv", [row for row in rows_of(DEMO) if row["occurred_at"] < "2025-10-13"]
    )
    for orders in (early, early, DEMO):
        assert run(["pilot", "read", str(planned / "p"), str(orders), "--json"]) == ExitCode.FINE
    capsys.readouterr()
    assert (planned / "p/looks.csv").read_text("utf-8") == "read_up_to\n2025-10-12\n"
    assert run(["pilot", "read", str(planned / "p"), str(DEMO), "--json"]) == ExitCode.FINE
    result = json.loads(capsys.readouterr().out)
    assert result["looks"] == ["2025-10-12"]
    assert result["boundary"] == 1.969  # published for a look after a half, and one at the end
    (planned / "p/looks.csv").write_text("yesterday\n", encoding="utf-8")
    assert run(["pilot", "read", str(planned / "p"), str(DEMO)]) == ExitCode.PROBLEMS
    assert "one day a line" in capsys.readouterr().err


def forecast_of(folder: Path, **changes: object) -> Path:
    """The forecast of a template as the simulation prints it, with other figures."""
    golden = json.loads((ROOT / "tests/golden/forecast/simulate.json").read_text("utf-8"))
    path = folder / "forecast.json"
    path.write_text(json.dumps(golden | changes), encoding="utf-8")
    return path


def test_the_question_may_come_from_a_forecast(tmp_path: Path, capsys: Captured) -> None:
    forecast = forecast_of(tmp_path, break_even_uplift=0.095)
    asked = held(tmp_path, capsys, "--forecast", str(forecast))
    assert "break-even takes an uplift of 9.5%" in " ".join(asked.split())
    plan = json.loads((tmp_path / "p/plan.json").read_text("utf-8"))
    assert (plan["answer"]["question_percent"], plan["answer"]["is_break_even"]) == (9.5, True)


def test_a_break_even_against_a_program_is_told_as_one(tmp_path: Path, capsys: Captured) -> None:
    forecast = forecast_of(tmp_path, break_even_uplift=0.01, against="Old Beans")
    asked = " ".join(held(tmp_path, capsys, "--forecast", str(forecast)).split())
    assert (
        "This pilot CANNOT tell whether a program pays more than Old Beans: break-even takes an "
        "uplift of 1% of what members spend with Old Beans, and the smallest"
    ) in asked
    assert "research holds programs against none, not against Old Beans" in asked
    assert "by published research alone" not in asked
    plan = PilotPlan.model_validate_json((tmp_path / "p/plan.json").read_text("utf-8"))
    assert plan.answer.against == "Old Beans"
    pilot = next(item for item in items_by_hand({}, plan) if item.key == "pilot")
    assert "CANNOT tell whether a program pays more than Old Beans:" in pilot.why


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"break_even_uplift": None}, "no increase would pay"),
        ({"break_even_uplift": 0.0}, "pays without any increase"),
        ({"break_even_uplift": -0.02, "against": "Old"}, "costs no more than Old"),
        ({"currency": "GBP"}, "in GBP, and the orders in USD"),
        ({"designs": []}, "not the forecast of one program"),
        ({"kpis": None}, "is of another version, whose figures mean something else"),
    ],
)
def test_a_forecast_without_a_question_is_told(
    tmp_path: Path, capsys: Captured, changes: dict[str, object], told: str
) -> None:
    forecast = forecast_of(tmp_path, **changes)
    assert run(["pilot", "plan", str(DEMO), "--forecast", str(forecast)]) == ExitCode.PROBLEMS
    assert told in " ".join(capsys.readouterr().err.split())


def test_json_is_what_the_files_hold(tmp_path: Path, capsys: Captured) -> None:
    plan = json.loads(held(tmp_path, capsys, "--json"))
    assert plan.pop("import")["rows"]["orders"] < len(rows_of(DEMO))
    assert plan == json.loads((tmp_path / "p/plan.json").read_text("utf-8"))
    read = ["pilot", "read", str(tmp_path / "p"), str(DEMO), "-o", str(tmp_path / "out"), "--json"]
    assert run(read) == ExitCode.FINE
    result = json.loads(capsys.readouterr().out)
    assert result.pop("import")["rows"]["orders"] == len(rows_of(DEMO))
    assert result == json.loads((tmp_path / "out/result.json").read_text("utf-8"))
    write_as("de_DE")
    found = PilotResult.model_validate(result)
    assert any(english_figures(caution.sentence) for caution in found.cautions), "kept once for all"
    texts = (plan_text(PilotPlan.model_validate(plan)), result_text(found))
    assert not [line for text in texts for line in english_figures(text)]
    sizes = [result[group]["customers"] for group in ("invited", "not_invited")]
    assert sizes == [plan["invited"], plan["not_invited"]]


def test_the_list_has_the_ids_of_the_shop(planned: Path) -> None:
    listed = [row["member"] for row in rows_of(planned / "p/assignment.csv")]
    assert listed == sorted(listed)
    assert set(listed) < {row["customer_id"] for row in rows_of(DEMO)}


def test_a_list_under_way_is_not_written_over(planned: Path, capsys: Captured) -> None:
    before = (planned / "p/assignment.csv").read_bytes()
    again = ["pilot", "plan", str(DEMO), "-o", str(planned / "p")]
    assert run(again) == ExitCode.WRONG_USAGE
    assert "may have been invited" in capsys.readouterr().err
    assert (planned / "p/assignment.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("plan.json", "{}", "not a plan"),
        ("plan.json", "half of it", "not a plan"),
        ("assignment.csv", "customer,group\n", "member,stratum,group"),
        ("assignment.csv", "member,stratum,group\nC001,1,friend\n", "Line 2"),
        ("assignment.csv", "member,stratum,group\nC001,1,invited\n", "fewer than two"),
    ],
)
def test_damaged_files_are_told(
    planned: Path, capsys: Captured, name: str, text: str, told: str
) -> None:
    (planned / "p" / name).write_text(text, encoding="utf-8")
    assert run(["pilot", "read", str(planned / "p"), str(DEMO)]) == ExitCode.PROBLEMS
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plan", str(DEMO), "--currency", "BEANS"], "no currency"),
        (["plan", str(DEMO), "--time-zone", "Mars"], "no time zone"),
        (["plan", str(DEMO), "--invited", "90", "--holdout", "10"], "nobody to compare"),
        (["read", "nowhere", str(DEMO)], "pilot plan -o"),
        (["plan", str(DEMO), "--forecast", "f.json", "--break-even", "5"], "one or the other"),
        (["plan", str(DEMO), "--forecast", "nowhere.json"], "simulate --json"),
    ],
)
def test_wrong_usage(words: list[str], told: str, capsys: Captured) -> None:
    assert run(["pilot", *words]) == ExitCode.WRONG_USAGE
    assert told in capsys.readouterr().err


def test_orders_that_end_before_the_pilot_are_told(planned: Path, capsys: Captured) -> None:
    early = ["pilot", "read", str(planned / "p"), str(planned / "before.csv")]
    assert run(early) == ExitCode.PROBLEMS
    told = capsys.readouterr().err
    assert "starts on 2025-09-01" in told
    assert "8 rows: the status says that the order was cancelled (row " in told


def test_the_page_names_options_that_there_are(capsys: Captured) -> None:
    page = (ROOT / "simulator" / "PILOTS.md").read_text("utf-8")
    for words in (["pilot", "plan"], ["pilot", "read"], ["replay"], ["simulate"]):
        assert run([*words, "--help"]) == ExitCode.FINE
    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    assert set(re.findall(r"--[a-z][a-z-]+", page)) <= options


def test_orders_of_nobody_are_told(tmp_path: Path, capsys: Captured) -> None:
    rows = [dict(row, customer_id="") for row in rows_of(DEMO)[:50]]
    orders = write(tmp_path / "guests.csv", rows)
    assert run(["pilot", "plan", str(orders)]) == ExitCode.PROBLEMS
    assert "No order names a customer" in capsys.readouterr().err


def doubtful(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Orders in whole amounts, but for one that may be one and a quarter or a thousand and more."""
    whole = [{**row, "net_amount": row["net_amount"].split(".")[0]} for row in rows]
    return [{**whole[0], "net_amount": "1.250"}, *whole[1:]]


def test_amounts_that_can_be_read_in_two_ways_are_asked_about(
    tmp_path: Path, capsys: Captured
) -> None:
    rows = [{name: row[name] for name in COLUMNS} for row in rows_of(DEMO)]
    orders = write(tmp_path / "orders.csv", doubtful(rows))
    before = write(tmp_path / "before.csv", [row for row in rows if row["occurred_at"] < START])
    asked = 'Is "1.250" $1.25 or $1,250.00?'
    plan = ["pilot", "plan", str(before), "--weeks", "12", "--start", START]
    assert run([*plan, "-o", str(tmp_path / "sure")]) == ExitCode.FINE
    assert "$1,250.00?" not in capsys.readouterr().out
    read = ["pilot", "read", str(tmp_path / "sure"), str(orders)]
    later = [*plan[:2], str(orders), "--start", "2026-01-01"]
    for command, name in ((later, "plan"), (read, "result")):
        folder = tmp_path / name
        assert run([*command, "-o", str(folder), "--progress-json"]) == ExitCode.FINE
        printed = capsys.readouterr()
        (told,) = (line for line in printed.err.splitlines() if '"event": "import"' in line)
        assert json.loads(told)["doubtful_amounts"][0]["written"] == "1.250"
        for text in (printed.out, (folder / f"{name}.txt").read_text("utf-8")):
            assert text.split("\n\n")[1].startswith(asked)


def test_a_pilot_begins_after_the_orders_that_it_is_planned_from(capsys: Captured) -> None:
    assert run(["pilot", "plan", str(DEMO), "--start", START]) == ExitCode.PROBLEMS
    told = " ".join(capsys.readouterr().err.split())
    assert "begin on 2025-09-01, and the orders go on until 2025-12-31" in told
    same_day = ["pilot", "plan", str(DEMO), "--start", "2025-12-31"]
    assert run(same_day) == ExitCode.PROBLEMS
    assert "begin on 2025-12-31" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("before_days", -5, '"before_days" is not as plans have it.'),
        ("weeks", 0, '"weeks" is not as plans have it.'),
        ("confidence_percent", 100, '"confidence_percent" is not as plans have it.'),
        ("last_day", "1990-01-01", "is not a plan that this version reads."),
    ],
)
def test_a_plan_that_was_changed_by_hand_is_refused(
    planned: Path, capsys: Captured, name: str, value: object, told: str
) -> None:
    path = planned / "p/plan.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {name: value}), "utf-8")
    assert run(["pilot", "read", str(planned / "p"), str(DEMO)]) == ExitCode.PROBLEMS
    assert told in " ".join(capsys.readouterr().err.split())


def test_a_mistake_in_the_scenario_of_a_pilot_is_told_with_what_to_do(
    planned: Path, capsys: Captured
) -> None:
    shop = planned / "shop.yaml"
    usual = (ROOT / "programs/scenarios/coffee_shop.scenario.yaml").read_text("utf-8")
    shop.write_text(usual.replace("costs:\n", 'costs:\n  message: "0.10 USD"\n'), "utf-8")
    words = ["pilot", "read", str(planned / "p"), str(DEMO), "--scenario", str(shop)]
    assert run(words) == ExitCode.PROBLEMS
    assert 'add what messages cost in a month to "monthly".' in " ".join(
        capsys.readouterr().err.split()
    )
