"""What a run leaves that is told to stop, or killed outright, while it works."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.workbench.files import finished_folder
from simulator.orders.working_folder import clear_temporary, temporary_folder
from tests.house_rules.tree import ROOT
from tests.unit.designer.shop import write_shop


def started(folder: Path) -> "subprocess.Popen[str]":
    """A replay that waits at its first entry until it is stopped, and once more at its end."""
    program, orders, _ = write_shop(folder)
    (folder / "room").mkdir()
    code = (
        "import atexit, signal, sys, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # off in the background
        "from designer.__main__ import main\n"
        "from simulator.replay.ledger_file import LedgerFile\n"
        "def wait(*_):\n"
        "    print('waiting', flush=True)\n"
        "    time.sleep(60)\n"
        "LedgerFile.add = wait\n"
        "atexit.register(lambda: (print('ending', flush=True), time.sleep(0.5)))\n"
        "main()\n"
    )
    words = ["replay", str(program), str(orders), "-o", str(folder / "out")]
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder / "room"), "PERKWRIGHT_KEY": str(folder / "key")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def left_in(folder: Path) -> list[str]:
    return [path.name for name in ("room", "out") for path in (folder / name).glob("*")]


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("stop", "code"),
    [(signal.SIGTERM, ExitCode.TERMINATED), (signal.SIGINT, ExitCode.STOPPED)],
)
def test_a_run_that_is_told_to_stop_tidies_up(
    stop: signal.Signals, code: ExitCode, again: bool, tmp_path: Path
) -> None:
    """Once, or again while it ends, as `timeout` does and who is impatient."""
    run = started(tmp_path)
    assert run.stdout is not None
    assert run.stdout.readline() == "waiting\n"
    assert len(left_in(tmp_path)) == 2
    run.send_signal(stop)
    assert run.stdout.readline() == "ending\n"
    if again:
        run.send_signal(stop)
    _, message = run.communicate(timeout=30)
    assert run.returncode == code
    assert message.strip() == "Stopped. Nothing was written."
    assert left_in(tmp_path) == []
    assert not (tmp_path / "out").exists()


def test_what_a_killed_run_leaves_goes_with_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "room"))
    run = started(tmp_path)
    assert run.stdout is not None
    assert run.stdout.readline() == "waiting\n"
    at_work = sorted(left_in(tmp_path))
    with finished_folder(tmp_path / "out"):
        next_to_it = temporary_folder()
        assert set(at_work) < set(left_in(tmp_path))
        next_to_it.remove()
    assert sorted(left_in(tmp_path)) == at_work
    run.kill()
    run.communicate(timeout=30)
    assert sorted(left_in(tmp_path)) == at_work
    with finished_folder(tmp_path / "out") as draft:
        (draft / "summary.txt").write_text("done", encoding="utf-8")
    (tmp_path / "room" / "perkwright-working-my_shop").mkdir()
    clear_temporary()
    assert sorted(left_in(tmp_path)) == ["perkwright-working-my_shop", "summary.txt"]


def test_processes_that_are_just_loading_say_nothing_of_a_stop(tmp_path: Path) -> None:
    """Ctrl-C in a terminal reaches all of them, long before they are ready to work."""
    (tmp_path / "slow.py").write_text("import time\nprint('loading', flush=True)\ntime.sleep(1)\n")
    code = (
        "import signal, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from simulator.forecasts import workers\n"
        "workers._NEEDED = 'slow'\n"
        "workers.ProcessPool.get_ready()\n"
        "try:\n"
        "    time.sleep(60)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "loading\n"
    os.killpg(run.pid, signal.SIGINT)
    assert run.communicate(timeout=30) == ("stopped\n", "")
