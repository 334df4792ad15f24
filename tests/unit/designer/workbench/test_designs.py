"""What a draft can be compared with, and what it is compared with first."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from designer.screens.widgets.which_designs import left_out_words
from designer.workbench import designs
from designer.workbench.designs import (
    DRAFT,
    DesignChoice,
    designs_beside,
    nearest_design,
    texts_offered,
)
from designer.workbench.text_files import read_document
from designer.workbench.versions import save_version
from dsl.source.document import Document
from tests.unit.designer.screens.journey import copied


def test_the_newest_version_is_what_a_draft_is_compared_with(tmp_path: Path) -> None:
    path = copied(tmp_path, "classic-points")
    text = path.read_text("utf-8")
    (tmp_path / "other.loyalty").write_text(text.replace("USD", "EUR"), encoding="utf-8")
    for file, name in (("copy", "My Points"), ("second", "My Points"), ("plain", "Bean Club")):
        (tmp_path / f"{file}.loyalty").write_text(f'program "{name}"\n  currency USD\n', "utf-8")
    found = designs_beside(path, text).designs
    assert _nearest(found, text).words == "My Points (template)"
    in_euros = text.replace("USD", "EUR")
    abroad = designs_beside(path, in_euros).designs
    assert _nearest(abroad, in_euros).file == tmp_path / "other.loyalty"
    alone = [each for each in abroad if each.file != tmp_path / "other.loyalty"]
    assert nearest_design(alone, in_euros) is None, "no template that is quite another program"
    apart = ["My Points (copy.loyalty)", "Bean Club", "My Points (second.loyalty)"]
    assert [each.words for each in found][:4] == ["this draft", *apart]
    for name in ("first", "second"):
        save_version(path, text + f"# {name}\n", name, datetime(2026, 1, 2, tzinfo=UTC))
    found = designs_beside(path, text).designs
    assert [each.words for each in found][:3] == ["this draft", 'v2 "second"', 'v1 "first"']
    assert _nearest(found, text).words == 'v2 "second"'


def _nearest(found: Sequence[DesignChoice], text: str) -> DesignChoice:
    near = nearest_design(found, text)
    assert near is not None
    return near


def test_each_design_is_read_once_and_those_of_other_currencies_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copied(tmp_path, "classic-points")
    text = path.read_text("utf-8").replace("USD", "EUR")
    (tmp_path / "other.loyalty").write_text(text, encoding="utf-8")
    read: list[Path] = []

    def noted(file: Path) -> Document:
        read.append(file)
        return read_document(file)

    monkeypatch.setattr(designs, "read_document", noted)
    offer = designs_beside(path, text)
    near = _nearest(offer.designs, text)
    texts_offered((near, offer.designs[0]), text)
    assert len(read) == len(set(read)) == len(offer.designs) - 1 + offer.left_out
    assert left_out_words(offer).startswith(f"{offer.left_out} programs are left out: only what")


def test_versions_that_cannot_be_listed_leave_the_other_designs(tmp_path: Path) -> None:
    path = copied(tmp_path, "classic-points")
    save_version(path, path.read_text("utf-8"), "first", datetime(2026, 1, 1, tzinfo=UTC))
    (path.with_suffix(".versions") / "index.json").write_text("{", "utf-8")
    found = designs_beside(path, path.read_text("utf-8")).designs
    assert found[0].key == DRAFT
    assert all(each.words.endswith("(template)") for each in found[1:])
