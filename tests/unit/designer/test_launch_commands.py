"""The commands around a launch: try on made-up customers, terms, staff sheet, launch."""

import json
from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from designer.report.customer_terms import customer_terms
from designer.report.staff_sheet import staff_sheet
from designer.workbench.kept_forecast import forecast_file
from designer.workbench.launch_notes import launches_of
from designer.workbench.program_files import open_program, runnable_program
from tests.unit.designer.screens.journey import copied

Captured = pytest.CaptureFixture[str]


def test_trying_on_a_customer_and_keeping_it(tmp_path: Path, capsys: Captured) -> None:
    path = copied(tmp_path, "coffee-shop")
    words = ["try", str(path), "--persona", "regular", "--start", "2026-03-02"]
    assert run([*words, "--keep", "Maya"]) == ExitCode.FINE
    told = capsys.readouterr()
    assert " 3  Tue  3 Mar 09:12  buys for $8.50\n" in told.out
    assert told.err == f'Kept "Maya" in {tmp_path / "coffee_shop.tests.yaml"}\n'
    assert run(["test", str(path)]) == ExitCode.FINE
    assert "10 passed" in capsys.readouterr().err
    assert run([*words, "--json"]) == ExitCode.FINE
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert steps[2]["change"] == {"Beans": 170}
    assert {rule["rule"] for rule in steps[2]["rules"] if rule["gave"]} == {
        "Every purchase",
        "Espresso Tuesday",
    }


def test_everybody_is_listed_and_nobody_else_tried(tmp_path: Path, capsys: Captured) -> None:
    path = copied(tmp_path, "coffee-shop")
    assert run(["try", str(path), "--personas"]) == ExitCode.FINE
    assert capsys.readouterr().out.splitlines()[0] == (
        "regular     Maya, the regular: every few weeks, the usual basket"
    )
    assert run(["try", str(path), "--persona", "maya"]) == ExitCode.WRONG_USAGE
    assert run(["try", str(path)]) == ExitCode.WRONG_USAGE
    assert run(["try", str(path), "x.yaml", "--persona", "regular"]) == ExitCode.WRONG_USAGE


def test_pages_are_printed_or_written(tmp_path: Path, capsys: Captured) -> None:
    path = copied(tmp_path, "tiers")
    program = runnable_program(open_program(path))
    for name, page in (("terms", customer_terms), ("staff-sheet", staff_sheet)):
        assert run([name, str(path)]) == ExitCode.FINE
        assert capsys.readouterr().out == page(program)
        file = tmp_path / f"{name}.md"
        assert run([name, str(path), "-o", str(file)]) == ExitCode.FINE
        assert file.read_text("utf-8") == page(program)


def test_a_forecast_that_is_kept_counts_for_the_launch(tmp_path: Path, capsys: Captured) -> None:
    path = copied(tmp_path, "tiers")
    words = ["simulate", str(path), "--runs", "2", "--months", "1", "--customers", "50"]
    assert run(["launch", str(path)]) == ExitCode.PROBLEMS
    assert f"advises it  (perkwright simulate {path} --keep)\n" in capsys.readouterr().out
    assert run([*words, "--brief", "--json", "--keep"]) == ExitCode.FINE
    assert forecast_file(path).read_text("utf-8") == capsys.readouterr().out
    assert run(["launch", str(path), "--json"]) == ExitCode.PROBLEMS
    items = json.loads(capsys.readouterr().out)["items"]
    why = next(item["why"] for item in items if item["key"] == "forecast")
    assert run(["launch", str(path)]) == ExitCode.PROBLEMS
    assert "--keep" not in capsys.readouterr().out
    assert why == "So few runs are a first impression and no verdict. Grade D, 2 runs."


def test_a_launch_takes_a_name_and_a_reason_and_can_be_verified(
    tmp_path: Path, capsys: Captured
) -> None:
    path, folder = copied(tmp_path, "tiers"), tmp_path / "out"
    assert run(["launch", str(path), "--tick", "goal", "--tick", "law"]) == ExitCode.PROBLEMS
    capsys.readouterr()
    assert run(["launch", str(path), "--untick", "law", "--json"]) == ExitCode.PROBLEMS
    ready = json.loads(capsys.readouterr().out)["items"]
    states = {item["key"]: item["state"] for item in ready}
    assert (states["goal"], states["law"]) == ("ready", "should fix")
    assert run(["launch", str(path), "--tick", "luck"]) == ExitCode.WRONG_USAGE
    assert run(["launch", str(path), "-o", str(folder)]) == ExitCode.PROBLEMS
    assert "2 things must be fixed first" in capsys.readouterr().err
    assert not folder.exists()
    given = ["-o", str(folder), "--by", "Priya", "--reason", "friends only"]
    assert run(["launch", str(path), *given]) == ExitCode.FINE
    assert [each.by for each in launches_of(path)] == ["Priya"]
    assert run(["launch", str(path), "-o", str(folder), "--export-only"]) == ExitCode.FINE
    assert len(launches_of(path)) == 1
    assert run(["launch", str(folder), "--verify"]) == ExitCode.FINE
    (folder / "terms.md").write_text("other", "utf-8")
    capsys.readouterr()
    assert run(["launch", str(folder), "--verify"]) == ExitCode.PROBLEMS
    assert capsys.readouterr().out == "terms.md was changed\n"
