"""Named versions: plain files that are found again, and told from changed ones."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from designer.workbench.refusal import Refusal
from designer.workbench.versions import (
    save_version,
    version_path,
    version_text,
    versions_folder,
    versions_of,
)

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_versions_are_found_in_the_order_they_were_saved(tmp_path: Path) -> None:
    program = tmp_path / "shop.loyalty"
    assert versions_of(program) == []
    first = save_version(program, "one\n", "First try", NOON)
    second = save_version(program, "two\n", "Über alles!", NOON)
    assert versions_of(program) == [first, second]
    assert [each.file for each in (first, second)] == [
        "001_first_try.loyalty",
        "002_ber_alles.loyalty",
    ]
    assert version_text(program, first) == "one\n"
    assert version_path(program, second).read_text("utf-8") == "two\n"
    assert first.saved == "2026-03-01T12:00:00+00:00"


def test_the_same_text_under_the_same_name_is_kept_once(tmp_path: Path) -> None:
    program = tmp_path / "shop.loyalty"
    first = save_version(program, "one\n", "First try", NOON)
    assert save_version(program, "one\n", "First try", NOON) == first
    assert save_version(program, "one\n", "Launched", NOON).number == 2


def test_a_version_that_was_changed_is_no_version(tmp_path: Path) -> None:
    program = tmp_path / "shop.loyalty"
    version = save_version(program, "one\n", "First try", NOON)
    version_path(program, version).write_text("two\n", "utf-8")
    with pytest.raises(Refusal, match="was changed"):
        version_text(program, version)


JUNK = [
    "not JSON",
    '{"versions": 5}',
    '{"versions": [{"number": "one"}]}',
    '{"versions": [{"number": 1, "name": "x", "saved": "", "sha256": "", "file": "../x.loyalty"}]}',
]


def test_an_index_that_cannot_be_read_stops_a_save_and_loses_nothing(tmp_path: Path) -> None:
    program = tmp_path / "shop.loyalty"
    first = save_version(program, "one\n", "First try", NOON)
    index = versions_folder(program) / "index.json"
    assert json.loads(index.read_text("utf-8"))["format"] == 1
    for junk in JUNK:
        index.write_text(junk, "utf-8")
        with pytest.raises(Refusal, match="cannot be read"):
            save_version(program, "two\n", "First try", NOON)
        assert index.read_text("utf-8") == junk
    index.rename(index.with_suffix(".old"))
    assert save_version(program, "two\n", "First try", NOON).number == 2
    assert version_path(program, first).read_text("utf-8") == "one\n"


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    versions_folder(tmp_path / "shop.loyalty").write_text("", "utf-8")
    with pytest.raises(Refusal, match="is a file, and versions need a folder"):
        save_version(tmp_path / "shop.loyalty", "one\n", "First try", NOON)
