"""Nothing in the project depends on one computer."""

import re

from tests.house_rules.tree import ROOT, lines_of, name_of, text_files

# Spelled with brackets, so that this file does not find itself.
HOME = re.compile(r"(?<![\w.])/(?:wor[k]|hom[e]|roo[t]|tm[p]|User[s]|mnt)/|\b[A-Z]:\\User[s]")


def test_no_path_of_one_machine() -> None:
    found = [
        f"{name_of(path)}:{number}"
        for path in text_files()
        for number, line in enumerate(lines_of(path), start=1)
        if HOME.search(line)
    ]
    assert found == []


def test_the_lock_names_no_host_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    pinned = re.findall(r"^[a-z0-9][\w.-]*==\S+", lock, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(pinned) == len(blocks) > 20
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
