"""`perkwright calibrate` as a person meets it: the demo's scenario, five figures, refusals."""

import csv
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.gamma_gamma import GammaGamma
from simulator.calibration.scenario import Scenario
from simulator.calibration.to_models import renewal_model
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT, lines_of

DEMO = ROOT / "programs/demo"
GOLDEN = ROOT / "tests/golden/calibration_of_the_demo.txt"
FIVE = "--purchase|4.75 USD|--visits|30|--margin|65%|--customers|800".split("|")
HEADER = ("order_id", "customer_id", "occurred_at", "currency", "net_amount")


def written(
    folder: Path, rows: Iterable[tuple[object, object, str]], currencies: tuple[str, ...] = ("EUR",)
) -> Path:
    """An order file of (customer, day of 2025 from 0, amount)."""
    path = folder / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for number, (customer, moment, amount) in enumerate(rows):
            currency = currencies[number % len(currencies)]
            lines.writerow((number, customer, moment, currency, amount))
    return path


def day(number: int) -> str:
    return str(date(2025, 1, 1) + timedelta(days=number))


def five(option: str, value: str) -> list[str]:
    """The five figures, one of them another."""
    place = FIVE.index(option) + 1
    return [*FIVE[:place], value, *FIVE[place + 1 :]]


def refusal(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    code = run(["calibrate", *map(str, arguments)])
    captured = capsys.readouterr()
    assert code in (ExitCode.PROBLEMS, ExitCode.WRONG_USAGE)
    assert captured.out == ""
    return captured.err


def test_the_demo_is_calibrated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], golden: CompareGolden
) -> None:
    scenario_file = tmp_path / "demo.scenario.yaml"
    files = ("--lines", DEMO / "lines.csv", "--returns", DEMO / "returns.csv")
    stated = ("--time-zone", "America/New_York", "--margin", "62%", "--renewals", "1000,631,468")
    code = run(
        ["calibrate", *map(str, (DEMO / "orders.csv", *files, *stated, "-o", scenario_file))]
    )
    assert code == ExitCode.FINE
    golden(GOLDEN, capsys.readouterr().out)
    scenario = scenario_from_yaml(scenario_file.read_text("utf-8"))
    assert scenario.grade.letter == "C"
    assert scenario.margin is not None
    assert scenario.margin.rate == "0.62"
    assert sum(state.customers for state in scenario.customers.states) == scenario.customers.known
    assert {one.category for one in scenario.basket.products} >= {"Espresso", "Drinks"}
    assert abs(sum(one.share_of_lines for one in scenario.basket.products) - 1) < 1e-4


def test_five_figures_make_a_scenario_of_grade_d(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calibrate", *FIVE, "--sector", "coffee-shop", "--json"]) == ExitCode.FINE
    record = json.loads(capsys.readouterr().out)
    assert run(["calibrate", "--schema"]) == ExitCode.FINE
    jsonschema.validate(record, json.loads(capsys.readouterr().out))
    scenario = Scenario.model_validate(record)
    assert scenario.grade.letter == "D"
    assert scenario.spend.mean_purchase == "4.75 USD"
    spend = scenario.spend
    assert f"{GammaGamma(spend.p, spend.q, spend.v).mean():.4f}" == "4.7500"
    rates = scenario.behaviour.pareto_nbd
    assert f"{rates.r / rates.alpha * 52.18:.6f}" == "30.000000"
    assert f"{(rates.beta / (rates.beta + 52.18)) ** rates.s:.6f}" == "0.550000"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Name a file of orders, or say --purchase, --visits, --customers, --margin"),
        ([*FIVE, "--sector", "garage"], 'There is no sector "garage"; there are coffee-shop'),
        (five("--margin", "1.5"), "from 0% to 100%"),
        (five("--purchase", "4,75"), 'with its currency: "4.75 USD"'),
        (five("--purchase", "0.004 USD"), "less than a coin"),
        (five("--visits", "0"), "--visits is a number above 0"),
        (five("--visits", "961"), "--visits is from 0.001 to 960 a year, not 961."),
        (five("--visits", "0.0009"), "--visits is from 0.001 to 960 a year, not 0.0009."),
        (five("--customers", "1" + "0" * 21), "1<=x<=100000000"),
        ([*FIVE, "--time-zone", "Berlin"], 'There is no time zone "Berlin"'),
        (["orders.csv", "--visits", "3"], "--visits is for shops without orders"),
        (["orders.csv", "--renewals", "5,7,3"], "three or more counts that fall"),
        (["no_such_file.csv", "--currency", "EUR"], "no_such_file.csv"),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    assert told in refusal(capsys, *arguments)


def test_too_few_customers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = written(tmp_path, ((n % 12, day(n), "5.00") for n in range(300)))
    told = refusal(capsys, orders)
    assert "these orders name 12 customers, and 30 or more are needed" in told
    assert "five figures" in told


def test_one_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = written(tmp_path, [(1, day(1), "5.00")])
    assert "these orders name 1 customer, and" in refusal(capsys, alone)
    rows = ((n, day(n), "5.00") for n in range(3))
    told = refusal(capsys, written(tmp_path, rows, ("USD", "USD", "EUR")))
    assert "USD in 2 rows, EUR in 1 row" in told
    assert "1 rows" not in told


def test_too_few_that_are_read_are_told_with_the_lines_that_read_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ["2025-03-04", *(f"{1 + n % 28:02}/03/25" for n in range(60))]
    orders = written(tmp_path, ((n, each, "5.00") for n, each in enumerate(days)))
    told = refusal(capsys, orders)
    assert "these orders name 1 customer, and 30 or more are needed" in told
    assert "Left out: 60 rows: the date cannot be read" in told
    lines = '--map:\n\n[formats]\ndates = "%d/%m/%y"\n'
    assert lines in told
    assert run(["pilot", "plan", str(orders)]) == ExitCode.PROBLEMS
    told = capsys.readouterr().err
    assert "The orders cover 1 day." in told
    assert "Left out: 60 rows: the date cannot be read" in told
    assert lines in told


def test_too_short_a_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = written(tmp_path, ((n % 60, day(n % 40), "5.00") for n in range(300)))
    assert "these orders cover 40 days, and 91 or more are needed" in refusal(capsys, orders)


def test_one_purchase_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = written(tmp_path, ((n, day(n), "5.00") for n in range(300)))
    told = refusal(capsys, orders)
    assert "of 300 customers hardly anybody bought again: 0 times in all" in told
    assert "customer id of its own" in told


def test_several_currencies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = written(tmp_path, ((n, day(n), "5.00") for n in range(300)), ("USD", "USD", "EUR"))
    told = refusal(capsys, orders)
    assert "USD in 200 rows, EUR in 100 rows" in told
    assert "--currency USD" in told


def test_signs_in_place_of_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(n % 60, day(n), "5.00") for n in range(300)]
    orders = written(tmp_path, rows, ("\u20ac", "EUR"))
    assert run(["calibrate", str(orders)]) == ExitCode.FINE
    assert "\u20ac5.00" in capsys.readouterr().out
    orders = written(tmp_path, rows, ("$",))
    assert "can mean 9 currencies" in refusal(capsys, orders)
    assert run(["calibrate", str(orders), "--currency", "CAD"]) == ExitCode.FINE


def test_no_currency_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = written(tmp_path, ((n % 60, day(n), "5.00") for n in range(300)))
    bare = "\n".join(line.replace(",currency", "").replace(",EUR", "") for line in lines_of(orders))
    orders.write_text(bare, encoding="utf-8")
    assert "nothing says in which currency the orders are" in refusal(capsys, orders)
    assert run(["calibrate", str(orders), "--currency", "GBP"]) == ExitCode.FINE
    assert "£5.00" in capsys.readouterr().out


def test_customers_who_all_buy_alike_are_calibrated_with_a_soft_prior(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders = written(tmp_path, ((n % 50, day(n), "5.00") for n in range(300)))
    assert run(["calibrate", str(orders), "--json"]) == ExitCode.FINE
    record = json.loads(capsys.readouterr().out)
    assert record["grade"]["letter"] == "D"
    assert record["behaviour"]["pareto_nbd"]["soft_prior"]
    assert record["spend"]["mean_purchase"] == "5.00 EUR"


def test_the_import_report_is_told_as_a_line_beside_the_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders = written(tmp_path, ((n % 50, day(n), "5.00") for n in range(300)))
    with orders.open("a", encoding="utf-8") as file:
        file.write("7,1,2025-02-01,EUR,9.00\n")
    assert run(["calibrate", str(orders), "--json", "--progress-json"]) == ExitCode.FINE
    told = capsys.readouterr()
    Scenario.model_validate_json(told.out)
    (read,) = (each for each in map(json.loads, told.err.splitlines()) if "event" in each)
    assert read["event"] == "import"
    found = {each["rule"]: (each["count"], each["rows"]) for each in read["findings"]}
    assert found["conflicting-id"] == (1, [302])


def test_renewals_come_from_the_facts_of_memberships(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 40 who pay from February 2023 on, 16 end in the first year and 8 in the second."""
    program = ROOT / "programs/templates/paid_membership.loyalty"
    orders = written(
        tmp_path,
        ((f"c{row % 60}", day(row * 3 % 364), f"{10 + row % 7}.00") for row in range(600)),
        ("USD",),
    )
    facts = tmp_path / "facts.csv"
    ends = {row: "2024-01-20" if row < 16 else "2025-01-20" for row in range(24)}
    rows = [f"c{row},start membership,2023-01-02,Plus" for row in range(40)]
    rows += [f"c{row},end membership,{at},Plus" for row, at in ends.items()]
    facts.write_text("\n".join(["member,fact,at,name", *rows, ""]), encoding="utf-8")
    stated = ("--facts", facts, "--program", program, "--json")
    assert run(["calibrate", *map(str, (orders, *stated))]) == ExitCode.FINE
    found = Scenario.model_validate(json.loads(capsys.readouterr().out))
    assert found.renewals is not None
    # 24 of 40 renewed, then 16 of 24: two shares, which two parameters can give just so.
    shares = renewal_model(found.renewals).renewing(np.array([1.0, 2.0])).round(2).tolist()
    assert shares == [0.6, 0.67]
    assert [source.what for source in found.sources] == ["orders", "facts"]


def test_facts_need_the_program_that_they_are_about(capsys: pytest.CaptureFixture[str]) -> None:
    orders, facts = DEMO / "orders.csv", DEMO / "facts.csv"
    program = ROOT / "programs/scenarios/coffee_shop.loyalty"
    assert "go together" in refusal(capsys, orders, "--facts", facts)
    both = (orders, "--facts", facts, "--program", program)
    assert "leave --currency out" in refusal(capsys, *both, "--currency", "USD")
    assert "one or the other" in refusal(capsys, *both, "--renewals", "1000,631,468")
