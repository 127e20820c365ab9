"""Why an output cannot be written, as one sentence (exit 17)."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from audit.errors import OutputError

__all__ = ["PARTIAL", "on_full_disk", "writing"]

PARTIAL = ".partial"  # ends the name of what is not whole yet
_FULL = {errno.ENOSPC, errno.EDQUOT}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
# Windows: access denied, sharing violation, lock violation: what a file open in Excel or Acrobat gives.
_OPEN_ELSEWHERE = {5, 32, 33}


@contextmanager
def writing(target: Path) -> Generator[None, None, None]:
    """Turn a system's refusal to write below ``target`` into an ``OutputError``; anything else passes unchanged."""
    try:
        yield
    except OSError as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise OutputError(reason, name=_name(error, target)) from error


@contextmanager
def on_full_disk(target: Path) -> Generator[None, None, None]:
    """Turn a full disk into an ``OutputError``, wherever it is met; around a whole step, which reads files as well."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise OutputError("store.disk_full", name=_name(error, target)) from error


def _reason(error: OSError) -> str | None:
    if error.errno in _FULL:
        return "store.disk_full"
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        return "store.open_elsewhere"
    return "store.no_permission" if error.errno in _DENIED else None


def _name(error: OSError, target: Path) -> str:
    return Path(str(error.filename)).name.removesuffix(PARTIAL) if error.filename else target.name
