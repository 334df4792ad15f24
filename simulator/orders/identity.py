"""Hides who the customers are: keyed hashes instead of the shop's own ids."""

import os
import secrets
from functools import partial
from hashlib import blake2b
from pathlib import Path

from simulator.orders.orders_error import OrdersError

KEY_VARIABLE = "PERKWRIGHT_KEY"
_KEY_BYTES = 32
_DIGEST_BYTES = 10


def member_hash(key: bytes, customer: str) -> str:
    """The keyed hash that stands for a customer: 20 characters."""
    digest = blake2b(customer.encode(), key=key, digest_size=_DIGEST_BYTES, person=b"perkwright")
    return digest.hexdigest()


class Members:
    """Names members for their customers: by hash, or as the shop does."""

    def __init__(self, key: bytes | None) -> None:
        """Without a key, members keep the shop's ids."""
        self._known: dict[str, str] = {}
        self._name = partial(member_hash, key) if key else str

    def __call__(self, customer: str) -> str:
        member = self._known.get(customer)
        if member is None:
            member = self._known[customer] = self._name(customer)
        return member


def key_file() -> Path:
    """Where the key is kept: PERKWRIGHT_KEY, or the user's own folder of settings."""
    stated = os.environ.get(KEY_VARIABLE)
    if stated:
        return Path(stated)
    settings = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA")
    folder = Path(settings) if settings else Path.home() / ".config"
    return folder / "perkwright" / "identity.key"


def load_key(path: Path | None = None) -> bytes:
    """The key of the key file, which is made on first use, readable by its owner alone.

    Raises:
        OrdersError: the file cannot be made or read, or holds no key.
    """
    path = path or key_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_key(path)
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except OSError as problem:
        raise OrdersError(
            "the key that hides customers' identities cannot be kept",
            place=str(path),
            cause=f"{problem.strerror}.",
            fix=f"name a file that can be written in {KEY_VARIABLE}, or keep the ids as they are",
        ) from problem
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise OrdersError(
            "the file of the key that hides customers' identities holds no key",
            place=str(path),
            cause=f"A key is one line of {2 * _KEY_BYTES} characters from 0-9 and a-f.",
            fix="restore the file from a backup; a new key gives every member a new name",
        )
    return key


def _make_key(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_KEY_BYTES) + "\n")
