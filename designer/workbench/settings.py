"""What a person set for the designer on this computer, in one small file that can be edited."""

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.program.toml_text import NotToml, values_in

FILE = "settings.toml"
_USUAL = " The usual settings are used."
_HEAD = "# Settings of Perkwright's designer. It reads them when it starts.\n"


@dataclass(frozen=True)
class Settings:
    """The designer's settings.

    Attributes:
        theme: its colours: light, dark, ansi-light, ansi-dark or no-colour.
        symbols: auto, unicode or ascii.
        language: how numbers, money and dates are written, as in en or de_DE.
        has_seen_tour: the tour is offered at the first start only.
        keys: keys by the name of what they do, as in {"stage.design": "f2"}.
    """

    theme: str = "dark"
    symbols: str = "auto"
    language: str = "en"
    has_seen_tour: bool = False
    keys: dict[str, str] = field(default_factory=dict)


CHOICES = {
    "theme": ("dark", "light", "ansi-dark", "ansi-light", "no-colour"),
    "symbols": ("auto", "unicode", "ascii"),
}


def settings_home() -> Path:
    """The folder of the settings, and of all else that is remembered between two starts."""
    from platformdirs import user_config_path

    return user_config_path("perkwright")


def read_settings(home: Path) -> Settings:
    """The settings in a folder; the usual ones where there are none.

    Raises:
        Refusal: the file says something that is not understood.
    """
    path = home / FILE
    try:
        found = values_in(read_document(path).text) if path.exists() else {}
    except NotToml as problem:
        raise Refusal(f'{path}: {problem}, as in theme = "light".{_USUAL}') from problem
    except Refusal as refused:
        raise Refusal(f"{refused.sentence}{_USUAL}") from refused
    return Settings(**{name: _fitting(path, name, value) for name, value in found.items()})


def _fitting(path: Path, name: str, value: Any) -> Any:
    usual = {each.name: getattr(Settings(), each.name) for each in fields(Settings)}
    if name not in usual:
        raise Refusal(f"{path}: there is no setting {name}. There are: {', '.join(usual)}.")
    choices = CHOICES.get(name)
    if choices and value not in choices:
        raise Refusal(f'{path}: {name} is one of {", ".join(choices)}, not "{value}".')
    is_key = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if not isinstance(value, type(usual[name])) or (name == "keys" and not is_key):
        raise Refusal(f"{path}: {name} is written like {_written(usual[name])}.")
    if name == "language" and value != usual[name]:
        try:
            known_language(value)
        except Refusal as refused:
            raise Refusal(f"{path}: {refused.sentence}") from refused
    return value


def known_language(name: str) -> str:
    """A language with a country as figures are known for it: de_DE of de_DE.UTF-8.

    Raises:
        Refusal: there is none of this name.
    """
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(name))
    except (UnknownLocaleError, ValueError) as unknown:
        raise Refusal(
            f'"{name}" is no language with a country that figures are known for. '
            "Write it like en or de_DE.",
            wrong_usage=True,
        ) from unknown


def save_settings(home: Path, settings: Settings) -> None:
    """Write the settings.

    Raises:
        Refusal: nothing can be written there.
    """
    single = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    keys = single.pop("keys")
    lines = [f"{name} = {_written(value)}" for name, value in single.items()]
    if keys:
        lines += ["", "[keys]", *(f"{json.dumps(name)} = {_written(keys[name])}" for name in keys)]
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Refusal(f"{home} cannot be made: {problem.strerror}.") from problem
    write_text(home / FILE, _HEAD + "\n".join(lines) + "\n")


def _written(value: object) -> str:
    """A value as TOML writes it: JSON's way is TOML's for texts and truths."""
    return '{"stage.design" = "f2"}' if isinstance(value, dict) else json.dumps(value)
