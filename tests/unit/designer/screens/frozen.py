"""One moment, one place and one language for all that the screens date: pictures stay the same."""

from datetime import UTC, date, datetime, tzinfo
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import designer.screens

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class _Moment(datetime):
    """A clock that stands still, in a zone of its own."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Moment":
        return cls(*MOMENT.timetuple()[:5], tzinfo=UTC)

    def astimezone(self, tz: tzinfo | None = None) -> "_Moment":
        return self


class _Day(date):
    """A calendar that is not turned."""

    @classmethod
    def today(cls) -> "_Day":
        return cls(MOMENT.year, MOMENT.month, MOMENT.day)


def freeze(patch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Stop the clock of all screens, and work in a folder whose name never changes.

    Args:
        patch: what undoes it.
        folder: where the folder is made.

    Returns:
        the folder.
    """
    patch.setenv("LC_ALL", "en_US.UTF-8")
    screens = (each.name for each in walk_packages(designer.screens.__path__, "designer.screens."))
    for place in ("designer.workbench.today_here", *screens):
        module = import_module(place)
        for name, real, still in (("datetime", datetime, _Moment), ("date", date, _Day)):
            if getattr(module, name, None) is real:
                patch.setattr(module, name, still)
    shop = folder / "shop"
    shop.mkdir()
    patch.chdir(shop)
    return shop
