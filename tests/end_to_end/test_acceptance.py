"""The table of what the designer has to reach names tests that are there."""

import re

from tests.end_to_end.terminal import ROOT

TABLE = ROOT / "tests/end_to_end/ACCEPTANCE.md"
CHECKS = 45


def test_every_check_has_its_row_and_every_test_named_is_there() -> None:
    text = TABLE.read_text("utf-8")
    numbers = [int(each) for each in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    assert numbers == list(range(1, CHECKS + 1))
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text))
    assert named
    lost = [
        f"{path}::{name}"
        for path, name in sorted(named)
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)
    ]
    assert lost == []


def test_every_row_names_what_holds_it() -> None:
    rows = [line for line in TABLE.read_text("utf-8").splitlines() if re.match(r"\| \d+ ", line)]
    silent = [row for row in rows if "`" not in row.split("|")[3] or "| open" in row]
    assert silent == []
