"""The command line: help, exit codes, where data and messages go, files that are no programs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import COMMANDS, run
from dsl.program.saved_form import load
from tests.house_rules.test_messages import BANNED
from tests.house_rules.tree import ROOT
from tests.unit.designer.shop import PROGRAM, write_shop

Captured = pytest.CaptureFixture[str]
ANY_PROGRAM = str(ROOT / "programs/templates/classic_points.loyalty")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str, capsys: Captured) -> None:
    assert run([name, "--help"]) == ExitCode.FINE
    assert f"perkwright {name}" in capsys.readouterr().out.split("Example")[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], ExitCode.FINE),
        (["polish"], ExitCode.WRONG_USAGE),
        (["check"], ExitCode.WRONG_USAGE),
        (["check", "nowhere.loyalty"], ExitCode.WRONG_USAGE),
        (["replay", ANY_PROGRAM, "nowhere.csv"], ExitCode.WRONG_USAGE),
        (["replay", ANY_PROGRAM, "."], ExitCode.WRONG_USAGE),
        (["replay", ANY_PROGRAM, "x.csv", "--map", "nowhere.toml"], ExitCode.WRONG_USAGE),
        (["try", ANY_PROGRAM, "."], ExitCode.WRONG_USAGE),
        (["calibrate", "nowhere.csv"], ExitCode.WRONG_USAGE),
        (["pilot", "plan", "nowhere.csv", "-o", "x"], ExitCode.WRONG_USAGE),
        (["simulate", ANY_PROGRAM, "--orders", "nowhere.csv"], ExitCode.WRONG_USAGE),
        (["explain", "nothing-of-the-kind"], ExitCode.WRONG_USAGE),
        (["new", "cofee-shop", "-o", "x.loyalty"], ExitCode.WRONG_USAGE),
        (["explain", "unknown-name"], ExitCode.FINE),
        (["new"], ExitCode.FINE),
    ],
)
def test_exit_codes(
    words: list[str],
    code: ExitCode,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert bool(captured.err) == (code is not ExitCode.FINE)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["replay", "x.loyalty"], "'ORDERS' is missing."),
        (["check", "x.loyalty", "--today", "soon"], "'soon' is no day. Write it as 2026-03-01."),
        (["check", "x.loyalty", "--today", "1.3.2026"], "Write '1.3.2026' as 2026-03-01."),
        (
            ["simulate", "x.loyalty", "--report", "a.html", "--report=b.html"],
            "--report is there more than once, and takes one value.",
        ),
        (["pilot", "plan", "x.csv", "-o", "a", "-o", "b"], "--output is there more than once"),
        (["new", "punch-card", "one", "two"], "There is no place for one two here."),
        (["x.loyalty"], "To open it: perkwright design x.loyalty"),
        (["chekc", "x.loyalty"], "No such command 'chekc'. Did you mean check?"),
    ],
)
def test_wrong_usage_is_told_in_plain_words(words: list[str], told: str, capsys: Captured) -> None:
    assert run(words) == ExitCode.WRONG_USAGE
    message = capsys.readouterr().err
    assert told in message
    assert not BANNED.search(message.split("Error:")[1])


def test_what_the_system_refuses_is_told_in_its_words(capsys: Captured) -> None:
    assert run(["new", "punch-card", "-o", f"{'x' * 300}.loyalty"]) == ExitCode.PROBLEMS
    told = capsys.readouterr().err
    assert told.startswith("Error: xxx")
    assert told.endswith(".loyalty: File name too long.\n")


def test_a_reader_that_has_gone_is_no_problem_that_was_found(tmp_path: Path) -> None:
    path, _, _ = write_shop(tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "designer", "explain", str(path)],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.returncode == ExitCode.READER_GONE
    assert done.stderr == ""


def test_new_programs_check_and_are_not_written_over(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "mine.loyalty"
    assert run(["new", "punch_card", "-o", str(path)]) == ExitCode.FINE
    assert run(["check", str(path)]) == ExitCode.FINE
    path.write_text("my own words", encoding="utf-8")
    assert run(["new", "-o", str(path)]) == ExitCode.WRONG_USAGE
    assert path.read_text(encoding="utf-8") == "my own words"
    assert "left alone" in capsys.readouterr().err


def test_format_writes_only_what_changes(tmp_path: Path, capsys: Captured) -> None:
    path, _, _ = write_shop(tmp_path)
    assert run(["format", "--check", str(path)]) == ExitCode.FINE
    path.write_text(PROGRAM.replace("  join free", "   join   free   # mine"), encoding="utf-8")
    assert run(["format", "--check", str(path)]) == ExitCode.PROBLEMS
    assert run(["format", str(path)]) == ExitCode.FINE
    formatted = path.read_text(encoding="utf-8")
    assert "  join free" in formatted
    assert "# mine" in formatted
    capsys.readouterr()


def test_defaults_written_out_mean_the_same(tmp_path: Path, capsys: Captured) -> None:
    path, _, _ = write_shop(tmp_path)
    before = _hash_of(path, tmp_path)
    assert run(["format", "--show-defaults", str(path)]) == ExitCode.FINE
    assert "multipliers add" in path.read_text(encoding="utf-8")
    assert _hash_of(path, tmp_path) == before
    capsys.readouterr()


def _hash_of(path: Path, folder: Path) -> str:
    assert run(["build", str(path), "-o", str(folder / "config")]) == ExitCode.FINE
    plan = json.loads((folder / "config/plan.json").read_text(encoding="utf-8"))
    return str(plan["program_sha256"])


def test_build_writes_a_program_that_loads(tmp_path: Path, capsys: Captured) -> None:
    path, _, _ = write_shop(tmp_path)
    assert run(["build", str(path), "-o", str(tmp_path / "config")]) == ExitCode.FINE
    names = {file.name for file in (tmp_path / "config").iterdir()}
    assert names == {"program.json", "program.schema.json", "plan.json", "plan.txt"}
    assert load((tmp_path / "config/program.json").read_text(encoding="utf-8")).currency == "GBP"
    assert run(["build", str(path), "--plan"]) == ExitCode.FINE
    assert "Every purchase" in capsys.readouterr().out


def test_check_tells_problems_as_data(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "odd.loyalty"
    path.write_text(PROGRAM.replace("5 GBP off\n", "5 points off\n"), encoding="utf-8")
    assert run(["check", "--json", str(path)]) == ExitCode.PROBLEMS
    problems = json.loads(capsys.readouterr().out)["files"][0]["problems"]
    assert [problem["line"] for problem in problems if problem["severity"] == "error"] == [23]


def test_a_file_that_cannot_be_read_hides_no_other(tmp_path: Path, capsys: Captured) -> None:
    sound, _, _ = write_shop(tmp_path)
    odd, binary = tmp_path / "odd.loyalty", tmp_path / "binary.loyalty"
    odd.write_text(PROGRAM.replace("5 GBP off\n", "5 points off\n"), encoding="utf-8")
    binary.write_bytes(b"\xff\xfe")
    assert run(["check", "--json", str(binary), str(odd), str(sound)]) == ExitCode.PROBLEMS
    captured = capsys.readouterr()
    files = json.loads(captured.out)["files"]
    assert [one["file"] for one in files] == [str(binary), str(odd), str(sound)]
    assert "not text in UTF-8" in files[0]["unreadable"]
    assert "not text in UTF-8" in captured.err
    assert any(problem["severity"] == "error" for problem in files[1]["problems"])
    missing = str(tmp_path / "missing.loyalty")
    assert run(["check", "--short", missing, str(odd)]) == ExitCode.WRONG_USAGE
    captured = capsys.readouterr()
    assert f"{odd}:23" in captured.out
    assert f"{missing} cannot be read" in captured.err


def test_an_empty_file_is_printed_as_nothing(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "empty.loyalty"
    path.touch()
    assert run(["format", "--print", str(path)]) == ExitCode.FINE
    assert capsys.readouterr().out == ""


def test_a_path_that_is_not_there_has_no_tests(tmp_path: Path, capsys: Captured) -> None:
    assert run(["test", str(tmp_path / "nowhere")]) == ExitCode.WRONG_USAGE
    assert "no such file or folder" in capsys.readouterr().err


def test_a_build_goes_into_a_folder(tmp_path: Path, capsys: Captured) -> None:
    program, orders, _ = write_shop(tmp_path)
    assert run(["build", str(program), "-o", str(orders)]) == ExitCode.PROBLEMS
    assert f"{orders} is a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00program", "not text in UTF-8"),
        (PROGRAM.encode() + b"\0", "zero byte"),
        (b"x" * 3_000_000, "order file"),
        (b"", "program"),
        (PROGRAM.encode()[: PROGRAM.index("2 GBP of net spend")], "unfinished"),
        (PROGRAM.replace("  ", "\t").encode(), "tab"),
        (("tier" + ' "x"\n' + "  " * 500 + "tier\n").encode() * 50, ""),
    ],
)
def test_what_is_no_program_is_told_and_left_alone(
    content: bytes, told: str, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "odd.loyalty"
    path.write_bytes(content)
    for words in (["check", str(path)], ["build", str(path), "--plan"], ["format", str(path)]):
        code = run(words)
        captured = capsys.readouterr()
        assert "made a mistake" not in captured.err
        if words[0] == "check":
            assert code == ExitCode.PROBLEMS
            assert told in captured.out + captured.err
    if words[0] == "build":
        assert path.read_bytes() == content


def test_what_does_not_run_yet_is_refused_by_name(tmp_path: Path, capsys: Captured) -> None:
    path, orders, _ = write_shop(tmp_path)
    game = '\ngame "Spin"\n  entry free\n  drawn at once\n  prize "Tea"\n    odds 1 in 3\n'
    path.write_text(PROGRAM + game + "    gives 2 GBP off\n", encoding="utf-8")
    events = tmp_path / "events.yaml"
    events.write_text("format: 1\nevents: []\n", encoding="utf-8")
    assert run(["check", str(path)]) == ExitCode.FINE
    capsys.readouterr()
    for words in (
        ["replay", str(path), str(orders)],
        ["try", str(path), str(events)],
        ["build", str(path), "--plan"],
    ):
        assert run(words) == ExitCode.PROBLEMS
        assert "Spin" in capsys.readouterr().err


def test_trying_events_shows_entries_and_why_not(tmp_path: Path, capsys: Captured) -> None:
    path, _, _ = write_shop(tmp_path)
    events = tmp_path / "events.yaml"
    events.write_text(
        "format: 1\nevents:\n"
        '  - {at: "2025-03-03T10:00", event: purchase, member: ada, total: "10.00 GBP"}\n',
        encoding="utf-8",
    )
    assert run(["try", str(path), str(events), "--why", "Reader multiplier"]) == ExitCode.FINE
    out = capsys.readouterr().out
    assert "15 points" in out
    assert "why: " in out
    assert run(["try", str(path), str(events), "--why", "Nothing"]) == ExitCode.WRONG_USAGE
    path.write_text(PROGRAM + '\nactivity "a chat"\n', encoding="utf-8")
    events.write_text(
        "format: 1\nevents:\n"
        '  - {at: "2025-03-03T10:00", event: activity, member: ada, activity: a chat}\n',
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(["try", str(path), str(events)]) == ExitCode.FINE
    assert '"a chat" by ada' in capsys.readouterr().out


def test_trying_events_says_why_one_changed_nothing(tmp_path: Path, capsys: Captured) -> None:
    path, _, _ = write_shop(tmp_path)
    events = tmp_path / "events.yaml"
    events.write_text(
        "format: 1\nevents:\n"
        '  - {at: "2025-03-03T10:00", event: return, member: ada, purchase: e9}\n',
        encoding="utf-8",
    )
    assert run(["try", str(path), str(events)]) == ExitCode.FINE
    assert "changed nothing: a return is of a purchase that is not known" in capsys.readouterr().out
    events.write_text(
        "format: 1\nevents:\n"
        '  - {at: "2025-03-03T10:00", event: purchase, member: ada, lines: []}\n',
        encoding="utf-8",
    )
    assert run(["try", str(path), str(events)]) != ExitCode.FINE
    assert "This purchase has no lines." in capsys.readouterr().err


def test_only_rules_can_be_asked_why(tmp_path: Path, capsys: Captured) -> None:
    path, _, _ = write_shop(tmp_path)
    path.write_text(
        PROGRAM + '\nactivity "a chat"\n\nearn "Chatting"\n  on an "a chat"\n  give 1 point\n',
        encoding="utf-8",
    )
    events = tmp_path / "events.yaml"
    events.write_text("format: 1\nevents: []\n", encoding="utf-8")
    assert run(["try", str(path), str(events), "--why", "a chat"]) == ExitCode.WRONG_USAGE
    said = capsys.readouterr().err
    assert '"a chat" is an activity, and only rules can be asked why.' in said
    assert "Rules that use it: Chatting." in said


SHOP = ["--purchase", "5 USD", "--visits", "30", "--margin", "60%", "--customers", "80"]
TEMPLATE = "programs/templates/classic_points.loyalty"
FEW = ["simulate", TEMPLATE, "--runs", "1", "--customers", "1", "--months", "1"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["calibrate", *SHOP, "--map", "x", "--groups", "none"], 2, "alone: --map, --groups."),
        (["calibrate", "--purchase", "9" * 20 + " USD", *SHOP[2:]], 2, "more than anybody pays"),
        (["pilot", "plan", "x.csv", "--joining", "nan"], 2, '"nan" is not a number from 1 to 100'),
        (["pilot", "plan", "x.csv", "--break-even", "banana"], 2, "Write it like 9.5, or 9.5%."),
        (["pilot", "plan", "x.csv", "--joining", "1e-300"], 2, "is not a number from 1 to 100"),
        (["pilot", "plan", "x.csv", "--start", "9999-12-31"], 2, "a year from 1970 to 2190"),
        (["replay", "x", "x.csv", "--until", "0001-01-01"], 2, "a year from 1970 to 2190"),
        (["try", TEMPLATE, "--persona", "regular", "--start", "2191-01-01"], 2, "is too far away"),
        (["simulate", TEMPLATE, "--runs", "9" * 20], 2, "not in the range 1<=x<=1000000"),
        ([*FEW, "--workers", "tcp://"], 1, "No Dask scheduler answers at tcp://."),
        ([*FEW, "--workers", "ftp://x"], 1, "No Dask scheduler answers at ftp://x."),
    ],
)
def test_nonsense_is_told_before_any_work(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == code
    assert told in " ".join(capsys.readouterr().err.split())


def test_no_result_is_written_over_what_a_command_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders = tmp_path / "a.loyalty", tmp_path / "orders.csv"
    forecast = tmp_path / "forecast.md"
    program.write_text(Path(TEMPLATE).read_text("utf-8"), "utf-8")
    orders.write_text(Path("programs/demo/orders.csv").read_text("utf-8"), "utf-8")
    forecast.write_text("{}", "utf-8")
    before = [each.read_bytes() for each in (program, orders, forecast)]
    over = tmp_path / "." / ".." / tmp_path.name / orders.name
    for words in (
        ["calibrate", str(orders), "-o", str(over)],
        ["simulate", str(program), "--orders", str(orders), "--report", str(orders)],
        ["compare", str(program), TEMPLATE, "--orders", str(orders), "--report", str(orders)],
        ["terms", str(program), "-o", str(program)],
        ["staff-sheet", str(program), "-o", str(program)],
        ["report", str(forecast), str(forecast)],
    ):
        assert run(words) == ExitCode.WRONG_USAGE
        assert "is read here: name another file to write." in capsys.readouterr().err
    assert [each.read_bytes() for each in (program, orders, forecast)] == before
