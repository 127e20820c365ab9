"""The key behind the ids: HMAC-SHA-256 and not plain SHA, since 16 digits of NIK can be enumerated.

Whoever loses the key can never again tie new files to old ids: its path is for printing, with the advice to keep one
more copy.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from audit.errors import InputError
from audit.results import Finding
from audit.store.permissions import owner_only
from audit.store.refusals import writing
from audit.store.whole import whole_file

__all__ = ["SAMPLE_KEY", "Key", "default_key_path", "keyed_id", "load_key", "own_key_of"]

SAMPLE_KEY = b"contoh"  # for invented children only, so that everybody's demo has the same ids
_KEY_BYTES = 32  # as long as the hash it keys (RFC 2104)
_ID_BYTES = 10  # 16 letters; two of five million children meet with a chance of 1 in 10^11


@dataclass(frozen=True, slots=True)
class Key:
    """The secret behind the ids, where it lies, and whether it was made just now (then its path is to be printed)."""

    secret: bytes
    path: Path
    made: bool
    finding: Finding | None = None

    def __repr__(self) -> str:
        return f"Key({self.path}, made={self.made})"


def default_key_path(home: Path | None = None) -> Path:
    """Where the key lies when nobody says otherwise: the user's configuration folder."""
    home = home or Path.home()
    folder = home / "AppData" / "Roaming" if os.name == "nt" else home / ".config"
    return folder / "aks" / "kunci"


def load_key(path: Path | None = None) -> Key:
    """Read the key; without ``path`` the one in the user's configuration folder, made at the first use.

    A key file that was named but is absent, or is empty, is an ``InputError``: a new key in its place would silently
    give every child a new id.
    """
    where = path or default_key_path()
    if where.is_file():
        secret = where.read_bytes().strip()
        if not secret:
            raise InputError("store.key_empty", file=where.name)
        return Key(secret, where, made=False)
    if path is not None:
        raise InputError("store.no_key", file=where.name)
    secret, finding = _made(where)
    return Key(secret, where, made=True, finding=finding)


def own_key_of(where: Path) -> bytes:
    """The key of one thing alone, kept in its own file and made at the first use; raises as :func:`load_key`."""
    return load_key(where).secret if where.is_file() else _made(where)[0]


def _made(where: Path) -> tuple[bytes, Finding | None]:
    """Make a key, whole and for its owner only."""
    with writing(where):
        where.parent.mkdir(parents=True, exist_ok=True)
        secret = secrets.token_hex(_KEY_BYTES).encode()
    with whole_file(where) as partial:  # an empty key would refuse every later run
        partial.touch(mode=0o600)
        partial.write_bytes(secret + b"\n")
    return secret, owner_only(where)


def keyed_id(key: bytes, *parts: str) -> str:
    """Return a short id of some text: 16 lower-case letters and digits, the same for the same key and parts."""
    digest = hmac.new(key, "\x1f".join(parts).encode("utf-8"), hashlib.sha256).digest()
    return base64.b32encode(digest[:_ID_BYTES]).decode("ascii").lower()
