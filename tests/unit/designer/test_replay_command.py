"""`perkwright replay` as a person meets it: figures, halves, refusals, stops."""

import csv
import errno
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from designer.workbench import replays
from designer.workbench.replay_state import alone_with
from tests.unit.designer.shop import ORDERS_HEADER, write_shop


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("PERKWRIGHT_KEY", str(tmp_path_factory.mktemp("key") / "key"))


def replayed(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    code = run(["replay", *map(str, arguments), "--json"])
    captured = capsys.readouterr()
    assert code == ExitCode.FINE, captured.err
    record: dict[str, Any] = json.loads(captured.out)
    return record


def test_results_hold_what_is_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, orders, returns = write_shop(tmp_path)
    record = replayed(capsys, program, orders, "--returns", returns)
    assert {
        "program_sha256",
        "orders",
        "returns",
        "members",
        "sales_minor",
        "cost_minor",
        "owed_minor",
        "ignored",
        "wallets",
        "rules",
        "tiers",
        "import",
        "ledger_sha256",
    } <= record.keys()
    assert record["orders"] == 120
    assert record["members"] == 9
    wallet = record["wallets"]["Points"]
    moved = wallet["accrued"] - wallet["spent"] - wallet["expired"] - wallet["reversed"]
    assert moved == wallet["outstanding"] > 0
    assert record["rules"]["Every purchase"]["given"] > 0
    assert sum(record["tiers"].values()) <= 9


def _costs_by_month(ledger: Path) -> dict[str, int]:
    """As the ledger's rows tell them, months without any left out."""
    costs: Counter[str] = Counter()
    with ledger.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            costs[row["at"][:7]] += int(row["cost_minor"] or 0)
    return {month: cost for month, cost in costs.items() if cost}


@pytest.mark.parametrize("redeem", ["never", "when-affordable"])
def test_two_halves_give_the_ledger_of_the_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], redeem: str
) -> None:
    program, orders, returns = write_shop(tmp_path)
    common = (program, orders, "--returns", returns, "--redeem", redeem)
    whole = replayed(capsys, *common, "-o", tmp_path / "whole")
    again = replayed(capsys, *common, "-o", tmp_path / "again")
    assert whole == again
    assert (tmp_path / "whole/ledger.csv").read_bytes() == (
        tmp_path / "again/ledger.csv"
    ).read_bytes()
    state = ("--state", tmp_path / "state")
    replayed(capsys, *common, *state, "--until", "2025-06-15", "-o", tmp_path / "first")
    second = replayed(capsys, *common, *state, "-o", tmp_path / "second")
    assert (second["members_one_by_one"], second["why_one_by_one"]) == (9, [replays.A_STATE])
    assert not {"members_one_by_one", "why_one_by_one"} & whole.keys()
    assert second["ledger_sha256"] == whole["ledger_sha256"]
    assert second["wallets"] == whole["wallets"]
    assert second["rules"] == whole["rules"]
    assert second["cost_by_month"] == whole["cost_by_month"]
    costs = {month: cost for month, cost in whole["cost_by_month"].items() if cost}
    assert costs == _costs_by_month(tmp_path / "whole/ledger.csv")
    assert bool(costs) == (redeem == "when-affordable")
    first_lines = (tmp_path / "first/ledger.csv").read_text().splitlines()
    second_lines = (tmp_path / "second/ledger.csv").read_text().splitlines()
    assert first_lines + second_lines[1:] == (
        (tmp_path / "whole/ledger.csv").read_text().splitlines()
    )


def test_redeeming_spends_points_and_takes_money_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    never = replayed(capsys, program, orders)
    redeemed = replayed(capsys, program, orders, "--redeem", "when-affordable")
    assert never["wallets"]["Points"]["spent"] == never["cost_minor"] == 0
    times = redeemed["rules"]["5 GBP off"]["times"]
    assert redeemed["wallets"]["Points"]["spent"] == 60 * times > 0
    assert redeemed["cost_minor"] == 500 * times
    assert redeemed["policies"]["rewards"] == "taken when affordable (--redeem)"
    assert run(["replay", str(program), str(orders)]) == ExitCode.FINE
    told = " ".join(capsys.readouterr().out.split())
    assert "Policies: rewards: never taken, unless facts say so (--redeem); join: " in told


def test_what_changed_nothing_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    facts = tmp_path / "facts.csv"
    facts.write_text(
        "member,fact,at,name,value,reason\n"
        "c1,leave,2025-12-30T09:00:00+00:00,,,\n"
        "c1,adjust,2025-12-30T10:00:00+00:00,Points,5 points,a gift\n"
        "c1,adjust,2025-12-30T11:00:00+00:00,Points,5 points,a gift\n"
        "stranger,adjust,2025-12-30T09:00:00+00:00,Points,5 points,a gift\n",
        encoding="utf-8",
    )
    record = replayed(capsys, program, orders, "--facts", facts)
    assert list(record["ignored"].items()) == [
        ("the member has left", 2),
        ("it is about somebody who is not a member", 1),
    ]
    assert run(["replay", str(program), str(orders), "--facts", str(facts)]) == ExitCode.FINE
    table = capsys.readouterr().out.partition("What changed nothing")[2]
    lines = [line.strip() for line in table.strip().partition("\n\n")[0].splitlines()]
    assert [line.rsplit(maxsplit=1) for line in lines if "─" not in line] == [
        ["because", "times"],
        ["the member has left", "2"],
        ["it is about somebody who is not a member", "1"],
    ]


def test_parquet_holds_the_same_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import duckdb

    program, orders, _ = write_shop(tmp_path)
    replayed(capsys, program, orders, "-o", tmp_path / "csv")
    replayed(capsys, program, orders, "-o", tmp_path / "parquet")
    replayed(capsys, program, orders, "-o", tmp_path / "parquet", "--ledger", "parquet")
    assert not (tmp_path / "parquet/ledger.csv").exists()
    rows = duckdb.read_parquet(str(tmp_path / "parquet/ledger.parquet")).fetchall()
    lines = (tmp_path / "csv/ledger.csv").read_text().splitlines()
    assert len(rows) == len(lines) - 1


def test_a_form_needs_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, orders, _ = write_shop(tmp_path)
    code = run(["replay", str(program), str(orders), "--ledger", "parquet"])
    assert code == ExitCode.WRONG_USAGE
    assert "-o" in capsys.readouterr().err


def test_a_stop_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, orders, _ = write_shop(tmp_path)
    state, out = tmp_path / "state", tmp_path / "out"
    replayed(capsys, program, orders, "--state", state, "--until", "2025-03-31", "-o", out)
    before = {path: path.read_bytes() for folder in (state, out) for path in folder.iterdir()}

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replays, "FACTS_BETWEEN_REPORTS", 7)
    monkeypatch.setattr("simulator.replay.ledger_file.LedgerFile.add", stop)
    later = tmp_path / "new" / "later"
    code = run(["replay", str(program), str(orders), "--state", str(state), "-o", str(later)])
    assert code == ExitCode.STOPPED
    assert "Nothing was written" in capsys.readouterr().err
    after = {path: path.read_bytes() for folder in (state, out) for path in folder.iterdir()}
    assert after == before
    code = run(["replay", str(program), str(orders), "--state", str(later)])
    assert code == ExitCode.STOPPED
    assert not later.parent.exists()


def test_a_later_part_leaves_an_earlier_ledger_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    part = ["replay", str(program), str(orders), "--state", str(tmp_path / "state"), "-o"]
    out, ledger = str(tmp_path / "out"), tmp_path / "out/ledger.csv"
    assert run([*part, out, "--until", "2025-03-31"]) == ExitCode.FINE
    first = ledger.read_bytes()
    capsys.readouterr()
    assert run([*part, out]) == run([*part, out, "--ledger", "parquet"]) == ExitCode.WRONG_USAGE
    message = capsys.readouterr().err
    assert str(ledger) in message
    assert "Name another folder with -o" in message
    assert ledger.read_bytes() == first
    assert run([*part, str(tmp_path / "second")]) == ExitCode.FINE


def test_a_state_that_was_edited_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    part = ["replay", str(program), str(orders), "--state", str(tmp_path / "state")]
    assert run([*part, "--until", "2025-03-31"]) == ExitCode.FINE
    path = tmp_path / "state/replay_state.json"
    written = path.read_text(encoding="utf-8")
    saved = json.loads(written)
    saved["carried"]["engine"] = {"members": 7}
    path.write_text(json.dumps(saved), encoding="utf-8")
    assert "All ran one by one (9 members): a state is kept in which" in capsys.readouterr().out
    assert run(part) == ExitCode.PROBLEMS
    assert f"{path} was changed after it was written" in capsys.readouterr().err
    path.write_text(json.dumps(json.loads(written), indent=2), encoding="utf-8")
    assert run(part) == ExitCode.FINE


def write_orders(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([ORDERS_HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_large_figures_stand_whole_and_one_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, _, _ = write_shop(tmp_path)
    orders = write_orders(tmp_path / "large.csv", "1,ann,2025-03-01,GBP,90071992547409.90")
    program.write_text(
        program.read_text(encoding="utf-8").replace("gives 5 GBP off", "gives free shipping"),
        encoding="utf-8",
    )
    assert run(["replay", str(program), str(orders)]) == ExitCode.FINE
    out = capsys.readouterr().out
    assert "1 order, 0 returns, 1 member\n" in out
    assert "135,107,988,821,114 Points" in out
    assert "…" not in out
    assert 'points of "Points" have no worth in money' in out


def test_a_program_without_tiers_has_no_table_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    assert run(["replay", str(program), str(orders)]) == ExitCode.FINE
    assert "Members in each tier" in capsys.readouterr().out
    text = program.read_text(encoding="utf-8")
    tier = text[text.index("tier ") : text.index("reward ")]
    program.write_text(text.replace(tier, ""), encoding="utf-8")
    assert run(["replay", str(program), str(orders)]) == ExitCode.FINE
    assert "Members in each tier" not in capsys.readouterr().out


def test_orders_of_another_currency_are_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, _, _ = write_shop(tmp_path)
    orders = write_orders(tmp_path / "other.csv", "1,ann,2025-03-01,EUR,9.00")
    assert run(["replay", str(program), str(orders)]) == ExitCode.PROBLEMS
    assert 'this one has "currency GBP"' in capsys.readouterr().err


def test_a_state_goes_on_under_a_changed_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    state = ("--state", tmp_path / "state")
    first = replayed(capsys, program, orders, *state, "--until", "2025-03-31")
    text = program.read_text()
    changed = text.replace("plural points\n", 'plural points\n  formerly "Points"\n')
    program.write_text(changed.replace('wallet "Points"', 'wallet "Beans"'))
    second = replayed(capsys, program, orders, *state)
    assert list(second["wallets"]) == ["Beans"]
    assert second["wallets"]["Beans"]["accrued"] >= first["wallets"]["Points"]["accrued"] > 0
    program.write_text(text.replace("Europe/London", "Europe/Paris"))
    again = ["replay", str(program), str(orders), *map(str, state)]
    assert run(again) == ExitCode.PROBLEMS
    assert "the days of the program were those of Europe/London" in capsys.readouterr().err


@pytest.mark.parametrize("content", ['{"format": 1', "", "[]", "[" * 100_000, '{"format": 3}'])
def test_a_damaged_state_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    program, orders, _ = write_shop(tmp_path)
    path = tmp_path / "state/replay_state.json"
    path.parent.mkdir()
    path.write_text(content)
    assert (
        run(["replay", str(program), str(orders), "--state", str(path.parent)]) == ExitCode.PROBLEMS
    )
    assert f"{path} is damaged" in capsys.readouterr().err
    assert path.read_text() == content


def test_a_state_is_replaced_by_one_run_alone_and_only_where_it_may_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, orders, _ = write_shop(tmp_path)
    folder, out = tmp_path / "state", tmp_path / "out"
    part = ["replay", str(program), str(orders), "--state", str(folder)]
    with alone_with(folder):
        assert run(part) == ExitCode.PROBLEMS
    assert "Another replay is at work" in capsys.readouterr().err
    assert run([*part, "--until", "2025-03-31"]) == ExitCode.FINE
    path = folder / "replay_state.json"
    written = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda of, mode: Path(of) != path or mode != os.W_OK)
    assert run([*part, "-o", str(out)]) == ExitCode.PROBLEMS
    assert f"{path} is read-only" in capsys.readouterr().err
    assert path.read_bytes() == written
    assert not (out / "ledger.csv").exists()
    path.unlink()
    path.symlink_to(tmp_path / "unplugged" / "state.json")
    assert run(part) == ExitCode.PROBLEMS
    assert f"{path} cannot be read" in capsys.readouterr().err


def test_a_state_never_goes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, orders, _ = write_shop(tmp_path)
    part = ["replay", str(program), str(orders), "--state", str(tmp_path / "state"), "--until"]
    assert run([*part, "2025-03-31"]) == ExitCode.FINE
    assert run([*part, "2025-03-31"]) == ExitCode.FINE
    capsys.readouterr()
    assert run([*part, "2025-03-30"]) == ExitCode.WRONG_USAGE
    assert "up to 2025-03-31" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            ["--return-window", "30"],
            "made without --return-window, and this run is made with --return-window 30.",
        ),
        (
            ["--redeem", "when-affordable"],
            "made with --redeem never, and this run is made with --redeem when-affordable.",
        ),
        (["--match-returns", "none"], "--match-returns recent"),
        (["--join", "at-start"], "--join first-order"),
        (["--keep-ids"], "hashed with the key"),
    ],
)
def test_all_parts_of_a_history_have_the_same_policies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], told: str
) -> None:
    program, orders, _ = write_shop(tmp_path)
    part = ["replay", str(program), str(orders), "--state", str(tmp_path / "state")]
    assert run([*part, "--until", "2025-03-31"]) == ExitCode.FINE
    capsys.readouterr()
    assert run([*part, *more]) == ExitCode.WRONG_USAGE
    assert told in " ".join(capsys.readouterr().err.split())


def test_a_window_for_returns_that_is_left_out_later_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    part = ["replay", str(program), str(orders), "--state", str(tmp_path / "state")]
    assert run([*part, "--until", "2025-03-31", "--return-window", "3"]) == ExitCode.FINE
    capsys.readouterr()
    assert run(part) == ExitCode.WRONG_USAGE
    told = " ".join(capsys.readouterr().err.split())
    assert "made with --return-window 3, and this run is made without --return-window. Say" in told


def test_no_room_for_the_results_is_no_mistake_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, orders, _ = write_shop(tmp_path)

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("simulator.replay.ledger_file.LedgerFile.add", no_room)
    code = run(["replay", str(program), str(orders), "-o", str(tmp_path / "out")])
    assert code == ExitCode.PROBLEMS
    assert f"{tmp_path / 'out'} cannot be written to: No space" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    (tmp_path / "taken").write_text("a file")
    code = run(["replay", str(program), str(orders), "-o", str(tmp_path / "taken")])
    assert code == ExitCode.PROBLEMS
    assert "is a file. Name a folder" in capsys.readouterr().err
