"""States that somebody wrote by other means: their checksum fits, their inside does not."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from tests.unit.designer.shop import write_shop


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("PERKWRIGHT_KEY", str(tmp_path_factory.mktemp("key") / "key"))


FOREIGN: list[tuple[tuple[str, ...], Any, str]] = [
    ((), [], "is damaged"),
    (("engine",), "text", "is damaged"),
    (("engine",), {"members": 7}, "this is no saved state"),
    (("engine", "members"), {"m": 7}, "the saved state is damaged"),
    (("engine",), {"version": 4, "program_sha256": "another"}, "its program is missing"),
    (("engine",), {"version": 4, "program_sha256": "another", "program": {}}, "is damaged"),
    (("history",), {"version": 1}, "is damaged"),
    (("history", "purchases"), [[1]], "is damaged"),
    (("summary",), {}, "is damaged"),
    (("summary", "wallets"), {"Points": 7}, "is damaged"),
    (("policies",), [], "is damaged"),
    (("played_before",), "soon", "is damaged"),
    (("ledger_sha256",), None, "is damaged"),
]


def test_a_state_of_another_form_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, orders, _ = write_shop(tmp_path)
    part = ["replay", str(program), str(orders), "--state", str(tmp_path / "state")]
    assert run([*part, "--until", "2025-03-31"]) == ExitCode.FINE
    path = tmp_path / "state/replay_state.json"
    written, found = path.read_text(encoding="utf-8"), {}
    for keys, value, words in FOREIGN:
        saved = json.loads(written)
        holder, last = saved, "carried"
        for key in keys:
            holder, last = holder[last], key
        holder[last] = value
        text = json.dumps(saved["carried"], separators=(",", ":"))
        saved["carried_sha256"] = sha256(text.encode()).hexdigest()
        path.write_text(json.dumps(saved), encoding="utf-8")
        capsys.readouterr()
        code, told = run(part), capsys.readouterr().err
        found[*keys, words] = (code, words in " ".join(told.split()))
    assert [keys for keys, fine in found.items() if fine != (ExitCode.PROBLEMS, True)] == []
