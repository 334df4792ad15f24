"""A folder in the place of a file is told in one way, whatever was to be read from it."""

from pathlib import Path

import pytest

from designer.cli.exit_codes import ExitCode
from designer.cli.main import run
from tests.unit.designer.shop import write_shop

OF_A_TEXT = "is a folder. Name a file in it."
OF_ORDERS = "this is a folder, not a file"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("check FOLDER", OF_A_TEXT),
        ("simulate PROGRAM --scenario FOLDER", OF_A_TEXT),
        ("simulate PROGRAM --current FOLDER", OF_A_TEXT),
        ("report FOLDER report.html", OF_A_TEXT),
        ("pilot plan ORDERS --forecast FOLDER", OF_A_TEXT),
        ("replay PROGRAM FOLDER", OF_ORDERS),
        ("replay PROGRAM ORDERS --map FOLDER", OF_ORDERS),
        ("replay PROGRAM ORDERS --facts FOLDER", OF_ORDERS),
        ("replay PROGRAM ORDERS --facts EVENTS", OF_ORDERS),
        ("calibrate FOLDER", OF_ORDERS),
        ("simulate PROGRAM --orders FOLDER", OF_ORDERS),
    ],
)
def test_a_folder_is_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, says: str
) -> None:
    program, orders, _ = write_shop(tmp_path)
    (tmp_path / "facts.yaml").mkdir()
    named = {"FOLDER": tmp_path, "EVENTS": tmp_path / "facts.yaml"}
    named |= {"PROGRAM": program, "ORDERS": orders}
    assert run([str(named.get(word, word)) for word in words.split()]) == ExitCode.WRONG_USAGE
    assert says in capsys.readouterr().err
