"""Settings: what is set is found again, and what is not understood is told."""

from pathlib import Path

import pytest

from designer.workbench.recent_work import recent_work, remember_work
from designer.workbench.refusal import Refusal
from designer.workbench.settings import FILE, Settings, read_settings, save_settings


def test_settings_are_found_as_they_were_set(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert read_settings(home) == Settings()
    settings = Settings("light", "ascii", "de_DE", True, {"stage.design": "f12"})
    save_settings(home, settings)
    assert read_settings(home) == settings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theme = "pink"', "theme is one of dark, light"),
        ("colour = 1", "there is no setting colour. There are: theme"),
        ("language = 5", 'language is written like "en"'),
        ('language = "zz_QQ"', '"zz_QQ" is no language with a country'),
        ('language = "de-DE"', "Write it like en or de_DE."),
        ('keys = "f2"', "keys is written like"),
        ("symbols = 'ascii'\ntheme =", "line 2 cannot be read; write a name, = and"),
    ],
)
def test_what_is_not_understood_is_told(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        read_settings(tmp_path)
    assert told in refused.value.sentence


def test_recent_work_is_newest_first_without_what_is_gone(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.loyalty" for name in "abc"]
    for path in paths:
        path.touch()
        remember_work(tmp_path / "home", path, path.stem, 739_000)
    remember_work(tmp_path / "home", paths[0], "a again", 739_001)
    paths[1].unlink()
    assert [each.name for each in recent_work(tmp_path / "home")] == ["a again", "c"]


def test_settings_behind_a_link_stay_behind_it(tmp_path: Path) -> None:
    real, home = tmp_path / "own.toml", tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").symlink_to(real)
    save_settings(home, Settings(theme="light"))
    assert (home / "settings.toml").is_symlink()
    assert 'theme = "light"' in real.read_text("utf-8")
