"""The owner's orders as they were read last, and how: offered again after the next start."""

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from designer.workbench.order_files import OrdersFile, open_orders
from designer.workbench.own_orders import OwnOrders
from designer.workbench.remembered import Said, remember, remembered_near
from simulator.orders.mapping import Mapping
from simulator.orders.sources import JoinPolicy
from simulator.replay.redeeming import Redeem

_WHAT = "orders"
_BESIDE = ("lines", "returns", "facts")


def orders_path_remembered(home: Path, program: Path) -> Path | None:
    """The file of orders; None where there is none any more."""
    return _there(remembered_near(home, program, _WHAT).get("file"))


def remember_orders(home: Path, program: Path, own: OwnOrders) -> None:
    """Keep which files are read for a program, and how, even if nothing was begun with them."""
    paths = {"file": own.file.path, **{name: getattr(own, name) for name in _BESIDE}}
    said = {name: str(path.resolve()) for name, path in paths.items() if path}
    said |= {"join": own.join, "redeem": own.redeem}
    said["mapping"] = own.file.mapping.model_dump_json()
    said["kept"] = own.file.kept.model_dump_json()
    remember(home, program, _WHAT, said)


def orders_remembered(home: Path, program: Path, currency: str) -> OwnOrders | None:
    """The orders that were read last for a program, or for another one in its folder.

    Args:
        home: the folder of settings.
        program: the program's file.
        currency: of the program, for orders that name none.

    Raises:
        Refusal: they are there and cannot be read.
    """
    said = remembered_near(home, program, _WHAT)
    path = _there(said.get("file"))
    if path is None:
        return None
    file = _as_it_was_read(open_orders(path, currency), said)
    lines, returns, facts = (_there(said.get(name)) for name in _BESIDE)
    own = OwnOrders(file, lines, returns, facts)
    try:
        return replace(own, join=JoinPolicy(said["join"]), redeem=Redeem(said["redeem"]))
    except (KeyError, ValueError):  # written by another version
        return own


def _as_it_was_read(file: OrdersFile, said: Said) -> OrdersFile:
    """The file with columns as they were chosen, unless its mapping was written anew since."""
    try:
        mapping, kept = (Mapping.model_validate_json(said[name]) for name in ("mapping", "kept"))
    except (KeyError, ValidationError):  # written by another version
        return file
    named = {source for sources in mapping.columns.values() for source in sources}
    is_same = kept == file.kept and named <= set(file.head.header)
    return replace(file, mapping=mapping) if is_same else file


def _there(path: str | None) -> Path | None:
    return Path(path) if path and Path(path).is_file() else None
