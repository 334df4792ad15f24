"""Running files of tests: what passes, and how a difference is told."""

from pathlib import Path

import pytest

from designer.workbench.engine_runner import start
from designer.workbench.refusal import Refusal
from designer.workbench.test_files import FileResults, find_test_files, run_test_file

PROGRAM = """\
perkwright 1

program "Test"
  currency GBP
  time zone Europe/London
  join free

wallet "Points"
  unit point, plural points
  expire never

earn "Every purchase"
  on a purchase
  give 1 point per 1 GBP of net spend

reward "5 GBP off"
  costs 50 points
  gives 5 GBP off
"""
ACCRUED = (
    *("at 2025-03-04T10:00", "member ada", "fact e1", "rule Every purchase", "wallet Points"),
    *("amount 60 points", "available 2025-03-04", "expires never"),
)
BUY = '{at: "2025-03-04T10:00", event: purchase, member: ada, total: "60.00 GBP"}'


def _run(folder: Path, *steps: str, problems: str = "") -> FileResults:
    (folder / "shop.loyalty").write_text(PROGRAM, encoding="utf-8")
    file = folder / "shop.tests.yaml"
    lines = ["format: 1", "about: x", *problems.splitlines(), "cases:", "  - name: c", "    steps:"]
    file.write_text("\n".join([*lines, *(f"      - {step}" for step in steps)]), encoding="utf-8")
    return run_test_file(file, start)


def _difference(done: FileResults) -> list[str]:
    return [line for result in done.results for line in result.difference]


def test_what_is_as_it_should_be_passes(tmp_path: Path) -> None:
    done = _run(
        tmp_path,
        BUY,
        'expect: [{entry: accrue, amount: "60 points", expires: never}]',
        '{at: "2025-03-05", event: redeem, member: ada, reward: 5 GBP off}',
        'balances: [{member: ada, available: "10 points", tier: none, rewards: [5 GBP off]}]',
    )
    assert done.passed
    assert [result.name for result in done.results] == ["c"]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            'expect: [{entry: accrue, amount: "61 points", rule: Every purchase}]',
            [
                "  expected:     accrue: amount 61 points, rule Every purchase",
                "  found:        accrue: amount 60 points, rule Every purchase",
            ],
        ),
        (
            "expect: []",
            [
                "  not expected: accrue: " + ", ".join(ACCRUED),
            ],
        ),
        (
            "expect: [{entry: accrue}, {entry: decline, rule: x}]",
            ["  missing:      decline: rule x"],
        ),
        (
            'expect: [{entry: accrue, cut: "1 point"}]',
            ["  expected:     accrue: cut 1 point", "  found:        accrue: cut -"],
        ),
        (
            'balances: [{member: ada, available: "6 points"}]',
            ["  ada has 60 points available in Points, expected 6 points"],
        ),
        (
            "balances: [{member: ada, rewards: [5 GBP off]}]",
            ["  ada holds nothing, expected 5 GBP off"],
        ),
    ],
)
def test_a_difference_is_shown_with_its_place(tmp_path: Path, step: str, told: list[str]) -> None:
    done = _run(tmp_path, BUY, step)
    assert not done.passed
    assert _difference(done) == [
        "line 7, after purchase by ada at 2025-03-04T10:00:",
        *told,
    ]


def test_the_entries_of_another_event_do_not_count(tmp_path: Path) -> None:
    later = '{at: "2025-03-04T11:00", event: purchase, member: ada, total: "0.10 GBP"}'
    assert _run(tmp_path, BUY, later, "expect: []").passed


def test_a_case_that_cannot_be_read_fails_alone(tmp_path: Path) -> None:
    done = _run(tmp_path, '{at: "2025-03-04", event: redeem, member: ada, reward: 6 GBP off}')
    assert not done.passed
    assert 'no reward called "6 GBP off"' in _difference(done)[0]


def test_problems_are_compared_by_name_and_place(tmp_path: Path) -> None:
    assert _run(tmp_path, BUY, problems="problems: []").passed
    wrong = _run(tmp_path, BUY, problems="problems: [{slug: unused-wallet, line: 8, column: 8}]")
    assert _difference(wrong) == ["not found: unused-wallet in line 8, column 8"]


def test_files_are_found_from_programs_and_folders(tmp_path: Path) -> None:
    _run(tmp_path, BUY)
    tests = tmp_path / "shop.tests.yaml"
    assert find_test_files([tmp_path, tmp_path / "shop.loyalty", tests]) == [tests]
    (tmp_path / "other.loyalty").write_text(PROGRAM, encoding="utf-8")
    with pytest.raises(Refusal, match=r"other\.tests\.yaml would hold them"):
        find_test_files([tmp_path / "other.loyalty"])


def test_tests_without_a_program_are_refused(tmp_path: Path) -> None:
    _run(tmp_path, BUY)
    (tmp_path / "shop.loyalty").unlink()
    with pytest.raises(Refusal, match=r"no .*shop\.loyalty beside it"):
        run_test_file(tmp_path / "shop.tests.yaml", start)


def test_a_program_with_errors_is_refused(tmp_path: Path) -> None:
    _run(tmp_path, BUY)
    (tmp_path / "shop.loyalty").write_text(PROGRAM.replace("50 points", "50 pints"), "utf-8")
    with pytest.raises(Refusal, match="cannot run before this is mended"):
        run_test_file(tmp_path / "shop.tests.yaml", start)
