"""A program's file: what is found is kept, what is typed is never lost."""

import os
from pathlib import Path

import pytest

from designer.workbench import draft_files
from designer.workbench.draft_files import ChangedOnDisk, DraftFile, Journal, free_path
from designer.workbench.recent_work import recent_work, remember_work
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_content


@pytest.mark.parametrize(
    ("found", "saved"),
    [
        (b"one\ntwo\n", b"one\ntwo\nthree\n"),
        (b"one\r\ntwo\r\n", b"one\r\ntwo\r\nthree\r\n"),
        (b"\xef\xbb\xbfone\ntwo\n", b"\xef\xbb\xbfone\ntwo\nthree\n"),
        (b"one\rtwo\r", b"one\rtwo\rthree\r"),
        (b"one\ntwo\r\n\n", b"one\ntwo\r\n\nthree\n"),
        (b"", b"three\n"),
    ],
)
def test_a_file_keeps_its_layout(found: bytes, saved: bytes, tmp_path: Path) -> None:
    path = tmp_path / "shop.loyalty"
    path.write_bytes(found)
    path.chmod(0o640)
    file = DraftFile(path)
    file.save(file.text + "three\n")
    assert path.read_bytes() == saved
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["shop.loyalty"]  # noqa: PTH208 - hidden files count


def test_a_new_file_is_made_by_the_first_save(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "new.loyalty")
    assert not file.written_by_others()
    file.save("perkwright 1\n")
    assert DraftFile(file.path).text == "perkwright 1\n"


def test_what_somebody_else_wrote_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "shop.loyalty"
    path.write_text("mine\n", "utf-8")
    file = DraftFile(path)
    path.write_text("theirs\n", "utf-8")
    assert file.written_by_others()
    with pytest.raises(ChangedOnDisk) as found:
        file.save("mine, longer\n")
    assert found.value.text == "theirs\n"
    assert path.read_text("utf-8") == "theirs\n"


def test_what_is_written_while_the_file_is_read_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.loyalty"
    path.write_text("mine\n", "utf-8")

    def read_and_then_written(path: Path) -> bytes:
        content = read_content(path)
        path.write_text("theirs, longer\n", "utf-8")
        return content

    monkeypatch.setattr(draft_files, "read_content", read_and_then_written)
    file = DraftFile(path)
    assert file.text == "mine\n"
    with pytest.raises(ChangedOnDisk):
        file.save("mine again\n")


def test_the_same_bytes_written_again_are_no_change(tmp_path: Path) -> None:
    path = tmp_path / "shop.loyalty"
    path.write_text("mine\n", "utf-8")
    file = DraftFile(path)
    path.write_text("mine\n", "utf-8")
    os.utime(path, (1, 1))
    assert not file.written_by_others()


def test_a_file_that_was_removed_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "shop.loyalty"
    path.write_text("mine\n", "utf-8")
    file = DraftFile(path)
    path.unlink()
    file.save("mine\n")
    assert path.read_text("utf-8") == "mine\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.loyalty", tmp_path / "link.loyalty"
    real.write_text("one\n", "utf-8")
    link.symlink_to(real)
    DraftFile(link).save("two\n")
    assert link.is_symlink()
    assert real.read_text("utf-8") == "two\n"


def test_what_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "no such folder" / "shop.loyalty")
    with pytest.raises(Refusal, match="cannot be written: No such file or directory"):
        file.save("mine\n")


def test_the_journal_keeps_the_newest_text_of_each_file(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "home" / "unsaved")
    one, two = tmp_path / "one.loyalty", tmp_path / "two.loyalty"
    assert journal.kept(one) is None
    journal.keep(one, "first\n")
    journal.keep(one, "second\n")
    journal.keep(two, "other\n")
    assert (journal.kept(one), journal.kept(two)) == ("second\n", "other\n")
    journal.forget(one)
    assert (journal.kept(one), journal.kept(two)) == (None, "other\n")


def test_a_journal_that_is_damaged_offers_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.keep(tmp_path / "one.loyalty", "text")
    (kept,) = tmp_path.glob("*.json")
    kept.write_text("{", "utf-8")
    assert journal.kept(tmp_path / "one.loyalty") is None


def test_a_new_program_takes_no_path_that_is_used(tmp_path: Path) -> None:
    assert free_path(tmp_path, "shop") == tmp_path / "shop.loyalty"
    (tmp_path / "shop.loyalty").touch()
    (tmp_path / "shop_2.scenario.yaml").touch()
    assert free_path(tmp_path, "shop") == tmp_path / "shop_3.loyalty"


def test_a_folder_or_a_pipe_in_the_place_of_the_file_stays_and_stops_nobody(
    tmp_path: Path,
) -> None:
    path = tmp_path / "shop.loyalty"
    path.write_text("mine\n", "utf-8")
    file = DraftFile(path)
    for make in (Path.mkdir, os.mkfifo):
        path.rmdir() if path.is_dir() else path.unlink()
        make(path)
        assert not file.written_by_others()
        with pytest.raises(Refusal, match="something else of this name"):
            file.save("mine, longer\n")
        with pytest.raises(Refusal, match=r"folder|pipe"):
            DraftFile(path)
        assert not path.is_file()


def test_a_file_whose_name_is_no_utf8_is_kept_and_remembered(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.loyalty")
    path.touch()
    journal = Journal(tmp_path / "unsaved")
    journal.keep(path, "program\n")
    assert journal.kept(path) == "program\n"
    remember_work(tmp_path, path, "Café", 1)
    assert [each.path for each in recent_work(tmp_path)] == [str(path)]
